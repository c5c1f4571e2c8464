import type { DriverModel } from './adjusted-baseline.ts'
import { baselineMonths, type BaselineMonth, type KeptMonths, type TransitionWindow } from './baseline-months.ts'
import { type Fit, fitLimits, fitOf } from './fit.ts'
import { leastSquares } from './least-squares.ts'

/** What a baseline must rest on (methods §8.2 2-3; CalTRACK). */
export const fewestBaselineMonths = 12
export const fewestBaselineDays = 365

export type Driver = {
  readonly name: string
  /** Sign that its slope must have to make sense: more users cost more. */
  readonly expectedSign: 1 | -1
}
export type RegressionRefusal =
  | 'fewer-than-12-months'
  | 'fewer-than-365-days'
  | 'driver-missing'
  | 'drivers-dependent'
  | 'sign-not-sensible'
  | 'fit-too-loose'
  | 'biased'
  | 'no-cost'

export type RegressionResult = { readonly kept: KeptMonths } & (
  | {
      readonly kind: 'accepted'
      readonly model: DriverModel
      readonly fit: Fit
      /** Best grade it supports: C between 15 % and 25 % of CV(RMSE). */
      readonly bestGrade: 'B' | 'C'
    }
  | { readonly kind: 'refused'; readonly reasons: readonly RegressionRefusal[]; readonly fit: Fit | null }
)

/**
 * Fits C = α + Σ β x on the months before the move and says whether it may stand: at least 12 months and 365 days, every driver known each
 * month, slopes of sensible sign, CV(RMSE) ≤ 15 % (≤ 25 % for grade C at best), |NMBE| ≤ 5 %. When it may not, the unit rates stand, with
 * these reasons (methods §8.2 3).
 */
export function driverRegression(
  months: readonly BaselineMonth[],
  drivers: readonly Driver[],
  transition: TransitionWindow | null,
): RegressionResult {
  const kept = baselineMonths(months, transition)
  const refused = (fit: Fit | null, ...reasons: RegressionRefusal[]): RegressionResult => ({
    kind: 'refused',
    reasons,
    fit,
    kept,
  })
  const short: RegressionRefusal[] = [
    ...(kept.months.length < fewestBaselineMonths ? (['fewer-than-12-months'] as const) : []),
    ...(kept.days < fewestBaselineDays ? (['fewer-than-365-days'] as const) : []),
    ...(hasGap(kept, drivers) ? (['driver-missing'] as const) : []),
  ]
  if (short.length > 0) return refused(null, ...short)
  const columns = drivers.map(({ name }) => kept.months.map((month) => month.drivers[name] ?? Number.NaN))
  const costs = kept.months.map(({ costCad }) => costCad)
  const solved = leastSquares(columns, costs)
  if (solved.kind === 'unknown') return refused(null, 'drivers-dependent')
  const [constant = 0, ...slopes] = solved.value
  const modelled = kept.months.map((_, row) =>
    slopes.reduce((sum, slope, k) => sum + slope * (columns[k]?.[row] ?? Number.NaN), constant),
  )
  const fit = fitOf(costs, modelled, drivers.length + 1)
  if (fit.kind === 'unknown') return refused(null, fit.reasons[0] === 'no-cost' ? 'no-cost' : 'fewer-than-12-months')
  const reasons: RegressionRefusal[] = [
    ...(slopes.some((slope, k) => slope * (drivers[k]?.expectedSign ?? 1) < 0) ? (['sign-not-sensible'] as const) : []),
    ...(fit.value.cvRmse > fitLimits.cvRmseGradeC ? (['fit-too-loose'] as const) : []),
    ...(Math.abs(fit.value.nmbe) > fitLimits.nmbe ? (['biased'] as const) : []),
  ]
  if (reasons.length > 0) return refused(fit.value, ...reasons)
  const named = slopes.map((cadPerUnitMonth, k) => ({ driver: drivers[k]?.name ?? '', cadPerUnitMonth }))
  return {
    kind: 'accepted',
    model: { kind: 'regression', cadPerMonth: constant, slopes: named, index: null },
    fit: fit.value,
    bestGrade: fit.value.cvRmse <= fitLimits.cvRmse ? 'B' : 'C',
    kept,
  }
}

const hasGap = (kept: KeptMonths, drivers: readonly Driver[]) =>
  kept.months.some((month) => drivers.some(({ name }) => !Number.isFinite(month.drivers[name] ?? Number.NaN)))
