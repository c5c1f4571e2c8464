import { expect, test } from 'vitest'
import { quantile } from '#models/finance/quantile.ts'
import { triangular } from '#models/finance/triangular.ts'

test.each([
  { u: 0, expected: 1 },
  { u: 0.125, expected: 1.5 },
  { u: 0.5, expected: 2 },
  { u: 1, expected: 3 },
])('triangular(1, 2, 3) at $u', ({ u, expected }) => {
  expect(triangular(u, { low: 1, likely: 2, high: 3 })).toBeCloseTo(expected, 12)
})

test('type 7 quantiles of 1, 2, 3, 4', () => {
  expect([0, 0.5, 0.9, 1].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1, 2.5, 3.7, 4])
})
