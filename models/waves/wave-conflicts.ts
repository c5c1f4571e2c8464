import { daysAfter, daysBetween } from '../shared/day.ts'
import { type Link, type MoveGroup, moveGroups } from './move-groups.ts'
import type { WaveDates } from './wave.schemas.ts'

/** Links between the workloads of two waves: `from` consumes what `to` provides. */
export type WaveLinkView = {
  readonly from: string
  readonly to: string
  readonly links: number
  /** Those that do not stand being apart. */
  readonly hard: number
}

/** A link between two workloads, by their codes: `from` consumes what `to` provides. */
export type MoveLink = Link & {
  /** The same data stand at both ends. */
  readonly isCopy: boolean
  /** Longest delay that the link stands, milliseconds; null when nobody stated one. */
  readonly latencyNeedMs: number | null
}

/**
 * A link that does not stand its ends being at two sites: both hold the same data, or somebody stated the delay it needs. Any other is soft: it
 * goes on working across sites (AWS prescriptive guidance, hard and soft dependencies; domain methods §3).
 */
export function isHardLink(link: Pick<MoveLink, 'isCopy' | 'latencyNeedMs'>): boolean {
  return link.isCopy || link.latencyNeedMs !== null
}

/** A period in which a body cuts nothing over and decommissions nothing; both days included. */
export type Blackout = { readonly id: string; readonly name: string; readonly from: string; readonly to: string }

export type BlackoutConflict = {
  readonly kind: 'cut-over-in-blackout' | 'decommissioning-in-blackout'
  readonly blackout: Blackout
  readonly on: string
  /** Nearest days free of every blackout, before and after: what would lift the conflict. Before is null once it is past. */
  readonly freeBefore: string | null
  readonly freeAfter: string
}

export type SplitLinkConflict = {
  readonly kind: 'split-link'
  /** The workload of this wave, and the other end of the link. */
  readonly workload: string
  readonly other: string
  readonly reason: 'copy' | 'latency'
  readonly latencyNeedMs: number | null
  /** Wave of the other end; null when it stands in none and stays. */
  readonly otherWave: string | null
  /** Days between the two cut-overs; null when the other end never moves. */
  readonly daysApart: number | null
}

export type SplitGroupConflict = {
  readonly kind: 'split-group'
  /** A loop that explains the group, the same workload at both ends; `null` stands for the middle of a long one. */
  readonly loop: readonly (string | null)[]
  readonly size: number
  /** Where the group stands: each wave, or null for those in none, with how many; those that hold most of it first. */
  readonly waves: readonly { readonly wave: string | null; readonly workloads: number }[]
  /** Waves beyond those named. */
  readonly otherWaves: number
}

/** What a person reads of a group: beyond, its size tells it. */
const mostInLoop = 12
const mostWaves = 8

export type WaveConflict = BlackoutConflict | SplitLinkConflict | SplitGroupConflict

export type PlannedWave = {
  readonly code: string
  readonly dates: WaveDates
  readonly members: readonly string[]
  readonly blackouts: readonly Blackout[]
}

/**
 * What stands in the way of the days to come, for each wave: days that fall in a blackout, hard links whose ends would be apart, loops cut in
 * two. A move already made is not spoken of. A wave without conflict is absent. `groups` are those of the links, when they are known already.
 */
export function waveConflicts(
  waves: readonly PlannedWave[],
  links: readonly MoveLink[],
  today: string,
  groups: readonly MoveGroup[] = moveGroups(links),
): ReadonlyMap<string, readonly WaveConflict[]> {
  const found = new Map<string, WaveConflict[]>()
  const add = (wave: string, conflict: WaveConflict) => {
    const own = found.get(wave)
    if (own === undefined) found.set(wave, [conflict])
    else own.push(conflict)
  }
  for (const wave of waves)
    for (const conflict of blackoutConflicts(wave.dates, wave.blackouts, today)) add(wave.code, conflict)
  const placed = placements(waves)
  for (const { wave, conflict } of splitLinks(links, placed, today)) add(wave, conflict)
  for (const { wave, conflict } of splitGroups(groups, placed, today)) add(wave, conflict)
  return found
}

/** The days of a wave, today or later, that fall in one of the blackouts. */
export function blackoutConflicts(
  dates: WaveDates,
  blackouts: readonly Blackout[],
  today: string,
): readonly BlackoutConflict[] {
  const days = [
    ['cut-over-in-blackout', dates.cutsOverOn],
    ['decommissioning-in-blackout', dates.decommissionsOn],
  ] as const
  return days.flatMap(([kind, on]) => {
    const blackout = on < today ? undefined : blackouts.find(({ from, to }) => from <= on && on <= to)
    if (blackout === undefined) return []
    const before = freeDay(on, blackouts, -1)
    return [{ kind, blackout, on, freeBefore: before < today ? null : before, freeAfter: freeDay(on, blackouts, 1) }]
  })
}

/** The nearest day outside every blackout, walking from one blackout's edge to the next. */
function freeDay(day: string, blackouts: readonly Blackout[], direction: 1 | -1): string {
  let free = day
  for (;;) {
    const at = free
    const inside = blackouts.find(({ from, to }) => from <= at && at <= to)
    if (inside === undefined) return free
    free = daysAfter(direction === 1 ? inside.to : inside.from, direction)
  }
}

