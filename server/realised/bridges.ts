import { microsToCents } from '#models/realised/actual.ts'
import type { SeriesMonth } from '#models/realised/benefit-series.ts'
import {
  benefitBridge,
  type BenefitBridge,
  type Bridge,
  type BridgeFactor,
  type BridgeSide,
  costBridge,
  sumOfBenefitBridges,
} from '#models/realised/bridge.ts'
import type { Month } from '#models/shared/month.ts'
import type { BridgeGap, BridgeView } from '#models/realised/realised.views.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { RatedCharge } from './benefit-facts.ts'
import type { StandingBenefit } from './statuses.ts'

const none = cadCents(0)
const decimal = (cents: number) => centsToDecimal(cadCents(cents + 0))
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** What a month moved, with the sides that its bars are computed from. */
export type BridgeMonth = {
  readonly month: CountedMonth
  readonly bridge: BenefitBridge
  readonly cost: Bridge
  readonly bill: Sides
  readonly ledger: Sides
}
export type Sides = { readonly plan: BilledSide; readonly actual: BilledSide }
export type BilledSide = BridgeSide & {
  /** Prices that the factors are made of, millionths of one currency; null when the bill does not tell them, and for a ledger. */
  readonly prices: Prices | null
}
export type MonthsOfBridge = {
  /** The first of them is what the others start from. */
  readonly months: readonly BridgeMonth[]
  /** Why a part of the bill is not split, and that a driver is not known. */
  readonly gaps: ReadonlySet<BridgeGap>
}
export type BridgeOfBenefit = {
  readonly bridge: BenefitBridge
  readonly months: number
  readonly gaps: ReadonlySet<BridgeGap>
}
export type CountedMonth = SeriesMonth & {
  readonly baseline: Extract<SeriesMonth['baseline'], { kind: 'known' }>
  readonly actual: Extract<SeriesMonth['actual'], { kind: 'known' }>
}

/** Bridge of a benefit over its closed months that are held against a bill. */
export function bridgeOf(one: StandingBenefit): BridgeOfBenefit {
  const { gaps, months } = monthsOfBridge(one)
  return { bridge: sumOfBenefitBridges(months.map(({ bridge }) => bridge)), months: months.length, gaps }
}

/** The same month by month, each from the prices and quantities of the first. */
export function monthsOfBridge(one: StandingBenefit): MonthsOfBridge {
  const { baseline, facts } = one.gathered
  const windowCents = baseline?.windowCents ?? 0
  const counted = one.series.filter(
    (month): month is CountedMonth =>
      month.state === 'closed' &&
      month.realised.kind === 'known' &&
      month.baseline.kind === 'known' &&
      month.actual.kind === 'known',
  )
  const gaps = new Set<BridgeGap>()
  const [first] = counted
  if (first === undefined) return { months: [], gaps }
  const firstDriver = driverOf(one, first.month)
  const startLedger = withoutEvents(ledgerSide(first))
  const months = counted.map((month): BridgeMonth => {
    const firstSavingCents = facts.firstPlan.get(month.month) ?? none
    const planSavingCents = facts.plan.get(month.month) ?? none
    const driver = driverOf(one, month.month)
    // A driver that one side lacks would turn volume into consumption.
    const [was, is] = firstDriver === undefined || driver === undefined ? [1, 1] : [firstDriver, driver]
    if (driver === undefined || firstDriver === undefined) gaps.add('no-driver')
    const bill = { plan: withoutEvents(billSide(one, first, was, gaps)), actual: billSide(one, month, is, gaps) }
    const ledger = { plan: startLedger, actual: ledgerSide(month) }
    const cost = costBridge({
      firstPlanCents: cadCents(windowCents - firstSavingCents),
      planCents: cadCents(windowCents - planSavingCents),
      bill,
      ledger,
    })
    const { elsewhereCents } = month
    const bridge = benefitBridge({
      firstSavingCents,
      planSavingCents,
      baseline: month.baseline.value,
      cost,
      elsewhereCents,
    })
    return { month, bridge, cost, bill, ledger }
  })
  return { months, gaps }
}

/** A month that others start from: its events and what it paid on both sides are its own. */
function withoutEvents(side: BilledSide): BilledSide {
  return {
    ...side,
    cents: cadCents(side.cents - side.scopeCents - side.scheduleCents),
    scopeCents: none,
    scheduleCents: none,
  }
}

