import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CadCents,
  cadCents,
  centsToDecimal,
  decimalToCents,
  roundToCents,
  sumCents,
} from '#models/shared/money.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

test.each([
  { name: 'a half cent goes away from zero', dollars: 1.005, cents: 101 },
  { name: 'and so does a negative one', dollars: -1.005, cents: -101 },
  { name: 'nothing is nothing', dollars: 0, cents: 0 },
  { name: 'the minus of nothing too', dollars: -0.001, cents: 0 },
  { name: 'a large amount', dollars: 412_600_000.499, cents: 41_260_000_050 },
])('$name', ({ dollars, cents }) => {
  expect(roundToCents(dollars)).toBe(cents)
})

test.each([
  { text: '1234.5', expected: known(123450) },
  { text: '-3', expected: known(-300) },
  { text: '0.01', expected: known(1) },
  { text: '1.005', expected: unknownBecause('more-than-two-decimals') },
  { text: '1,50', expected: unknownBecause('not-a-decimal') },
  { text: '', expected: unknownBecause('not-a-decimal') },
  { text: '999999999999999', expected: unknownBecause('out-of-range') },
])('reads "$text"', ({ text, expected }) => {
  expect(decimalToCents(text)).toEqual(expected)
})

const anAmount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map((n) => cadCents(n))

test('what is written is read back', () => {
  fc.assert(
    fc.property(anAmount, (amount) => {
      expect(decimalToCents(centsToDecimal(amount))).toEqual(known(amount))
    }),
  )
})

test('the order of a sum does not matter', () => {
  fc.assert(
    fc.property(fc.array(anAmount, { maxLength: 50 }), (amounts: CadCents[]) => {
      expect(sumCents(amounts)).toBe(sumCents(amounts.toReversed()))
    }),
  )
})

test('a fraction of a cent is not an amount', () => {
  expect(() => cadCents(0.5)).toThrow(RangeError)
})
