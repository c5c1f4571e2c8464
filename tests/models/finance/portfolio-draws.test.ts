import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  exponentialColumn,
  followingColumn,
  normalColumn,
  triangularColumn,
  uniformColumn,
} from '#models/finance/draw-columns.ts'
import { lognormalFromP10P90 } from '#models/finance/distribution.ts'
import {
  createPortfolioChunk,
  type MovedWorkload,
  portfolioChunks,
  portfolioDraws,
  type PortfolioDraws,
  summedInOrder,
} from '#models/finance/portfolio-draws.ts'
import { spearman } from '#models/finance/rank-correlation.ts'
import { normalQuantile } from '#models/finance/standard-normal.ts'
import { triangular } from '#models/finance/triangular.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { randomBits, randomStream } from '#models/shared/random.ts'
import { valueOf } from './flows.ts'

const bitsOf = (seed: string, length: number) => {
  const bits = new Int32Array(length)
  randomBits(seed)(bits)
  return bits
}
const filled = (length: number, fill: (into: Float64Array) => void) => {
  const column = new Float64Array(length)
  fill(column)
  return column
}

describe('columns do what the plain functions do', () => {
  test('bits are the numbers of the stream of the same seed, column after column', () => {
    const next = randomBits('seed')
    const [first, second] = [new Int32Array(5), new Int32Array(7)]
    next(first)
    next(second)
    const stream = randomStream('seed')
    expect([...first, ...second].map((word) => (word >>> 0) / 2 ** 32)).toEqual(Array.from({ length: 12 }, stream))
  })

  test('normal scores are within 10⁻⁷ of the quantile, to both ends', () => {
    const bits = Int32Array.from([
      0,
      1,
      2 ** 26 - 1,
      2 ** 26,
      2 ** 31 - 1,
      2 ** 31,
      -1,
      -(2 ** 26),
      ...bitsOf('n', 20_000),
    ])
    const scores = filled(bits.length, (into) => normalColumn(bits, into))
    const uniforms = filled(bits.length, (into) => uniformColumn(bits, into))
    const worst = scores.reduce((most, z, i) => Math.max(most, Math.abs(z - normalQuantile(uniforms[i] ?? 0.5))), 0)
    expect(worst).toBeLessThan(1e-7)
  })

  test('exponentials are within 1.5·10⁻¹⁴ + 3·10⁻¹⁶ |x|', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        const column = Float64Array.of(x)
        exponentialColumn(column)
        expect(Math.abs((column[0] ?? 0) / Math.exp(x) - 1)).toBeLessThan(1.5e-14 + 3e-16 * Math.abs(x))
      }),
    )
  })

  test.each([
    { low: 1, likely: 2, high: 5 },
    { low: 1, likely: 1, high: 5 },
    { low: 1, likely: 5, high: 5 },
    { low: 3, likely: 3, high: 3 },
  ])('triangular $low $likely $high', (points) => {
    const uniforms = filled(1000, (into) => uniformColumn(bitsOf('t', 1000), into))
    const drawn = Float64Array.from(uniforms)
    triangularColumn(drawn, points)
    for (const [i, u] of uniforms.entries()) expect(drawn[i]).toBeCloseTo(triangular(u, points), 12)
  })

  test('followers are uniform, and correlate with the common column by their share', () => {
    const n = 20_000
    const common = filled(n, (into) => uniformColumn(bitsOf('common', n), into))
    const [one, two] = ['one', 'two'].map((seed) =>
      filled(n, (into) => followingColumn(bitsOf(seed, n), common, 0.6, into)),
    )
    expect(spearman(one ?? common, common)).toBeCloseTo(0.6, 1)
    expect(spearman(one ?? common, two ?? common)).toBeCloseTo(0.36, 1)
    const sorted = (one ?? common).toSorted()
    for (const p of [0.1, 0.5, 0.9]) expect(sorted[Math.floor(p * n)]).toBeCloseTo(p, 1)
    const alone = filled(n, (into) => followingColumn(bitsOf('one', n), common, 0, into))
    expect(alone).toEqual(filled(n, (into) => uniformColumn(bitsOf('one', n), into)))
  })
})

