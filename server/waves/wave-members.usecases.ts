import type { Environment } from '#models/inventory/workload.views.ts'
import type { AddMembers, SplitWave } from '#models/waves/wave.schemas.ts'
import type { WaveChange, WaveMembersPage, WaveView } from '#models/waves/wave.views.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import { todayOf } from '#server/shared/clock.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { deleteMembers, memberPage, membersOf, placesOf } from './wave-members.repository.ts'
import { datesOf } from './wave-views.ts'
import { waveMergedIntoItself, waveWorkloadsElsewhere, workloadsNotInWave } from './waves.problems.ts'
import { ensureTakable, named, place, type Taken, type WavesDeps } from './wave-placing.usecases.ts'
import { touchWaves, updateWave } from './waves.repository.ts'
import { ensureDates, ensureOwnWave, ensureWave, newWave, ownWaveView } from './waves.usecases.ts'

/** Puts workloads in a wave: a few, or a whole selection of the portfolio. Those already there stay. */
export async function addMembers(
  deps: WavesDeps,
  reach: Reach,
  code: string,
  expected: number,
  asked: AddMembers,
): Promise<WaveChange> {
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const workloads = await ensureTakable(deps, reach, { bodyId: row.body_id, codes: asked.workloads, wave: code })
  const moved = await changing(deps, reach, async (work) => {
    const written = await updateWave(work.tx, row.id, expected, { updated_at: work.at })
    if (!written) ensureVersion(expected + 1, expected)
    const entered = await place(work, reach, { wave: row, workloads, transfer: asked.transfer })
    await work.record({
      bodyId: row.body_id,
      action: 'wave.members-added',
      objectType: 'wave',
      objectId: row.id,
      after: { wave: code, ...named(entered.map(({ workload }) => workload)) },
    })
    return entered
  })
  return { wave: await ownWaveView(deps, reach, code), moved }
}

/** Takes workloads out of a wave: they stand in none, so they no longer move. */
export async function removeMembers(
  deps: WavesDeps,
  reach: Reach,
  code: string,
  expected: number,
  codes: readonly string[],
): Promise<WaveView> {
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const leaving = await ensureMembers(deps, reach, row, codes)
  await changing(deps, reach, async (work) => {
    const written = await updateWave(work.tx, row.id, expected, { updated_at: work.at })
    if (!written) ensureVersion(expected + 1, expected)
    await deleteMembers(
      work.tx,
      leaving.map(({ id }) => id),
    )
    await work.record({
      bodyId: row.body_id,
      action: 'wave.members-removed',
      objectType: 'wave',
      objectId: row.id,
      after: { wave: code, into: null, ...named(leaving.map((one) => one.code)) },
    })
  })
  return ownWaveView(deps, reach, code)
}

async function ensureMembers(
  deps: WavesDeps,
  reach: Reach,
  wave: { readonly id: string; readonly code: string; readonly body_id: string },
  codes: readonly string[],
): Promise<readonly Taken[]> {
  const found = await ensureTakable(deps, reach, { bodyId: wave.body_id, codes, wave: wave.code })
  const places = await placesOf(
    reach,
    deps.db,
    found.map(({ id }) => id),
  )
  const strangers = found.filter(({ id }) => places.get(id)?.wave_id !== wave.id)
  if (strangers.length > 0)
    throw workloadsNotInWave(
      wave.code,
      strangers.map(({ code }) => code),
    )
  return found
}

/** Splits a wave: the workloads named leave it for a new one, on the same days unless others are given. */
export async function splitWave(
  deps: WavesDeps,
  reach: Reach,
  code: string,
  expected: number,
  asked: SplitWave,
): Promise<WaveChange> {
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const dates = asked.dates ?? datesOf(row)
  ensureDates(dates)
  const leaving = await ensureMembers(deps, reach, row, asked.workloads)
  const made = await changing(deps, reach, async (work) => {
    const written = await updateWave(work.tx, row.id, expected, { updated_at: work.at })
    if (!written) ensureVersion(expected + 1, expected)
    const part = await newWave(work, reach, { name: asked.name, note: null, dates, bodyId: row.body_id })
    await work.record({
      bodyId: row.body_id,
      action: 'wave.split',
      objectType: 'wave',
      objectId: row.id,
      after: { wave: code, into: part.code, dates, ...named(leaving.map((one) => one.code)) },
    })
    const moved = await place(work, reach, { wave: part, workloads: leaving, transfer: true, isTold: true })
    return { code: part.code, moved }
  })
  return { wave: await ownWaveView(deps, reach, made.code), moved: made.moved }
}

/** Merges a wave into another one, which keeps its days: all its workloads join it, and the emptied wave is removed. */
export async function mergeWave(
  deps: WavesDeps,
  reach: Reach,
  code: string,
  expected: number,
  into: string,
): Promise<WaveChange> {
  if (code === into) throw waveMergedIntoItself(code)
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const target = await ensureOwnWave(deps, reach, into)
  const bodies = new Set(withDescendants(await bodyTree(deps.db, todayOf(deps.clock)), target.body_id))
  const moved = await changing(deps, reach, async (work) => {
    const members = await membersOf(work.tx, row.id)
    const apart = members.filter((one) => !bodies.has(one.body_id) || !reach.bodies.includes(one.body_id))
    // Those out of reach are not named.
    const told = apart.filter((one) => reach.bodies.includes(one.body_id)).map((one) => one.code)
    if (apart.length > 0) throw waveWorkloadsElsewhere(into, told)
    const written = await updateWave(work.tx, row.id, expected, { removed_at: work.at, updated_at: work.at })
    if (!written) ensureVersion(expected + 1, expected)
    const leaving = members.map((one) => ({ id: one.workload_id, code: one.code, body_id: one.body_id }))
    const entered = await place(work, reach, { wave: target, workloads: leaving, transfer: true, isTold: true })
    await touchWaves(work.tx, [target.id], work.at)
    await work.record({
      bodyId: row.body_id,
      action: 'wave.merged',
      objectType: 'wave',
      objectId: row.id,
      before: { wave: code, name: row.name, note: row.note, dates: datesOf(row) },
      after: { wave: code, into, ...named(leaving.map((one) => one.code)) },
    })
    return entered
  })
  return { wave: await ownWaveView(deps, reach, into), moved }
}

/** Workloads of a wave that are in reach, in order of number, a page at a time. */
export async function waveMembers(
  deps: Pick<WavesDeps, 'db'>,
  reach: Reach,
  code: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<WaveMembersPage> {
  const wave = await ensureWave(deps, reach, code)
  const rows = await memberPage(reach, deps.db, { waveId: wave.id, after, limit })
  const items = rows.map((row) => ({
    code: row.code,
    name: row.name,
    body: row.body_code,
    environment: row.environment as Environment, // written through the schema
    addedAt: row.added_at,
    addedBy: row.added_by,
  }))
  return { items, next: items.length === limit ? (items.at(-1)?.code ?? null) : null }
}
