import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datedNetPresentValue } from '#models/finance/dated-flows.ts'
import {
  discountFactors,
  type DiscountSchedule,
  exponentsOf,
  flatSchedule,
  netPresentValue,
  presentValues,
} from '#models/finance/discounting.ts'
import {
  differenceOfCad,
  dollarsOf,
  nominalCad,
  nominalRate,
  type RealCad,
  realCad,
  realRate,
  sumOfCad,
} from '#models/finance/price-basis.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { dated, dollarsIn, nominal, valueOf } from './flows.ts'

const at = (rate: number) => flatSchedule(nominalRate(rate))

describe('published examples', () => {
  test.each([
    {
      // Microsoft, NPV function: =NPV(10%, -10000, 3000, 4200, 6800) prints 1,188.44.
      name: 'Excel NPV, first flow a period away',
      flows: [-10_000, 3000, 4200, 6800],
      rate: 0.1,
      timing: 'spreadsheet',
      printed: 1188.44,
    },
    {
      // Microsoft, NPV function, second example: =NPV(8%, 8000…14500) + (-40000) prints 1,922.06.
      name: 'Excel NPV plus the investment of today',
      flows: [-40_000, 8000, 9200, 10_000, 12_000, 14_500],
      rate: 0.08,
      timing: 'end',
      printed: 1922.06,
    },
    {
      // Same page: a loss of 9,000 in the sixth year, prints -3,749.47.
      name: 'Excel NPV with a loss in the sixth year',
      flows: [-40_000, 8000, 9200, 10_000, 12_000, 14_500, -9000],
      rate: 0.08,
      timing: 'end',
      printed: -3749.47,
    },
    {
      // numpy-financial, tests/test_financial.py, TestNpv: 122.89.
      name: 'numpy-financial npv',
      flows: [-15_000, 1500, 2500, 3500, 4500, 6000],
      rate: 0.05,
      timing: 'end',
      printed: 122.89,
    },
    {
      // The first numpy (numpy/lib/tests/test_financial.py) printed 117.04 for the same flows: it discounted the flow of today by a
      // period, as spreadsheets do. Both are right under their own exponents, which is why exponents are what we keep.
      name: 'the npv of the first numpy',
      flows: [-15_000, 1500, 2500, 3500, 4500, 6000],
      rate: 0.05,
      timing: 'spreadsheet',
      printed: 117.04,
    },
  ] as const)('$name', ({ flows, rate, timing, printed }) => {
    expect(dollarsIn(netPresentValue({ flows: nominal(...flows), schedule: at(rate), timing }))).toBeCloseTo(printed, 2)
  })

  test('Excel XNPV: 2,086.65 at 9 %', () => {
    // Microsoft, XNPV function; "2086.6476 or 2086.65" in the reference of WorksheetFunction.Xnpv.
    const flows = dated(
      ['2008-01-01', -10_000],
      ['2008-03-01', 2750],
      ['2008-10-30', 4250],
      ['2009-02-15', 3250],
      ['2009-04-01', 2750],
    )
    expect(dollarsIn(datedNetPresentValue(flows, nominalRate(0.09)))).toBeCloseTo(2086.6476, 4)
  })

  test('LibreOffice XNPV: the help prints 323.02 under a date that gives 332.57', () => {
    // LibreOffice help, "Financial Functions Part Three", XIRR and XNPV: the table shows the second payment on 2001-01-02, and 323.02 at 6 %.
    // That figure is the one of 2001-02-01: the month and the day were exchanged in the table.
    const flowsWith = (second: string) =>
      dated(['2001-01-01', -10_000], [second, 2000], ['2001-03-15', 2500], ['2001-05-12', 5000], ['2001-08-10', 1000])
    expect(dollarsIn(datedNetPresentValue(flowsWith('2001-02-01'), nominalRate(0.06)))).toBeCloseTo(323.02, 2)
    expect(dollarsIn(datedNetPresentValue(flowsWith('2001-01-02'), nominalRate(0.06)))).toBeCloseTo(332.57, 2)
  })

  test('Green Book: 3.5 % for 30 years, 3.0 % to 75, 2.5 % to 125', () => {
    // Rates: HM Treasury, terms of reference of the review of discounting (2025-12-16). Factors: each year at its own rate.
    const schedule: DiscountSchedule<'real'> = [
      { from: 1, rate: realRate(0.035) },
      { from: 31, rate: realRate(0.03) },
      { from: 76, rate: realRate(0.025) },
    ]
    const { factors } = valueOf(discountFactors(schedule, [0, 1, 30, 31, 75, 76, 30.5]))
    expect(factors[0]).toBe(1)
    expect(factors[1]).toBeCloseTo(0.9662, 4)
    expect(factors[2]).toBeCloseTo(0.3563, 4)
    expect(factors[3]).toBeCloseTo(1.035 ** -30 / 1.03, 12)
    expect(factors[4]).toBeCloseTo(1.035 ** -30 * 1.03 ** -45, 12)
    expect(factors[5]).toBeCloseTo((1.035 ** -30 * 1.03 ** -45) / 1.025, 12)
    expect(factors[6]).toBeCloseTo(1.035 ** -30 * 1.03 ** -0.5, 12)
    // What the shortcut (1 + r_t)^−t would give: the 31st year worth more than the 30th.
    expect(factors[3]).toBeLessThan(factors[2] ?? 0)
    expect(1.03 ** -31).toBeGreaterThan(factors[2] ?? 0)
  })
})

