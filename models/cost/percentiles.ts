import { quantile } from '../finance/quantile.ts'

/** P10, P50 and P90, in the unit of what was drawn. */
export type Percentiles = { readonly p10: number; readonly p50: number; readonly p90: number }

/** Percentiles of draws, by linear interpolation between order statistics (type 7); the draws are left as they are. One number is its own. */
export function percentilesOf(draws: number | Float64Array): Percentiles {
  if (typeof draws === 'number') return { p10: draws, p50: draws, p90: draws }
  const sorted = draws.toSorted()
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) }
}
