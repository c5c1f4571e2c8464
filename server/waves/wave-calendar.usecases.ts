import { gzipSync } from 'node:zlib'
import type { Outcome } from '#models/shared/outcome.ts'
import { deadlineCrossings } from '#models/waves/deadline-crossings.ts'
import { doubleRunningDays } from '#models/waves/double-running.ts'
import type { WaveDates, WaveStatus } from '#models/waves/wave.schemas.ts'
import type { WaveCalendar, WavePreview } from '#models/waves/wave.views.ts'
import { type MoveGroup, moveGroups } from '#models/waves/move-groups.ts'
import {
  conflictsBeyond,
  linksBetweenWaves,
  type MoveLink,
  type PlannedWave,
  waveConflicts,
} from '#models/waves/wave-conflicts.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { livingExemptions } from '#server/exemptions/living-exemptions.usecases.ts'
import { dataLinks } from '#server/inventory/dependencies.usecases.ts'
import type { BlackoutWithBody } from './blackouts.repository.ts'
import { blackoutRows, blackoutView } from './blackouts.usecases.ts'
import { placedWorkloads, type PlacedWorkload } from './wave-members.repository.ts'
import { datesOf, type Reading, waveView } from './wave-views.ts'
import { wavesIn, type WaveWithCounts } from './waves.repository.ts'

/** What both sides of these workloads cost while both are paid under these days, CAD: given by the part that prices them. */
export type DoubleRunningPrice = (
  reach: Reach,
  workloadIds: readonly string[],
  dates: WaveDates,
) => Promise<Outcome<number>>

export type CalendarRequest = Reading & {
  /** Changes whenever something that the plan shows may have changed in this reach. */
  readonly version: string
  readonly body?: string | undefined
  readonly status?: WaveStatus | undefined
}

type Plan = {
  readonly waves: readonly WaveWithCounts[]
  readonly planned: readonly PlannedWave[]
  readonly links: readonly MoveLink[]
  readonly workloads: readonly PlacedWorkload[]
  readonly blackouts: readonly BlackoutWithBody[]
  readonly groups: readonly MoveGroup[]
}

export type Plans = ReturnType<typeof createPlans>

/** The last plan read, kept while nothing changes: the calendar is read, then each move that someone tries on it. */
export function createPlans(db: Database) {
  let kept: { readonly version: string; readonly plan: Promise<Plan> } | undefined
  return {
    db,
    at(version: string, reach: Reach, today: string): Promise<Plan> {
      if (kept?.version === version) return kept.plan
      const plan = planOf(db, reach, today)
      plan.catch(() => (kept = undefined)) // a failure is told to who asked, and asked again next time
      kept = { version, plan }
      return plan
    },
  }
}

/** Waves, their workloads and what links them, as far as the reach goes. */
async function planOf(db: Database, reach: Reach, today: string): Promise<Plan> {
  const [tree, waves, workloads, blackouts, links] = await Promise.all([
    bodyTree(db, today),
    wavesIn(reach, db, { today }),
    placedWorkloads(reach, db),
    blackoutRows(db, reach, today),
    dataLinks({ db }, reach),
  ])
  const codes = new Map(workloads.map(({ id, code }) => [id, code]))
  const members = new Map<string, PlacedWorkload[]>()
  for (const workload of workloads) {
    if (workload.wave_id === null) continue
    const own = members.get(workload.wave_id)
    if (own === undefined) members.set(workload.wave_id, [workload])
    else own.push(workload)
  }
  const binding = blackouts.map((row) => ({ row, bodies: new Set(withDescendants(tree, row.body_id)) }))
  const moveLinks = links.flatMap((link): MoveLink[] => {
    const [from, to] = [codes.get(link.from), codes.get(link.to)]
    return from === undefined || to === undefined
      ? []
      : [{ from, to, isCopy: link.isCopy, latencyNeedMs: link.latencyNeedMs }]
  })
  return {
    waves,
    workloads,
    blackouts,
    planned: waves.map((wave) => plannedWave(wave, members.get(wave.id) ?? [], binding)),
    links: moveLinks,
    groups: moveGroups(moveLinks),
  }
}

type Binding = { readonly row: BlackoutWithBody; readonly bodies: ReadonlySet<string> }