type Placement = { readonly wave: string; readonly cutsOverOn: string }

function placements(waves: readonly PlannedWave[]): ReadonlyMap<string, Placement> {
  return new Map(
    waves.flatMap(({ code, dates, members }) =>
      members.map((member) => [member, { wave: code, cutsOverOn: dates.cutsOverOn }] as const),
    ),
  )
}

type Of<C> = { readonly wave: string; readonly conflict: C }

function splitLinks(
  links: readonly MoveLink[],
  placed: ReadonlyMap<string, Placement>,
  today: string,
): readonly Of<SplitLinkConflict>[] {
  return links.flatMap((link) => {
    if (link.from === link.to || !isHardLink(link)) return []
    const { isCopy, latencyNeedMs } = link
    const [from, to] = [placed.get(link.from), placed.get(link.to)]
    const daysApart = apart(from, to, today)
    if (daysApart === undefined) return []
    const seen = (own: Placement | undefined, other: Placement | undefined, workload: string, otherCode: string) =>
      own === undefined
        ? []
        : [
            {
              wave: own.wave,
              conflict: {
                kind: 'split-link',
                workload,
                other: otherCode,
                reason: isCopy ? 'copy' : 'latency',
                latencyNeedMs,
                otherWave: other?.wave ?? null,
                daysApart,
              } as const,
            },
          ]
    return [...seen(from, to, link.from, link.to), ...seen(to, from, link.to, link.from)]
  })
}

/** Days between two cut-overs, null when one end stays; undefined when they are never apart, or when both have already moved. */
function apart(a: Placement | undefined, b: Placement | undefined, today: string): number | null | undefined {
  if (a === undefined || b === undefined) {
    const moving = a ?? b
    return moving === undefined || moving.cutsOverOn < today ? undefined : null
  }
  const [first, last] = [a.cutsOverOn, b.cutsOverOn].toSorted()
  if (first === undefined || last === undefined || first === last || last < today) return undefined
  return daysBetween(first, last)
}

function splitGroups(
  groups: readonly MoveGroup[],
  placed: ReadonlyMap<string, Placement>,
  today: string,
): readonly Of<SplitGroupConflict>[] {
  return groups.flatMap(({ members, loop }) => {
    const counts = new Map<string | null, number>()
    for (const member of members) {
      const wave = placed.get(member)?.wave ?? null
      counts.set(wave, (counts.get(wave) ?? 0) + 1)
    }
    const days = new Set(members.map((member) => placed.get(member)?.cutsOverOn ?? null))
    const isAhead = [...days].some((day) => day !== null && day >= today)
    if (days.size === 1 || !isAhead) return []
    const waves = [...counts]
      .map(([wave, workloads]) => ({ wave, workloads }))
      .toSorted((a, b) => b.workloads - a.workloads || compareWaves(a.wave, b.wave))
    const conflict = {
      kind: 'split-group',
      loop: loop.length <= mostInLoop ? loop : [...loop.slice(0, mostInLoop - 2), null, loop.at(-1) ?? null],
      size: members.length,
      waves: waves.slice(0, mostWaves),
      otherWaves: Math.max(0, waves.length - mostWaves),
    } as const
    return waves.flatMap(({ wave }) => (wave === null ? [] : [{ wave, conflict }]))
  })
}

/** Those in no wave come last. */
function compareWaves(a: string | null, b: string | null): number {
  return Number(a === null) - Number(b === null) || (a ?? '').localeCompare(b ?? '')
}

/** Links between workloads of two waves, counted by pair, the heaviest first: what the calendar draws. */
export function linksBetweenWaves(waves: readonly PlannedWave[], links: readonly MoveLink[]): readonly WaveLinkView[] {
  const placed = placements(waves)
  const pairs = new Map<string, { from: string; to: string; links: number; hard: number }>()
  for (const link of links) {
    const [from, to] = [placed.get(link.from)?.wave, placed.get(link.to)?.wave]
    if (from === undefined || to === undefined || from === to) continue
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, links: 0, hard: 0 }
    pair.links += 1
    if (isHardLink(link)) pair.hard += 1
    pairs.set(`${from} ${to}`, pair)
  }
  return [...pairs.values()].toSorted((a, b) => b.hard - a.hard || b.links - a.links)
}

/** What makes two conflicts one and the same, so that a preview tells those that appear from those that were there. */
export function conflictKey(conflict: WaveConflict): string {
  switch (conflict.kind) {
    case 'split-link':
      return `split-link ${conflict.workload} ${conflict.other} ${conflict.reason}`
    case 'split-group':
      return `split-group ${conflict.loop.join(' ')}`
    default:
      return `${conflict.kind} ${conflict.blackout.id}`
  }
}

/** Conflicts of the second list that the first has not. */
export function conflictsBeyond(before: readonly WaveConflict[], after: readonly WaveConflict[]): WaveConflict[] {
  const known = new Set(before.map(conflictKey))
  return after.filter((conflict) => !known.has(conflictKey(conflict)))
}
