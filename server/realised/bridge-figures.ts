import { barLabels } from '#models/realised/bridge-labels.ts'
import {
  type BenefitBarName,
  benefitBridgeOrder,
  type BridgeBarName,
  type BridgeFactor,
  bridgeFactors,
  type FactorStep,
} from '#models/realised/bridge.ts'
import { type MonthTerm, realisedFigure } from '#models/realised/realised-figure.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Month } from '#models/shared/month.ts'
import { type BilledSide, type BridgeMonth, monthsOfBridge, type Prices, type Sides } from './bridges.ts'
import { sumOf } from './figure-sums.ts'
import { measuredFigure, plannedCostOf, planOf, windowOf } from './month-figures.ts'
import type { StandingBenefit } from './statuses.ts'
import { type Moment, monthsOf } from './whole-figures.ts'

/** The ends of a bridge: what was promised of its months, and what was realised in them. */
const endTerms = { 'bridge-from': 'promised', 'bridge-to': 'realised' } as const satisfies Readonly<
  Record<string, MonthTerm>
>
const endLabels: Readonly<Record<keyof typeof endTerms, Bilingual>> = {
  'bridge-from': { fr: 'Engagement v1, mois du pont', en: 'Promise v1, months of the bridge' },
  'bridge-to': { fr: 'Réalisé, mois du pont', en: 'Realised, months of the bridge' },
}
export const isEnd = (term: string): term is keyof typeof endTerms => Object.hasOwn(endTerms, term)

/** An end of the bridge of a benefit: the sum of its months. */
export function endFigure(one: StandingBenefit, end: keyof typeof endTerms, moment: Moment): Derivation {
  const months = monthsOfBridge(one).months.map(({ month: { month } }) => month)
  return sumOf('end', endLabels[end], monthsOf(one, months, endTerms[end], moment))
}

const barNames: ReadonlySet<string> = new Set(benefitBridgeOrder)
/** The bar that a term names, `bridge-exchange` for the exchange rate; undefined for another term. */
export function barOf(term: string): BenefitBarName | undefined {
  const name = term.startsWith('bridge-') ? term.slice('bridge-'.length) : ''
  return barNames.has(name) ? (name as BenefitBarName) : undefined // a member of the set
}

/** A bar of the bridge of a benefit: the sum of its months. */
export function barFigure(one: StandingBenefit, bar: BenefitBarName, { asKnownMs }: Moment): Derivation {
  const { months } = monthsOfBridge(one)
  const scope = one.gathered.benefit.code
  const parts = months.map(({ bridge, month: { month } }, at): Derivation => ({
    name: `m${at + 1}`,
    label: ofMonth(barLabels[bar], month),
    value: centsOf(bridge.bars, bar) / 100,
    unit: 'CAD',
    inputs: [],
    figure: realisedFigure({ scope, period: month, term: `bridge-${bar}`, asKnownMs }),
    source: { kind: 'calculation', formula: 'bridge', version: `${scope} ${month}` },
  }))
  return sumOf('bar', barLabels[bar], parts)
}

/** A bar in one month, from the sides that moved; undefined for a month that is not in the bridge. */
export function barMonthFigure(one: StandingBenefit, bar: BenefitBarName, month: Month): Derivation | undefined {
  const { months } = monthsOfBridge(one)
  const [first] = months
  const found = months.find((some) => some.month.month === month)
  if (first === undefined || found === undefined) return undefined
  const { formula, inputs } = movedBy(one, found, { bar, start: first.month.month })
  return {
    name: 'bar',
    label: ofMonth(barLabels[bar], month),
    value: centsOf(found.bridge.bars, bar) / 100,
    unit: 'CAD',
    formula,
    inputs,
  }
}

const ofMonth = (label: Bilingual, month: Month): Bilingual => ({
  fr: `${label.fr}, ${month}`,
  en: `${label.en}, ${month}`,
})
const centsOf = (bars: BridgeMonth['bridge']['bars'], bar: BenefitBarName) =>
  bars.find(({ name }) => name === bar)?.cents ?? 0

type Moved = { readonly formula: string; readonly inputs: readonly Derivation[] }
type Asked = {
  readonly bar: BenefitBarName
  /** The month that the others start from. */
  readonly start: Month
}

