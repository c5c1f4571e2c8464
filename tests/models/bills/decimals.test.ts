import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decimalOf,
  decimalText,
  microsOf,
  microsText,
  quotientsTogether,
  roundedQuotient,
} from '#models/bills/decimals.ts'
import { known } from '#models/shared/outcome.ts'

test.each([
  ['1234.5', '1234.5'],
  ['-0.50', '-0.5'],
  ['8e-7', '0.0000008'],
  ['1.5E3', '1500'],
  ['.25', '0.25'],
  ['0.00', '0'],
])('%s is %s', (text, expected) => {
  const read = decimalOf(text)
  expect(read.kind === 'known' && decimalText(read.value)).toBe(expected)
})

test.each(['', '-', '.', '1,5', '+1', '1 000', 'NULL', '1e', '0x1'])('%j is no decimal', (text) => {
  expect(decimalOf(text).kind).toBe('unknown')
})

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })

test('millionths as text read back as they were', () => {
  fc.assert(
    fc.property(amount, (micros) => {
      expect(microsOf(microsText(micros))).toEqual(known(micros))
    }),
  )
})

test('rounded together, the parts add up to the rounded sum, each within one of its own', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 40 }), fc.bigInt({ min: 1n, max: 10n ** 7n }), (amounts, by) => {
      const parts = quotientsTogether(amounts, by)
      const sum = (list: readonly bigint[]) => list.reduce((total, one) => total + one, 0n)
      expect(sum(parts)).toBe(roundedQuotient(sum(amounts), by))
      parts.forEach((part, i) => {
        const off = part * by - (amounts[i] ?? 0n)
        expect(off > -by && off <= by).toBe(true)
      })
    }),
  )
})
