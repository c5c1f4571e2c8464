import type { Bilingual } from '../shared/bilingual.ts'
import { fewestPastProjects, referenceRealisation } from '../finance/reference-class.ts'
import type { CadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { BenefitPeriod } from './earned-benefit.ts'

/** Weights of the last periods known, the latest first (own choice): what happened last counts most. */
export const recentWeights = [4, 3, 2, 1] as const

/** BRI_w: Σ w · realised / Σ w · planned over the last four periods that are known and planned. */
export function recentIndex(periods: readonly BenefitPeriod[]): Outcome<number, 'nothing-measured'> {
  let [planned, realised, taken] = [0, 0, 0]
  for (const { plannedCents, realisedCents } of periods.toReversed()) {
    if (realisedCents === null || plannedCents === 0) continue
    const weight = recentWeights[taken]
    if (weight === undefined) break
    planned += weight * plannedCents
    realised += weight * realisedCents
    taken += 1
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
export type Forecast = {
  /** CAD, estimates. P10: one chance in ten of being at or below. */
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly class: ForecastClass
  /** Recent index that carries the plan on; null while nothing was measured: the class alone speaks then. */
  readonly index: number | null
  /** What each percentile multiplies what is left of the plan by. */
  readonly factors: { readonly p10: number; readonly p50: number; readonly p90: number }
}
export type ForecastGap = 'no-plan' | 'no-reference-class'

/**
 * Forecast at the horizon: EB + Σ PB′ · BRI_w, P10 and P90 spread as the body's own closed benefits were (realised / planned), each relative to
 * their median (methods §9). Under twenty of them, the published class is used and the cold start is said. Percentiles are in rising order also
 * for a plan that costs.
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
  const recent = recentIndex(periods)
  const factor = (ratio: number) =>
    recent.kind === 'known' ? recent.value * (spread.p50 > 0 ? ratio / spread.p50 : 1) : ratio
  const earned = periods.reduce((sum, { realisedCents }) => sum + (realisedCents ?? 0), 0)
  const left = remaining.reduce<number>((sum, cents) => sum + cents, 0)
  const factors = [factor(spread.p10), factor(spread.p50), factor(spread.p90)].toSorted(
    (a, b) => (a - b) * (left < 0 ? -1 : 1),
  )
  const at = (which: 0 | 1 | 2) => (earned + left * (factors[which] ?? Number.NaN)) / 100
  return known({
    p10: at(0),
    p50: at(1),
    p90: at(2),
    class: spread.class,
    index: recent.kind === 'known' ? recent.value : null,
    factors: { p10: factors[0] ?? 0, p50: factors[1] ?? 0, p90: factors[2] ?? 0 },
  })
}

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
