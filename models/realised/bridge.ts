import { type CadCents, cadCents, roundToCents } from '../shared/money.ts'

/**
 * Bars of a bridge, in the order in which effects are taken (methods §8.3): the plan changed, then quantities at planned prices, then prices at
 * actual quantities. Another order gives other bars and the same ends, so the order is part of the answer.
 */
export const bridgeOrder = [
  're-baseline',
  'starting-cost',
  'driver',
  'efficiency',
  'scope',
  'schedule',
  'list-price',
  'negotiated',
  'commitment-use',
  'commitment-waste',
  'exchange',
  'tax',
  'rate-optimisation',
  'ledger',
  'not-split',
] as const
export type BridgeBarName = (typeof bridgeOrder)[number]

/** What a cost is the product of, quantities first. Each is in a unit of its own, the same on both sides. */
export const bridgeFactors = [
  'driver',
  'efficiency',
  'list-price',
  'negotiated',
  'commitment-use',
  'commitment-waste',
  'exchange',
  'tax',
] as const satisfies readonly BridgeBarName[]
export type BridgeFactor = (typeof bridgeFactors)[number]

export type BridgeSide = {
  readonly cents: CadCents
  /** In `cents`: approved non-routine events. */
  readonly scopeCents: CadCents
  /** In `cents`: late cut-over and dual running. */
  readonly scheduleCents: CadCents
  /** In `cents`, negative when it lowers them: what is claimed as rate optimisation, in a pool of its own. */
  readonly optimisationCents: CadCents
  /** Factors that are known; 1 for one that does not apply. */
  readonly factors: Readonly<Partial<Record<BridgeFactor, number>>>
}
export type BridgeElement = {
  readonly element: string
  /** Cost planned in the first version of the promise, which never leaves. */
  readonly firstPlanCents: CadCents
  readonly plan: BridgeSide
  readonly actual: BridgeSide
}
export type Bars = Readonly<Record<BridgeBarName, CadCents>>
export type Bridge = {
  readonly fromCents: CadCents
  readonly planCents: CadCents
  readonly toCents: CadCents
  /** Sum to `toCents − fromCents`, to the cent. */
  readonly bars: Bars
  /** Factors that were not known on both sides: their effect stands in « not split ». */
  readonly missing: readonly BridgeFactor[]
  /** Factors that moved, in their order, with both their values: what a bar is computed from. Of one cost alone, empty for a sum. */
  readonly steps: readonly FactorStep[]
}
export type FactorStep = { readonly factor: BridgeFactor; readonly from: number; readonly to: number }

/**
 * Bridge of a cost from its first plan to what it was. Each factor goes from its planned to its actual value in turn; the state reached is
 * rounded to the cent, a bar is the step between two states: the bars sum to the gap by construction, nothing is left over.
 */
export function elementBridge(element: BridgeElement): Bridge {
  const { actual, plan } = element
  const bars = noBars()
  bars['re-baseline'] = cadCents(plan.cents - element.firstPlanCents)
  bars.scope = cadCents(actual.scopeCents - plan.scopeCents)
  bars.schedule = cadCents(actual.scheduleCents - plan.scheduleCents)
  bars['rate-optimisation'] = cadCents(actual.optimisationCents - plan.optimisationCents)
  const goal = coreOf(actual)
  let state: number = coreOf(plan)
  let reached = coreOf(plan)
  const missing: BridgeFactor[] = []
  const steps: FactorStep[] = []
  for (const factor of bridgeFactors) {
    const [from, to] = [plan.factors[factor], actual.factors[factor]]
    if (!isFactor(from) || !isFactor(to) || (from === 0 && to !== 0)) {
      missing.push(factor)
      continue
    }
    state = from === to ? state : state * (to / from)
    const next = withinMoney(state)
    if (next === undefined) {
      missing.push(factor)
      break
    }
    bars[factor] = cadCents(next - reached)
    reached = next
    if (from !== to) steps.push({ factor, from, to })
  }
  const rest = goal - reached
  const last = steps.at(-1)?.factor
  if (missing.length === 0 && last !== undefined && Math.abs(rest) <= 1) bars[last] = cadCents(bars[last] + rest)
  else bars['not-split'] = cadCents(rest)
  return { fromCents: element.firstPlanCents, planCents: plan.cents, toCents: actual.cents, bars, missing, steps }
}

/**
 * Bridge of the cost of a month, its bill and its ledger apart. A plan says one amount: what the first measured month cost beside it is the
 * starting cost; from there on the bill moves by its factors, and the ledger, which nothing splits, as a whole. Σ bars = actual − first plan.
 */
export function costBridge(given: {
  readonly firstPlanCents: CadCents
  readonly planCents: CadCents
  /** From the first measured month to this one; their plan is that month. */
  readonly bill: Pick<BridgeElement, 'plan' | 'actual'>
  readonly ledger: Pick<BridgeElement, 'plan' | 'actual'>
}): Bridge {
  const { firstPlanCents, planCents } = given
  const of = (element: string, { actual, plan }: Pick<BridgeElement, 'plan' | 'actual'>) =>
    elementBridge({ element, firstPlanCents: plan.cents, plan, actual })
  const [bill, ledger] = [of('bill', given.bill), of('ledger', given.ledger)]
  const bars = { ...sumOfBridges([bill, ledger]).bars }
  bars['re-baseline'] = cadCents(planCents - firstPlanCents)
  bars['starting-cost'] = cadCents(bill.planCents + ledger.planCents - planCents)
  bars.ledger = ledger.bars['not-split']
  bars['not-split'] = bill.bars['not-split']
  return {
    fromCents: firstPlanCents,
    planCents,
    toCents: cadCents(bill.toCents + ledger.toCents),
    bars,
    missing: bill.missing,
    steps: bill.steps,
  }
}