/** The ledger with the legacy cost that goes on; what the plan counted as ended is late. */
function ledgerSide({ actual: { value } }: CountedMonth): BilledSide {
  return {
    cents: cadCents(value.ledgerCents + value.carriedCents),
    scopeCents: none,
    scheduleCents: value.stillPaidCents,
    optimisationCents: none,
    factors: {},
    prices: null,
  }
}

/**
 * The bill as a product: driver × consumption per unit at the price of the list × negotiated × committed and unused × tax × exchange, without
 * what commitments took off, which is rate optimisation and no saving of the move, and without approved events. A bill keeps no quantity: the
 * price of the list stands in the consumption.
 */
function billSide(
  { gathered: { charges } }: StandingBenefit,
  month: CountedMonth,
  driver: number,
  gaps: Set<BridgeGap>,
): BilledSide {
  const { chargesCents } = month.actual.value
  const scopeCents = chargesCents === 0 ? none : month.baseline.value.nonRoutineCents
  const plain = { cents: chargesCents, scopeCents, scheduleCents: none }
  const priced = pricesOf(charges.get(month.month) ?? [])
  if (typeof priced === 'string') {
    if (chargesCents !== 0) gaps.add(priced)
    return { ...plain, optimisationCents: none, factors: {}, prices: null }
  }
  const { contracted, list, rate, tax, unused, used } = priced
  const optimisationCents = cadCents(0 - microsToCents(contracted - used, rate))
  const grossCents = chargesCents - optimisationCents
  const own = grossCents === 0 ? 1 : (grossCents - scopeCents) / grossCents
  const factors: Partial<Record<BridgeFactor, number>> = {
    driver,
    efficiency: (list * own) / driver,
    'list-price': 1,
    negotiated: contracted / list,
    'commitment-use': 1,
    'commitment-waste': (contracted + unused) / contracted,
    exchange: Number(rate),
    tax: (contracted + unused + tax) / (contracted + unused),
  }
  return { ...plain, optimisationCents, factors, prices: priced }
}

export type Prices = Readonly<Record<'list' | 'contracted' | 'used' | 'unused' | 'tax', number>> & {
  readonly rate: string
  readonly currency: string
}

/** Prices of the bill of a month, millionths, when it is of one currency and tells its list; else why not. */
function pricesOf(rows: readonly RatedCharge[]): Prices | BridgeGap {
  const [first] = rows
  if (first === undefined || first.cadPerUnit === null) return 'no-list-price'
  if (rows.some(({ currency }) => currency !== first.currency)) return 'several-currencies'
  const total = (of: (row: RatedCharge) => number | null) => sumOf(rows.map((row) => of(row) ?? Number.NaN))
  const [list, contracted] = [total(({ listMicros }) => listMicros), total(({ contractedMicros }) => contractedMicros)]
  if (!(list > 0) || !(contracted > 0)) return 'no-list-price'
  const [unused, tax] = [total(({ unusedMicros }) => unusedMicros), total(({ taxMicros }) => taxMicros)]
  const used = total(({ effectiveMicros }) => effectiveMicros) - unused - tax
  return { list, contracted, used, unused, tax, rate: first.cadPerUnit, currency: first.currency }
}

/** What drives the cost, when the baseline has one driver alone and it was measured in the month and in the first. */
function driverOf({ gathered: { baseline, facts } }: StandingBenefit, month: Month): number | undefined {
  const model = baseline?.model
  const names = model?.kind === 'unit-rates' ? [...new Set(model.rates.map(({ driver }) => driver))] : []
  const [name] = names
  if (name === undefined || names.length > 1) return undefined
  const volume = facts.conditions.get(month)?.volumes.get(name)?.value
  return volume !== undefined && volume > 0 ? volume : undefined
}

export function bridgeView(bridges: readonly BridgeOfBenefit[]): BridgeView {
  const some = bridges.filter(({ months }) => months > 0)
  const bridge = sumOfBenefitBridges(some.map((one) => one.bridge))
  const moved = sumOf(bridge.bars.map(({ cents }) => Math.abs(cents)))
  const notSplit = Math.abs(bridge.bars.find(({ name }) => name === 'not-split')?.cents ?? 0)
  return {
    fromCad: decimal(bridge.fromCents),
    planCad: decimal(bridge.planCents),
    realisedCad: decimal(bridge.realisedCents),
    bars: bridge.bars.map(({ cents, name }) => ({ name, cad: decimal(cents) })),
    gaps: [...new Set(some.flatMap(({ gaps }) => [...gaps]))].toSorted(),
    notSplitShare: moved === 0 ? 0 : notSplit / moved,
    months: sumOf(some.map(({ months }) => months)),
    benefits: some.length,
  }
}
