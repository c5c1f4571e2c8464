import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nominalCad, nominalRate, ratioOf } from '#models/finance/price-basis.ts'
import { datedRatesOfReturn, modifiedRateOfReturn, ratesOfReturn } from '#models/finance/rate-of-return.ts'
import { daysAfter } from '#models/shared/day.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { dated, nominal, valueOf } from './flows.ts'

const rateOf = (...flows: readonly number[]) => ratioOf(valueOf(ratesOfReturn(nominal(...flows)).rate))
const allOf = (...flows: readonly number[]) => ratesOfReturn(nominal(...flows)).all.map(ratioOf)

describe('published examples', () => {
  test.each([
    // Microsoft, IRR function: -2.1 % after four years, 8.7 % after five, -44.4 % after two.
    { name: 'Excel, four years', flows: [-70_000, 12_000, 15_000, 18_000, 21_000], printed: -0.021, digits: 3 },
    { name: 'Excel, five years', flows: [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000], printed: 0.087, digits: 3 },
    { name: 'Excel, two years, without a guess', flows: [-70_000, 12_000, 15_000], printed: -0.444, digits: 3 },
    // numpy-financial, first page of its documentation.
    {
      name: 'numpy-financial',
      flows: [-250_000, 100_000, 150_000, 200_000, 250_000, 300_000],
      printed: 0.567_230_334_435_853_6,
      digits: 14,
    },
    // numpy.irr, documentation of 1.18, after Gitman, Principles of Managerial Finance: 0.28095.
    { name: 'Gitman', flows: [-100, 39, 59, 55, 20], printed: 0.28095, digits: 5 },
    // numpy/lib/tests/test_financial.py.
    { name: 'numpy', flows: [-150_000, 15_000, 25_000, 35_000, 45_000, 60_000], printed: 0.0524, digits: 4 },
  ])('$name', ({ flows, printed, digits }) => {
    expect(rateOf(...flows)).toBeCloseTo(printed, digits)
  })

  test('Excel XIRR: 0.373362535', () => {
    const flows = dated(
      ['2008-01-01', -10_000],
      ['2008-03-01', 2750],
      ['2008-10-30', 4250],
      ['2009-02-15', 3250],
      ['2009-04-01', 2750],
    )
    expect(ratioOf(valueOf(datedRatesOfReturn(flows).rate))).toBeCloseTo(0.373362535, 8)
  })

  test('LibreOffice XIRR: the help prints 0.1828 under a date that gives 0.1948', () => {
    // LibreOffice help, XIRR: the table shows the second payment on 2001-01-02; 0.1828 is the rate of 2001-02-01.
    const flowsWith = (second: string) =>
      dated(['2001-01-01', -10_000], [second, 2000], ['2001-03-15', 2500], ['2001-05-12', 5000], ['2001-08-10', 1000])
    expect(ratioOf(valueOf(datedRatesOfReturn(flowsWith('2001-02-01')).rate))).toBeCloseTo(0.1828, 4)
    expect(ratioOf(valueOf(datedRatesOfReturn(flowsWith('2001-01-02')).rate))).toBeCloseTo(0.1948, 4)
  })

  test('a textbook problem has four rates: 25, 33⅓, 42.86 and 66⅔ %', () => {
    // Ross, Westerfield and Jaffe, Corporate Finance: "search for IRRs between 20 percent and 70 percent". One figure would be one of four.
    const found = ratesOfReturn(nominal(-252, 1431, -3035, 2850, -1000))
    expect(found.rate).toEqual(unknownBecause('several-rates'))
    expect(found.signChanges).toBe(4)
    for (const [i, rate] of [1 / 4, 1 / 3, 3 / 7, 2 / 3].entries())
      expect(found.all.map(ratioOf)[i]).toBeCloseTo(rate, 14)
  })

  test('the oil pump has two rates, where a printed answer gives one', () => {
    // The pump of Lorie and Savage (1955) with −1,600, 10,000, −10,000: a worked answer printed at assignmentexpert.com (question 131526)
    // says "the IRR for this project is 25%". So is 400 %: 10,000/5 − 10,000/25 = 1,600.
    expect(allOf(-1600, 10_000, -10_000)).toEqual([0.25, 4])
    expect(ratesOfReturn(nominal(-1600, 10_000, -10_000)).rate).toEqual(unknownBecause('several-rates'))
  })

  test.each([
    // numpy-financial, tests/test_financial.py, TestMirr.
    {
      flows: [-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000],
      f: 0.08,
      g: 0.055,
      exact: 0.066_597_175_031_554,
    },
    { flows: [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], f: 0.1, g: 0.12, exact: 0.126_094_130_365_905 },
    { flows: [100, 200, -50, 300, -200], f: 0.05, g: 0.06, exact: 0.342_823_387_842_177 },
  ])('numpy-financial MIRR $exact', ({ flows, f, g, exact }) => {
    const rates = { finance: nominalRate(f), reinvestment: nominalRate(g) }
    expect(ratioOf(valueOf(modifiedRateOfReturn(nominal(...flows), rates)))).toBeCloseTo(exact, 14)
  })

  test('Excel MIRR: 13 %, −5 % after three years; the first numpy printed 13.44 %', () => {
    // Microsoft, MIRR function. numpy/lib/tests/test_financial.py once printed 0.1344 for the first and 0.0665 for another example: its root
    // was one period short of the formula's, and later versions give 0.126094 and 0.0666.
    const flows = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000]
    const rate = (count: number, g: number) =>
      ratioOf(
        valueOf(
          modifiedRateOfReturn(nominal(...flows.slice(0, count)), {
            finance: nominalRate(0.1),
            reinvestment: nominalRate(g),
          }),
        ),
      )
    expect(rate(6, 0.12)).toBeCloseTo(0.13, 2)
    expect(rate(6, 0.12)).not.toBeCloseTo(0.1344, 3)
    expect(rate(4, 0.12)).toBeCloseTo(-0.05, 2)
    expect(rate(6, 0.14)).toBeCloseTo(0.13, 2)
  })
})

