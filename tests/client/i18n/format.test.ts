import { expect, test } from 'vitest'
import * as format from '#client/i18n/format.ts'

const nb = '\u00a0'

test.each([
  { value: 1.005, digits: 2, expected: 1.01 },
  { value: -1.005, digits: 2, expected: -1.01 },
  { value: -0.004, digits: 2, expected: 0 },
  { value: 2.5, digits: 0, expected: 3 },
  { value: 1234567.891, digits: 1, expected: 1234567.9 },
  { value: 1e-9, digits: 2, expected: 0 },
])('$value to $digits digits', ({ value, digits, expected }) => {
  expect(Object.is(format.rounded(value, digits), expected)).toBe(true)
})

test.each([
  { fr: `1${nb}234${nb}567,89${nb}$`, en: '$1,234,567.89', value: 1234567.89 },
  { fr: `−3,00${nb}$`, en: '−$3.00', value: -3 },
  { fr: `0,00${nb}$`, en: '$0.00', value: -0.001 },
  {
    fr: `9${nb}007${nb}199${nb}254${nb}740${nb}993,10${nb}$`,
    en: '$9,007,199,254,740,993.10',
    value: '9007199254740993.1',
  },
])('money $en', ({ fr, en, value }) => {
  expect(format.money(value, 'fr')).toBe(fr)
  expect(format.money(value, 'en')).toBe(en)
})

test.each([
  { value: 412_600_000, fr: `412,6${nb}M$`, en: '$412.6M' },
  { value: 1_284_310.4, fr: `1${nb}284,3${nb}k$`, en: '$1,284.3k' },
  { value: -950.4, fr: `−950${nb}$`, en: '−$950' },
])('compact money $en', ({ value, fr, en }) => {
  expect(format.compactMoney(value, 'fr')).toBe(fr)
  expect(format.compactMoney(value, 'en')).toBe(en)
})

test.each([
  { value: -21.24, fr: `−21,2${nb}%`, en: '−21.2%' },
  { value: 3.2, fr: `+3,2${nb}%`, en: '+3.2%' },
  { value: -0.04, fr: `0,0${nb}%`, en: '0.0%' },
])('difference of $value percent', ({ value, fr, en }) => {
  expect(format.percentDifference(value, 1, 'fr')).toBe(fr)
  expect(format.percentDifference(value, 1, 'en')).toBe(en)
})

test('a bare date is never moved; a moment is shown in Québec', () => {
  expect(format.date('2026-11-20')).toBe('2026-11-20')
  expect(format.date('2026-11-20T03:30:00Z')).toBe('2026-11-19')
  expect(format.dateTime('2026-11-20T21:02:00Z')).toBe('2026-11-20 16:02')
})

test.each([
  { at: '2026-11-20T12:00:00Z', years: '2026-2027', quarter: 3 },
  { at: '2026-03-31T12:00:00Z', years: '2025-2026', quarter: 4 },
  { at: '2026-04-01T12:00:00Z', years: '2026-2027', quarter: 1 },
])('fiscal period of $at', ({ at, years, quarter }) => {
  expect(format.fiscalPeriod(new Date(at))).toEqual({ years, quarter })
})

test.each([
  {
    text: "Loi étrangère possible: clés, l'entente; C>=3.",
    fr: `Loi étrangère possible${nb}: clés, l’entente${nb}; C≥3.`,
  },
  { text: 'déjà posé : « oui »', fr: `déjà posé${nb}: «${nb}oui${nb}»` },
  { text: 'à 13:50, https://exemple.ca?x', fr: 'à 13:50, https://exemple.ca?x' },
])('a text typed plainly is set in French: $text', ({ text, fr }) => {
  expect(format.typeset(text, 'fr')).toBe(fr)
  expect(format.typeset(fr, 'fr')).toBe(fr)
})

test('English keeps its spacing', () => {
  expect(format.typeset("Keys: the provider's; C>=3", 'en')).toBe("Keys: the provider's; C≥3")
})

test.each([
  { from: '2026-07', to: '2026-09', fr: 'juill. à sept. 2026', en: 'Jul to Sep 2026' },
  { from: '2026-10', to: '2026-10', fr: 'oct. 2026', en: 'Oct 2026' },
  { from: '2026-10-01', to: '2026-10-31', fr: 'oct. 2026', en: 'Oct 2026' },
  { from: '2025-12', to: '2026-02', fr: 'déc. 2025 à févr. 2026', en: 'Dec 2025 to Feb 2026' },
])('months from $from to $to', ({ from, to, fr, en }) => {
  expect([format.months(from, to, 'fr'), format.months(from, to, 'en')]).toEqual([fr, en])
})
