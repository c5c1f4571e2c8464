import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cadRateOf, inCadMicros, mostCarriedDays, type StatedRate } from '#models/bills/cad-rate.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { daysAfter } from '#models/shared/day.ts'

const rate = (more: Partial<StatedRate>): StatedRate => ({
  currency: 'USD',
  kind: 'day',
  validOn: '2026-10-01',
  cadPerUnit: '1.4',
  source: 'test',
  status: 'verified',
  distance: 0,
  ...more,
})

describe('the rate of a day or a month', () => {
  const days = [
    rate({ validOn: '2026-10-01', cadPerUnit: '1.4000' }),
    rate({ validOn: '2026-10-02', cadPerUnit: '1.4100' }),
    rate({ validOn: '2026-10-05', cadPerUnit: '1.4233' }),
  ]
  test.each([
    { name: 'a day rated', rates: days, at: '2026-10-02', gives: ['1.4100', 'day', '2026-10-02'] },
    {
      name: 'a Sunday, carried from Friday',
      rates: days,
      at: '2026-10-04',
      gives: ['1.4100', 'carried', '2026-10-02'],
    },
    { name: 'a month, mean of its days', rates: days, at: '2026-10', gives: ['1.4111', 'mean-of-days', '2026-10'] },
    {
      name: 'a month published before the mean of its days',
      rates: [...days, rate({ kind: 'month', validOn: '2026-10', cadPerUnit: '1.5' })],
      at: '2026-10',
      gives: ['1.5', 'month', '2026-10'],
    },
    {
      name: 'the invoice before what is published',
      rates: [
        rate({ kind: 'month', validOn: '2026-10', cadPerUnit: '1.5' }),
        rate({ kind: 'invoice', validOn: '2026-10', cadPerUnit: '1.45' }),
      ],
      at: '2026-10',
      gives: ['1.45', 'invoice', '2026-10'],
    },
    {
      name: 'a contract goes on until the next',
      rates: [
        ...days,
        rate({ kind: 'contract', validOn: '2026-04', cadPerUnit: '1.3' }),
        rate({ kind: 'contract', validOn: '2026-11', cadPerUnit: '1.2' }),
      ],
      at: '2026-10',
      gives: ['1.3', 'contract', '2026-04'],
    },
    {
      name: 'the nearest body decides',
      rates: [
        rate({ kind: 'contract', validOn: '2026-09', cadPerUnit: '1.1', distance: 1 }),
        rate({ kind: 'contract', validOn: '2026-04', cadPerUnit: '1.3' }),
      ],
      at: '2026-10',
      gives: ['1.3', 'contract', '2026-04'],
    },
    {
      name: 'the mean of the year, last',
      rates: [rate({ kind: 'year', validOn: '2024', cadPerUnit: '1.3698', status: 'unverified' })],
      at: '2024-05',
      gives: ['1.3698', 'year', '2024'],
    },
  ])('$name', ({ rates, at, gives }) => {
    const found = cadRateOf(rates, 'USD', at)
    if (found.kind === 'unknown') throw new Error(found.reasons.join())
    expect([found.value.cadPerUnit, found.value.basis, found.value.ratedOn]).toEqual(gives)
  })

  test('what has no rate is unknown, and named; a rate too old is not carried', () => {
    expect(cadRateOf([], 'USD', '2026-10')).toEqual(unknownBecause('no-rate-for:USD 2026-10'))
    expect(cadRateOf(days, 'EUR', '2026-10')).toEqual(unknownBecause('no-rate-for:EUR 2026-10'))
    const last = daysAfter('2026-10-05', mostCarriedDays)
    expect(cadRateOf(days, 'USD', last).kind).toBe('known')
    expect(cadRateOf(days, 'USD', daysAfter(last, 1)).kind).toBe('unknown')
    // A month never takes the rate of the month before.
    expect(cadRateOf(days, 'USD', '2026-11')).toEqual(unknownBecause('no-rate-for:USD 2026-11'))
  })

  test('Canadian dollars need no rate; a partial mean says of how many days', () => {
    expect(cadRateOf([], 'CAD', '2026-10')).toMatchObject({ value: { cadPerUnit: '1', basis: 'identity' } })
    expect(cadRateOf(days, 'USD', '2026-10')).toMatchObject({ value: { days: { rated: 3, weekdays: 22 } } })
  })
})

const micros = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })
const rateText = fc.integer({ min: 1, max: 9_999_999 }).map((n) => (n / 1e4).toFixed(4))

test('converting is odd and keeps order; at 1 it changes nothing', () => {
  fc.assert(
    fc.property(micros, micros, rateText, (a, b, cadPerUnit) => {
      const at = { cadPerUnit }
      expect(inCadMicros(-a, at)).toBe(-inCadMicros(a, at))
      if (a <= b) expect(inCadMicros(a, at) <= inCadMicros(b, at)).toBe(true)
      expect(inCadMicros(a, { cadPerUnit: '1' })).toBe(a)
    }),
  )
})

test('the mean lies between the least and the greatest of its days', () => {
  fc.assert(
    fc.property(fc.array(rateText, { minLength: 1, maxLength: 28 }), (texts) => {
      const rates = texts.map((cadPerUnit, i) =>
        rate({ validOn: `2026-10-${String(i + 1).padStart(2, '0')}`, cadPerUnit }),
      )
      const found = cadRateOf(rates, 'USD', '2026-10')
      const values = texts.map(Number)
      const mean = Number(found.kind === 'known' ? found.value.cadPerUnit : Number.NaN)
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values))
      expect(mean).toBeLessThanOrEqual(Math.max(...values))
    }),
  )
})
