import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combinedBounds, optimismBias, withOptimismBias } from '#models/finance/optimism-bias.ts'
import { dollarsOf, realCad } from '#models/finance/price-basis.ts'
import { meanUplift, referenceRealisation, referenceUplift, tailIndex } from '#models/finance/reference-class.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { valueOf } from './flows.ts'

describe('optimism bias', () => {
  const software = { upper: 2, lower: 0.1 }

  test('Mott MacDonald, non-standard buildings at contract award: printed 4 %, £104 m for £100 m', () => {
    // Review of Large Public Procurement in the UK (2002): 92 % dealt with, (100 % − 92 %) × 51 printed as 4 %; it is 4.08 %, above the
    // lower bound of 4 %, so £104.08 m.
    const bias = valueOf(optimismBias({ upper: 0.51, lower: 0.04 }, [{ share: 1, mitigated: 0.92 }]))
    expect(bias).toBeCloseTo(0.0408, 12)
    expect(dollarsOf(withOptimismBias(realCad(100e6), bias))).toBeCloseTo(104_080_000, 3)
  })

  test.each([
    { name: 'nothing dealt with: the upper bound', causes: [{ share: 1, mitigated: 0 }], expected: 2 },
    { name: 'all dealt with: the lower bound, not zero', causes: [{ share: 1, mitigated: 1 }], expected: 0.1 },
    {
      name: 'the business case, 58 % of the bias, half dealt with',
      causes: [
        { share: 0.58, mitigated: 0.5 },
        { share: 0.42, mitigated: 0 },
      ],
      expected: 2 * (1 - 0.29),
    },
  ])('$name', ({ causes, expected }) => {
    expect(valueOf(optimismBias(software, causes))).toBeCloseTo(expected, 12)
  })

  test.each([
    { name: 'no cause', bounds: software, causes: [], gap: 'no-causes' },
    {
      name: 'shares short of one',
      bounds: software,
      causes: [{ share: 0.5, mitigated: 0 }],
      gap: 'shares-do-not-sum-to-one',
    },
    { name: 'dealt with twice over', bounds: software, causes: [{ share: 1, mitigated: 2 }], gap: 'outside-0-1' },
    {
      name: 'bounds exchanged',
      bounds: { upper: 0.1, lower: 2 },
      causes: [{ share: 1, mitigated: 0 }],
      gap: 'bounds-not-in-order',
    },
    { name: 'not a number', bounds: software, causes: [{ share: Number.NaN, mitigated: 0 }], gap: 'not-finite' },
  ])('refused: $name', ({ bounds, causes, gap }) => {
    expect(optimismBias(bounds, causes)).toEqual(unknownBecause(gap))
  })

  test('a project three parts software, one part outsourcing', () => {
    const bounds = combinedBounds([
      { share: 0.75, bounds: software },
      { share: 0.25, bounds: { upper: 0.41, lower: 0 } },
    ])
    expect(valueOf(bounds).upper).toBeCloseTo(1.6025, 12)
    expect(valueOf(bounds).lower).toBeCloseTo(0.075, 12)
    expect(combinedBounds([])).toEqual(unknownBecause('no-causes'))
    expect(combinedBounds([{ share: 0.9, bounds: software }])).toEqual(unknownBecause('shares-do-not-sum-to-one'))
  })

  test('dealing with more never raises the bias', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(part, part, part, (share, less, more) => {
        const at = (mitigated: number) =>
          valueOf(
            optimismBias(software, [
              { share, mitigated },
              { share: 1 - share, mitigated: 0 },
            ]),
          )
        expect(at(Math.max(less, more))).toBeLessThanOrEqual(at(Math.min(less, more)) + 1e-12)
      }),
    )
  })
})