test.each([
  { timing: 'end', expected: [0, 1, 2, 3] },
  { timing: 'mid', expected: [0, 0.5, 1.5, 2.5] },
  { timing: 'start', expected: [0, 0, 1, 2] },
  { timing: 'spreadsheet', expected: [1, 2, 3, 4] },
  { timing: 'mid-from-first', expected: [0.5, 1.5, 2.5, 3.5] },
] as const)('exponents of $timing', ({ timing, expected }) => {
  expect(exponentsOf(timing, 4)).toEqual(expected)
})

test.each([
  { name: 'no flow', flows: [], rate: 0.05, timing: 'end', gap: 'no-flows' },
  { name: 'a rate of −100 %', flows: [-1, 2], rate: -1, timing: 'end', gap: 'rate-at-or-below-minus-100-percent' },
  { name: 'a rate below −100 %', flows: [-1, 2], rate: -3, timing: 'end', gap: 'rate-at-or-below-minus-100-percent' },
  { name: 'a rate that is not a number', flows: [-1, 2], rate: Number.NaN, timing: 'end', gap: 'not-finite' },
  { name: 'a flow that is not a number', flows: [-1, Number.NaN], rate: 0.05, timing: 'end', gap: 'not-finite' },
  { name: 'an endless flow', flows: [-1, Number.POSITIVE_INFINITY], rate: 0.05, timing: 'end', gap: 'not-finite' },
  { name: 'one exponent short', flows: [-1, 2], rate: 0.05, timing: [0], gap: 'counts-differ' },
  { name: 'an exponent before the valuation', flows: [-1, 2], rate: 0.05, timing: [-1, 1], gap: 'negative-exponent' },
  { name: 'an exponent that is not a number', flows: [1], rate: 0.05, timing: [Number.NaN], gap: 'not-finite' },
  { name: 'a factor past what a double holds', flows: [1], rate: -0.999, timing: [1000], gap: 'out-of-range' },
  { name: 'a sum past what a double holds', flows: [1e308, 1e308], rate: 0, timing: 'end', gap: 'out-of-range' },
] as const)('refused: $name', ({ flows, rate, timing, gap }) => {
  expect(netPresentValue({ flows: nominal(...flows), schedule: at(rate), timing })).toEqual(unknownBecause(gap))
})

test.each([
  { name: 'no step', steps: [], gap: 'no-rates' },
  { name: 'not from the first period', steps: [[2, 0.05]], gap: 'steps-not-in-order' },
  {
    name: 'not rising',
    steps: [
      [1, 0.05],
      [31, 0.04],
      [31, 0.03],
    ],
    gap: 'steps-not-in-order',
  },
  {
    name: 'half a period',
    steps: [
      [1, 0.05],
      [2.5, 0.04],
    ],
    gap: 'not-finite',
  },
])('a schedule refused: $name', ({ steps, gap }) => {
  const schedule = steps.map(([from = 0, rate = 0]) => ({ from, rate: nominalRate(rate) }))
  expect(discountFactors(schedule, [0, 1])).toEqual(unknownBecause(gap))
})

test.each([
  { name: 'no flow', flows: [], gap: 'no-flows' },
  { name: 'a day that does not exist', flows: [['2026-02-30', 1]], gap: 'not-a-day' },
  {
    name: 'a day before the first',
    flows: [
      ['2026-02-01', -1],
      ['2026-01-01', 2],
    ],
    gap: 'day-before-the-first',
  },
] as const)('dated flows refused: $name', ({ flows, gap }) => {
  expect(datedNetPresentValue(dated(...flows), nominalRate(0.05))).toEqual(unknownBecause(gap))
})

