import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssumptionCorrelation,
  assumptionDraws,
  type DrawnAssumption,
  uniformDraws,
} from '#models/finance/assumption-draws.ts'
import { percentilesWithError, shareAbove, shareBelowZero } from '#models/finance/percentiles.ts'
import { rankCorrelated, spearman } from '#models/finance/rank-correlation.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { valueOf } from './flows.ts'

const assumption = (name: string, more: Partial<DrawnAssumption> = {}): DrawnAssumption => ({
  name,
  low: 1,
  likely: 2,
  high: 4,
  distribution: 'triangular',
  ...more,
})
const drawn = (
  assumptions: readonly DrawnAssumption[],
  correlations: readonly AssumptionCorrelation[] = [],
  { draws = 5000, seed = 'case' } = {},
) => valueOf(assumptionDraws({ assumptions, correlations, draws, seed }))
const column = (draws: ReadonlyMap<string, Float64Array>, name: string) => draws.get(name) ?? new Float64Array()

describe('draws of assumptions', () => {
  test('the same seed gives the same columns, another one others', () => {
    const assumptions = [assumption('a'), assumption('b', { distribution: 'pert' })]
    expect(drawn(assumptions)).toEqual(drawn(assumptions))
    expect(column(drawn(assumptions), 'a')).not.toEqual(column(drawn(assumptions, [], { seed: 'other' }), 'a'))
  })

  test('common random numbers: another assumption, or another order, leaves a column as it was', () => {
    const alone = column(drawn([assumption('a')]), 'a')
    const correlations = [{ first: 'b', second: 'c', rank: 0.7 }]
    const among = drawn([assumption('c'), assumption('b'), assumption('a')], correlations)
    expect(column(among, 'a')).toEqual(alone)
  })

  test('common random numbers: a wider range meets the same chances', () => {
    const narrow = column(drawn([assumption('a', { distribution: 'uniform', low: 0, likely: 1, high: 1 })]), 'a')
    const wide = column(drawn([assumption('a', { distribution: 'uniform', low: 0, likely: 1, high: 10 })]), 'a')
    expect(wide).toEqual(narrow.map((value) => value * 10))
  })

  test('each distribution keeps its own values under a correlation', () => {
    const assumptions = [assumption('a', { distribution: 'lognormal' }), assumption('b', { distribution: 'pert' })]
    const apart = drawn(assumptions)
    const together = drawn(assumptions, [{ first: 'a', second: 'b', rank: 0.8 }])
    for (const name of ['a', 'b']) expect(column(together, name).toSorted()).toEqual(column(apart, name).toSorted())
  })

  test('the correlation asked is the one reached, and the ones not asked are none', () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => assumption(name))
    const draws = drawn(names, [
      { first: 'a', second: 'b', rank: 0.8 },
      { first: 'b', second: 'c', rank: -0.4 },
    ])
    const between = (one: string, two: string) => spearman(column(draws, one), column(draws, two))
    expect(between('a', 'b')).toBeCloseTo(0.8, 1)
    expect(between('b', 'c')).toBeCloseTo(-0.4, 1)
    expect(Math.abs(between('a', 'c') ?? 1)).toBeLessThan(0.03)
    expect(Math.abs(between('a', 'd') ?? 1)).toBeLessThan(0.05)
  })

  test.each([1, -1])('a full dependence of %d is full', (rank) => {
    const draws = drawn([assumption('a'), assumption('b')], [{ first: 'a', second: 'b', rank }])
    expect(spearman(column(draws, 'a'), column(draws, 'b'))).toBe(rank)
  })

  test.each([
    { name: 'no draw', request: { draws: 0 }, gap: 'no-draws' },
    { name: 'half a draw', request: { draws: 10.5 }, gap: 'no-draws' },
    { name: 'more draws than memory', request: { draws: 1e9 }, gap: 'too-many-draws' },
    { name: 'a name twice', request: { assumptions: [assumption('a'), assumption('a')] }, gap: 'named-twice:a' },
    {
      name: 'an unknown name',
      request: { correlations: [{ first: 'a', second: 'z', rank: 0 }] },
      gap: 'unknown-name:z',
    },
    {
      name: 'a correlation of 1.2',
      request: { correlations: [{ first: 'a', second: 'b', rank: 1.2 }] },
      gap: 'correlation-outside-range:a b',
    },
    {
      name: 'a correlation with itself',
      request: { correlations: [{ first: 'a', second: 'a', rank: 0.5 }] },
      gap: 'correlation-outside-range:a a',
    },
    {
      name: 'a correlation that is not a number',
      request: { correlations: [{ first: 'a', second: 'b', rank: Number.NaN }] },
      gap: 'correlation-outside-range:a b',
    },
    { name: 'a range upside down', request: { assumptions: [assumption('a', { low: 9 })] }, gap: 'not-in-order:a' },
    {
      name: 'two that move with a third and against each other',
      request: {
        correlations: [
          { first: 'a', second: 'b', rank: 0.9 },
          { first: 'b', second: 'c', rank: 0.9 },
          { first: 'a', second: 'c', rank: -0.9 },
        ],
      },
      gap: 'correlations-inconsistent',
    },
    {
      name: 'fewer draws than what they must tell apart',
      request: { draws: 2, correlations: [{ first: 'a', second: 'b', rank: 0.5 }] },
      gap: 'too-few-draws',
    },
  ])('refused: $name', ({ request, gap }) => {
    const base = {
      assumptions: [assumption('a'), assumption('b'), assumption('c')],
      correlations: [],
      draws: 100,
      seed: 's',
    }
    expect(assumptionDraws({ ...base, ...request })).toEqual(unknownBecause(gap))
  })

  test('uniforms are strictly inside', () => {
    const uniforms = uniformDraws('s', 20_000)
    expect(uniforms.every((u) => u > 0 && u < 1)).toBe(true)
    expect(uniforms.reduce((a, b) => a + b, 0) / 20_000).toBeCloseTo(0.5, 2)
  })

  test('any correlation of two columns is reached within a few standard errors', () => {
    // Scores are freed of chance, ranks only of what scores say of them, 3/π: the rest of a rank correlation scatters by 1/√n times √(1 − 9/π²)
    // where none is asked, and by less elsewhere. Six of it, 0.040: no seed is as unlucky.
    const standardError = Math.sqrt((1 - 9 / Math.PI ** 2) / 2000)
    const rank = fc.double({ min: -0.99, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(rank, fc.integer({ min: 0, max: 1e6 }), (asked, seed) => {
        const columns = [uniformDraws(`x${seed}`, 2000), uniformDraws(`y${seed}`, 2000)] as const
        const [x, y] = valueOf(rankCorrelated(columns, [{ first: 0, second: 1, rank: asked }]))
        expect(x).toEqual(columns[0])
        expect(Math.abs((spearman(x ?? columns[0], y ?? columns[1]) ?? 9) - asked)).toBeLessThan(6 * standardError)
      }),
      { numRuns: 30 },
    )
  })
})

