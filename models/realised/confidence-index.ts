import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Grade, grades } from './grade.ts'

/** Weights of the grades (benefits §7). */
export const gradeWeights: Readonly<Record<Grade, number>> = { A: 1, B: 0.9, C: 0.5, D: 0.25, E: 0 }

export type GradedAmount = { readonly grade: Grade; readonly cents: CadCents }

/** Amounts by grade, best first: what is shown, beside any index. */
export function amountsByGrade(amounts: readonly GradedAmount[]): readonly GradedAmount[] {
  return grades.map((grade) => ({
    grade,
    cents: cadCents(amounts.filter((one) => one.grade === grade).reduce((sum, { cents }) => sum + cents, 0)),
  }))
}

/** Σ w_g · |amount| / Σ |amount|, in [0, 1]: a loss is as well or as badly shown as a gain. Unknown when nothing is. */
export function confidenceIndex(amounts: readonly GradedAmount[]): Outcome<number, 'no-amount'> {
  let [weighted, total] = [0, 0]
  for (const { cents, grade } of amounts) {
    weighted += gradeWeights[grade] * Math.abs(cents)
    total += Math.abs(cents)
  }
  return total === 0 ? unknownBecause('no-amount') : known(weighted / total)
}
