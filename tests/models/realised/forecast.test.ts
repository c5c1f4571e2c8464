import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibrationOf } from '#models/realised/calibration.ts'
import { inCents } from '#models/realised/cumulative-rounding.ts'
import { benefitCostIndex, realisationIndex, timeVariance } from '#models/realised/earned-benefit.ts'
import { forecastOf, type PublishedClass, recentIndex } from '#models/realised/forecast.ts'
import { drawnForecast } from '#models/realised/portfolio-forecast.ts'
import { dueMonth, medianSlippage, slippageOf } from '#models/realised/slippage.ts'
import { slipAlong, slippedPlan } from '#models/realised/slip.ts'
import { cadCents, roundToCents } from '#models/shared/money.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const plans = (...values: number[]) => values.map(cadCents)

test.each([
  { name: 'thirds of a dollar', dollars: [1 / 3, 1 / 3, 1 / 3], cents: [33, 34, 33] },
  { name: 'gains and losses', dollars: [0.005, -0.01, 10], cents: [1, -2, 1001] },
  { name: 'nothing', dollars: [], cents: [] },
])('$name in cents that sum', ({ dollars, cents }) => {
  expect(inCents(dollars)).toEqual(cents)
})
test('months sum to the rounded total, each within a cent of what it was', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 }), (dollars) => {
      const cents = inCents(dollars)
      expect(sum(cents)).toBe(roundToCents(sum(dollars)))
      for (const [at, value] of dollars.entries())
        expect(Math.abs((cents[at] ?? 0) - value * 100)).toBeLessThanOrEqual(1.001)
    }),
  )
})

const period = (plannedCents: number, realisedCents: number | null) => ({
  plannedCents: cadCents(plannedCents),
  realisedCents: realisedCents === null ? null : cadCents(realisedCents),
})
const fourOf = (planned: number, realised: number) => Array.from({ length: 4 }, () => period(planned, realised))
const shipped: PublishedClass = { id: 'published', p10: 0.26, p50: 0.77, p90: 1 }

test('the last four periods known, the latest first: 4, 3, 2, 1', () => {
  // latest known: 90 of 100 (×4), 80 of 100 (×3), 50 of 100 (×2), 0 of 100 (×1): (360 + 240 + 100 + 0) / 1000
  const periods = [
    period(100, 999),
    period(100, 0),
    period(100, 50),
    period(0, 7),
    period(100, 80),
    period(100, 90),
    period(100, null),
  ]
  expect(recentIndex(periods)).toEqual(known(0.7))
})

