import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ColourGrounds, colourOf } from '#models/realised/colour.ts'
import { amountsByGrade, confidenceIndex } from '#models/realised/confidence-index.ts'
import { type GradeGrounds, gradeOf, grades } from '#models/realised/grade.ts'
import { cadCents } from '#models/shared/money.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const best: GradeGrounds = {
  basis: 'measured',
  isBaselineAdjusted: true,
  isLate: false,
  uncertaintyShare: 0.1,
  modelSupports: 'B',
  crossCheckDisagrees: false,
  isReconciled: true,
  isValidated: true,
}
test.each<{ name: string; change: Partial<GradeGrounds>; grade: string; limits: readonly string[] }>([
  { name: 'reconciled and validated', change: {}, grade: 'A', limits: [] },
  { name: 'not validated', change: { isValidated: false }, grade: 'B', limits: ['not-validated'] },
  { name: 'not reconciled', change: { isReconciled: false }, grade: 'B', limits: ['not-reconciled'] },
  { name: 'at the limit of uncertainty', change: { uncertaintyShare: 0.25 }, grade: 'A', limits: [] },
  { name: 'beyond it', change: { uncertaintyShare: 0.2501 }, grade: 'C', limits: ['uncertainty-over-limit'] },
  { name: 'uncertainty unknown', change: { uncertaintyShare: null }, grade: 'C', limits: ['uncertainty-unknown'] },
  { name: 'baseline as it was', change: { isBaselineAdjusted: false }, grade: 'C', limits: ['baseline-not-adjusted'] },
  {
    name: 'late, contradicted, loose',
    change: { isLate: true, modelSupports: 'C', crossCheckDisagrees: true },
    grade: 'C',
    limits: ['late', 'model-too-loose', 'cross-check-disagrees'],
  },
  { name: 'modelled, even validated', change: { basis: 'modelled' }, grade: 'D', limits: ['modelled'] },
  { name: 'said', change: { basis: 'asserted' }, grade: 'E', limits: ['asserted'] },
])('grade: $name', ({ change, grade, limits }) => {
  expect(gradeOf({ ...best, ...change })).toEqual({ grade, limits })
})

const onPlan: ColourGrounds = {
  sign: 1,
  realisationIndex: known(0.95),
  periodsLate: 0,
  grade: 'B',
  hasOwner: true,
  hasBaseline: true,
  hasValidator: true,
}
test.each<{ name: string; change: Partial<ColourGrounds>; colour: string; rules: readonly string[] }>([
  { name: 'nine tenths', change: { realisationIndex: known(0.9) }, colour: 'green', rules: ['on-plan'] },
  { name: 'just under', change: { realisationIndex: known(0.8999) }, colour: 'amber', rules: ['below-green'] },
  { name: 'three quarters', change: { realisationIndex: known(0.75) }, colour: 'amber', rules: ['below-green'] },
  { name: 'under three quarters', change: { realisationIndex: known(0.7499) }, colour: 'red', rules: ['below-amber'] },
  { name: 'grade C', change: { grade: 'C' }, colour: 'amber', rules: ['grade-below-b'] },
  { name: 'one period late', change: { periodsLate: 1 }, colour: 'green', rules: ['on-plan'] },
  {
    name: 'two periods late, however good',
    change: { periodsLate: 2, realisationIndex: known(2) },
    colour: 'grey',
    rules: ['late'],
  },
  {
    name: 'late within its own tighter tolerance',
    change: { periodsLate: 1, limits: { latePeriods: 0 } },
    colour: 'grey',
    rules: ['late'],
  },
  {
    name: 'a looser tolerance is not taken',
    change: { periodsLate: 2, limits: { latePeriods: 9 } },
    colour: 'grey',
    rules: ['late'],
  },
  { name: 'unknown', change: { realisationIndex: unknownBecause('no-bill') }, colour: 'grey', rules: ['unknown'] },
  {
    name: 'no owner, even unknown and late',
    change: { hasOwner: false, periodsLate: 9, realisationIndex: unknownBecause('x') },
    colour: 'red',
    rules: ['no-owner'],
  },
  {
    name: 'no baseline, no validator',
    change: { hasBaseline: false, hasValidator: false },
    colour: 'red',
    rules: ['no-baseline', 'no-validator'],
  },
  {
    name: 'a dis-benefit a tenth above its plan',
    change: { sign: -1, realisationIndex: known(1.1) },
    colour: 'green',
    rules: ['on-plan'],
  },
  {
    name: 'a dis-benefit a third above',
    change: { sign: -1, realisationIndex: known(1.3) },
    colour: 'red',
    rules: ['below-amber'],
  },
  { name: 'a tighter limit', change: { limits: { green: 0.97 } }, colour: 'amber', rules: ['below-green'] },
])('colour: $name', ({ change, colour, rules }) => {
  expect(colourOf({ ...onPlan, ...change })).toEqual({ colour, rules })
})

test('the index weighs amounts by grade, and says nothing of nothing', () => {
  const amounts = [
    { grade: 'A', cents: cadCents(600) },
    { grade: 'C', cents: cadCents(-400) },
  ] as const
  expect(confidenceIndex(amounts)).toEqual(known(0.8))
  expect(confidenceIndex([])).toEqual(unknownBecause('no-amount'))
  expect(amountsByGrade(amounts).map(({ cents }) => cents)).toEqual([600, 0, -400, 0, 0])
})
test('the index lies within 0 and 1, and grades keep the sum', () => {
  const graded = fc.record({
    grade: fc.constantFrom(...grades),
    cents: fc.integer({ min: -1e9, max: 1e9 }).map(cadCents),
  })
  fc.assert(
    fc.property(fc.array(graded, { maxLength: 20 }), (amounts) => {
      const index = confidenceIndex(amounts)
      if (index.kind === 'known') expect(index.value >= 0 && index.value <= 1 + 1e-12).toBe(true)
      const total = amounts.reduce((sum, { cents }) => sum + cents, 0)
      expect(amountsByGrade(amounts).reduce((sum, { cents }) => sum + cents, 0)).toBe(total)
    }),
  )
})
