import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimGrade, type GradeFacts } from '#models/claims/claim-grade.ts'
import { claimGrades } from '#models/claims/claim.schemas.ts'
import { confidenceIndex, headline } from '#models/claims/headline.ts'
import { auditSample } from '#models/claims/sampling.ts'

const best: GradeFacts = {
  basis: 'measured',
  isMeasuredKnown: true,
  uncertainty: 0.2,
  isCrossChecked: true,
  hasMissingMonths: false,
  isReconciled: true,
  isAccepted: true,
}
test.each([
  ['reconciled and accepted', {}, 'A'],
  ['not accepted yet', { isAccepted: false }, 'B'],
  ['not reconciled', { isReconciled: false }, 'B'],
  ['by rates, without uncertainty', { uncertainty: null, isReconciled: false }, 'B'],
  ['at the limit of uncertainty', { uncertainty: 0.25 }, 'A'],
  ['above it', { uncertainty: 0.2501 }, 'C'],
  ['a month unknown', { hasMissingMonths: true }, 'C'],
  ['the cross-check disagrees', { isCrossChecked: false }, 'C'],
  ['not measured after all', { isMeasuredKnown: false }, 'C'],
  ['modelled', { basis: 'modelled' }, 'D'],
  ['said', { basis: 'asserted' }, 'E'],
] as const)('grade: %s', (_, change, grade) => {
  expect(claimGrade({ ...best, ...change })).toBe(grade)
})

test('the headline counts A and B of dollars alone, gains and losses apart', () => {
  const claims = [
    { nature: 'cashable', grade: 'A', accepted: 100_00 },
    { nature: 'avoidance', grade: 'B', accepted: 50_00 },
    { nature: 'avoidance', grade: 'B', accepted: -20_00 },
    { nature: 'revenue', grade: 'C', accepted: 400_00 },
    { nature: 'other-unit', grade: 'A', accepted: 22_00 },
  ] as const
  expect(headline(claims)).toEqual({
    headlineCents: 130_00,
    acceptedCents: 530_00,
    cashableCents: 100_00,
    byGrade: { A: 100_00, B: 30_00, C: 400_00, D: 0, E: 0 },
    gainCents: 550_00,
    lossCents: -20_00,
    otherUnits: 1,
  })
  expect(confidenceIndex(claims)).toBeCloseTo((100 + 0.9 * 70 + 0.5 * 400) / 570, 12)
  expect(confidenceIndex([])).toBeUndefined()
})

const claim = fc.record({
  amount: fc.integer({ min: -10_000_000, max: 10_000_000 }),
  grade: fc.constantFrom(...claimGrades),
})
const population = fc
  .array(claim, { maxLength: 60 })
  .map((list) => list.map((one, i) => ({ code: `RC-${String(i + 1).padStart(4, '0')}`, ...one })))
const plan = fc.record({
  seed: fc.string(),
  size: fc.integer({ min: 1, max: 40 }),
  highValue: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
})

test('a sample is the same for the same seed whatever the order, holds all of low grade and of high value, and no more than asked', () => {
  fc.assert(
    fc.property(population, plan, (claims, asked) => {
      const sample = auditSample(claims, asked)
      expect(auditSample(claims.toReversed(), asked)).toEqual(sample)
      const taken = new Set(sample.lines.map((one) => one.code))
      for (const one of claims) {
        const isHigh = asked.highValue !== null && Math.abs(one.amount) >= asked.highValue
        const isLarge = sample.interval > 0 && Math.abs(one.amount) >= sample.interval
        if (isHigh || isLarge || one.grade > 'B') expect(taken.has(one.code)).toBe(true)
      }
      expect(sample.lines.filter((one) => one.because === 'drawn').length).toBeLessThanOrEqual(asked.size)
    }),
  )
})