/** A period binds a wave when one of its workloads, or the wave itself, is of the period's body or under it. */
function plannedWave(
  wave: WaveWithCounts,
  members: readonly PlacedWorkload[],
  binding: readonly Binding[],
): PlannedWave {
  const bodies = new Set([wave.body_id, ...members.map(({ body_id }) => body_id)])
  return {
    code: wave.code,
    dates: datesOf(wave),
    members: members.map(({ code }) => code),
    blackouts: binding
      .filter((one) => [...bodies].some((body) => one.bodies.has(body)))
      .map(({ row }) => ({ id: row.id, name: row.name, from: row.from_day, to: row.to_day })),
  }
}

/** What a screen can tell: the rest is counted. */
const mostConflicts = 50
const mostLinks = 500

/** Everything the calendar draws. Conflicts look at every wave in reach, also those that the filters leave out. Made in the report thread. */
export async function waveCalendar(plans: Plans, reach: Reach, asked: CalendarRequest): Promise<WaveCalendar> {
  const { today, editable, body, status } = asked
  const { db } = plans
  const plan = await plans.at(asked.version, reach, today)
  const conflicts = waveConflicts(plan.planned, plan.links, today, plan.groups)
  const binding = new Map(plan.planned.map((wave) => [wave.code, wave.blackouts.map(({ id }) => id)]))
  const kept =
    body === undefined && status === undefined ? plan.waves : await wavesIn(reach, db, { body, status, today })
  const shown = new Set(kept.map(({ code }) => code))
  const bodyId = body === undefined ? undefined : await bodyIdOf(db, today, body)
  const counted = plan.workloads.filter((one) => bodyId === undefined || one.body_id === bodyId)
  const links = linksBetweenWaves(plan.planned, plan.links).filter(({ from, to }) => shown.has(from) && shown.has(to))
  return {
    today,
    waves: plan.waves
      .filter(({ code }) => shown.has(code))
      .map((wave) => ({
        ...waveView(wave, asked),
        conflicts: (conflicts.get(wave.code) ?? []).slice(0, mostConflicts),
        conflictCount: conflicts.get(wave.code)?.length ?? 0,
        blackouts: binding.get(wave.code) ?? [],
      })),
    links: links.slice(0, mostLinks),
    linksLeftOut: Math.max(0, links.length - mostLinks),
    blackouts: plan.blackouts.map((row) => blackoutView(row, editable)),
    workloads: counted.length,
    unplaced: counted.filter(({ wave_id }) => wave_id === null).length,
  }
}

async function bodyIdOf(db: Database, today: string, code: string): Promise<string> {
  return (await bodyTree(db, today)).byCode.get(code)?.id ?? ''
}

/** A preview to which money may be added: what it is asked for, workload by workload. */
export type PricelessPreview = WavePreview & { readonly workloadIds: readonly string[] }

/** What other days of a wave would bring, without its money. The wave is in reach. Made in the report thread. */
export async function wavePreview(
  plans: Plans,
  reach: Reach,
  asked: { readonly version: string; readonly today: string; readonly code: string; readonly dates: WaveDates },
): Promise<PricelessPreview> {
  const { today, code, dates } = asked
  const plan = await plans.at(asked.version, reach, today)
  const moved = plan.planned.map((wave) => (wave.code === code ? { ...wave, dates } : wave))
  const before = plan.planned.find((wave) => wave.code === code)?.dates ?? dates
  const conflictsOf = (waves: readonly PlannedWave[]) =>
    waveConflicts(waves, plan.links, today, plan.groups).get(code) ?? []
  const [now, then] = [conflictsOf(plan.planned), conflictsOf(moved)]
  const waveId = plan.waves.find((wave) => wave.code === code)?.id
  const members = plan.workloads.filter((one) => waveId !== undefined && one.wave_id === waveId)
  const codes = new Map(members.map((one) => [one.id, one.code]))
  const living = await livingExemptions(plans.db, reach, [...codes.keys()], today)
  const held = [...living].flatMap(([id, rules]) =>
    [...rules.values()].map((rule) => ({ exemption: rule.code, workload: codes.get(id) ?? '', endsOn: rule.endsOn })),
  )
  return {
    wave: code,
    before,
    after: dates,
    doubleRunningDays: { before: doubleRunningDays(before), after: doubleRunningDays(dates) },
    conflicts: { appearing: conflictsBeyond(now, then), ending: conflictsBeyond(then, now) },
    crossings: deadlineCrossings(before, dates, held),
    doubleRunningCad: null,
    workloadIds: [...codes.keys()],
  }
}

/** Gzipped JSON ready to send. */
export function packedCalendar(calendar: WaveCalendar): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(calendar), { level: 4 })) // a copy of its own, so that it can be transferred
}