/** What a bar is in a month: gains are positive, so a cost that rises is taken off. */
function movedBy(one: StandingBenefit, found: BridgeMonth, { bar, start }: Asked): Moved {
  const { bill, ledger, month } = found
  const at = month.month
  const { cents, nonRoutineCents, unindexedCents } = month.baseline.value
  const adjusted = { ...measuredFigure(one, month, 'baseline'), name: 'adjusted' }
  const unindexed = leaf(
    'unindexed',
    { fr: 'Référence aux prix de la période', en: 'Baseline at the prices of the window' },
    unindexedCents,
    at,
  )
  const events = leaf('events', { fr: 'Ajustements non courants', en: 'Non-routine adjustments' }, nonRoutineCents, at)
  const both = (of: (side: BilledSide) => number) => ({
    planned: of(bill.plan) + of(ledger.plan),
    actual: of(bill.actual) + of(ledger.actual),
  })
  switch (bar) {
    case 're-baseline':
      return difference([planOf(one, at, 'plan'), planOf(one, at, 'promised')])
    case 'baseline-volume':
      return { formula: 'unindexed - events - window', inputs: [unindexed, events, windowOf(one)] }
    case 'baseline-index':
      return cents === unindexedCents
        ? { formula: '0', inputs: [] }
        : { formula: 'adjusted - unindexed', inputs: [adjusted, unindexed] }
    case 'baseline-scope':
      return { formula: 'events', inputs: [events] }
    case 'starting-cost':
      return {
        formula: 'plannedCost - bill - ledger',
        inputs: [
          planOf(one, at, 'plan') === undefined ? { ...windowOf(one), name: 'plannedCost' } : plannedCostOf(one, at),
          leaf('bill', { fr: 'Facture du premier mois', en: 'Bill of the first month' }, bill.plan.cents, start),
          leaf(
            'ledger',
            { fr: 'Grand livre du premier mois', en: 'Ledger of the first month' },
            ledger.plan.cents,
            start,
          ),
        ],
      }
    case 'scope':
      return change(
        both(({ scopeCents }) => scopeCents),
        { start, at },
      )
    case 'schedule':
      return change(
        both(({ scheduleCents }) => scheduleCents),
        { start, at },
      )
    case 'rate-optimisation':
      return change(
        both(({ optimisationCents }) => optimisationCents),
        { start, at },
      )
    case 'ledger':
      return change({ planned: coreOf(ledger.plan), actual: coreOf(ledger.actual) }, { start, at })
    case 'not-split':
      return notSplit(found, start)
    case 'elsewhere':
      return { formula: '0 - elsewhere', inputs: [measuredFigure(one, month, 'elsewhere')] }
    default:
      return factorMove(found, { bar, start })
  }
}

const coreOf = ({ cents, optimisationCents, scheduleCents, scopeCents }: BilledSide) =>
  cents - scopeCents - scheduleCents - optimisationCents

function leaf(name: string, label: Bilingual, cents: number, month: Month): Derivation {
  return {
    name,
    label: ofMonth(label, month),
    value: (cents + 0) / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'calculation', formula: 'bridge', version: month },
  }
}

function difference([plan, promised]: readonly [Derivation | undefined, Derivation | undefined]): Moved {
  const inputs = [...(plan === undefined ? [] : [plan]), ...(promised === undefined ? [] : [promised])]
  if (promised === undefined) return { formula: plan === undefined ? '0' : 'plan', inputs }
  return { formula: plan === undefined ? '0 - promised' : 'plan - promised', inputs }
}

function change(
  { actual, planned }: { readonly planned: number; readonly actual: number },
  { at, start }: { readonly start: Month; readonly at: Month },
): Moved {
  return {
    formula: 'before - after',
    inputs: [
      leaf('before', { fr: 'Au départ', en: 'At the start' }, planned, start),
      leaf('after', { fr: 'Ce mois', en: 'This month' }, actual, at),
    ],
  }
}

const isFactor = (bar: BenefitBarName): bar is BridgeFactor & BridgeBarName =>
  (bridgeFactors as readonly BenefitBarName[]).includes(bar)

