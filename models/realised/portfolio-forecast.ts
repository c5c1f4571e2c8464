import { quantile } from '../finance/quantile.ts'
import { normalQuantile, z90 } from '../finance/standard-normal.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { randomBits } from '../shared/random.ts'
import type { Forecast } from './forecast.ts'

export type Percentiles = { readonly p10: number; readonly p50: number; readonly p90: number }
export type PortfolioForecast = Percentiles & {
  /** Percentiles added, as if every benefit moved together: the widest that the sum can be. CAD. */
  readonly added: Percentiles
  readonly correlation: number
  readonly draws: number
  readonly seed: string
  readonly count: number
}

/**
 * Part of the variance that benefits share: the same suppliers, the same delays, the same people who must change how they work. Own choice,
 * between independent (0) and moving together (1); said on the screen.
 */
export const sharedVariance = 0.5
export const forecastDraws = 2000
export const forecastSeed = 'arpent-portfolio-forecast-1'

/** Standard normal values at the middles of equal parts of [0, 1]: a draw is a place in the table. */
const tableBits = 12
const normals = Float64Array.from({ length: 1 << tableBits }, (_, at) => normalQuantile((at + 0.5) / (1 << tableBits)))

/**
 * Forecast of many benefits at their horizon, CAD. In each draw one factor is common to all, z = √ρ · z_common + √(1 − ρ) · z_own, and a
 * benefit comes at P50 + (P90 − P50) · z / z₉₀ above its median, P50 + (P50 − P10) · z / z₉₀ below it: alone, it has its own percentiles.
 * The same seed gives the same figure. Unknown when no benefit has a forecast.
 */
export function drawnForecast(
  forecasts: readonly Pick<Forecast, 'p10' | 'p50' | 'p90'>[],
  { correlation = sharedVariance, draws = forecastDraws, seed = forecastSeed } = {},
): Outcome<PortfolioForecast, 'no-forecast'> {
  if (forecasts.length === 0) return unknownBecause('no-forecast')
  const bits = randomBits(seed)
  const common = Float64Array.from(drawn(bits, draws), (z) => Math.sqrt(correlation) * z)
  const ownShare = Math.sqrt(1 - correlation)
  const sums = new Float64Array(draws)
  const column = new Int32Array(draws)
  for (const { p10, p50, p90 } of forecasts) {
    bits(column)
    const [below, above] = [(p50 - p10) / z90, (p90 - p50) / z90]
    for (let at = 0; at < draws; at += 1) {
      const z = (common[at] ?? 0) + ownShare * (normals[(column[at] ?? 0) >>> (32 - tableBits)] ?? 0)
      sums[at] = (sums[at] ?? 0) + p50 + z * (z < 0 ? below : above)
    }
  }
  sums.sort()
  const total = (of: (one: Percentiles) => number) => forecasts.reduce((sum, one) => sum + of(one), 0)
  const one = forecasts.length === 1 ? forecasts[0] : undefined
  return known({
    p10: one?.p10 ?? quantile(sums, 0.1),
    p50: one?.p50 ?? quantile(sums, 0.5),
    p90: one?.p90 ?? quantile(sums, 0.9),
    added: { p10: total(({ p10 }) => p10), p50: total(({ p50 }) => p50), p90: total(({ p90 }) => p90) },
    correlation,
    draws,
    seed,
    count: forecasts.length,
  })
}

function drawn(bits: (column: Int32Array) => void, count: number): Float64Array {
  const column = new Int32Array(count)
  bits(column)
  return Float64Array.from(column, (one) => normals[one >>> (32 - tableBits)] ?? 0)
}