test('days are counted in UTC: the change of hour of March takes none away', () => {
  const flows = dated(['2026-03-07', 0], ['2026-03-09', 365])
  expect(dollarsIn(datedNetPresentValue(flows, nominalRate(1)))).toBeCloseTo(365 * 2 ** (-2 / 365), 9)
})

describe('real and nominal are apart', () => {
  test('by type: these do not compile', () => {
    const ofTheDay = nominalCad(100)
    const ofTheBase = realCad(100)
    // @ts-expect-error two bases are not added
    expect(ofTheDay + ofTheBase).toBe(200)
    // @ts-expect-error nor compared as numbers are with a product
    expect(ofTheDay * 2).toBe(200)
    // @ts-expect-error nor summed
    expect(sumOfCad([ofTheDay, ofTheBase])).toBe(200)
    // @ts-expect-error nor subtracted
    expect(differenceOfCad(ofTheDay, ofTheBase)).toBe(0)
    // @ts-expect-error a nominal amount is not a real one
    const wrong: RealCad = ofTheDay
    expect(wrong).toBe(100)
    // @ts-expect-error a rate is not an amount
    expect(sumOfCad([ofTheDay, nominalRate(1)])).toBe(101)
    // @ts-expect-error a nominal flow is not discounted at a real rate
    netPresentValue({ flows: [ofTheDay], schedule: flatSchedule(realRate(0.06)), timing: 'end' })
  })

  test('amounts of one basis add up', () => {
    expect(dollarsOf(sumOfCad(nominal(1, 2, 3.5)))).toBe(6.5)
    expect(dollarsOf(differenceOfCad(realCad(5), realCad(7)))).toBe(-2)
    expect(dollarsOf(sumOfCad([]))).toBe(0)
  })
})

describe('laws', () => {
  const dollars = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const series = fc.array(dollars, { minLength: 1, maxLength: 30 })
  const rate = fc.double({ min: -0.5, max: 2, noNaN: true })
  const npv = (flows: readonly number[], r: number) =>
    dollarsIn(netPresentValue({ flows: nominal(...flows), schedule: at(r), timing: 'end' }))
  const sizeOf = (flows: readonly number[], r: number) => npv(flows.map(Math.abs), r) + 1

  test('the value is linear in the flows', () => {
    fc.assert(
      fc.property(series, rate, fc.double({ min: -10, max: 10, noNaN: true }), dollars, (flows, r, times, more) => {
        const combined = flows.map((flow) => times * flow + more)
        const parts =
          times * npv(flows, r) +
          npv(
            flows.map(() => more),
            r,
          )
        const size =
          Math.abs(times) * sizeOf(flows, r) +
          Math.abs(
            npv(
              flows.map(() => more),
              r,
            ),
          )
        expect(Math.abs(npv(combined, r) - parts)).toBeLessThanOrEqual(1e-12 * size + 1e-9)
      }),
    )
  })

  test('at a rate of zero the value is the sum', () => {
    fc.assert(
      fc.property(series, (flows) => {
        expect(npv(flows, 0)).toBeCloseTo(
          flows.reduce((a, b) => a + b, 0),
          6,
        )
      }),
    )
  })

  test('a later dollar is never worth more where rates are positive, and steps multiply', () => {
    const positive = fc.double({ min: 0, max: 0.5, noNaN: true })
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 2, max: 40 }), (one, two, from) => {
        const schedule = [
          { from: 1, rate: nominalRate(one) },
          { from, rate: nominalRate(two) },
        ]
        const { factors } = valueOf(discountFactors(schedule, exponentsOf('end', 60)))
        for (const [t, factor] of factors.entries()) {
          if (t === 0) continue
          const ofYear = t < from ? one : two
          expect(factor).toBeCloseTo((factors[t - 1] ?? 0) / (1 + ofYear), 12)
        }
      }),
    )
  })

  test('present values sum to the net present value', () => {
    fc.assert(
      fc.property(series, rate, (flows, r) => {
        const factors = valueOf(discountFactors(at(r), exponentsOf('end', flows.length)))
        const values = valueOf(presentValues(nominal(...flows), factors))
        expect(known(dollarsOf(sumOfCad(values)))).toEqual(known(npv(flows, r)))
      }),
    )
  })
})
