import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflated, inflated, nominalRateFrom, realRateFrom, withRelativePrice } from '#models/finance/inflation.ts'
import { flatSchedule, netPresentValue } from '#models/finance/discounting.ts'
import { dollarsOf, nominalCad, nominalRate, ratioOf, realCad, realRate } from '#models/finance/price-basis.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { dollarsIn, valueOf } from './flows.ts'

describe('Fisher', () => {
  test('8 % nominal and 6 % real, the pair of CIRANO 2007RP-02, are 1.89 % of inflation apart, not 2 %', () => {
    expect(ratioOf(valueOf(realRateFrom(nominalRate(0.08), 0.08 / 1.06 - 0.06 / 1.06)))).toBeCloseTo(0.06, 12)
    expect(ratioOf(valueOf(realRateFrom(nominalRate(0.08), 0.02)))).toBeCloseTo(0.058_823_5, 6)
  })

  test('hyperinflation: 50 % nominal with 60 % of inflation loses 6.25 %, not 10 %', () => {
    expect(ratioOf(valueOf(realRateFrom(nominalRate(0.5), 0.6)))).toBeCloseTo(-0.0625, 12)
  })

  test.each([
    { rate: -1, inflation: 0.02, gap: 'rate-at-or-below-minus-100-percent' },
    { rate: 0.02, inflation: -1, gap: 'rate-at-or-below-minus-100-percent' },
    { rate: Number.NaN, inflation: 0, gap: 'not-finite' },
  ])('refused: $rate and $inflation', ({ rate, inflation, gap }) => {
    expect(realRateFrom(nominalRate(rate), inflation)).toEqual(unknownBecause(gap))
    expect(nominalRateFrom(realRate(rate), inflation)).toEqual(unknownBecause(gap))
  })
})

describe('an index', () => {
  const index = new Map([
    ['2026-27', 160],
    ['2027-28', 164],
    ['2028-29', 0],
  ])
  const by = { index, base: '2026-27' }

  test('dollars of the day become dollars of the base', () => {
    expect(dollarsIn(deflated(nominalCad(205), '2027-28', by))).toBe(200)
    expect(dollarsIn(inflated(realCad(200), '2027-28', by))).toBe(205)
    expect(dollarsIn(deflated(nominalCad(205), '2026-27', by))).toBe(205)
  })

  test.each([
    { name: 'a period without an index', amount: 1, period: '2035-36', base: '2026-27', gap: 'no-index' },
    { name: 'a base without an index', amount: 1, period: '2026-27', base: '2000-01', gap: 'no-base-index' },
    { name: 'an index of zero', amount: 1, period: '2028-29', base: '2026-27', gap: 'index-not-positive' },
    { name: 'not a number', amount: Number.NaN, period: '2027-28', base: '2026-27', gap: 'not-finite' },
  ])('refused: $name', ({ amount, period, base, gap }) => {
    expect(deflated(nominalCad(amount), period, { index, base })).toEqual(unknownBecause(gap))
    expect(inflated(realCad(amount), period, { index, base })).toEqual(unknownBecause(gap))
  })
})

test('a relative price: energy at 4 % where prices rise 2 %, over 10 years', () => {
  const real = withRelativePrice(realCad(100), { item: 0.04, general: 0.02 }, 10)
  expect(dollarsIn(real)).toBeCloseTo(100 * (1.04 / 1.02) ** 10, 10)
  expect(withRelativePrice(realCad(100), { item: -1, general: 0 }, 1)).toEqual(
    unknownBecause('rate-at-or-below-minus-100-percent'),
  )
  expect(withRelativePrice(realCad(100), { item: 0.1, general: 0 }, Number.NaN)).toEqual(unknownBecause('not-finite'))
})

describe('laws', () => {
  const rate = fc.double({ min: -0.5, max: 1, noNaN: true })

  test('real and nominal rates come back to themselves', () => {
    fc.assert(
      fc.property(rate, rate, (one, inflation) => {
        const real = valueOf(realRateFrom(nominalRate(one), inflation))
        expect(ratioOf(valueOf(nominalRateFrom(real, inflation)))).toBeCloseTo(one, 12)
      }),
    )
  })

  test('real flows at the real rate are worth what nominal flows are at the nominal rate', () => {
    const flows = fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 15 })
    fc.assert(
      fc.property(
        flows,
        fc.double({ min: -0.1, max: 0.3, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (amounts, r, inflation) => {
          const index = new Map(amounts.map((_, t) => [String(t), (1 + inflation) ** t]))
          const real = amounts.map(realCad)
          const nominal = real.map((flow, t) => valueOf(inflated(flow, String(t), { index, base: '0' })))
          const realSchedule = flatSchedule(realRate(r))
          const nominalSchedule = flatSchedule(valueOf(nominalRateFrom(realRate(r), inflation)))
          const inReal = dollarsIn(netPresentValue({ flows: real, schedule: realSchedule, timing: 'end' }))
          const inNominal = dollarsIn(netPresentValue({ flows: nominal, schedule: nominalSchedule, timing: 'end' }))
          expect(inReal).toBeCloseTo(inNominal, 4)
          expect(dollarsOf(valueOf(deflated(nominal[0] ?? nominalCad(0), '0', { index, base: '0' })))).toBe(amounts[0])
        },
      ),
    )
  })
})
