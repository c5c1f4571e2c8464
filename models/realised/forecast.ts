import type { Bilingual } from '../shared/bilingual.ts'
import { fewestPastProjects, referenceRealisation } from '../finance/reference-class.ts'
import type { CadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { BenefitPeriod } from './earned-benefit.ts'

/** Weights of the last periods known, the latest first (own choice): what happened last counts most. */
export const recentWeights = [4, 3, 2, 1] as const

/** The last four periods that are known and planned, the latest first: what the recent index is made of. */
export function recentPeriods<T extends BenefitPeriod>(periods: readonly T[]): readonly T[] {
  return periods
    .filter(({ plannedCents, realisedCents }) => realisedCents !== null && plannedCents !== 0)
    .slice(-recentWeights.length)
    .toReversed()
}

/** BRI_w: Σ w · realised / Σ w · planned over the last four periods that are known and planned. */
export function recentIndex(periods: readonly BenefitPeriod[]): Outcome<number, 'nothing-measured'> {
  let [planned, realised] = [0, 0]
  for (const [at, { plannedCents, realisedCents }] of recentPeriods(periods).entries()) {
    const weight = recentWeights[at] ?? 0
    planned += weight * plannedCents
    realised += weight * (realisedCents ?? 0)
  }
  return planned === 0 ? unknownBecause('nothing-measured') : known(realised / planned)
}

/** Realised / planned that others published: used while the body's own record is too short. */
export type PublishedClass = {
  readonly id: string
  readonly p10: number
  readonly p50: number
  readonly p90: number
}
/** The same as it stands in the data, with what it was read from. */
export type BenefitClass = PublishedClass & {
  readonly name: Bilingual
  readonly reading: Bilingual
  readonly status: string
}
export type ForecastClass =
  | { readonly kind: 'own'; readonly count: number }
  /** Cold start: the published class is used; `dots` are the body's own few ratios, never quantiles. */
  | { readonly kind: 'published'; readonly id: string; readonly count: number; readonly dots: readonly number[] }
/** Why the recent index does not carry the plan on. */
export type IndexGap = 'nothing-measured' | 'too-few-months' | 'plan-too-young'
export type Forecast = {
  /** CAD, estimates. P10: one chance in ten of being at or below. */
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly class: ForecastClass
  /** Recent index that carries the plan on; null when the class alone speaks, `indexGap` says why. */
  readonly index: number | null
  readonly indexGap: IndexGap | null
  /** Realised so far and what is left of the plan, CAD. */
  readonly earnedCad: number
  readonly leftCad: number
  /** What each percentile multiplies what is left of the plan by, so that the amounts rise. */
  readonly factors: { readonly p10: number; readonly p50: number; readonly p90: number }
  /** Realised / planned of the class that each percentile rests on, in the same order as the factors. */
  readonly ratios: { readonly p10: number; readonly p50: number; readonly p90: number }
}
export type ForecastGap = 'no-plan' | 'no-reference-class'

/** Share of an average month still to come that the recent months were planned at, under which they say nothing of it (own choice). */
export const youngestPlan = 0.25

/**
 * Forecast at the horizon: EB + Σ PB′ · f. P50: f = BRI_w (methods §9). P10 and P90: f = BRI_w + (q − median) · max(1, |BRI_w|), q
 * and the median those of realised / planned of the body's own closed benefits; under twenty of them, of the published class, and the cold start
 * is said. The spread is added, and never less than that of the class: a benefit that realises nothing, or loses, is no surer than another, and
 * its percentiles stay in order. Until four months are known, or while their plan was too young to speak, f = q: the class alone.
 */
export function forecastOf(given: {
  readonly periods: readonly BenefitPeriod[]
  /** Plan in force for the periods to come, cents. */
  readonly remaining: readonly CadCents[]
  readonly ownRatios: readonly number[]
  readonly published: PublishedClass | null
}): Outcome<Forecast, ForecastGap> {
  const { ownRatios, periods, published, remaining } = given
  if (periods.length + remaining.length === 0) return unknownBecause('no-plan')
  const spread = spreadOf(ownRatios, published)
  if (spread === undefined) return unknownBecause('no-reference-class')
  const recent = carryingIndex(periods, remaining)
  const factor = (ratio: number) =>
    recent.kind === 'known' ? recent.value + (ratio - spread.p50) * Math.max(1, Math.abs(recent.value)) : ratio
  const earnedCad = periods.reduce((sum, { realisedCents }) => sum + (realisedCents ?? 0), 0) / 100
  const leftCad = remaining.reduce<number>((sum, cents) => sum + cents, 0) / 100
  const [low, high] = leftCad < 0 ? [spread.p90, spread.p10] : [spread.p10, spread.p90]
  const factors = { p10: factor(low), p50: factor(spread.p50), p90: factor(high) }
  return known({
    p10: earnedCad + leftCad * factors.p10,
    p50: earnedCad + leftCad * factors.p50,
    p90: earnedCad + leftCad * factors.p90,
    class: spread.class,
    index: recent.kind === 'known' ? recent.value : null,
    indexGap: recent.kind === 'known' ? null : (recent.reasons[0] ?? null),
    earnedCad,
    leftCad,
    factors,
    ratios: { p10: low, p50: spread.p50, p90: high },
  })
}

/** The recent index, unless the plan of its months was a small part of what is to come: a ratio to almost nothing carries nothing. */
function carryingIndex(periods: readonly BenefitPeriod[], remaining: readonly CadCents[]): Outcome<number, IndexGap> {
  const index = recentIndex(periods)
  if (index.kind === 'unknown' || remaining.length === 0) return index
  const planned = recentPeriods(periods).map(({ plannedCents }) => plannedCents)
  if (planned.length < recentWeights.length) return unknownBecause('too-few-months')
  return Math.abs(mean(planned)) < youngestPlan * Math.abs(mean(remaining)) ? unknownBecause('plan-too-young') : index
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

type Spread = { readonly p10: number; readonly p50: number; readonly p90: number; readonly class: ForecastClass }

function spreadOf(ratios: readonly number[], published: PublishedClass | null): Spread | undefined {
  const usable = ratios.filter((ratio) => Number.isFinite(ratio) && ratio > 0)
  if (usable.length >= fewestPastProjects) {
    const at = (certainty: number) => {
      const { figure } = referenceRealisation(usable, certainty)
      return figure.kind === 'known' ? figure.value : Number.NaN
    }
    return { p10: at(0.9), p50: at(0.5), p90: at(0.1), class: { kind: 'own', count: usable.length } }
  }
  if (published === null) return undefined
  const { id, p10, p50, p90 } = published
  return { p10, p50, p90, class: { kind: 'published', id, count: ratios.length, dots: ratios } }
}
