import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { Month } from '../shared/month.ts'
import { studentT } from './student.ts'

export type CostOfMonth = { readonly month: Month; readonly costCad: number }
export type DifferenceGap = 'too-few-months' | 'no-control' | 'no-cost-before'
export type DifferenceInDifferences = {
  /** Change of cost a month that the control does not explain, CAD; negative when the move saved. */
  readonly effectCadPerMonth: number
  /** Half-width of its interval at 90 %, CAD a month. */
  readonly halfWidthCadPerMonth: number
  /** Whether both sides went the same way before: without it, the effect says nothing. */
  readonly isPreTrendParallel: boolean
  readonly monthsBefore: number
  readonly monthsAfter: number
}

/** Fewest months on each side for a spread to be estimated. */
const fewest = 3

/**
 * τ = (T_post − T_pre) − (K_post − K_pre) of monthly means, with workloads not yet moved as control, scaled to the size the treated had before
 * (methods §8.2 9). The interval is Welch's over the monthly gaps T − K at 90 %; trends before are parallel when the slope of the gap is not
 * told from zero at 95 %. Months missing on a side are left out of both.
 */
export function differenceInDifferences(given: {
  readonly treated: readonly CostOfMonth[]
  readonly control: readonly CostOfMonth[]
  /** Last month before the transition and first month after it. */
  readonly lastBefore: Month
  readonly firstAfter: Month
}): Outcome<DifferenceInDifferences, DifferenceGap> {
  if (given.control.length === 0) return unknownBecause('no-control')
  const costOfControl = new Map(given.control.map(({ costCad, month }) => [month, costCad]))
  const pairs = given.treated
    .flatMap(({ costCad, month }) => {
      const control = costOfControl.get(month)
      return control === undefined ? [] : [{ month, treated: costCad, control }]
    })
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const before = pairs.filter(({ month }) => month <= given.lastBefore)
  const after = pairs.filter(({ month }) => month >= given.firstAfter)
  if (before.length < fewest || after.length < fewest) return unknownBecause('too-few-months')
  const size = mean(before.map(({ control }) => control))
  if (!(size > 0)) return unknownBecause('no-cost-before')
  const scale = mean(before.map(({ treated }) => treated)) / size
  const gaps = (rows: typeof pairs) => rows.map(({ control, treated }) => treated - scale * control)
  const [gapsBefore, gapsAfter] = [gaps(before), gaps(after)]
  return known({
    effectCadPerMonth: mean(gapsAfter) - mean(gapsBefore),
    halfWidthCadPerMonth: welchHalfWidth(gapsBefore, gapsAfter),
    isPreTrendParallel: isFlat(gapsBefore, mean(before.map(({ treated }) => Math.abs(treated)))),
    monthsBefore: before.length,
    monthsAfter: after.length,
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

function welchHalfWidth(before: readonly number[], after: readonly number[]): number {
  const [a, b] = [variance(before) / before.length, variance(after) / after.length]
  if (a + b === 0) return 0
  const freedom = (a + b) ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (after.length - 1))
  return studentT(0.9, Math.max(1, Math.floor(freedom))) * Math.sqrt(a + b)
}

/** Whether the slope over time is not told from zero at 95 %; gaps within rounding of the cost are flat. */
function isFlat(gaps: readonly number[], size: number): boolean {
  const count = gaps.length
  const [centre, middle] = [mean(gaps), (count - 1) / 2]
  const across = gaps.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  const slope = gaps.reduce((sum, gap, at) => sum + (at - middle) * (gap - centre), 0) / across
  const errors = gaps.reduce((sum, gap, at) => sum + (gap - centre - slope * (at - middle)) ** 2, 0)
  const rounding = 1e-9 * size
  if (Math.abs(slope) * count <= rounding) return true
  if (Math.sqrt(errors) <= rounding) return false
  return Math.abs(slope) / Math.sqrt(errors / (count - 2) / across) <= studentT(0.95, count - 2)
}

/**
 * Whether the cross-check and the realised saving differ by more than their intervals together: the grade then falls to C and both are shown.
 * A saving is a fall of cost: its effect has the opposite sign. Amounts in CAD a month.
 */
export function disagrees(
  check: Pick<DifferenceInDifferences, 'effectCadPerMonth' | 'halfWidthCadPerMonth'>,
  realised: { readonly cadPerMonth: number; readonly halfWidthCadPerMonth: number },
): boolean {
  const apart = Math.abs(-check.effectCadPerMonth - realised.cadPerMonth)
  return apart > check.halfWidthCadPerMonth + realised.halfWidthCadPerMonth
}