describe('a reference class', () => {
  /** 21 projects at 1.00, 1.05, …, 2.00 times their estimate: every quantile is one of them. */
  const overruns = Array.from({ length: 21 }, (_, i) => 1 + i * 0.05)

  test('uplift and realised benefits at a certainty', () => {
    expect(referenceUplift(overruns, 0.5).count).toBe(21)
    expect(valueOf(referenceUplift(overruns, 0.5).figure)).toBeCloseTo(0.5, 12)
    expect(valueOf(referenceUplift(overruns, 0.8).figure)).toBeCloseTo(0.8, 12)
    // Of benefits one is sure of the low ones: at 80 % certainty, the 20th percentile.
    const realised = overruns.map((ratio) => ratio / 2)
    expect(valueOf(referenceRealisation(realised, 0.8).figure)).toBeCloseTo(0.6, 12)
  })

  test.each([
    { name: 'nineteen projects', ratios: overruns.slice(0, 19), certainty: 0.8, gap: 'too-few-past-projects' },
    { name: 'none', ratios: [], certainty: 0.8, gap: 'too-few-past-projects' },
    { name: 'a ratio of zero', ratios: [...overruns, 0], certainty: 0.8, gap: 'not-positive' },
    { name: 'not a number', ratios: [...overruns, Number.NaN], certainty: 0.8, gap: 'not-positive' },
    { name: 'a certainty of 120 %', ratios: overruns, certainty: 1.2, gap: 'certainty-outside-0-1' },
  ])('refused, with the count: $name', ({ ratios, certainty, gap }) => {
    expect(referenceUplift(ratios, certainty)).toEqual({ count: ratios.length, figure: unknownBecause(gap) })
  })

  test('twenty are enough', () => {
    expect(referenceUplift(overruns.slice(0, 20), 0.5).figure.kind).toBe('known')
  })

  /** Quantiles of a Pareto of exponent alpha from 1: what 2,000 draws would look like without their chance. */
  const pareto = (alpha: number) => Array.from({ length: 2000 }, (_, i) => ((i + 0.5) / 2000) ** (-1 / alpha))

  test.each([{ alpha: 0.8 }, { alpha: 1.5 }, { alpha: 3 }])('the tail of a Pareto of exponent $alpha', ({ alpha }) => {
    const tail = valueOf(tailIndex(pareto(alpha)))
    expect(tail.largest).toBe(45)
    expect(Math.abs(tail.alpha - alpha)).toBeLessThan(0.1 * alpha)
    expect(tail.standardError).toBeCloseTo(tail.alpha / Math.sqrt(45), 12)
  })

  test('Hill by hand: 20 projects, five at e times the sixth', () => {
    // k = ⌈√20⌉ = 5, Σ ln(x_i / x_6) = 5 · ln e: α = 1 exactly.
    const ratios = [...Array.from({ length: 5 }, () => Math.E), ...Array.from({ length: 15 }, () => 1)]
    expect(valueOf(tailIndex(ratios)).alpha).toBeCloseTo(1, 12)
  })

  test('a tail without a mean has no mean printed; a thinner one has', () => {
    expect(meanUplift(pareto(0.8))).toEqual({ count: 2000, figure: unknownBecause('tail-without-mean') })
    expect(valueOf(meanUplift(overruns).figure)).toBeCloseTo(0.5, 12)
    expect(meanUplift(overruns.slice(0, 5))).toEqual({ count: 5, figure: unknownBecause('too-few-past-projects') })
    // All alike: no tail to fit, and the mean is that value.
    expect(meanUplift(Array.from({ length: 30 }, () => 1.25)).figure).toEqual(known(0.25))
    expect(tailIndex(Array.from({ length: 30 }, () => 1.25))).toEqual(unknownBecause('no-spread'))
  })

  test('more certainty never lowers the uplift, nor raises the benefit', () => {
    const ratio = fc.double({ min: 0.1, max: 20, noNaN: true })
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 20, maxLength: 60 }), p, p, (ratios, one, two) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)]
        expect(valueOf(referenceUplift(ratios, high).figure)).toBeGreaterThanOrEqual(
          valueOf(referenceUplift(ratios, low).figure) - 1e-12,
        )
        expect(valueOf(referenceRealisation(ratios, high).figure)).toBeLessThanOrEqual(
          valueOf(referenceRealisation(ratios, low).figure) + 1e-12,
        )
      }),
    )
  })
})
