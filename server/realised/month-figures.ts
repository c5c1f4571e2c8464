import { adjustedBaselineDerivation } from '#models/realised/adjusted-baseline.ts'
import type { SeriesMonth } from '#models/realised/benefit-series.ts'
import type { MonthTerm } from '#models/realised/realised-figure.ts'
import { dollarMeasure } from '#models/realised/register-facts.ts'
import type { Derivation, Source } from '#models/shared/derivation.ts'
import type { Month } from '#models/shared/month.ts'
import type { CadCents } from '#models/shared/money.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { carriedDerivation, chargeDerivation, ledgerDerivation, sameRate } from './cost-figures.ts'
import { sumOf } from './figure-sums.ts'
import type { StandingBenefit } from './statuses.ts'

type PlanTerm = 'promised' | 'plan' | 'expected'
const planTerms: readonly string[] = ['promised', 'plan', 'expected'] satisfies readonly PlanTerm[]
const isPlanTerm = (term: MonthTerm): term is PlanTerm => planTerms.includes(term)
const none = { volumes: new Map(), indices: new Map() }

/** Where a term of a month comes from; undefined for a month that the benefit says nothing of. */
export function monthFigure(one: StandingBenefit, month: Month, term: MonthTerm): Derivation | undefined {
  if (isPlanTerm(term)) return planOf(one, month, term)
  const found = one.series.find((some) => some.month === month)
  return found === undefined ? undefined : measuredFigure(one, found, term)
}

export type MeasuredTerm = Exclude<MonthTerm, PlanTerm>
export function measuredFigure(one: StandingBenefit, month: SeriesMonth, term: MeasuredTerm): Derivation {
  switch (term) {
    case 'baseline':
      return baselineOf(one, month)
    case 'actual':
      return actualOf(one, month)
    case 'realised':
      return realisedOf(one, month)
    case 'elsewhere':
      return elsewhereOf(one, month)
    case 'still-paid':
      return stillPaidOf(one, month)
    case 'ledger-view':
      return ledgerViewOf(one, month)
    case 'avoided-view':
      return avoidedViewOf(one, month)
  }
}

const planLabels: Readonly<Record<PlanTerm, (month: Month) => Derivation['label']>> = {
  promised: (month) => ({ fr: `Engagement v1, ${month}`, en: `Promise v1, ${month}` }),
  plan: (month) => ({ fr: `Plan en vigueur, ${month}`, en: `Plan in force, ${month}` }),
  expected: (month) => ({ fr: `Plan attendu, ${month}`, en: `Plan expected, ${month}` }),
}
const plansOf = (one: StandingBenefit): Readonly<Record<PlanTerm, ReadonlyMap<Month, CadCents>>> => ({
  promised: one.gathered.facts.firstPlan,
  plan: one.gathered.facts.plan,
  expected: one.plan,
})

/** What a plan says of a month: as it was promised, or later once what it hangs on is late. */
export function planOf(one: StandingBenefit, month: Month, term: PlanTerm): Derivation | undefined {
  const cents = plansOf(one)[term].get(month)
  if (cents === undefined) return undefined
  const isMoved = term === 'expected' && one.plan !== one.gathered.facts.plan
  const promise = promiseOf(one, term)
  const source: Source = isMoved
    ? { kind: 'calculation', formula: 'slippedPlan', version: `${one.gathered.benefit.code} ${month}` }
    : promise.source
  return {
    name: term,
    label: planLabels[term](month),
    value: cents / 100,
    unit: 'CAD',
    inputs: [],
    source,
    ...(isMoved
      ? {
          note: {
            fr: 'Le plan en vigueur, décalé du retard de ce qui le rend possible.',
            en: 'The plan in force, shifted by the delay of what enables it.',
          },
        }
      : {}),
    ...(promise.figure === null ? {} : { figure: promise.figure }),
  }
}

/** The first promise, or the one that stands, with the statement that froze it. */
function promiseOf(
  { gathered: { benefit } }: StandingBenefit,
  term: PlanTerm,
): { readonly source: Source; readonly figure: string | null } {
  const found = dollarMeasure(benefit)
  const own = benefit.promises.filter(({ measure }) => measure === found?.key)
  const promise = term === 'promised' ? own[0] : own.at(-1)
  if (promise === undefined)
    return {
      source: {
        kind: 'statement',
        by: benefit.profile.statedBy,
        at: benefit.profile.recordedAt,
        reference: benefit.code,
      },
      figure: null,
    }
  const { digest, figure, frozenBy, recordedAt, version } = promise
  return {
    source: {
      kind: 'statement',
      by: frozenBy,
      at: recordedAt,
      reference: `${benefit.code} v${version}, ${digest.slice(0, 16)}`,
    },
    figure,
  }
}

/** Actual − planned cost: what the ledger says. */
function ledgerViewOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  return {
    name: 'ledgerView',
    label: { fr: `Vue du grand livre, ${month.month}`, en: `Ledger view, ${month.month}` },
    ...told(month.ledgerView),
    formula: 'actual - plannedCost',
    inputs: [actualOf(one, month), plannedCostOf(one, month.month)],
  }
}

/** Adjusted baseline − actual: what was not spent. */
function avoidedViewOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  return {
    name: 'avoidedView',
    label: { fr: `Vue évitée, ${month.month}`, en: `Avoided view, ${month.month}` },
    ...told(month.avoidedView),
    formula: 'adjustedBaseline - actual',
    inputs: [baselineOf(one, month), actualOf(one, month)],
  }
}

