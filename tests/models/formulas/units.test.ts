import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsedUnit, sameUnit, unitPower, unitProduct, unitQuotient, writtenUnit } from '#models/formulas/units.ts'

function unit(text: string) {
  const parsed = parsedUnit(text)
  if (parsed.kind === 'refused') throw new Error(parsed.reason.en)
  return parsed.unit
}

test.each([
  { text: 'CAD/year', written: 'CAD/year' },
  { text: '1', written: '1' },
  { text: '1/year', written: '1/year' },
  { text: 'CAD/(GB*month)', written: 'CAD/(GB*month)' },
  { text: 'CAD/GB/month', written: 'CAD/(GB*month)' },
  { text: 'CAD/GB*month', written: 'CAD*month/GB' },
  { text: 'm^2*m', written: 'm^3' },
  { text: '(hour/year)^-1', written: 'year/hour' },
  { text: 'GB/GB', written: '1' },
  { text: ' kg·CO2e ', written: 'CO2e*kg' },
])('$text is $written', ({ text, written }) => {
  expect(writtenUnit(unit(text))).toBe(written)
})

test.each([
  '',
  '2',
  'CAD//year',
  'CAD year',
  '/year',
  'CAD/',
  '(CAD',
  'CAD)',
  'm^',
  'm^x',
  'm^10',
  'a'.repeat(81),
  'CAD+USD',
])('"%s" is no unit', (text) => {
  const parsed = parsedUnit(text)
  expect(parsed.kind).toBe('refused')
})

test('symbols never convert into each other', () => {
  expect(sameUnit(unit('hour'), unit('month'))).toBe(false)
  expect(sameUnit(unit('GB'), unit('GiB'))).toBe(false)
})

const someUnit = fc
  .dictionary(fc.constantFrom('CAD', 'USD', 'year', 'month', 'GB'), fc.constantFrom(-3, -2, -1, 1, 2, 3))
  .map((powers) => new Map(Object.entries(powers)))

test('what is written is read as the same unit', () => {
  fc.assert(
    fc.property(someUnit, (one) => {
      expect(sameUnit(unit(writtenUnit(one)), one)).toBe(true)
    }),
  )
})

test('dividing by what multiplied gives the unit back; the root of a square is the unit', () => {
  fc.assert(
    fc.property(someUnit, someUnit, (a, b) => {
      expect(sameUnit(unitQuotient(unitProduct(a, b), b), a)).toBe(true)
      const square = unitPower(a, 2)
      expect(square === undefined ? undefined : unitPower(square, 0.5)).toEqual(a)
    }),
  )
})
