import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  benefitBridge,
  type BridgeElement,
  bridgeFactors,
  bridgeOrder,
  costBridge,
  type BridgeSide,
  elementBridge,
  notSplitShare,
  sumOfBenefitBridges,
  sumOfBridges,
  unsplitSide,
} from '#models/realised/bridge.ts'
import { cadCents } from '#models/shared/money.ts'

const side = (cents: number, more: Partial<BridgeSide> = {}): BridgeSide => ({ ...unsplitSide(cents / 100), ...more })
const all = (factors: Partial<Record<(typeof bridgeFactors)[number], number>>) => ({
  ...Object.fromEntries(bridgeFactors.map((name) => [name, 1])),
  ...factors,
})

test('one factor at a time, quantities before prices, worked by hand', () => {
  // plan 100 users × 2 GiB × 5.00 × 1.30 = 1,300.00; actual 120 × 1.5 × 6.00 × 0.90 × 1.40 = 1,360.80, + 50.00 scope + 75.00 late − 10.00
  const element: BridgeElement = {
    element: 'hosting',
    firstPlanCents: cadCents(125_000),
    plan: side(130_000, { factors: all({ driver: 100, efficiency: 2, 'list-price': 5, exchange: 1.3 }) }),
    actual: side(136_080 + 5000 + 7500 - 1000, {
      scopeCents: cadCents(5000),
      scheduleCents: cadCents(7500),
      optimisationCents: cadCents(-1000),
      factors: all({ driver: 120, efficiency: 1.5, 'list-price': 6, negotiated: 0.9, exchange: 1.4 }),
    }),
  }
  const bridge = elementBridge(element)
  expect(bridge.bars).toEqual({
    're-baseline': 5000,
    'starting-cost': 0,
    driver: 26_000, // 1,300 → 1,560
    efficiency: -39_000, // → 1,170
    scope: 5000,
    schedule: 7500,
    'list-price': 23_400, // → 1,404
    negotiated: -14_040, // → 1,263.60
    'commitment-use': 0,
    'commitment-waste': 0,
    exchange: 9720, // → 1,360.80
    tax: 0,
    'rate-optimisation': -1000,
    ledger: 0,
    'not-split': 0,
  })
  expect(bridge.missing).toEqual([])
})

test('a factor nobody measured leaves its effect in a bar that says which', () => {
  const { bars, missing } = elementBridge({
    element: 'hosting',
    firstPlanCents: cadCents(1000),
    plan: side(1000, { factors: all({ driver: 10 }) }),
    actual: side(1500, { factors: { driver: 12 } }),
  })
  expect(bars).toMatchObject({ driver: 200, 'not-split': 300 })
  expect(missing).toEqual(bridgeFactors.filter((name) => name !== 'driver'))
  expect(notSplitShare(bars)).toBe(0.6)
})

test('a month beside its plan: what it began at, how its bill moved, the ledger as a whole', () => {
  // planned 900.00; the first month cost 1,000.00 billed and 200.00 of ledger; this one 1,100.00 (10 % more use) and 150.00 + 40.00 late
  const cost = costBridge({
    firstPlanCents: cadCents(85_000),
    planCents: cadCents(90_000),
    bill: {
      plan: side(100_000, { factors: all({ efficiency: 10 }) }),
      actual: side(110_000, { factors: all({ efficiency: 11 }) }),
    },
    ledger: { plan: side(20_000), actual: side(19_000, { scheduleCents: cadCents(4000) }) },
  })
  expect(cost).toMatchObject({ fromCents: 85_000, planCents: 90_000, toCents: 129_000 })
  expect(Object.fromEntries(Object.entries(cost.bars).filter(([, cents]) => cents !== 0))).toEqual({
    're-baseline': 5000,
    'starting-cost': 30_000,
    efficiency: 10_000,
    schedule: 4000,
    ledger: -5000,
  })
})
const money = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(cadCents)
const factor = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined })
const anySide: fc.Arbitrary<BridgeSide> = fc.record({
  cents: money,
  scopeCents: money,
  scheduleCents: money,
  optimisationCents: money,
  factors: fc
    .tuple(...bridgeFactors.map(() => factor))
    .map((values) =>
      Object.fromEntries(bridgeFactors.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]]))),
    ),
})
const anyElement: fc.Arbitrary<BridgeElement> = fc.record({
  element: fc.constant('x'),
  firstPlanCents: money,
  plan: anySide,
  actual: anySide,
})
const sumOf = (bars: Readonly<Record<string, number>>) => Object.values(bars).reduce((sum, cents) => sum + cents, 0)

test('the bars of a month beside its plan sum in cents, whatever is known', () => {
  const sides = fc.record({ plan: anySide, actual: anySide })
  fc.assert(
    fc.property(money, money, sides, sides, (firstPlanCents, planCents, bill, ledger) => {
      const { bars, fromCents, toCents } = costBridge({ firstPlanCents, planCents, bill, ledger })
      expect(sumOf(bars)).toBe(toCents - fromCents)
    }),
  )
})

test('bars sum to actual − first plan in cents, whatever is known', () => {
  fc.assert(
    fc.property(fc.array(anyElement, { maxLength: 5 }), (elements) => {
      const bridges = elements.map(elementBridge)
      for (const { bars, fromCents, toCents } of [...bridges, sumOfBridges(bridges)]) {
        expect(sumOf(bars)).toBe(toCents - fromCents)
        expect(Object.keys(bars)).toEqual([...bridgeOrder])
      }
    }),
  )
})

test('with every factor known and a cost that is their product, nothing is left unsplit', () => {
  const values = fc.tuple(...bridgeFactors.map(() => fc.double({ min: 0.5, max: 2, noNaN: true })))
  fc.assert(
    fc.property(values, values, fc.integer({ min: 1, max: 1e9 }), (planned, was, base) => {
      const product = (some: readonly number[]) => some.reduce((whole, one) => whole * one, 1)
      const named = (some: readonly number[]) =>
        Object.fromEntries(bridgeFactors.map((name, at) => [name, some[at] ?? 1]))
      const planCents = Math.round(base * product(planned))
      fc.pre(planCents > 0)
      const { bars } = elementBridge({
        element: 'x',
        firstPlanCents: cadCents(planCents),
        plan: side(planCents, { factors: named(planned) }),
        actual: side(Math.round((planCents / product(planned)) * product(was)), { factors: named(was) }),
      })
      expect(bars['not-split']).toBe(0)
    }),
  )
})

test('bars of a saving sum to realised − first promise, alone and together', () => {
  const moves = fc.record({
    firstSavingCents: money,
    planSavingCents: money,
    baseline: fc.record({ cents: money, unindexedCents: money, nonRoutineCents: money }),
    cost: anyElement.map(elementBridge),
    elsewhereCents: money,
  })
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 4 }), (some) => {
      const bridges = some.map(benefitBridge)
      for (const { bars, fromCents, realisedCents } of [...bridges, sumOfBenefitBridges(bridges)])
        expect(bars.reduce((sum, { cents }) => sum + cents, 0)).toBe(realisedCents - fromCents)
    }),
  )
})