/** What the old side cost a month in the baseline window, less the saving planned. */
export function plannedCostOf(one: StandingBenefit, month: Month): Derivation {
  const plan = planOf(one, month, 'plan')
  const window = windowOf(one)
  const isKnown = plan !== undefined && window.value !== undefined
  return {
    name: 'plannedCost',
    label: { fr: `Coût prévu, ${month}`, en: `Planned cost, ${month}` },
    value: isKnown ? Number(window.value) - Number(plan.value) : undefined,
    unit: 'CAD',
    formula: 'window - plan',
    inputs: [window, ...(plan === undefined ? [] : [plan])],
    ...(isKnown ? {} : { reasons: ['no-planned-cost'] }),
  }
}

/** What the perimeter cost a month in the baseline window. */
export function windowOf({ gathered: { baseline, benefit } }: StandingBenefit): Derivation {
  return {
    name: 'window',
    label: { fr: 'Coût mensuel de la période de référence', en: 'Monthly cost of the baseline window' },
    value: baseline === undefined ? undefined : baseline.windowCents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'calculation', formula: 'baseline window', version: benefit.code },
    ...(baseline === undefined ? { reasons: ['no-baseline'] } : {}),
  }
}

/** The legacy cost of a month in which the plan counts it as ended: what the ledger shows of it, and what nothing shows that it ended. */
function stillPaidOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  const { facts, ledger } = one.gathered
  const isKnown = month.actual.kind === 'known'
  const { carriedCents, stillPaidCents } = isKnown ? month.actual.value : { carriedCents: 0, stillPaidCents: 0 }
  const sides = facts.entries.get(month.month) ?? []
  const legacy = (ledger.get(month.month) ?? []).filter((_, at) => sides[at]?.side === 'legacy')
  const inputs =
    stillPaidCents === 0
      ? []
      : [...legacy.map(ledgerDerivation), ...(carriedCents === 0 ? [] : [carriedDerivation(one, month, carriedCents)])]
  return {
    ...sumOf(
      'stillPaid',
      { fr: `Économisé sur papier, encore payé, ${month.month}`, en: `Saved on paper, still paid, ${month.month}` },
      inputs,
    ),
    ...(isKnown ? {} : { value: undefined, reasons: month.actual.reasons }),
  }
}

/** A value in CAD, or why there is none. */
function told(amount: Outcome<CadCents>): Pick<Derivation, 'value' | 'unit' | 'reasons'> {
  return amount.kind === 'known'
    ? { value: amount.value / 100, unit: 'CAD' }
    : { value: undefined, unit: 'CAD', reasons: amount.reasons }
}

function realisedOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  const { observed } = one.gathered
  const shared = {
    name: 'realised',
    label: { fr: `Économie réalisée, ${month.month}`, en: `Realised saving, ${month.month}` },
    ...told(month.realised),
  }
  if (observed !== null)
    return {
      ...shared,
      inputs: [],
      source: { kind: 'statement', by: one.gathered.benefit.code, at: month.month, reference: 'observation' },
    }
  return {
    ...shared,
    formula: 'adjustedBaseline - actual - elsewhere',
    inputs: [baselineOf(one, month), actualOf(one, month), elsewhereOf(one, month)],
  }
}

/** Shared costs at the rate of the month, and what the ledger has outside the perimeter. */
function elsewhereOf(one: StandingBenefit, { elsewhereCents, month }: SeriesMonth): Derivation {
  const { charges, ledgerElsewhere } = one.gathered
  const shared = sameRate((charges.get(month) ?? []).filter(({ sharedMicros }) => sharedMicros !== 0)).map(
    (rows, at) => ({ ...chargeDerivation(rows, at, 'shared'), name: `shared${at + 1}` }),
  )
  const inputs = [...shared, ...(ledgerElsewhere.get(month) ?? []).map(ledgerDerivation)]
  return {
    name: 'elsewhere',
    label: { fr: 'Nouveau coût récurrent ailleurs', en: 'New recurring cost elsewhere' },
    value: elsewhereCents / 100,
    unit: 'CAD',
    inputs,
    ...(inputs.length === 0
      ? { source: { kind: 'calculation', formula: 'shared + ledger outside the perimeter', version: month } as const }
      : { formula: inputs.map(({ name }) => name).join(' + ') }),
  }
}

function baselineOf(one: StandingBenefit, { month }: SeriesMonth): Derivation {
  const { adjustments, conditions, model } = one.gathered.facts
  if (model === null)
    return {
      name: 'adjustedBaseline',
      label: { fr: `Référence ajustée, ${month}`, en: `Adjusted baseline, ${month}` },
      value: undefined,
      unit: 'CAD',
      inputs: [],
      reasons: ['no-baseline'],
    }
  return adjustedBaselineDerivation(model, conditions.get(month) ?? none, adjustments, month)
}

/** Charges by source and rate, the ledger by element and file, and the legacy cost that goes on. */
function actualOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  const { charges, ledger } = one.gathered
  const billed = sameRate(charges.get(month.month) ?? []).map((rows, at) => chargeDerivation(rows, at, 'own'))
  const entries = (ledger.get(month.month) ?? []).map(ledgerDerivation)
  const carried = month.actual.kind === 'known' ? month.actual.value.carriedCents : 0
  const inputs: Derivation[] = [
    ...billed,
    ...entries,
    ...(carried === 0 ? [] : [carriedDerivation(one, month, carried)]),
  ]
  return {
    name: 'actual',
    label: { fr: `Coût mesuré, ${month.month}`, en: `Measured cost, ${month.month}` },
    value: month.actual.kind === 'known' ? month.actual.value.cents / 100 : undefined,
    unit: 'CAD',
    formula: inputs.length === 0 ? '0' : inputs.map(({ name }) => name).join(' + '),
    inputs,
    ...(month.actual.kind === 'unknown' ? { reasons: month.actual.reasons } : {}),
  }
}
