import { stepsPerPercent, type Histogram, type HourOfUse, type UsageTally } from './usage-tally.ts'
import type { Spike, UsageProfile, UsageSummary, UseStatistics } from './usage.schemas.ts'

/** What a profile needs to know besides the points. */
export type ProfileContext = Pick<UsageSummary, 'file' | 'machine' | 'batch'> & {
  /** The period of the whole file, in seconds since 1970: what the coverage is measured over. */
  readonly period: { readonly from: number; readonly to: number }
  /** IANA name; hours of the week are told in it. */
  readonly zone: string
  /** Minutes to add to UTC at an hour (whole hours since 1970). */
  readonly offsetMinutes: (hour: number) => number
}

/** A processor is in use when an hour's mean passes this, in percent (house threshold; the idle threshold of Azure Migrate). */
export const inUsePercent = 5
const strayDays = 30
const strayShare = 0.01
const hoursPerWeek = 168
/** 1970-01-01 was a Thursday: its Monday stands three days before. */
const daysToMonday = 3

/** Mean, quantiles and maximum of a histogram of hundredths of a percent; undefined without a point. */
export function useStatistics(histogram: Histogram): UseStatistics | undefined {
  const { points } = histogram
  if (points === 0) return undefined
  const places = [0.5, 0.9, 0.95, 0.99].map((share) => (points - 1) * share)
  const ranks = places.flatMap((place) => [Math.floor(place), Math.ceil(place)])
  const found = histogram.atRanks(ranks.toSorted((a, b) => a - b))
  const values = new Map(ranks.toSorted((a, b) => a - b).map((rank, i) => [rank, found[i] ?? histogram.max]))
  const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = places.map((place) => {
    const low = values.get(Math.floor(place)) ?? 0
    const high = values.get(Math.ceil(place)) ?? 0
    return (low + (high - low) * (place - Math.floor(place))) / stepsPerPercent
  })
  return {
    points,
    mean: histogram.sum / points / stepsPerPercent,
    p50,
    p90,
    p95,
    p99,
    max: histogram.max / stepsPerPercent,
  }
}

/**
 * First and last moment of a series, in seconds, without days that stand more than 30 days from the others and hold less than 1 % of the
 * points: a clock that jumped does not stretch a period. `stray` counts the points so left out; they stay in the quantiles.
 */
export function mainPeriod(tally: UsageTally): { readonly from: number; readonly to: number; readonly stray: number } {
  const clusters: { from: number; to: number; points: number; day: number }[] = []
  for (const day of tally.sortedDays()) {
    const use = tally.dayOfUse(day)
    const own = clusters.at(-1)
    if (use === undefined) continue
    if (own === undefined || day - own.day > strayDays) clusters.push({ ...use, day })
    else {
      own.to = use.to
      own.points += use.points
      own.day = day
    }
  }
  const all = clusters.reduce((sum, one) => sum + one.points, 0)
  const kept = clusters.filter((one) => one.points >= all * strayShare)
  return {
    from: kept[0]?.from ?? Number.NaN,
    to: kept.at(-1)?.to ?? Number.NaN,
    stray: all - kept.reduce((sum, one) => sum + one.points, 0),
  }
}

