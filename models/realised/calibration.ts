import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** A forecast made in the past, and what then happened. */
export type ScoredForecast = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly realised: number
}
export type CalibrationPoint = {
  /** What was announced: 0.1, 0.5, 0.9. */
  readonly percentile: number
  /** Share of the forecasts whose outcome was at or below it. */
  readonly observedShare: number
  /** Interval of that share at 90 % (Wilson). */
  readonly low: number
  readonly high: number
}
export type Calibration = {
  readonly count: number
  readonly points: readonly CalibrationPoint[]
  /** Below twenty forecasts, dots are drawn and no curve. */
  readonly isCurve: boolean
  /** Where each outcome fell, in the order given: the percentile it had in its own forecast. */
  readonly percentiles: readonly number[]
}

const z = 1.6448536269514722 // standard normal quantile at 95 %: two-sided 90 %
const fewestForACurve = 20

/** Scores past forecasts: of those announced at P10, one in ten should have come at or below (methods §9). */
export function calibrationOf(forecasts: readonly ScoredForecast[]): Outcome<Calibration, 'no-past-forecast'> {
  const count = forecasts.length
  if (count === 0) return unknownBecause('no-past-forecast')
  const point = (percentile: number, at: (one: ScoredForecast) => number): CalibrationPoint => {
    const share = forecasts.filter((one) => one.realised <= at(one)).length / count
    return { percentile, observedShare: share, ...wilson(share, count) }
  }
  return known({
    count,
    points: [point(0.1, ({ p10 }) => p10), point(0.5, ({ p50 }) => p50), point(0.9, ({ p90 }) => p90)],
    isCurve: count >= fewestForACurve,
    percentiles: forecasts.map(percentileOf),
  })
}

function wilson(share: number, count: number): { low: number; high: number } {
  const square = z * z
  const centre = share + square / (2 * count)
  const reach = z * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))
  const whole = 1 + square / count
  return { low: Math.max(0, (centre - reach) / whole), high: Math.min(1, (centre + reach) / whole) }
}

/** Percentile of an outcome in its own forecast, read on lines between P10, P50 and P90; 0.05 and 0.95 stand for « outside ». */
function percentileOf({ p10, p50, p90, realised }: ScoredForecast): number {
  if (realised < p10) return 0.05
  if (realised > p90) return 0.95
  if (realised <= p50) return p50 === p10 ? 0.5 : 0.1 + (0.4 * (realised - p10)) / (p50 - p10)
  return p90 === p50 ? 0.5 : 0.5 + (0.4 * (realised - p50)) / (p90 - p50)
}
