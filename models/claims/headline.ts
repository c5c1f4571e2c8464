import { type CadCents, cadCents } from '../shared/money.ts'
import { isHeadline } from './claim-grade.ts'
import { type ClaimGrade, claimGrades, type ClaimNature } from './claim.schemas.ts'

/** An accepted claim as totals read it. */
export type AcceptedAmount = {
  readonly nature: ClaimNature
  readonly grade: ClaimGrade
  /** Hundredths: cents of CAD, or of another unit. */
  readonly accepted: number
}
export type Headline = {
  /** Grades A and B, dollars alone. */
  readonly headlineCents: CadCents
  readonly acceptedCents: CadCents
  /** The part of the headline that a budget lost. */
  readonly cashableCents: CadCents
  readonly byGrade: Readonly<Record<ClaimGrade, CadCents>>
  /** Gains and losses apart: a loss is shown, never netted away (benefits.md §4 (10)). */
  readonly gainCents: CadCents
  readonly lossCents: CadCents
  /** Claims of another unit: told, never added to dollars. */
  readonly otherUnits: number
}

/** Totals of accepted claims: whole cents, so that they sum exactly. */
export function headline(claims: readonly AcceptedAmount[]): Headline {
  const dollars = claims.filter((one) => one.nature !== 'other-unit')
  const sum = (keep: (one: AcceptedAmount) => boolean) =>
    cadCents(dollars.filter((one) => keep(one)).reduce((total, one) => total + one.accepted, 0))
  const ofGrade = (grade: ClaimGrade) => sum((one) => one.grade === grade)
  return {
    headlineCents: sum((one) => isHeadline(one.grade)),
    acceptedCents: sum(() => true),
    cashableCents: sum((one) => isHeadline(one.grade) && one.nature === 'cashable'),
    byGrade: { A: ofGrade('A'), B: ofGrade('B'), C: ofGrade('C'), D: ofGrade('D'), E: ofGrade('E') },
    gainCents: sum((one) => one.accepted > 0),
    lossCents: sum((one) => one.accepted < 0),
    otherUnits: claims.length - dollars.length,
  }
}

/** Weights of grades (benefits.md §7). */
const weights: Readonly<Record<ClaimGrade, number>> = { A: 1, B: 0.9, C: 0.5, D: 0.25, E: 0 }

/** Confidence index, 0 to 1: Σ weight × |amount| / Σ |amount|; undefined when nothing was accepted. */
export function confidenceIndex(claims: readonly AcceptedAmount[]): number | undefined {
  let [weighted, total] = [0, 0]
  for (const grade of claimGrades)
    for (const one of claims)
      if (one.grade === grade && one.nature !== 'other-unit') {
        weighted += weights[grade] * Math.abs(one.accepted)
        total += Math.abs(one.accepted)
      }
  return total === 0 ? undefined : weighted / total
}
