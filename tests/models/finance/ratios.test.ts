import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedValue, riskAdjusted } from '#models/finance/expected-value.ts'
import { incrementalRatios, type OptionValues } from '#models/finance/incremental-ratios.ts'
import { nominalCad, nominalRate, ratioOf } from '#models/finance/price-basis.ts'
import { modifiedRateOfReturn } from '#models/finance/rate-of-return.ts'
import {
  adjustedRateOfReturn,
  benefitCostRatio,
  equivalentAnnualNetBenefit,
  netPresentValueIndex,
  savingsToInvestmentRatio,
} from '#models/finance/ratios.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { dollarsIn, nominal, valueOf } from './flows.ts'

const cad = nominalCad

test.each([
  { name: 'benefits half as large again', top: 150, bottom: 100, expected: known(1.5) },
  { name: 'nothing below the line', top: 150, bottom: 0, expected: unknownBecause('denominator-not-positive') },
  { name: 'a cost that is a gain', top: 150, bottom: -10, expected: unknownBecause('denominator-not-positive') },
  { name: 'not a number', top: Number.NaN, bottom: 10, expected: unknownBecause('not-finite') },
  { name: 'past what a double holds', top: 1e300, bottom: 1e-300, expected: unknownBecause('out-of-range') },
])('a ratio: $name', ({ top, bottom, expected }) => {
  expect(benefitCostRatio({ benefits: cad(top), costs: cad(bottom) })).toEqual(expected)
  expect(netPresentValueIndex({ netPresentValue: cad(top), investment: cad(bottom) })).toEqual(expected)
  expect(savingsToInvestmentRatio({ savings: cad(top), investment: cad(bottom) })).toEqual(expected)
})

describe('a year', () => {
  test.each([
    // Tables of compound interest factors (Newnan, Engineering Economic Analysis, appendix C): A/P at 10 % over 5 years 0.2638, at 6 % over 75 0.0608.
    { rate: 0.1, periods: 5, expected: 0.2638 },
    { rate: 0.06, periods: 75, expected: 0.0608 },
    { rate: 0, periods: 8, expected: 0.125 },
  ])('$rate over $periods', ({ rate, periods, expected }) => {
    const even = equivalentAnnualNetBenefit({ netPresentValue: cad(1), rate: nominalRate(rate), periods })
    expect(dollarsIn(even)).toBeCloseTo(expected, 4)
  })

  test('a rate near zero keeps its digits', () => {
    const even = equivalentAnnualNetBenefit({ netPresentValue: cad(10), rate: nominalRate(1e-13), periods: 10 })
    expect(dollarsIn(even)).toBeCloseTo(1, 11)
  })

  test.each([
    { name: 'no period', value: 1, rate: 0.1, periods: 0, gap: 'no-period' },
    { name: 'a rate of −100 %', value: 1, rate: -1, periods: 3, gap: 'rate-at-or-below-minus-100-percent' },
    { name: 'not a number', value: Number.NaN, rate: 0.1, periods: 3, gap: 'not-finite' },
    { name: 'past what a double holds', value: 1e308, rate: 1e10, periods: 1, gap: 'out-of-range' },
  ])('refused: $name', ({ value, rate, periods, gap }) => {
    const of = { netPresentValue: cad(value), rate: nominalRate(rate), periods }
    expect(equivalentAnnualNetBenefit(of)).toEqual(unknownBecause(gap))
  })

  test('the adjusted rate: 1.1 × 2^(1/10) − 1 for savings twice the investment over ten years', () => {
    const adjusted = adjustedRateOfReturn({ savingsToInvestment: 2, reinvestment: nominalRate(0.1), periods: 10 })
    expect(ratioOf(valueOf(adjusted))).toBeCloseTo(0.178_951_3, 6)
    expect(adjustedRateOfReturn({ savingsToInvestment: -0.1, reinvestment: nominalRate(0.1), periods: 10 })).toEqual(
      unknownBecause('negative-ratio'),
    )
  })

  test('at one rate the adjusted rate is the modified one', () => {
    const saving = fc.integer({ min: 1, max: 5000 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.array(saving, { minLength: 1, maxLength: 15 }),
        (cost, savings) => {
          const rate = nominalRate(0.05)
          const present = savings.reduce((total, one, t) => total + one * 1.05 ** -(t + 1), 0)
          const ratio = valueOf(savingsToInvestmentRatio({ savings: cad(present), investment: cad(cost) }))
          const adjusted = adjustedRateOfReturn({
            savingsToInvestment: ratio,
            reinvestment: rate,
            periods: savings.length,
          })
          const modified = modifiedRateOfReturn(nominal(-cost, ...savings), { finance: rate, reinvestment: rate })
          expect(ratioOf(valueOf(adjusted))).toBeCloseTo(ratioOf(valueOf(modified)), 9)
        },
      ),
    )
  })
})

