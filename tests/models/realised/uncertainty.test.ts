import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceInDifferences, disagrees } from '#models/realised/difference-in-differences.ts'
import { monthAfter } from '#models/shared/month.ts'
import { studentT } from '#models/realised/student.ts'
import { portfolioUncertainty, savingUncertainty } from '#models/realised/uncertainty.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

test.each([
  { confidence: 0.9, freedom: 1, t: 6.3138 },
  { confidence: 0.9, freedom: 2, t: 2.92 },
  { confidence: 0.9, freedom: 10, t: 1.8125 },
  { confidence: 0.95, freedom: 3, t: 3.1824 },
  { confidence: 0.95, freedom: 30, t: 2.0423 },
])('Student t at $confidence with $freedom, from the printed table', ({ confidence, freedom, t }) => {
  expect(studentT(confidence, freedom)).toBeCloseTo(t, 4)
})

const fit = { cvRmse: 0.1, nmbe: 0, months: 12, lagOne: 0 }
test('the formula by hand: twelve months, CV 10 %, a fifth saved, twelve months reported', () => {
  // t(10) = 1.8125; −0.00022·144 + 0.03306·12 + 0.94054 = 1.30558; sqrt(1 · (1 + 2/12) / 12) = 0.311805
  const expected = (1.812461 * 1.30558 * 0.1 * 0.311805) / 0.2
  const result = savingUncertainty({ fit, parameters: 2, reportingMonths: 12, savingShare: 0.2 })
  expect(result).toEqual(known(expect.closeTo(expected, 5)))
})
test.each([
  { name: 'nothing saved', change: { savingShare: 0 }, gap: 'no-saving' },
  { name: 'nothing reported', change: { reportingMonths: 0 }, gap: 'no-months' },
  { name: 'as many parameters as months', change: { parameters: 12 }, gap: 'too-few-months' },
  { name: 'errors that all follow one another', change: { fit: { ...fit, lagOne: 1 } }, gap: 'too-few-months' },
] as const)('$name: unknown', ({ change, gap }) => {
  const given = { fit, parameters: 2, reportingMonths: 12, savingShare: 0.2, ...change }
  expect(savingUncertainty(given)).toEqual(unknownBecause(gap))
})

test('it falls with the share saved and rises with errors that follow one another', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (share, lagOne) => {
        const at = (savingShare: number, lag: number) => {
          const result = savingUncertainty({
            fit: { ...fit, lagOne: lag },
            parameters: 2,
            reportingMonths: 12,
            savingShare,
          })
          return result.kind === 'known' ? result.value : Number.NaN
        }
        expect(at(share / 2, lagOne)).toBeGreaterThan(at(share, lagOne))
        expect(at(share, lagOne)).toBeGreaterThanOrEqual(at(share, 0))
        expect(at(-share, lagOne)).toBe(at(share, lagOne))
      },
    ),
  )
})

test('independent errors add by squares, biases by sizes: 3 and 4 make 5', () => {
  const savings = [
    { cad: 60, halfWidthCad: 3, biasCad: 1 },
    { cad: 40, halfWidthCad: 4, biasCad: -1 },
  ]
  expect(portfolioUncertainty(savings)).toEqual(known({ share: 0.05, biasShare: 0.02, halfWidthCad: 5 }))
  expect(portfolioUncertainty([])).toEqual(unknownBecause('no-saving'))
})

const series = (from: string, costs: readonly number[]) =>
  costs.map((costCad, at) => ({ month: monthAfter(from, at), costCad }))
const around = { lastBefore: '2025-06', firstAfter: '2025-07' }
test('what the control also did is not the move: 1,000 to 820 while the others rose by 8 %', () => {
  const result = differenceInDifferences({
    treated: series('2025-01', [990, 1010, 1000, 1010, 990, 1000, 820, 830, 810]),
    control: series('2025-01', [500, 500, 500, 500, 500, 500, 540, 540, 540]),
    ...around,
  })
  expect(result).toMatchObject({
    value: { effectCadPerMonth: expect.closeTo(-260, 9), isPreTrendParallel: true, monthsBefore: 6, monthsAfter: 3 },
  })
})
test('a treated workload that was already falling has no parallel trend', () => {
  const result = differenceInDifferences({
    treated: series('2025-01', [1000, 951, 899, 850, 801, 749, 700, 700, 700]),
    control: series('2025-01', [500, 500, 500, 500, 500, 500, 500, 500, 500]),
    ...around,
  })
  expect(result).toMatchObject({ value: { isPreTrendParallel: false } })
})
test.each([
  { name: 'no control', control: [], gap: 'no-control' },
  { name: 'too few months', control: series('2025-05', [1, 1, 1, 1]), gap: 'too-few-months' },
  {
    name: 'a control that cost nothing',
    control: series('2025-01', [0, 0, 0, 0, 0, 0, 1, 1, 1]),
    gap: 'no-cost-before',
  },
] as const)('$name: unknown', ({ control, gap }) => {
  const treated = series('2025-01', [9, 9, 9, 9, 9, 9, 5, 5, 5])
  expect(differenceInDifferences({ treated, control, ...around })).toEqual(unknownBecause(gap))
})
test('they disagree when further apart than both intervals', () => {
  const check = { effectCadPerMonth: -260, halfWidthCadPerMonth: 20 }
  expect(disagrees(check, { cadPerMonth: 300, halfWidthCadPerMonth: 20 })).toBe(false)
  expect(disagrees(check, { cadPerMonth: 301, halfWidthCadPerMonth: 20 })).toBe(true)
  expect(disagrees(check, { cadPerMonth: -260, halfWidthCadPerMonth: 20 })).toBe(true)
})
