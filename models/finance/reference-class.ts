import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { quantile } from './quantile.ts'

/** Below this many past projects their dots are shown and no quantile is given. */
export const fewestPastProjects = 20

export type ReferenceGap = 'too-few-past-projects' | 'not-positive' | 'certainty-outside-0-1'

/** What a class of past projects says, and from how many: `count` is always shown. */
export type ReferenceFigure<R extends string = ReferenceGap> = {
  readonly count: number
  readonly figure: Outcome<number, R>
}

/**
 * Uplift of a cost or of a duration, as a share of the estimate, that as large a part of past projects as `certainty` stayed within:
 * F⁻¹(certainty) of actual / estimate, less 1 (Flyvbjerg, Curbing Optimism Bias and Strategic Misrepresentation in Planning, 2008).
 * `ratios` are actual / estimate, positive.
 */
export function referenceUplift(ratios: readonly number[], certainty: number): ReferenceFigure {
  return referenceQuantile(ratios, certainty, (ratio) => ratio - 1)
}

/**
 * Share of a planned benefit that was realised at least, in as large a part of past projects as `certainty`: the quantile 1 − certainty of
 * realised / planned. The forecast is plan × share.
 */
export function referenceRealisation(ratios: readonly number[], certainty: number): ReferenceFigure {
  return referenceQuantile(ratios, 1 - certainty, (ratio) => ratio)
}

function referenceQuantile(ratios: readonly number[], p: number, figureOf: (ratio: number) => number): ReferenceFigure {
  const gap = gapOf(ratios)
  const refused = gap ?? (p >= 0 && p <= 1 ? undefined : 'certainty-outside-0-1')
  if (refused !== undefined) return { count: ratios.length, figure: unknownBecause(refused) }
  return { count: ratios.length, figure: known(figureOf(quantile(Float64Array.from(ratios).sort(), p))) }
}

function gapOf(ratios: readonly number[]): 'not-positive' | 'too-few-past-projects' | undefined {
  if (!ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0)) return 'not-positive'
  return ratios.length < fewestPastProjects ? 'too-few-past-projects' : undefined
}

export type TailGap = 'too-few-past-projects' | 'not-positive' | 'no-spread'
export type TailIndex = { readonly alpha: number; readonly standardError: number; readonly largest: number }

/**
 * Exponent α of the tail P(X > x) ~ x^−α, by Hill's estimator over the k largest ratios: α = k / Σ ln(x_i / x_(k+1)), with k = ⌈√n⌉ and a
 * standard error of α/√k (Hill, Annals of Statistics 3, 1975). At α ≤ 1 the mean is infinite. `no-spread`: the largest are all equal.
 */
export function tailIndex(ratios: readonly number[]): Outcome<TailIndex, TailGap> {
  const gap = gapOf(ratios)
  if (gap !== undefined) return unknownBecause(gap)
  const descending = ratios.toSorted((a, b) => b - a)
  const largest = Math.ceil(Math.sqrt(ratios.length))
  const threshold = descending[largest] ?? Number.NaN
  const logs = descending.slice(0, largest).reduce((total, ratio) => total + Math.log(ratio / threshold), 0)
  if (logs === 0) return unknownBecause('no-spread')
  const alpha = largest / logs
  return known({ alpha, standardError: alpha / Math.sqrt(largest), largest })
}

/**
 * Mean uplift of past projects, as a share of the estimate. Refused where the tail has no mean (α ≤ 1): the average of a sample then says
 * how large the sample was, not what to expect. Use a quantile instead.
 */
export function meanUplift(ratios: readonly number[]): ReferenceFigure<TailGap | 'tail-without-mean'> {
  const tail = tailIndex(ratios)
  const count = ratios.length
  if (tail.kind === 'unknown' && tail.reasons[0] !== 'no-spread') return { count, figure: tail }
  if (tail.kind === 'known' && tail.value.alpha <= 1) return { count, figure: unknownBecause('tail-without-mean') }
  return { count, figure: known(ratios.reduce((total, ratio) => total + ratio, 0) / count - 1) }
}