const workload = (more: Partial<MovedWorkload> = {}): MovedWorkload => ({
  id: 'CH-000001',
  asIsCadPerYear: 1000,
  toBeCadPerYear: { p10: 400, p90: 900 },
  moveCad: 500,
  delayYears: { low: 0.2, likely: 1, high: 2.5 },
  growthPerYear: { low: 0, likely: 0.02, high: 0.05 },
  ...more,
})
const request = (more: Partial<PortfolioDraws> = {}): PortfolioDraws => ({
  draws: 2000,
  seed: 'case',
  factors: [1, 2, 3, 4, 5].map((year) => 1.06 ** -year),
  correlation: { cost: 0.3, delay: 0.25 },
  ...more,
})
const fixed = (value: number) => ({ low: value, likely: value, high: value })
const meanOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length

describe('a portfolio', () => {
  test.each([
    // Nothing left to chance: (1000 − 600) × Σ D_y (1 + g)^y s_y − 500.
    { name: 'moved at once', delay: 0, shares: [1, 1, 1] },
    { name: 'half a year late', delay: 0.5, shares: [0.5, 1, 1] },
    { name: 'a year and a quarter late', delay: 1.25, shares: [0, 0.75, 1] },
    { name: 'on the last day', delay: 3, shares: [0, 0, 0] },
    { name: 'after the last year', delay: 7, shares: [0, 0, 0] },
    { name: 'never', delay: 1e6, shares: [0, 0, 0] },
  ])('by hand: $name', ({ delay, shares }) => {
    const factors = [0.9, 0.8, 0.7]
    const sure = workload({
      toBeCadPerYear: { p10: 600, p90: 600 },
      delayYears: fixed(delay),
      growthPerYear: fixed(0.1),
    })
    const worth = shares.reduce((total, share, i) => total + share * (factors[i] ?? 0) * 1.1 ** (i + 1), 0)
    const drawn = valueOf(portfolioDraws(request({ factors, draws: 3 }), [sure]))
    for (const value of drawn) expect(value).toBeCloseTo(400 * worth - 500, 8)
  })

  test('one workload, draw by draw, from the plain functions', () => {
    const [cost, delay, growth] = [0, 1, 2].map(() => new Int32Array(200))
    const next = randomBits('case CH-000001')
    for (const bits of [cost, delay, growth]) if (bits !== undefined) next(bits)
    const u = (bits: Int32Array | undefined, i: number) => ((bits?.[i] ?? 0) >>> 0) / 2 ** 32 + 2 ** -33
    const toBe = valueOf(lognormalFromP10P90(400, 900))
    const { factors } = request()
    const drawn = valueOf(portfolioDraws(request({ draws: 200, correlation: { cost: 0, delay: 0 } }), [workload()]))
    for (const [i, value] of drawn.entries()) {
      const late = triangular(u(delay, i), workload().delayYears)
      const g = triangular(u(growth, i), workload().growthPerYear)
      const worth = factors.reduce(
        (total, factor, y) => total + factor * (1 + g) ** (y + 1) * Math.min(1, Math.max(0, y + 1 - late)),
        0,
      )
      expect(value).toBeCloseTo((1000 - toBe(u(cost, i))) * worth - 500, 2)
    }
  })

  const many = Array.from({ length: 120 }, (_, i) => workload({ id: `CH-${i}`, asIsCadPerYear: 900 + i }))

  test('chunks shared out in any way give the same sum, to the last digit', () => {
    const whole = valueOf(portfolioDraws(request(), many))
    const chunks = portfolioChunks(many)
    expect(chunks.map(({ length }) => length)).toEqual([50, 50, 20])
    const [one, other] = [createPortfolioChunk(request()), createPortfolioChunk(request())]
    const last = other(chunks[2] ?? [])
    const first = one(chunks[0] ?? [])
    const middle = other(chunks[1] ?? [])
    expect(summedInOrder([first, middle, last])).toEqual(whole)
  })

  test('a workload meets the same chances whatever else moves: portfolios add up', () => {
    const [all, some, others] = [many.slice(0, 20), many.slice(0, 8), many.slice(8, 20)].map((list) =>
      valueOf(portfolioDraws(request(), list)),
    )
    for (const [i, value] of (all ?? new Float64Array()).entries())
      expect(value).toBeCloseTo((some?.[i] ?? 0) + (others?.[i] ?? 0), 6)
  })

  test('correlation widens the portfolio and leaves its mean', () => {
    const apart = valueOf(portfolioDraws(request({ correlation: { cost: 0, delay: 0 } }), many))
    const together = valueOf(portfolioDraws(request({ correlation: { cost: 0.6, delay: 0.5 } }), many))
    const spread = (values: Float64Array) => {
      const sorted = values.toSorted()
      return (sorted[1800] ?? 0) - (sorted[200] ?? 0)
    }
    expect(spread(together)).toBeGreaterThan(4 * spread(apart))
    expect(Math.abs(meanOf(together) / meanOf(apart) - 1)).toBeLessThan(0.05)
  })

  test('costs of two workloads have the rank correlation asked', () => {
    const alone = { delayYears: fixed(0), growthPerYear: fixed(0), moveCad: 0 }
    const asked = request({ draws: 10_000, correlation: { cost: 0.4, delay: 0 } })
    const [one, two] = ['a', 'b'].map((id) => valueOf(portfolioDraws(asked, [workload({ id, ...alone })])))
    expect(spearman(one ?? new Float64Array(), two ?? new Float64Array())).toBeCloseTo(0.4, 1)
  })

  test.each([
    { name: 'no workload', more: {}, workloads: [], gap: 'no-workloads' },
    { name: 'no draw', more: { draws: 0 }, workloads: [workload()], gap: 'no-draws' },
    { name: 'no year', more: { factors: [] }, workloads: [workload()], gap: 'no-years' },
    {
      name: 'a factor that is not a number',
      more: { factors: [Number.NaN] },
      workloads: [workload()],
      gap: 'not-finite',
    },
    {
      name: 'a full correlation',
      more: { correlation: { cost: 1, delay: 0 } },
      workloads: [workload()],
      gap: 'correlation-outside-0-1',
    },
    {
      name: 'a negative correlation, which one factor cannot give',
      more: { correlation: { cost: 0, delay: -0.1 } },
      workloads: [workload()],
      gap: 'correlation-outside-0-1',
    },
    {
      name: 'a cost of zero',
      more: {},
      workloads: [workload({ toBeCadPerYear: { p10: 0, p90: 1 } })],
      gap: 'not-positive:CH-000001',
    },
    {
      name: 'percentiles exchanged',
      more: {},
      workloads: [workload({ toBeCadPerYear: { p10: 2, p90: 1 } })],
      gap: 'not-in-order:CH-000001',
    },
    { name: 'not a number', more: {}, workloads: [workload({ moveCad: Number.NaN })], gap: 'not-finite:CH-000001' },
    {
      name: 'a move in the past',
      more: {},
      workloads: [workload({ delayYears: fixed(-1) })],
      gap: 'negative-delay:CH-000001',
    },
    {
      name: 'growth of −100 %',
      more: {},
      workloads: [workload({ growthPerYear: fixed(-1) })],
      gap: 'growth-at-or-below-minus-100-percent:CH-000001',
    },
  ])('refused: $name', ({ more, workloads, gap }) => {
    expect(portfolioDraws(request(more), workloads)).toEqual(unknownBecause(gap))
  })
})
