import { expect, test } from 'vitest'
import { typedNumber } from '#client/costs/typed-number.ts'

test.each([
  { typed: '1 234,5', expected: 1234.5 },
  { typed: '1\u00a0234,5 $', expected: 1234.5 },
  { typed: '1,234.5', expected: 1234.5 },
  { typed: '0', expected: 0 },
  { typed: '\u22123', expected: -3 },
  { typed: '5 %', expected: 5 },
  { typed: '', expected: undefined },
  { typed: 'douze', expected: undefined },
  { typed: '1e5', expected: undefined },
  { typed: '1.2.3', expected: undefined },
])('$typed is read as $expected', ({ typed, expected }) => {
  expect(typedNumber(typed)).toBe(expected)
})