describe('percentiles with their error', () => {
  test('by hand: 1 to 100', () => {
    // n·p ∓ 1.96 √(n p q) = 50 ∓ 9.8: the 40th and the 61st values, 40 and 61; (61 − 40)/3.92.
    const values = Float64Array.from({ length: 100 }, (_, i) => 100 - i)
    const [median] = valueOf(percentilesWithError(values, [0.5]))
    expect(median?.value).toBe(50.5)
    expect(valueOf(median?.standardError ?? unknownBecause('none'))).toBeCloseTo(21 / 3.92, 12)
    expect(values[0]).toBe(100)
  })

  test('too near an end to be judged', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i)
    for (const one of valueOf(percentilesWithError(values, [0, 0.01, 0.99, 1])))
      expect(one.standardError).toEqual(unknownBecause('too-few-draws'))
  })

  test.each([
    { name: 'no draw', values: [], ps: [0.5], gap: 'no-draws' },
    { name: 'not a number', values: [1, Number.NaN], ps: [0.5], gap: 'not-finite' },
    { name: 'P110', values: [1, 2], ps: [1.1], gap: 'p-outside-0-1' },
  ])('refused: $name', ({ values, ps, gap }) => {
    expect(percentilesWithError(Float64Array.from(values), ps)).toEqual(unknownBecause(gap))
  })

  test('the error says how percentiles of other seeds scatter', () => {
    // The deviation of the P90 of 200 samples of a uniform is √(p q / n) = 0.0134 for n = 500; the stated errors average near it.
    const samples = Array.from({ length: 200 }, (_, i) => uniformDraws(`sample ${i}`, 500))
    const p90 = samples.map((sample) => valueOf(percentilesWithError(sample, [0.9]))[0])
    const values = p90.map((one) => one?.value ?? Number.NaN)
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const scatter = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1))
    const stated = p90.reduce((total, one) => total + valueOf(one?.standardError ?? unknownBecause('none')), 0) / 200
    expect(stated / scatter).toBeGreaterThan(0.85)
    expect(stated / scatter).toBeLessThan(1.2)
  })
})