/** The bill carried by its factors in turn, up to this one and up to the one before: a bar is the step between both. */
function factorMove({ bill, cost, month }: BridgeMonth, { bar, start }: Asked): Moved {
  const at = cost.steps.findIndex(({ factor }) => factor === bar)
  if (!isFactor(bar) || at === -1) return { formula: '0', inputs: [] }
  const steps = cost.steps.slice(0, at + 1)
  const rounding = roundingOf(bill, cost.steps, { at, cents: cost.bars[bar] })
  return {
    formula: `${product(steps.slice(0, -1))} - ${product(steps)}${rounding === 0 ? '' : ' - rounding'}`,
    inputs: [
      ...carried(bill, steps, { start, at: month.month }),
      ...(rounding === 0
        ? []
        : [
            leaf(
              'rounding',
              { fr: 'Arrondi du dernier effet', en: 'Rounding of the last effect' },
              rounding,
              month.month,
            ),
          ]),
    ],
  }
}

/** A cent that the last factor takes over, so that nothing is left. */
function roundingOf(
  bill: Sides,
  steps: readonly FactorStep[],
  { at, cents }: { readonly at: number; readonly cents: number },
): number {
  const until = (count: number) =>
    Math.round(steps.slice(0, count).reduce((state, { from, to }) => state * (to / from), coreOf(bill.plan)))
  return cents - (until(at + 1) - until(at)) + 0
}

/** The actual bill, less what its known factors bring it to. */
function notSplit({ bill, cost, month }: BridgeMonth, start: Month): Moved {
  if (cost.bars['not-split'] === 0) return { formula: '0', inputs: [] }
  return {
    formula: `${product(cost.steps)} - after`,
    inputs: [
      ...carried(bill, cost.steps, { start, at: month.month }),
      leaf('after', { fr: 'Facture de ce mois', en: 'Bill of this month' }, coreOf(bill.actual), month.month),
    ],
  }
}

const nameOf = (factor: BridgeFactor) => factor.replaceAll('-', '_')
const product = (steps: readonly FactorStep[]) =>
  `round(start${steps.map(({ factor }) => ` * (${nameOf(factor)}_to / ${nameOf(factor)}_from)`).join('')} * 100) / 100`

function carried(
  bill: Sides,
  steps: readonly FactorStep[],
  { at, start }: { readonly start: Month; readonly at: Month },
): readonly Derivation[] {
  return [
    leaf(
      'start',
      { fr: 'Facture du premier mois, sans événement', en: 'Bill of the first month, without events' },
      coreOf(bill.plan),
      start,
    ),
    ...steps.flatMap((step) => [
      factorValue(step, { side: bill.plan, month: start, end: 'from' }),
      factorValue(step, { side: bill.actual, month: at, end: 'to' }),
    ]),
  ]
}

const priceLabels: Readonly<Record<Exclude<keyof Prices, 'rate' | 'currency'>, Bilingual>> = {
  list: { fr: 'Au prix de liste', en: 'At list price' },
  contracted: { fr: 'Au prix négocié', en: 'At the negotiated price' },
  used: { fr: 'Utilisé', en: 'Used' },
  unused: { fr: 'Engagement inutilisé', en: 'Commitment unused' },
  tax: { fr: 'Taxes', en: 'Taxes' },
}
/** Factors that are a ratio of amounts of the bill, and which. */
const ratios: Readonly<
  Partial<Record<BridgeFactor, { readonly formula: string; readonly of: readonly (keyof typeof priceLabels)[] }>>
> = {
  negotiated: { formula: 'contracted / list', of: ['contracted', 'list'] },
  'commitment-waste': { formula: '(contracted + unused) / contracted', of: ['contracted', 'unused'] },
  tax: { formula: '(contracted + unused + tax) / (contracted + unused)', of: ['contracted', 'unused', 'tax'] },
}

function factorValue(
  step: FactorStep,
  { end, month, side }: { readonly side: BilledSide; readonly month: Month; readonly end: 'from' | 'to' },
): Derivation {
  const { factor } = step
  const ratio = ratios[factor]
  const { prices } = side
  const shared = {
    name: `${nameOf(factor)}_${end}`,
    label: ofMonth(barLabels[factor], month),
    value: step[end],
    unit: '',
  }
  if (ratio === undefined || prices === null)
    return { ...shared, inputs: [], source: { kind: 'calculation', formula: `bill: ${factor}`, version: month } }
  return {
    ...shared,
    formula: ratio.formula,
    inputs: ratio.of.map((name) => ({
      name,
      label: ofMonth(priceLabels[name], month),
      value: prices[name] / 1e6,
      unit: prices.currency,
      inputs: [],
      source: { kind: 'calculation', formula: 'bill of the month', version: month },
    })),
  }
}