/** The usual step, holes and filled moments of a series within its period. */
function rhythm(seconds: Float64Array, period: ProfileContext['period']) {
  const deltas = new Map<number, number>()
  let last = Number.NaN
  let filled = 0
  // Most points come at the step of the one before: counted apart, so that the map is seldom asked.
  let [step, times] = [Number.NaN, 0]
  for (const second of seconds) {
    if (second < period.from || second > period.to) continue
    filled += 1
    const delta = second - last
    last = second
    if (delta === step) times += 1
    else {
      if (times > 0) deltas.set(step, (deltas.get(step) ?? 0) + times)
      ;[step, times] = [delta, Number.isNaN(delta) ? 0 : 1]
    }
  }
  if (times > 0) deltas.set(step, (deltas.get(step) ?? 0) + times)
  const usual = [...deltas].toSorted(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? null
  const holes = usual === null ? [] : [...deltas].filter(([delta]) => delta > 2 * usual)
  return {
    filled,
    step: usual,
    gaps: holes.reduce((sum, [, count]) => sum + count, 0),
    longest: holes.reduce((longest, [delta]) => Math.max(longest, delta), 0),
  }
}

/** An hour of use on the clock of the place: whole hours since 1970 there. */
type LocalHour = Omit<HourOfUse, 'hour'> & { readonly local: number }

function localHours(
  hours: readonly HourOfUse[],
  { offsetMinutes }: Pick<ProfileContext, 'offsetMinutes'>,
): LocalHour[] {
  return hours.map(({ hour, points, sum, max }) => ({
    local: hour + Math.floor(offsetMinutes(hour) / 60),
    points,
    sum,
    max,
  }))
}

/** 0 = Monday 0 h … 167 = Sunday 23 h. */
const hourOfWeek = (local: number) => (((local + daysToMonday * 24) % hoursPerWeek) + hoursPerWeek) % hoursPerWeek

/** 168 means of processor, percent, Monday 0 h first in local time; null where no point falls. */
function weekShape(hours: readonly LocalHour[]): (number | null)[] {
  const sums = new Float64Array(hoursPerWeek)
  const points = new Float64Array(hoursPerWeek)
  for (const one of hours) {
    const at = hourOfWeek(one.local)
    sums[at] = (sums[at] ?? 0) + one.sum
    points[at] = (points[at] ?? 0) + one.points
  }
  return Array.from(sums, (sum, at) => {
    const count = points[at] ?? 0
    return count === 0 ? null : sum / count / stepsPerPercent
  })
}

/** A spike stands at least three times above p99, and twenty points of percent. */
const spikeTimes = 3
const spikePoints = 20

/**
 * Whether the maximum stands far above p99, and when such points come: `nightly` when the same hour (within one) has them on half of the
 * days at least, `weekly` when they keep to one hour of the week over two weeks or more, `isolated` when they fall on two days at most,
 * else `scattered`. Null when the maximum is of a piece with the rest.
 */
function spikeOf(statistics: UseStatistics, histogram: Histogram, hours: readonly LocalHour[]): Spike | null {
  const { p99, max } = statistics
  if (max < p99 * spikeTimes || max - p99 < spikePoints) return null
  const threshold = Math.floor(((p99 + max) / 2) * stepsPerPercent)
  const high = hours.filter((one) => one.max > threshold).map((one) => one.local)
  const dayOf = (local: number) => Math.floor(local / 24)
  const days = new Set(high.map(dayOf))
  const allDays = new Set(hours.map((one) => dayOf(one.local)))
  const hour = mostOften(high.map((local) => ((local % 24) + 24) % 24))
  const near = high.filter((local) => Math.abs(((((local - hour) % 24) + 36) % 24) - 12) <= 1)
  const week = mostOften(high.map(hourOfWeek))
  const inWeek = high.filter((local) => hourOfWeek(local) === week)
  const told = { share: histogram.above(threshold) / statistics.points, days: days.size, hour, weekday: null }
  const isMostly = (those: readonly number[]) => those.length >= 0.8 * high.length
  if (isMostly(inWeek) && new Set(inWeek.map(dayOf)).size >= 2)
    return { ...told, kind: 'weekly', hour: week % 24, weekday: Math.floor(week / 24) }
  if (isMostly(near) && new Set(near.map(dayOf)).size >= Math.max(3, allDays.size / 2))
    return { ...told, kind: 'nightly' }
  return days.size <= 2 ? { ...told, kind: 'isolated', weekday: Math.floor(week / 24) } : { ...told, kind: 'scattered' }
}

function mostOften(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? 0
}

const iso = (second: number) => new Date(second * 1000).toISOString()

/**
 * The profile of a machine: statistics of processor and memory, coverage of the file's period (points there over points expected at the
 * usual step), shape of the week, share of hours in use, spikes and what was wrong with the series. Undefined without a point.
 */
export function usageProfile(tally: UsageTally, context: ProfileContext): UsageProfile | undefined {
  const cpu = useStatistics(tally.cpu)
  if (cpu === undefined) return undefined
  const { period } = context
  const seconds = tally.filledSeconds()
  const { filled, step, gaps, longest } = rhythm(seconds, period)
  const expected = step === null ? 0 : Math.floor((period.to - period.from) / step) + 1
  const hours = localHours(tally.hours(), context)
  const inUse = hours.filter((one) => one.sum / one.points > inUsePercent * stepsPerPercent)
  return {
    file: context.file,
    machine: context.machine,
    batch: context.batch,
    from: iso(period.from),
    to: iso(period.to),
    stepSeconds: step,
    coverage: expected === 0 ? 0 : Math.min(1, filled / expected),
    days: step === null ? 0 : (cpu.points * step) / 86_400,
    cpu,
    memory: useStatistics(tally.memory) ?? null,
    timeInUse: inUse.length / hours.length,
    spike: spikeOf(cpu, tally.cpu, hours),
    zone: context.zone,
    weekCpu: weekShape(hours),
    quality: {
      duplicates: tally.duplicates,
      gaps,
      longestGapSeconds: longest,
      backward: tally.backward,
      stray: mainPeriod(tally).stray,
    },
  }
}

/** A profile without what only a screen draws: what goes along with a size into the inputs of a figure. */
export function usageSummary(profile: UsageProfile): UsageSummary {
  const { zone: _, weekCpu: __, quality: ___, ...summary } = profile
  return summary
}