describe('options by rising cost', () => {
  const option = (name: string, benefits: number, costs: number): OptionValues<'nominal'> => ({
    name,
    benefits: cad(benefits),
    costs: cad(costs),
  })

  test('two dams: printed 2.15 against nothing, then 1.35', () => {
    // A problem of flood control printed at ya.guru (question 44111): benefits of 2,111,404 and 3,019,639 a year over 75 years at 6 %,
    // costs of 16,161,644 and 27,211,376.
    const factor = (1 - 1.06 ** -75) / 0.06
    const { increments, chosen } = valueOf(
      incrementalRatios([option('B', 3_019_639 * factor, 27_211_376), option('A', 2_111_404 * factor, 16_161_644)]),
    )
    expect(increments.map(({ option: name, against }) => [name, against])).toEqual([
      ['A', undefined],
      ['B', 'A'],
    ])
    expect(valueOf(increments[0]?.ratio ?? unknownBecause('same-cost'))).toBeCloseTo(2.15, 2)
    expect(valueOf(increments[1]?.ratio ?? unknownBecause('same-cost'))).toBeCloseTo(1.35, 2)
    expect(chosen).toBe('B')
  })

  test('six alternatives: D, though C has the better ratio', () => {
    // Costs and ratios of six alternatives as printed at essay-supply.com, with increments A–F 1.67, F–E 1.33, E–C 4.00, C–D 1.17 and D–B
    // 0.33; ratios printed to two decimals give the last four to a tenth.
    const printed = {
      A: [10_000, 0.8],
      B: [30_000, 1.17],
      C: [18_000, 1.44],
      D: [24_000, 1.38],
      E: [16_000, 1.13],
      F: [13_000, 1.08],
    } as const
    const options = Object.entries(printed).map(([name, [cost, ratio]]) => option(name, cost * ratio, cost))
    const { increments, chosen } = valueOf(incrementalRatios(options))
    expect(chosen).toBe('D')
    expect(increments.map(({ option: name, isTaken }) => `${name}${isTaken ? '+' : '-'}`)).toEqual([
      'A-',
      'F+',
      'E+',
      'C+',
      'D+',
      'B-',
    ])
    const ratio = (name: string) =>
      valueOf(increments.find((one) => one.option === name)?.ratio ?? unknownBecause('same-cost'))
    expect(Math.abs(ratio('E') - 1.33)).toBeLessThan(0.1)
    expect(Math.abs(ratio('C') - 4)).toBeLessThan(0.1)
    expect(Math.abs(ratio('D') - 1.17)).toBeLessThan(0.1)
    expect(Math.abs(ratio('B') - 0.33)).toBeLessThan(0.1)
  })

  test('at the same cost the greater benefit, without a ratio', () => {
    const { increments, chosen } = valueOf(incrementalRatios([option('x', 30, 10), option('y', 20, 10)]))
    expect(chosen).toBe('x')
    expect(increments[1]?.ratio).toEqual(unknownBecause('same-cost'))
  })

  test.each([
    { name: 'no option', options: [], gap: 'no-options' },
    { name: 'not a number', options: [option('x', Number.NaN, 1)], gap: 'not-finite' },
    { name: 'a negative cost', options: [option('x', 1, -1)], gap: 'negative-cost' },
  ])('refused: $name', ({ options, gap }) => {
    expect(incrementalRatios(options)).toEqual(unknownBecause(gap))
  })

  test('none worth its cost leaves doing nothing', () => {
    expect(valueOf(incrementalRatios([option('x', 9, 10)])).chosen).toBeUndefined()
  })

  test('the option left standing has the highest net present value', () => {
    const amount = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 8 }), (pairs) => {
        const { chosen } = valueOf(incrementalRatios(pairs.map(([b, c], i) => option(String(i), b, c))))
        const values = pairs.map(([b, c]) => b - c)
        expect(chosen === undefined ? 0 : values[Number(chosen)]).toBe(Math.max(0, ...values))
      }),
    )
  })
})

describe('what may happen', () => {
  const may = (probability: number, value: number) => ({ probability, value: cad(value) })

  test('expected value, and a value less its risks', () => {
    expect(dollarsIn(expectedValue([may(0.25, 1000), may(0.5, -200)]))).toBe(150)
    expect(dollarsIn(riskAdjusted(cad(1000), [may(0.1, 500), may(0.8, 1000)]))).toBe(150)
  })

  test.each([
    { name: 'a probability above one', list: [may(1.2, 1)], gap: 'probability-outside-0-1' },
    { name: 'probabilities above one together', list: [may(0.7, 1), may(0.7, 1)], gap: 'probabilities-above-one' },
    { name: 'not a number', list: [may(0.7, Number.NaN)], gap: 'not-finite' },
  ])('refused: $name', ({ list, gap }) => {
    expect(expectedValue(list)).toEqual(unknownBecause(gap))
    if (gap !== 'probabilities-above-one') expect(riskAdjusted(cad(1), list)).toEqual(unknownBecause(gap))
  })
})