test('cold start: the published class spreads what is left, and the dots of the few are given', () => {
  const result = forecastOf({
    periods: fourOf(250, 200),
    remaining: plans(1000, 1000),
    ownRatios: [0.9, 1.1],
    published: shipped,
  })
  // index 0.8; what is left 20.00: P50 8.00 + 16.00; P10 8.00 + 20.00 × (0.8 + 0.26 − 0.77)
  expect(result).toEqual(
    known({
      p10: expect.closeTo(8 + 20 * 0.29, 9),
      p50: 24,
      p90: expect.closeTo(8 + 20 * 1.03, 9),
      class: { kind: 'published', id: 'published', count: 2, dots: [0.9, 1.1] },
      index: 0.8,
      indexGap: null,
      earnedCad: 8,
      leftCad: 20,
      factors: { p10: expect.closeTo(0.29, 9), p50: 0.8, p90: expect.closeTo(1.03, 9) },
      ratios: { p10: 0.26, p50: 0.77, p90: 1 },
    }),
  )
})
test.each([
  // 10.00 lost on 10.00 planned, 20.00 left: −10 + 20 × (−1 − 0.51), −10 − 20, −10 + 20 × (−1 + 0.23); twice that: twice the spread
  { name: 'a loss goes on as a loss, no surer than a gain', got: -250, ends: [-40.2, -30, -25.4] },
  { name: 'far from the plan, the spread is as much wider', got: -500, ends: [-80.4, -60, -50.8] },
  { name: 'nothing realised has a spread all the same', got: 0, ends: [-10.2, 0, 4.6] },
])('$name', ({ ends, got }) => {
  const result = forecastOf({
    periods: fourOf(250, got),
    remaining: plans(1000, 1000),
    ownRatios: [],
    published: shipped,
  })
  const [p10 = 0, p50 = 0, p90 = 0] = ends
  expect(result).toMatchObject({
    value: { p10: expect.closeTo(p10, 9), p50: expect.closeTo(p50, 9), p90: expect.closeTo(p90, 9) },
  })
})
test('months planned at almost nothing carry nothing: the class speaks, and why is told', () => {
  const ask = (planned: number) =>
    forecastOf({ periods: fourOf(planned, 900), remaining: plans(1000, 1000), ownRatios: [], published: shipped })
  expect(ask(249)).toMatchObject({ value: { index: null, indexGap: 'plan-too-young', p50: 36 + 20 * 0.77 } })
  expect(ask(250)).toMatchObject({ value: { index: 3.6, indexGap: null } })
})
test('three months are too few to carry the plan on', () => {
  const result = forecastOf({
    periods: [period(0, 999), ...fourOf(1000, -5000).slice(1)],
    remaining: plans(1000),
    ownRatios: [],
    published: shipped,
  })
  expect(result).toMatchObject({ value: { index: null, indexGap: 'too-few-months', p50: 9.99 - 150 + 7.7 } })
})
test('nothing measured: the class alone speaks; nothing planned: nothing is said', () => {
  const nothing = forecastOf({ periods: [], remaining: plans(10_000), ownRatios: [], published: shipped })
  expect(nothing).toMatchObject({ value: { p10: 26, p50: 77, p90: 100, index: null } })
  expect(forecastOf({ periods: [], remaining: [], ownRatios: [], published: shipped })).toEqual(
    unknownBecause('no-plan'),
  )
  expect(forecastOf({ periods: [], remaining: plans(1), ownRatios: [], published: null })).toEqual(
    unknownBecause('no-reference-class'),
  )
})
test('from twenty closed benefits on, the body’s own record is used', () => {
  const ratios = Array.from({ length: 21 }, (_, at) => 0.5 + at / 40) // 0.5 … 1.0, median 0.75
  const result = forecastOf({
    periods: fourOf(10_000, 7500),
    remaining: plans(10_000),
    ownRatios: ratios,
    published: shipped,
  })
  expect(result).toMatchObject({
    value: {
      p50: 375,
      p10: expect.closeTo(355, 9),
      p90: expect.closeTo(395, 9),
      class: { kind: 'own', count: 21 },
    },
  })
})
test('percentiles rise, for gains and for costs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: -1000, max: 2000 }),
      (left, got) => {
        const result = forecastOf({
          periods: fourOf(1000, got),
          remaining: left.map(cadCents),
          ownRatios: [],
          published: shipped,
        })
        if (result.kind !== 'known') throw new Error('unknown')
        const { p10, p50, p90 } = result.value
        expect(p10 <= p50 && p50 <= p90).toBe(true)
      },
    ),
  )
})

test.each([
  { name: 'half of what was planned', planned: plans(100, 100), earned: 100, now: 2, variance: known(-1) },
  { name: 'ahead, read between two periods', planned: plans(100, 100, 200), earned: 300, now: 2, variance: known(0.5) },
  { name: 'nothing yet', planned: plans(0, 100), earned: 0, now: 2, variance: known(-2) },
  {
    name: 'more than the plan ever gives',
    planned: plans(100),
    earned: 101,
    now: 1,
    variance: unknownBecause('beyond-plan'),
  },
  {
    name: 'a plan that falls',
    planned: plans(100, -1),
    earned: 1,
    now: 1,
    variance: unknownBecause('plan-not-rising'),
  },
])('time variance: $name', ({ planned, earned, now, variance }) => {
  expect(timeVariance(planned, cadCents(earned), now)).toEqual(variance)
})
test('a period that is not known counts on neither side of the index', () => {
  expect(realisationIndex([period(100, 90), period(100, null)])).toEqual(known(0.9))
  expect(realisationIndex([period(100, null)])).toEqual(unknownBecause('nothing-measured'))
  expect(realisationIndex([period(0, 5)])).toEqual(unknownBecause('nothing-planned'))
  expect(benefitCostIndex(cadCents(150), cadCents(100))).toEqual(known(1.5))
  expect(benefitCostIndex(cadCents(150), cadCents(0))).toEqual(unknownBecause('no-cost'))
})

const edge = (
  from: string,
  to: string,
  type: 'enables' | 'contributes' | 'conflicts' = 'enables',
  share: number | null = null,
) => ({ from, to, type, share })
test('a lever three months late holds back what it enables, and its share of what it contributes to', () => {
  const edges = [
    edge('lever', 'change'),
    edge('change', 'b1', 'contributes', 0.4),
    edge('change', 'b2'),
    edge('change', 'b3', 'conflicts'),
  ]
  const result = slipAlong(
    edges,
    new Map([
      ['lever', 3],
      ['b2', 1],
    ]),
  )
  if (result.kind !== 'known') throw new Error('cycle')
  expect(result.value.get('change')).toEqual([{ months: 3, share: 1 }])
  expect(result.value.get('b1')).toEqual([
    { months: 0, share: 0.6 },
    { months: 3, share: 0.4 },
  ])
  expect(result.value.get('b2')).toEqual([{ months: 4, share: 1 }])
  expect(result.value.get('b3')).toEqual([{ months: 0, share: 1 }])
})
test('a map with a cycle is refused', () => {
  expect(slipAlong([edge('a', 'b'), edge('b', 'a')], new Map())).toEqual(unknownBecause('cycle:a'))
})
test('a plan two months late loses its tail, and waiting costs', () => {
  const late = slippedPlan(plans(100, 100, 100), [{ months: 2, share: 1 }], 0.06)
  expect(late).toMatchObject({ cents: [0, 0, 100], lostCents: 200 })
  expect(late.presentValueLossCad).toBeCloseTo(1.06 ** (-0.5 / 12) + 1.06 ** (-1.5 / 12), 9)
})
test('what is late and what is lost make up the plan, to the cent', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 24 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(30),
      (values, share, months) => {
        const parts = [
          { months: 0, share: 1 - share },
          { months, share },
        ]
        const late = slippedPlan(values.map(cadCents), parts, 0.06)
        expect(sum(late.cents) + late.lostCents).toBe(sum(values))
      },
    ),
  )
})