describe('which is better', () => {
  test('by hand, ties half', () => {
    const [a, b] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 2, 5, 1)]
    const share = valueOf(shareAbove(a, b))
    expect(share.share).toBe(2.5 / 4)
    expect(share.standardError).toBeCloseTo(Math.sqrt((0.625 * 0.375) / 4), 12)
  })

  test('all draws agreeing is not certainty: Wilson bounds of 100 in 100 are 96.3 % to 100 %', () => {
    const a = Float64Array.from({ length: 100 }, () => 1)
    const share = valueOf(shareAbove(a, new Float64Array(100)))
    expect(share).toEqual({ share: 1, standardError: 0, low: expect.closeTo(0.963, 3), high: expect.closeTo(1, 12) })
  })

  test('the chance of a loss', () => {
    expect(valueOf(shareBelowZero(Float64Array.of(-1, -2, 3, 0))).share).toBe(2.5 / 4)
  })

  test.each([
    { name: 'no draw', a: [], b: [], gap: 'no-draws' },
    { name: 'columns of two lengths', a: [1], b: [1, 2], gap: 'counts-differ' },
    { name: 'not a number', a: [Number.NaN], b: [1], gap: 'not-finite' },
  ])('refused: $name', ({ a, b, gap }) => {
    expect(shareAbove(Float64Array.from(a), Float64Array.from(b))).toEqual(unknownBecause(gap))
  })

  test('one or the other', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(values, (pairs) => {
        const [a, b] = [Float64Array.from(pairs, ([x]) => x), Float64Array.from(pairs, ([, y]) => y)]
        const [forA, forB] = [valueOf(shareAbove(a, b)), valueOf(shareAbove(b, a))]
        expect(forA.share + forB.share).toBeCloseTo(1, 12)
        expect(forA.low).toBeLessThanOrEqual(forA.share + 1e-12)
        expect(forA.high).toBeGreaterThanOrEqual(forA.share - 1e-12)
      }),
    )
  })

  test('common random numbers tell two near options apart where independent ones do not', () => {
    const cost = (extra: number, seed: string) =>
      column(drawn([assumption('x', { low: 50, likely: 100, high: 200 })], [], { seed }), 'x').map((x) => x + extra)
    expect(valueOf(shareAbove(cost(1, 'one'), cost(0, 'one'))).share).toBe(1)
    expect(valueOf(shareAbove(cost(1, 'one'), cost(0, 'two'))).share).toBeLessThan(0.6)
  })
})