describe('no single rate', () => {
  test.each([
    { name: 'no flow', flows: [], gap: 'no-flows', all: [] },
    { name: 'only costs', flows: [-100, -10], gap: 'no-sign-change', all: [] },
    { name: 'only zeros', flows: [0, 0, 0], gap: 'no-sign-change', all: [] },
    { name: 'not a number', flows: [-100, Number.NaN], gap: 'not-finite', all: [] },
    { name: 'two changes, value never zero', flows: [1000, -3000, 2500], gap: 'no-rate', all: [] },
    { name: 'two changes, value touches zero', flows: [-100, 220, -121], gap: 'no-crossing', all: [0.1] },
    { name: 'two rates near each other', flows: [-100, 230, -132], gap: 'several-rates', all: [0.1, 0.2] },
    { name: 'a rate past what a double holds', flows: [-1e-300, 1e300], gap: 'out-of-range', all: [] },
  ])('$name', ({ flows, gap, all }) => {
    expect(ratesOfReturn(nominal(...flows)).rate).toEqual(unknownBecause(gap))
    expect(allOf(...flows)).toEqual(all)
  })

  test('three changes of sign may leave one rate, and then it is given', () => {
    expect(rateOf(-100, 150, -60, 1)).toBeCloseTo(-0.982584, 6)
  })

  test('a project that loses nearly all has a rate near −100 %, not an endless one', () => {
    expect(rateOf(-1000, 10, 10, 10)).toBeCloseTo(-0.7655, 4)
  })

  test('zeros at both ends move the flows in time and nothing else', () => {
    expect(allOf(0, 0, -252, 1431, -3035, 2850, -1000, 0)).toEqual(allOf(-252, 1431, -3035, 2850, -1000))
  })

  test('ten years of months with a last cost keep both their rates', () => {
    const flows = [-1e5, ...Array.from({ length: 118 }, () => 1500), -5e4]
    const all = allOf(...flows)
    expect(all).toHaveLength(2)
    for (const rate of all) {
      const value = flows.reduce((total, flow, t) => total + flow * (1 + rate) ** -t, 0)
      const size = flows.reduce((total, flow, t) => total + Math.abs(flow) * (1 + rate) ** -t, 0)
      expect(Math.abs(value)).toBeLessThan(1e-12 * size)
    }
  })

  test.each([
    { name: 'no flow', flows: [], gap: 'no-flows' },
    { name: 'not a day', flows: [['2026-13-01', 1]], gap: 'not-a-day' },
    {
      name: 'a day before the first',
      flows: [
        ['2026-02-01', -1],
        ['2026-01-01', 2],
      ],
      gap: 'day-before-the-first',
    },
    {
      name: 'all on one day',
      flows: [
        ['2026-01-01', -1],
        ['2026-01-01', 2],
      ],
      gap: 'no-sign-change',
    },
    { name: 'not a number', flows: [['2026-01-01', Number.NaN]], gap: 'not-finite' },
    {
      name: 'tenfold in a day',
      flows: [
        ['2026-01-01', -1],
        ['2026-01-02', 10],
      ],
      gap: 'out-of-range',
    },
    {
      name: 'touching',
      flows: [
        ['2026-01-01', -100],
        ['2027-01-01', 220],
        ['2028-01-01', -121],
      ],
      gap: 'no-crossing',
    },
    {
      name: 'never',
      flows: [
        ['2026-01-01', -100],
        ['2027-01-01', 230],
        ['2028-01-01', -135],
      ],
      gap: 'no-rate',
    },
  ] as const)('dated: $name', ({ flows, gap }) => {
    expect(datedRatesOfReturn(dated(...flows)).rate).toEqual(unknownBecause(gap))
  })

  test.each([
    { name: 'no flow', flows: [], f: 0.1, g: 0.1, gap: 'no-flows' },
    { name: 'one sign', flows: [1, 2], f: 0.1, g: 0.1, gap: 'no-sign-change' },
    { name: 'a rate of −100 %', flows: [-1, 2], f: -1, g: 0.1, gap: 'rate-at-or-below-minus-100-percent' },
    { name: 'not a number', flows: [-1, 2], f: 0.1, g: Number.NaN, gap: 'not-finite' },
  ])('modified: $name', ({ flows, f, g, gap }) => {
    const rates = { finance: nominalRate(f), reinvestment: nominalRate(g) }
    expect(modifiedRateOfReturn(nominal(...flows), rates)).toEqual(unknownBecause(gap))
  })
})

