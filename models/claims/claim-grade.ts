import type { ClaimBasis, ClaimGrade } from './claim.schemas.ts'

/** What the grade rests on. */
export type GradeFacts = {
  readonly basis: ClaimBasis
  /** The measured realised amount of the period is known (methods.md §8.2 (5)). */
  readonly isMeasuredKnown: boolean
  /** Fractional uncertainty of the saving at 90 %; null when it was not estimated. */
  readonly uncertainty: number | null
  /** Differences in differences disagree with the measure by more than the interval. */
  readonly isCrossChecked: boolean
  readonly hasMissingMonths: boolean
  /** Rows of a bill or a ledger cover every month, and none is of an open period. */
  readonly isReconciled: boolean
  readonly isAccepted: boolean
}

/** Grade B needs an uncertainty of 25 % at most, at 90 % (methods.md §8.2 (8)). */
const mostUncertainty = 0.25

/**
 * Grade of a claim (benefits.md §3, after the NAO): E asserted; D modelled; C measured, but unadjusted, late or with a month unknown;
 * B measured against the adjusted baseline within the limit of uncertainty; A the same, reconciled to the bill or the ledger and accepted
 * by finance. An uncertainty that was not estimated does not lower it: the measure is then of rates, not of a regression.
 */
export function claimGrade(facts: GradeFacts): ClaimGrade {
  if (facts.basis === 'asserted') return 'E'
  if (facts.basis === 'modelled') return 'D'
  if (!facts.isMeasuredKnown || facts.hasMissingMonths || !facts.isCrossChecked) return 'C'
  if (facts.uncertainty !== null && facts.uncertainty > mostUncertainty) return 'C'
  return facts.isReconciled && facts.isAccepted ? 'A' : 'B'
}

/** What its basis alone allows, before a claim is checked. */
export const gradeOfBasis: Readonly<Record<ClaimBasis, ClaimGrade>> = { asserted: 'E', modelled: 'D', measured: 'C' }

/** Whether a grade is counted as realised. */
export const isHeadline = (grade: ClaimGrade) => grade === 'A' || grade === 'B'
