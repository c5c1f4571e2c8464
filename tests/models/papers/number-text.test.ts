import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chartNumber, figureText, moneyText, numberText, valueText } from '#models/papers/number-text.ts'

const real = { kind: 'real', baseYear: 2026 } as const

describe('numbers of a paper', () => {
  test.each([
    { value: 1234567.891, digits: 2, fr: '1\u202f234\u202f567,89', en: '1,234,567.89' },
    { value: 1.005, digits: 2, fr: '1,01', en: '1.01' },
    { value: -2.5, digits: 0, fr: '−3', en: '−3' },
    { value: -0.004, digits: 2, fr: '0,00', en: '0.00' },
    { value: 999.995, digits: 2, fr: '1\u202f000,00', en: '1,000.00' },
    { value: 0.05, digits: 2, fr: '0,05', en: '0.05' },
    {
      value: 1e21,
      digits: 0,
      fr: '1\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000',
      en: '1,000,000,000,000,000,000,000',
    },
    { value: Number.NaN, digits: 2, fr: '–', en: '–' },
    { value: Number.POSITIVE_INFINITY, digits: 2, fr: '–', en: '–' },
  ])('$value with $digits decimals', ({ value, digits, fr, en }) => {
    expect({ fr: numberText(value, digits, 'fr'), en: numberText(value, digits, 'en') }).toEqual({ fr, en })
  })

  test('the largest double has all its digits', () => {
    expect(numberText(Number.MAX_VALUE, 2, 'en')).toMatch(/^179,769,.*\.00$/)
  })

  test('read back, a number is what it was rounded to', () =>
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 4 }), (value, digits) => {
        const read = Number(numberText(value, digits, 'en').replaceAll(',', '').replace('−', '-'))
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-6)
      }),
    ))

  test('the dollar stands where the language puts it, its sign before', () => {
    expect(moneyText(-1234.5, 2, 'fr')).toBe('−1\u202f234,50\u00a0$')
    expect(moneyText(-1234.5, 2, 'en')).toBe('−$1,234.50')
    expect(moneyText(1.25, 1, 'fr', 'M')).toBe('1,3\u00a0M$')
    expect(moneyText(1.25, 1, 'en', 'M')).toBe('$1.3M')
  })
})

describe('values of a paper', () => {
  test.each([
    { value: { kind: 'percent', ratio: 0.4247 }, fr: '42,5\u00a0%', en: '42.5%' },
    { value: { kind: 'years', years: 1.5 }, fr: '1,5\u00a0an', en: '1.5\u00a0years' },
    { value: { kind: 'days', days: 1 }, fr: '1\u00a0jour', en: '1\u00a0day' },
    { value: { kind: 'day', day: '2026-11-24' }, fr: '2026-11-24', en: '2026-11-24' },
    { value: { kind: 'unknown', reason: 'no price' }, fr: '– (no price)', en: '– (no price)' },
    { value: { kind: 'money', cad: 12.345, basis: real }, fr: '12,35\u00a0$', en: '$12.35' },
  ] as const)('$value.kind', ({ value, fr, en }) => {
    expect({ fr: valueText(value, 'fr'), en: valueText(value, 'en') }).toEqual({ fr, en })
  })

  test('a key figure says its range, the dollars it is in, and why it is unknown, never zero', () => {
    const cad = (value: number) => ({ kind: 'money', cad: value, basis: real }) as const
    const known = { label: 'VAN', value: cad(10), range: { low: cad(1), high: cad(20), words: 'P10 à P90 :' } }
    expect(figureText(known, 'fr')).toEqual({
      value: '10,00\u00a0$',
      small: ['P10 à P90 : 1,00\u00a0$ à 20,00\u00a0$', 'dollars de 2026'],
    })
    const unknown = { label: 'VAN', value: { kind: 'unknown', reason: 'no exit price' } } as const
    expect(figureText(unknown, 'en')).toEqual({ value: '–', small: ['no exit price'] })
  })

  test('a chart has one unit for all its labels', () => {
    expect(chartNumber(2.5e7, 'money', 'fr')(250_000)).toBe('0,3\u00a0M$')
    expect(chartNumber(25_000, 'money', 'en')(250)).toBe('$0.3k')
    expect(chartNumber(9_000, 'money', 'en')(250)).toBe('$250')
    expect(chartNumber(1, 'percent', 'en')(0.25)).toBe('25.0%')
  })
})
