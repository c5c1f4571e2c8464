import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { betaQuantileFunction } from './beta.ts'
import { normalQuantile, z90 } from './standard-normal.ts'
import { type ThreePoints, triangular } from './triangular.ts'

/**
 * What low, likely and high mean. `triangular`, `pert`: the ends and the mode. `lognormal`: the 10th, 50th and 90th percentiles, no upper
 * end. `uniform`: the two ends. `fixed`: likely.
 */
export const distributionKinds = ['triangular', 'pert', 'lognormal', 'uniform', 'fixed'] as const
export type DistributionKind = (typeof distributionKinds)[number]

/** The value at cumulative probability u, 0 < u < 1; rising in u. Every draw is this function of a uniform, so that options share the uniforms. */
export type QuantileFunction = (u: number) => number

export type DistributionGap = 'not-finite' | 'not-in-order' | 'percentiles-equal'

/** The quantile function of a kind at its three points; refused when they are not low ≤ likely ≤ high. */
export function quantileFunction(
  kind: DistributionKind,
  points: ThreePoints,
): Outcome<QuantileFunction, DistributionGap> {
  const { low, likely, high } = points
  if (![low, likely, high].every((value) => Number.isFinite(value))) return unknownBecause('not-finite')
  if (low > likely || likely > high) return unknownBecause('not-in-order')
  if (kind === 'fixed' || low === high) return known(() => likely)
  if (kind === 'uniform') return known((u) => low + u * (high - low))
  if (kind === 'triangular') return known((u) => triangular(u, points))
  if (kind === 'pert') return known(pert(points))
  if (low === likely || likely === high) return unknownBecause('percentiles-equal')
  return known(lognormalThroughThree(points))
}

/**
 * PERT as a beta on [low, high]: α = 1 + 4 (m − a)/(b − a), β = 1 + 4 (b − m)/(b − a); mean (a + 4m + b)/6. Its standard deviation is the
 * beta's, not the (b − a)/6 of the classic rule (Malcolm et al., Operations Research 7, 1959; Clark, 1962).
 */
function pert({ low, likely, high }: ThreePoints): QuantileFunction {
  const width = high - low
  const alpha = 1 + (4 * (likely - low)) / width
  const beta = 1 + (4 * (high - likely)) / width
  const quantile = betaQuantileFunction(alpha, beta)
  return (u) => low + width * quantile(u)
}

/** Mean and standard deviation of the PERT beta, in the unit of its points; zero width gives no deviation. */
export function pertMoments({ low, likely, high }: ThreePoints): { readonly mean: number; readonly deviation: number } {
  const mean = (low + 4 * likely + high) / 6
  // αβ/((α + β)²(α + β + 1)) with α + β = 6, and α = 6 (mean − a)/(b − a).
  return { mean, deviation: Math.sqrt(((mean - low) * (high - mean)) / 7) }
}

/**
 * The shifted log-normal through three percentiles: with b = (P90 − P50)/(P50 − P10), the value at standard normal z is
 * P50 + (P90 − P50)(b^(z/z90) − 1)/(b − 1): a plain log-normal when P50² = P10 · P90, a normal when b = 1, leaning left when b < 1
 * (Johnson's S_L; the Myerson distribution, 2005).
 */
function lognormalThroughThree({ low, likely, high }: ThreePoints): QuantileFunction {
  const upper = high - likely
  const logSkew = Math.log(upper / (likely - low))
  if (Math.abs(logSkew) < 1e-9) return (u) => likely + (upper * normalQuantile(u)) / z90
  const scale = upper / Math.expm1(logSkew)
  return (u) => likely + scale * Math.expm1((logSkew * normalQuantile(u)) / z90)
}

/** The log-normal of two percentiles, both positive: ln X normal with mean (ln P10 + ln P90)/2 and deviation (ln P90 − ln P10)/(2 · z90). */
export function lognormalFromP10P90(
  p10: number,
  p90: number,
): Outcome<QuantileFunction, DistributionGap | 'not-positive'> {
  if (!Number.isFinite(p10) || !Number.isFinite(p90)) return unknownBecause('not-finite')
  if (p10 <= 0) return unknownBecause('not-positive')
  if (p10 > p90) return unknownBecause('not-in-order')
  const { mu, sigma } = lognormalParameters(p10, p90)
  return known((u) => Math.exp(mu + sigma * normalQuantile(u)))
}

/** Mean and deviation of the logarithm, from the 10th and 90th percentiles, 0 < p10 ≤ p90. */
export function lognormalParameters(p10: number, p90: number): { readonly mu: number; readonly sigma: number } {
  return { mu: (Math.log(p10) + Math.log(p90)) / 2, sigma: (Math.log(p90) - Math.log(p10)) / (2 * z90) }
}