describe('laws', () => {
  const flow = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100)
  const series = fc.array(flow, { minLength: 2, maxLength: 14 })
  const valueAt = (flows: readonly number[], rate: number) =>
    flows.reduce((total, amount, t) => total + amount * (1 + rate) ** -t, 0)

  test('the value is zero at each rate', () => {
    fc.assert(
      fc.property(series, (flows) => {
        for (const rate of allOf(...flows)) {
          // A rate is a double: near −1, what is left of it in 1 + rate has lost as many digits as 1 + rate is small.
          const size = valueAt(flows.map(Math.abs), rate)
          const kept = 1e-12 + (flows.length * Number.EPSILON) / (1 + rate)
          expect(Math.abs(valueAt(flows, rate))).toBeLessThanOrEqual(kept * size)
        }
      }),
    )
  })

  test('every rate put into flows comes out again', () => {
    const rates = fc.uniqueArray(fc.integer({ min: -9, max: 40 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rates, (twentieths) => {
        // Π (1 + i − (1 + r_k)) has whole coefficients in twentieths: the flows have these rates and no other.
        const flows = twentieths.reduce<number[]>(
          (product, n) => {
            const next = Array.from({ length: product.length + 1 }, () => 0)
            for (const [t, amount] of product.entries()) {
              next[t] = (next[t] ?? 0) + 20 * amount
              next[t + 1] = (next[t + 1] ?? 0) - (20 + n) * amount
            }
            return next
          },
          [1],
        )
        const sorted = twentieths.toSorted((a, b) => a - b)
        const all = allOf(...flows)
        expect(all).toHaveLength(sorted.length)
        for (const [i, n] of sorted.entries()) expect(all[i]).toBeCloseTo(n / 20, 14)
      }),
    )
  })

  test('there are as many rates as changes of sign, less an even number, where each is crossed', () => {
    fc.assert(
      fc.property(series, (flows) => {
        const { all, rate, signChanges } = ratesOfReturn(nominal(...flows))
        expect(all.length).toBeLessThanOrEqual(signChanges)
        if (rate.kind === 'known') expect(signChanges % 2).toBe(1)
      }),
    )
  })

  test('a scale leaves the rates the same; so does a change of sign', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(2, 1024, -1, -0.5), (flows, scale) => {
        expect(allOf(...flows.map((amount) => amount * scale))).toEqual(allOf(...flows))
      }),
    )
  })

  test('flows dated 365 days apart have the rates of flows a period apart', () => {
    // Whole dollars: cents are not exact in a double, and 0.02 − 0.03 + 0.01 leaves a rest that unmakes a rate or makes two of it.
    const dollars = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 2, maxLength: 8 })
    // Where the value leaves zero almost flat, rates are close to one another: exact arithmetic tells them apart, a double does not.
    const isSteepAt = (flows: readonly number[], rate: number) => {
      const slope = flows.map((amount, t) => t * amount * (1 + rate) ** -t)
      const [sum, size] = [slope, slope.map(Math.abs)].map((all) => all.reduce((total, one) => total + one, 0))
      return Math.abs(sum ?? 0) > 1e-4 * (size ?? 0)
    }
    fc.assert(
      fc.property(dollars, (flows) => {
        const exact = ratesOfReturn(nominal(...flows)).all.map(ratioOf)
        fc.pre(exact.every((rate) => isSteepAt(flows, rate)))
        const byDay = datedRatesOfReturn(
          flows.map((amount, t) => ({ day: daysAfter('2026-04-01', 365 * t), amount: nominalCad(amount) })),
        ).all.map(ratioOf)
        expect(byDay).toHaveLength(exact.length)
        for (const [i, rate] of exact.entries())
          expect((byDay[i] ?? Number.NaN) / (1 + rate)).toBeCloseTo(rate / (1 + rate), 8)
      }),
    )
  })

  test('at one rate for both sides, the modified rate is above it exactly when the value is positive', () => {
    fc.assert(
      fc.property(series, (flows) => {
        const rates = { finance: nominalRate(0.06), reinvestment: nominalRate(0.06) }
        const modified = modifiedRateOfReturn(nominal(...flows), rates)
        fc.pre(modified.kind === 'known')
        const value = valueAt(flows, 0.06)
        if (Math.abs(value) > 1e-6) expect(ratioOf(valueOf(modified)) > 0.06).toBe(value > 0)
      }),
    )
  })
})
