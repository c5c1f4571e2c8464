import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowParts } from '#models/claims/row-parts.ts'

test.each([
  { name: 'the whole of a charge', rows: [6n, 4n], part: 10n, parts: [6n, 4n] },
  { name: 'half of it', rows: [6n, 4n], part: 5n, parts: [3n, 2n] },
  { name: 'a part that does not divide', rows: [1n, 1n, 1n], part: 1n, parts: [1n, 0n, 0n] },
  { name: 'a credit', rows: [-6n, -4n], part: -5n, parts: [-3n, -2n] },
  { name: 'a row against the others', rows: [12n, -2n], part: 5n, parts: [6n, -1n] },
  { name: 'rows that cancel out', rows: [5n, -5n], part: 0n, parts: [0n, 0n] },
])('$name', ({ rows, part, parts }) => {
  expect(rowParts(rows, part)).toEqual(parts)
})

test('the parts of rows always sum to the part of the charge', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(-(10n ** 20n), 10n ** 20n), { minLength: 1 }), fc.bigInt(), (rows, part) => {
      expect(rowParts(rows, part).reduce((sum, one) => sum + one, 0n)).toBe(part)
    }),
  )
})
