import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { quantile } from './quantile.ts'

export type PercentileWithError = {
  /** 0.1 for P10. */
  readonly p: number
  readonly value: number
  /** In the unit of the values; unknown where there are too few draws on one side of the percentile. */
  readonly standardError: Outcome<number, 'too-few-draws'>
}

export type PercentileGap = 'no-draws' | 'not-finite' | 'p-outside-0-1'

/** Width, in standard errors of the count below the percentile, of the interval that gives the standard error. */
const z = 1.96

/**
 * Percentiles (type 7) of independent draws, each with its standard error from order statistics, whatever the distribution: the number of
 * draws below a percentile is binomial, so that x(l) and x(u), with l, u = n·p ∓ 1.96 √(n p (1 − p)), hold it 95 times in 100; the error is
 * their distance over 2 · 1.96 (Woodruff, Journal of the American Statistical Association 47, 1952).
 */
export function percentilesWithError(
  values: Float64Array,
  ps: readonly number[],
): Outcome<readonly PercentileWithError[], PercentileGap> {
  if (values.length === 0) return unknownBecause('no-draws')
  if (!ps.every((p) => p >= 0 && p <= 1)) return unknownBecause('p-outside-0-1')
  if (!values.every((value) => Number.isFinite(value))) return unknownBecause('not-finite')
  const sorted = Float64Array.from(values).sort()
  return known(ps.map((p) => ({ p, value: quantile(sorted, p), standardError: standardErrorAt(sorted, p) })))
}

function standardErrorAt(sorted: Float64Array, p: number): Outcome<number, 'too-few-draws'> {
  const n = sorted.length
  const reach = z * Math.sqrt(n * p * (1 - p))
  const lower = sorted[Math.floor(n * p - reach) - 1]
  const upper = sorted[Math.ceil(n * p + reach)]
  return lower === undefined || upper === undefined || reach === 0
    ? unknownBecause('too-few-draws')
    : known((upper - lower) / (2 * z))
}

export type Share = {
  /** 0 to 1. */
  readonly share: number
  /** √(p (1 − p)/n): zero when every draw agrees, where the bounds still say how sure that is. */
  readonly standardError: number
  /** 95 % bounds (Wilson, Journal of the American Statistical Association 22, 1927). */
  readonly low: number
  readonly high: number
}

/**
 * P(A beats B): share of draws in which A is above B, ties counted half, draw by draw: the columns come from the same chances, so that what
 * moves both sides does not decide.
 */
export function shareAbove(
  a: Float64Array,
  b: Float64Array,
): Outcome<Share, 'no-draws' | 'counts-differ' | 'not-finite'> {
  if (a.length === 0) return unknownBecause('no-draws')
  if (a.length !== b.length) return unknownBecause('counts-differ')
  let won = 0
  for (const [i, value] of a.entries()) {
    const difference = value - (b[i] ?? Number.NaN)
    if (!Number.isFinite(difference)) return unknownBecause('not-finite')
    won += difference > 0 ? 1 : difference === 0 ? 0.5 : 0
  }
  return known(shareOf(won, a.length))
}

/** P(X < 0), for the chance that a net present value is a loss. */
export function shareBelowZero(values: Float64Array): Outcome<Share, 'no-draws' | 'counts-differ' | 'not-finite'> {
  return shareAbove(new Float64Array(values.length), values)
}

function shareOf(count: number, n: number): Share {
  const share = count / n
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return {
    share,
    standardError: Math.sqrt((share * (1 - share)) / n),
    low: Math.max(0, centre - reach),
    high: Math.min(1, centre + reach),
  }
}
