import { uncertaintyLimits } from './uncertainty.ts'

/** How well a realised amount is shown, best first; A and B alone enter the headline (benefits §3). */
export const grades = ['A', 'B', 'C', 'D', 'E'] as const
export type Grade = (typeof grades)[number]

export type GradeGrounds = {
  /** Measured on what was paid, modelled, or said by somebody. */
  readonly basis: 'measured' | 'modelled' | 'asserted'
  readonly isBaselineAdjusted: boolean
  readonly isLate: boolean
  /** Share of the saving at 90 %; null when it could not be computed. 0 when nothing is modelled. */
  readonly uncertaintyShare: number | null
  /** Best grade that the baseline's model supports. */
  readonly modelSupports: 'B' | 'C'
  /** The cross-check differs by more than the intervals. */
  readonly crossCheckDisagrees: boolean
  /** Every bill of the period is closed and meets its invoice, and the ledger meets the perimeter. */
  readonly isReconciled: boolean
  readonly isValidated: boolean
}
export type GradeLimit =
  | 'asserted'
  | 'modelled'
  | 'baseline-not-adjusted'
  | 'late'
  | 'uncertainty-unknown'
  | 'uncertainty-over-limit'
  | 'model-too-loose'
  | 'cross-check-disagrees'
  | 'not-reconciled'
  | 'not-validated'

/**
 * Grade of a realised amount, with what keeps it from the next one up. E said · D modelled · C measured, but unadjusted, late, too uncertain or
 * contradicted · B measured on an adjusted baseline, ±25 % at most at 90 % · A the same, reconciled to bill and ledger, and validated.
 */
export function gradeOf(grounds: GradeGrounds): { readonly grade: Grade; readonly limits: readonly GradeLimit[] } {
  if (grounds.basis === 'asserted') return { grade: 'E', limits: ['asserted'] }
  if (grounds.basis === 'modelled') return { grade: 'D', limits: ['modelled'] }
  const { uncertaintyShare } = grounds
  const belowB: GradeLimit[] = [
    ...(grounds.isBaselineAdjusted ? [] : (['baseline-not-adjusted'] as const)),
    ...(grounds.isLate ? (['late'] as const) : []),
    ...(uncertaintyShare === null ? (['uncertainty-unknown'] as const) : []),
    ...(uncertaintyShare !== null && uncertaintyShare > uncertaintyLimits.gradeB
      ? (['uncertainty-over-limit'] as const)
      : []),
    ...(grounds.modelSupports === 'C' ? (['model-too-loose'] as const) : []),
    ...(grounds.crossCheckDisagrees ? (['cross-check-disagrees'] as const) : []),
  ]
  if (belowB.length > 0) return { grade: 'C', limits: belowB }
  const belowA: GradeLimit[] = [
    ...(grounds.isReconciled ? [] : (['not-reconciled'] as const)),
    ...(grounds.isValidated ? [] : (['not-validated'] as const)),
  ]
  return { grade: belowA.length === 0 ? 'A' : 'B', limits: belowA }
}