function noBars(): Record<BridgeBarName, CadCents> {
  return Object.fromEntries(bridgeOrder.map((name) => [name, cadCents(0)])) as Record<BridgeBarName, CadCents> // a key for each name
}
const coreOf = ({ cents, optimisationCents, scheduleCents, scopeCents }: BridgeSide): CadCents =>
  cadCents(cents - scopeCents - scheduleCents - optimisationCents)
const isFactor = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0

/** A state in whole cents; undefined beyond what cents can hold. */
function withinMoney(cents: number): CadCents | undefined {
  return Math.abs(cents) <= 2 ** 52 ? cadCents(Math.sign(cents) * Math.round(Math.abs(cents)) + 0) : undefined
}

/** Several bridges as one: ends and bars add, to the cent. */
export function sumOfBridges(bridges: readonly Bridge[]): Bridge {
  const bars = noBars()
  let [from, plan, to] = [0, 0, 0]
  for (const bridge of bridges) {
    from += bridge.fromCents
    plan += bridge.planCents
    to += bridge.toCents
    for (const name of bridgeOrder) bars[name] = cadCents(bars[name] + bridge.bars[name])
  }
  const missing = bridgeFactors.filter((factor) => bridges.some((one) => one.missing.includes(factor)))
  return { fromCents: cadCents(from), planCents: cadCents(plan), toCents: cadCents(to), bars, missing, steps: [] }
}

/** Share of all that moved which is not split, in [0, 1]: from 5 % on, the page asks for what is missing. */
export function notSplitShare(bars: Bars): number {
  const moved = bridgeOrder.reduce((sum, name) => sum + Math.abs(bars[name]), 0)
  return moved === 0 ? 0 : Math.abs(bars['not-split']) / moved
}
export const mostNotSplit = 0.05

/** Bars of a benefit: those of the baseline first, then those of the cost with their signs turned. */
export const benefitBridgeOrder = [
  're-baseline',
  'baseline-volume',
  'baseline-index',
  'baseline-scope',
  ...bridgeOrder.filter((name) => name !== 're-baseline'),
  'elsewhere',
] as const
export type BenefitBarName = (typeof benefitBridgeOrder)[number] | BridgeBarName
export type BenefitBridge = {
  /** Saving of the first promise over the months of the bridge. */
  readonly fromCents: CadCents
  readonly planCents: CadCents
  readonly realisedCents: CadCents
  readonly bars: readonly { readonly name: BenefitBarName; readonly cents: CadCents }[]
  readonly missing: readonly BridgeFactor[]
}
export type BenefitMoves = {
  readonly firstSavingCents: CadCents
  readonly planSavingCents: CadCents
  readonly baseline: {
    readonly cents: CadCents
    readonly unindexedCents: CadCents
    readonly nonRoutineCents: CadCents
  }
  readonly cost: Bridge
  readonly elsewhereCents: CadCents
}

/**
 * Bridge of a saving from the first promise to what was realised: R = AB − A − O. What the plan took as baseline is its saving + its cost; the
 * baseline then moves by volume, index and scope, the cost by its own bars, and the new cost elsewhere is taken off.
 */
export function benefitBridge(moves: BenefitMoves): BenefitBridge {
  const { baseline, cost, elsewhereCents, firstSavingCents, planSavingCents } = moves
  const plannedBaseline = planSavingCents + cost.planCents
  const bar = (name: BenefitBarName, cents: number) => ({ name, cents: cadCents(cents + 0) })
  return {
    fromCents: firstSavingCents,
    planCents: planSavingCents,
    realisedCents: cadCents(baseline.cents - cost.toCents - elsewhereCents),
    bars: [
      bar('re-baseline', planSavingCents - firstSavingCents),
      bar('baseline-volume', baseline.unindexedCents - baseline.nonRoutineCents - plannedBaseline),
      bar('baseline-index', baseline.cents - baseline.unindexedCents),
      bar('baseline-scope', baseline.nonRoutineCents),
      ...bridgeOrder.filter((name) => name !== 're-baseline').map((name) => bar(name, 0 - cost.bars[name])),
      bar('elsewhere', 0 - elsewhereCents),
    ],
    missing: cost.missing,
  }
}

/** Bridges of benefits as one, bar by bar. */
export function sumOfBenefitBridges(bridges: readonly BenefitBridge[]): BenefitBridge {
  const sums = new Map<BenefitBarName, number>(benefitBridgeOrder.map((name) => [name, 0]))
  let [from, plan, realised] = [0, 0, 0]
  for (const bridge of bridges) {
    from += bridge.fromCents
    plan += bridge.planCents
    realised += bridge.realisedCents
    for (const { cents, name } of bridge.bars) sums.set(name, (sums.get(name) ?? 0) + cents)
  }
  return {
    fromCents: cadCents(from),
    planCents: cadCents(plan),
    realisedCents: cadCents(realised),
    bars: [...sums].map(([name, cents]) => ({ name, cents: cadCents(cents) })),
    missing: bridgeFactors.filter((factor) => bridges.some((one) => one.missing.includes(factor))),
  }
}

/** An estimate in dollars as a side of a bridge that nothing splits. */
export function unsplitSide(cad: number): BridgeSide {
  const none = cadCents(0)
  return { cents: roundToCents(cad), scopeCents: none, scheduleCents: none, optimisationCents: none, factors: {} }
}
