import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaQuantileFunction, incompleteBeta, logGamma } from '#models/finance/beta.ts'
import { distributionKinds, lognormalFromP10P90, pertMoments, quantileFunction } from '#models/finance/distribution.ts'
import { quantile } from '#models/finance/quantile.ts'
import { normalQuantile } from '#models/finance/standard-normal.ts'
import { triangular } from '#models/finance/triangular.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { valueOf } from './flows.ts'

describe('by table', () => {
  test.each([
    { u: 0, expected: 1 },
    { u: 0.125, expected: 1.5 },
    { u: 0.5, expected: 2 },
    { u: 1, expected: 3 },
  ])('triangular(1, 2, 3) at $u', ({ u, expected }) => {
    expect(triangular(u, { low: 1, likely: 2, high: 3 })).toBeCloseTo(expected, 12)
  })

  test('type 7 quantiles of 1, 2, 3, 4', () => {
    expect([0, 0.5, 0.9, 1].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1, 2.5, 3.7, 4])
  })

  test.each([
    // Wichura (1988), the three values printed to check an implementation of AS 241.
    { u: 0.25, expected: -0.6744897501960817 },
    { u: 0.001, expected: -3.090232306167814 },
    { u: 1e-20, expected: -9.26234008979841 },
    { u: 0.9, expected: 1.2815515655446004 },
  ])('normal quantile at $u', ({ u, expected }) => {
    expect(normalQuantile(u) / expected).toBeCloseTo(1, 14)
  })

  test('the ends of the normal are endless', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  test('beta: I_x(2, 5) is a polynomial, and Γ a factorial', () => {
    // I_x(2, 5) = Σ_(j≥2) C(6, j) x^j (1 − x)^(6−j): at 0.5, 57/64.
    expect(incompleteBeta(0.5, 2, 5)).toBeCloseTo(57 / 64, 14)
    expect(incompleteBeta(0.1, 2, 5)).toBeCloseTo(0.114265, 12)
    expect([incompleteBeta(-1, 2, 5), incompleteBeta(2, 2, 5)]).toEqual([0, 1])
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
  })

  test.each([
    // Reference: scipy 1.17, scipy.stats.beta.ppf.
    { points: [0, 1, 4], at: [0.040407151534951, 0.4489398341834342, 1.2552406818227897, 2.335561498478116] },
    { points: [10, 20, 100], at: [10.188084579064817, 14.925912471872664, 28.97759352751072, 52.479286008385124] },
    { points: [0, 0, 1], at: [0.00020008004803362555, 0.020851637639023212, 0.12944943670387585, 0.36904265551980675] },
  ] as const)('PERT $points', ({ points: [low, likely, high], at }) => {
    const pert = valueOf(quantileFunction('pert', { low, likely, high }))
    for (const [i, u] of [0.001, 0.1, 0.5, 0.9].entries()) expect(pert(u)).toBeCloseTo(at[i] ?? Number.NaN, 11)
  })

  test('the deviation of a PERT is not a sixth of its width', () => {
    // 10, 20, 100: mean (10 + 80 + 100)/6; deviation by scipy 14.543, where the classic rule says 15.
    const { mean, deviation } = pertMoments({ low: 10, likely: 20, high: 100 })
    expect(mean).toBeCloseTo(190 / 6, 12)
    expect(deviation).toBeCloseTo(14.543312432452812, 10)
  })

  test('lognormal: through its three percentiles, or two', () => {
    const three = valueOf(quantileFunction('lognormal', { low: 80, likely: 100, high: 150 }))
    expect([0.1, 0.5, 0.9].map((u) => three(u))).toEqual([80, 100, 150].map((value) => expect.closeTo(value, 9)))
    const two = valueOf(lognormalFromP10P90(80, 125))
    expect([0.1, 0.5, 0.9].map((u) => two(u))).toEqual([80, 100, 125].map((value) => expect.closeTo(value, 9)))
    // P50² = P10 · P90: the three points are those of the two.
    const plain = valueOf(quantileFunction('lognormal', { low: 80, likely: 100, high: 125 }))
    for (const u of [0.001, 0.3, 0.999]) expect(plain(u)).toBeCloseTo(two(u), 9)
    // As far above as below: a normal.
    const even = valueOf(quantileFunction('lognormal', { low: 90, likely: 100, high: 110 }))
    expect(even(0.975)).toBeCloseTo(100 + (10 * 1.959963984540054) / 1.2815515655446004, 9)
  })

  test.each([
    { name: 'out of order', kind: 'triangular', points: [3, 2, 4], gap: 'not-in-order' },
    { name: 'likely above high', kind: 'pert', points: [1, 5, 4], gap: 'not-in-order' },
    { name: 'not a number', kind: 'uniform', points: [1, Number.NaN, 4], gap: 'not-finite' },
    { name: 'two percentiles alike', kind: 'lognormal', points: [1, 1, 4], gap: 'percentiles-equal' },
  ] as const)('refused: $name', ({ kind, points: [low, likely, high], gap }) => {
    expect(quantileFunction(kind, { low, likely, high })).toEqual(unknownBecause(gap))
  })

  test.each([
    { p10: 0, p90: 4, gap: 'not-positive' },
    { p10: 5, p90: 4, gap: 'not-in-order' },
    { p10: Number.NaN, p90: 4, gap: 'not-finite' },
  ])('a lognormal refused: $p10 to $p90', ({ p10, p90, gap }) => {
    expect(lognormalFromP10P90(p10, p90)).toEqual(unknownBecause(gap))
  })
})

describe('laws', () => {
  const u = fc.double({ min: 0.0001, max: 0.9999, noNaN: true })
  const points = fc
    .tuple(...[0, 1, 2].map(() => fc.double({ min: -1e4, max: 1e4, noNaN: true })))
    .map((three) => three.toSorted((a, b) => a - b))
    .filter(([low = 0, likely = 0, high = 0]) => likely - low > 1e-3 && high - likely > 1e-3)
    .map(([low = 0, likely = 0, high = 0]) => ({ low, likely, high }))

  test('every quantile function rises, and those with ends stay between them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...distributionKinds), points, u, u, (kind, three, one, two) => {
        const at = valueOf(quantileFunction(kind, three))
        const [below, above] = [at(Math.min(one, two)), at(Math.max(one, two))]
        expect(below).toBeLessThanOrEqual(above + 1e-9)
        if (kind === 'lognormal') return
        expect(below).toBeGreaterThanOrEqual(three.low - 1e-9)
        expect(above).toBeLessThanOrEqual(three.high + 1e-9)
      }),
    )
  })

  test('a range of no width is its value, whatever the kind', () => {
    for (const kind of distributionKinds)
      expect(valueOf(quantileFunction(kind, { low: 7, likely: 7, high: 7 }))(0.3)).toBe(7)
  })

  test('the beta quantile undoes the distribution function', () => {
    const shape = fc.double({ min: 1, max: 5, noNaN: true })
    fc.assert(
      fc.property(shape, shape, u, (a, b, at) => {
        expect(incompleteBeta(betaQuantileFunction(a, b)(at), a, b)).toBeCloseTo(at, 11)
      }),
    )
  })

  test('the normal is even', () => {
    fc.assert(
      fc.property(u, (at) => {
        expect(normalQuantile(1 - at)).toBeCloseTo(-normalQuantile(at), 9)
      }),
    )
  })
})