test('past forecasts are scored by the share that came at or below each percentile', () => {
  const forecast = (realised: number) => ({ p10: 10, p50: 50, p90: 90, realised })
  const result = calibrationOf([forecast(5), forecast(30), forecast(50), forecast(95)])
  expect(result).toMatchObject({
    value: {
      count: 4,
      isCurve: false,
      points: [{ observedShare: 0.25 }, { observedShare: 0.75 }, { observedShare: 0.75 }],
      percentiles: [0.05, expect.closeTo(0.3, 12), expect.closeTo(0.5, 12), 0.95],
    },
  })
  expect(calibrationOf([])).toEqual(unknownBecause('no-past-forecast'))
})

const percentiles = fc
  .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1e5), fc.nat(1e5))
  .map(([p50, below, above]) => ({ p10: p50 - below, p50, p90: p50 + above }))
test('one benefit keeps its percentiles; several are no wider than added, and never out of order', () => {
  fc.assert(
    fc.property(fc.array(percentiles, { minLength: 1, maxLength: 8 }), (some) => {
      const result = drawnForecast(some, { draws: 400 })
      if (result.kind !== 'known') throw new Error('unknown')
      const { added, p10, p50, p90 } = result.value
      if (some.length === 1) expect({ p10, p50, p90 }).toEqual(some[0])
      expect(p10 <= p50 && p50 <= p90).toBe(true)
      expect(added.p50).toBe(sum(some.map((one) => one.p50)))
      expect(drawnForecast(some, { draws: 400 })).toEqual(result)
    }),
    { numRuns: 30 },
  )
})
test('benefits that share nothing spread as a root of their number, those that move together as their number', () => {
  const some = Array.from({ length: 100 }, () => ({ p10: 90, p50: 100, p90: 110 }))
  const width = (correlation: number) => {
    const result = drawnForecast(some, { correlation, draws: 4000 })
    return result.kind === 'known' ? result.value.p90 - result.value.p10 : Number.NaN
  }
  // Seeded: the same draws each time. 2 × 10 × √100 = 200 and 2 × 10 × 100 = 2,000, within the error of 4,000 draws.
  expect(Math.abs(width(0) - 200)).toBeLessThan(20)
  expect(Math.abs(width(1) - 2000)).toBeLessThan(200)
  expect(width(0.5)).toBeGreaterThan(width(0))
  expect(drawnForecast([])).toEqual(unknownBecause('no-forecast'))
})

const monthly = (from: number, ...cents: number[]) =>
  new Map(cents.map((one, at) => [`2026-${String(from + at).padStart(2, '0')}`, cadCents(one)]))
test.each([
  { name: 'a step', first: monthly(4, 100, 100), now: monthly(4, 0, 0, 100), months: known(2) },
  {
    name: 'a ramp is due at half',
    first: monthly(4, 10, 40, 60, 100),
    now: monthly(4, 0, 10, 40, 60, 100),
    months: known(1),
  },
  { name: 'earlier', first: monthly(6, 100), now: monthly(5, 100), months: known(-1) },
  { name: 'a loss', first: monthly(4, -100), now: monthly(4, 0, -100), months: known(1) },
  { name: 'nothing promised', first: new Map(), now: monthly(4, 100), months: unknownBecause('no-plan') },
  { name: 'past its horizon', first: monthly(4, 100), now: monthly(4, 0), months: unknownBecause('beyond-horizon') },
])('slippage: $name', ({ first, months, now }) => {
  expect(slippageOf(first, now)).toEqual(months)
})
test('the median delay of an even number of benefits is between the two in the middle', () => {
  expect(medianSlippage([4, 0, 1, 0])).toEqual(known(0.5))
  expect(medianSlippage([])).toEqual(unknownBecause('no-plan'))
  expect(dueMonth(new Map())).toBeUndefined()
})
