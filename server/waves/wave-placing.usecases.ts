import type { WaveChange } from '#models/waves/wave.views.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { findWorkloads } from '#server/inventory/inventory.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { deleteMembers, insertMembers, placesOf } from './wave-members.repository.ts'
import {
  waveOfAnotherBody,
  waveWorkloadsElsewhere,
  waveWorkloadsNotFound,
  workloadsInAnotherWave,
} from './waves.problems.ts'
import { touchWaves } from './waves.repository.ts'

export type WavesDeps = { readonly db: Database; readonly clock: Clock }

export type Taken = { readonly id: string; readonly code: string; readonly body_id: string }
export type Moved = WaveChange['moved']

/** The workloads named, if a wave of this body may take them: in reach, and of the body or under it. */
export async function ensureTakable(
  deps: WavesDeps,
  reach: Reach,
  asked: { readonly bodyId: string; readonly codes: readonly string[]; readonly wave: string },
): Promise<readonly Taken[]> {
  const codes = [...new Set(asked.codes)]
  const found = await findWorkloads(deps, reach, codes)
  const known = new Set(found.map(({ code }) => code))
  const missing = codes.filter((code) => !known.has(code))
  if (missing.length > 0) throw waveWorkloadsNotFound(missing)
  const bodies = new Set(withDescendants(await bodyTree(deps.db, todayOf(deps.clock)), asked.bodyId))
  const elsewhere = found.filter(({ body_id }) => !bodies.has(body_id))
  if (elsewhere.length > 0)
    throw waveWorkloadsElsewhere(
      asked.wave,
      elsewhere.map(({ code }) => code),
    )
  return found
}

/** Up to this many workloads an event names each; beyond, it keeps their count and digest. */
const mostNamed = 200

export function named(codes: readonly string[]) {
  const sorted = codes.toSorted()
  return codes.length <= mostNamed
    ? { count: codes.length, workloads: sorted }
    : { count: codes.length, digest: digestOf(asJson(sorted)) }
}

/**
 * Puts workloads in a wave, in the transaction of its change. One that stands in another wave is refused, or taken from there with
 * `transfer`; that wave's readers see it changed.
 */
export async function place(
  work: Work,
  reach: Reach,
  asked: {
    readonly wave: { readonly id: string; readonly code: string }
    readonly workloads: readonly Taken[]
    readonly transfer: boolean
    /** Set when the change itself tells where they came from. */
    readonly isTold?: true
  },
): Promise<Moved> {
  const { wave, transfer } = asked
  const places = await placesOf(
    reach,
    work.tx,
    asked.workloads.map(({ id }) => id),
  )
  const entering = asked.workloads.filter(({ id }) => places.get(id)?.wave_id !== wave.id)
  const leaving = entering.filter(({ id }) => places.has(id))
  const placeOf = ({ id, code }: Taken) => ({ workload: code, wave: places.get(id)?.wave_code ?? '' })
  if (leaving.length > 0 && !transfer) throw workloadsInAnotherWave(leaving.map(placeOf))
  const kept = leaving.find(({ id }) => !reach.bodies.includes(places.get(id)?.wave_body ?? ''))
  if (kept !== undefined) throw waveOfAnotherBody(placeOf(kept).wave)
  const formers = asked.isTold === true ? [] : leaving.map((one) => places.get(one.id)?.wave_id ?? '')
  for (const id of new Set(formers)) {
    const own = leaving.filter((one) => places.get(one.id)?.wave_id === id)
    const former = places.get(own[0]?.id ?? '')
    await recordLeaving(work, { id, code: former?.wave_code ?? '', body_id: former?.wave_body ?? '' }, own, wave.code)
  }
  await deleteMembers(
    work.tx,
    leaving.map(({ id }) => id),
  )
  const placed = await insertMembers(
    work.tx,
    entering.map(({ id, body_id }) => ({
      workload_id: id,
      wave_id: wave.id,
      body_id,
      added_by: reach.actor,
      added_at: work.at,
    })),
  )
  // Somebody placed one between the reading and the writing: nothing is kept of this change.
  if (placed !== entering.length)
    throw workloadsInAnotherWave(entering.map(({ code }) => ({ workload: code, wave: '…' })))
  return entering.map((one) => ({ workload: one.code, from: places.get(one.id)?.wave_code ?? null }))
}

async function recordLeaving(
  work: Work,
  former: { readonly id: string; readonly code: string; readonly body_id: string },
  leaving: readonly Taken[],
  into: string | null,
): Promise<void> {
  await touchWaves(work.tx, [former.id], work.at)
  await work.record({
    bodyId: former.body_id,
    action: 'wave.members-removed',
    objectType: 'wave',
    objectId: former.id,
    after: { wave: former.code, into, ...named(leaving.map(({ code }) => code)) },
  })
}
