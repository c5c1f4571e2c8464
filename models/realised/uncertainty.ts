import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { Fit } from './fit.ts'
import { studentT } from './student.ts'

/** Shares of the saving at 90 %: what grade B needs, and the strict threshold quoted by CalTRACK (methods §8.2 8). */
export const uncertaintyLimits = { confidence: 0.9, gradeB: 0.25, strict: 0.15 } as const

/** Coefficients for monthly billing data, M in months of the period reported on (ASHRAE Guideline 14, as quoted in methods §8.2 8). */
const billing = { a: -0.00022, b: 0.03306, d: 0.94054 } as const

export type UncertaintyGap = 'no-saving' | 'no-months' | 'too-few-months'

/**
 * Fractional savings uncertainty, as a share of the saving, at 90 %:
 * ΔU/U = t · (aM² + bM + d) · CV(RMSE) · sqrt((P/P′)(1 + 2/P′)(1/Q)) / F, with P′ = P(1 − ρ)/(1 + ρ) for errors that follow one another.
 * `reportingMonths` is M and Q; `savingShare` is F, saving / adjusted baseline, taken without its sign. A saving of nothing has none.
 */
export function savingUncertainty(given: {
  readonly fit: Fit
  readonly parameters: number
  readonly reportingMonths: number
  readonly savingShare: number
}): Outcome<number, UncertaintyGap> {
  const { fit, parameters, reportingMonths: reported, savingShare } = given
  if (reported < 1) return unknownBecause('no-months')
  if (!Number.isFinite(savingShare) || savingShare === 0) return unknownBecause('no-saving')
  const rho = Math.max(0, fit.lagOne)
  const effective = (fit.months * (1 - rho)) / (1 + rho)
  const freedom = fit.months - parameters
  if (freedom < 1 || !(effective > 0)) return unknownBecause('too-few-months')
  const polynomial = billing.a * reported ** 2 + billing.b * reported + billing.d
  const spread = Math.sqrt((fit.months / effective) * (1 + 2 / effective) * (1 / reported))
  return known(
    (studentT(uncertaintyLimits.confidence, freedom) * polynomial * fit.cvRmse * spread) / Math.abs(savingShare),
  )
}

export type SavingWithUncertainty = {
  readonly cad: number
  /** Half-width of the interval at 90 %, CAD. */
  readonly halfWidthCad: number
  /** Bias of the model over the period, CAD: |NMBE| × adjusted baseline. */
  readonly biasCad: number
}

/**
 * Uncertainty of a sum of savings whose errors are independent, as a share of |Σ U|: sqrt(Σ ΔU²) / |Σ U|. Biases do not cancel by chance:
 * their sum is given apart, as a share too.
 */
export function portfolioUncertainty(
  savings: readonly SavingWithUncertainty[],
): Outcome<{ readonly share: number; readonly biasShare: number; readonly halfWidthCad: number }, 'no-saving'> {
  const total = Math.abs(savings.reduce((sum, { cad }) => sum + cad, 0))
  if (total === 0) return unknownBecause('no-saving')
  const halfWidthCad = Math.hypot(...savings.map((one) => one.halfWidthCad))
  const bias = savings.reduce((sum, one) => sum + Math.abs(one.biasCad), 0)
  return known({ share: halfWidthCad / total, biasShare: bias / total, halfWidthCad })
}
