import { expect, test } from 'vitest'
import { valetRates } from '#models/bills/valet.ts'

// Made here in the shape of the service: values are texts, holidays are empty, the inverse series stands beside.
const json = JSON.stringify({
  terms: { url: 'https://www.bankofcanada.ca/terms/' },
  seriesDetail: { FXUSDCAD: { label: 'USD/CAD' } },
  observations: [
    { d: '2026-09-21', FXUSDCAD: { v: '1.4012' }, FXCADUSD: { v: '0.7137' } },
    { d: '2026-09-22', FXUSDCAD: { v: '1.4064' }, FXEURCAD: { v: '1.6' } },
    { d: '2026-09-30', FXUSDCAD: { v: '' } },
    { d: '2026-02-30', FXUSDCAD: { v: '1.4' } },
    { d: '2026-09-24', FXUSDCAD: { v: '1,4' } },
    { d: '2026-09-25', FXUSDCAD: { v: '0' } },
  ],
})

test('JSON: texts kept as received, the inverse series named, each refusal pointed at', () => {
  expect(valetRates(json)).toEqual({
    rates: [
      { currency: 'USD', day: '2026-09-21', cadPerUnit: '1.4012' },
      { currency: 'USD', day: '2026-09-22', cadPerUnit: '1.4064' },
      { currency: 'EUR', day: '2026-09-22', cadPerUnit: '1.6' },
    ],
    otherSeries: ['FXCADUSD'],
    emptyValues: 1,
    refused: [
      { row: 4, column: 'FXUSDCAD', code: 'rate-not-a-day' },
      { row: 5, column: 'FXUSDCAD', code: 'rate-not-a-decimal' },
      { row: 6, column: 'FXUSDCAD', code: 'rate-not-positive' },
    ],
  })
})

test('CSV: the table begins after the terms; lines are counted from the first of the file', () => {
  const csv =
    '\uFEFF"TERMS AND CONDITIONS"\r\n"https://www.bankofcanada.ca/terms/"\r\n\r\n"SERIES"\r\n"id","label"\r\n"FXUSDCAD","USD/CAD"\r\n\r\n"OBSERVATIONS"\r\n"date","FXUSDCAD"\r\n"2026-09-21","1.4012"\r\n"2026-09-22","x"\r\n\r\n'
  expect(valetRates(csv)).toEqual({
    rates: [{ currency: 'USD', day: '2026-09-21', cadPerUnit: '1.4012' }],
    otherSeries: [],
    emptyValues: 0,
    refused: [{ row: 11, column: 'FXUSDCAD', code: 'rate-not-a-decimal' }],
  })
})

test.each(['', 'a,b\n1,2', '{', '{"message":"Series not found"}'])('neither of them: %s', (text) => {
  expect(valetRates(text)).toBeUndefined()
})
