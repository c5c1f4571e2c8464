import { adjustedBaselineDerivation } from '#models/realised/adjusted-baseline.ts'
import type { SeriesMonth } from '#models/realised/benefit-series.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import { parsedFigureId, realisedFigure, workloadMonthFigure } from '#server/figures/figure-ids.ts'
import type { Database } from '#server/database/database.ts'
import type { LedgerMonth } from '#server/ledgers/ledger-months.usecases.ts'
import type { RatedCharge } from './benefit-facts.ts'
import { gathered } from './gathering.usecases.ts'
import { type StandingBenefit, standings } from './statuses.ts'

const none = { volumes: new Map(), indices: new Map() }

/** Where a term of a realised saving comes from, as it was known at the instant in its id. */
export async function realisedDerivation(db: Database, reach: Reach, figure: string): Promise<Derivation | undefined> {
  const id = parsedFigureId(figure)
  if (id?.kind !== 'realised') return undefined
  const asKnown = new Date(id.asKnownMs).toISOString()
  const benefit = id.benefit === '*' ? undefined : id.benefit
  const all = standings(await gathered(db, reach, { asKnown, benefit }))
  if (id.benefit === '*') return totalOf(all, id.asKnownMs)
  const one = all.find(({ gathered: { benefit } }) => benefit.code === id.benefit)
  if (one === undefined) return undefined
  if (id.period === 'all') return overMonths(one, id.term, id.asKnownMs)
  const month = one.series.find((some) => some.month === id.period)
  return month === undefined ? undefined : termOf(one, month, id.term)
}

const closedOf = ({ series }: StandingBenefit) =>
  series.filter(({ realised, state }) => state === 'closed' && realised.kind === 'known')

function totalOf(all: readonly StandingBenefit[], asKnownMs: number): Derivation {
  const parts = all
    .filter((one) => one.status.total.closedMonths > 0)
    .map((one, at): Derivation => ({
      name: `b${at + 1}`,
      label: one.gathered.benefit.profile.content.title,
      value: one.status.total.cents / 100,
      unit: 'CAD',
      inputs: [],
      figure: realisedFigure({ benefit: one.gathered.benefit.code, period: 'all', term: 'realised', asKnownMs }),
      source: { kind: 'calculation', formula: 'realised', version: one.gathered.benefit.code },
    }))
  return sumOf('realised', { fr: 'Réalisé, mois fermés', en: 'Realised, closed months' }, parts)
}

const sumOf = (name: string, label: Derivation['label'], parts: readonly Derivation[]) =>
  summed({ name, label, unit: 'CAD', decimals: 2 }, parts)

const labels: Readonly<Record<string, Derivation['label']>> = {
  baseline: { fr: 'Référence ajustée', en: 'Adjusted baseline' },
  actual: { fr: 'Coût mesuré', en: 'Measured cost' },
  realised: { fr: 'Économie réalisée', en: 'Realised saving' },
}

/** Months of a term, each opening further. */
function overMonths(one: StandingBenefit, term: string, asKnownMs: number): Derivation | undefined {
  const label = labels[term]
  if (label === undefined) return undefined
  const { code } = one.gathered.benefit
  const parts = closedOf(one).flatMap((month, at): Derivation[] => {
    const whole = termOf(one, month, term)
    if (whole === undefined) return []
    return [
      {
        ...whole,
        name: `m${at + 1}`,
        figure: realisedFigure({ benefit: code, period: month.month, term, asKnownMs }),
      },
    ]
  })
  return sumOf(term, label, parts)
}

function termOf(one: StandingBenefit, month: SeriesMonth, term: string): Derivation | undefined {
  if (term === 'baseline') return baselineOf(one, month)
  if (term === 'actual') return actualOf(one, month)
  if (term === 'realised') return realisedOf(one, month)
  return undefined
}

function realisedOf(one: StandingBenefit, month: SeriesMonth): Derivation {
  const { observed } = one.gathered
  const shared = {
    name: 'realised',
    label: { fr: `Économie réalisée, ${month.month}`, en: `Realised saving, ${month.month}` },
    value: month.realised.kind === 'known' ? month.realised.value / 100 : undefined,
    unit: 'CAD',
    ...(month.realised.kind === 'unknown' ? { reasons: month.realised.reasons } : {}),
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

/** Charges that one rate converts are added before they are: the rounding of the figure is that of its derivation. */
function sameRate(charges: readonly RatedCharge[]): readonly (readonly RatedCharge[])[] {
  return [...Map.groupBy(charges, ({ cadPerUnit, currency }) => `${currency} ${cadPerUnit}`).values()]
}

function chargeDerivation(charges: readonly RatedCharge[], at: number, part: 'own' | 'shared'): Derivation {
  const [first] = charges
  const rate = first?.cadPerUnit ?? null
  const microsOf = (charge: RatedCharge) => (part === 'own' ? charge.effectiveMicros : charge.sharedMicros)
  const amounts = charges.map((charge, which) => amountOf(charge, `c${which + 1}`, part))
  const effective = charges.reduce((sum, charge) => sum + microsOf(charge), 0) / 1e6
  const value = rate === null ? undefined : Math.round(Number((effective * Number(rate) * 100).toFixed(6))) / 100
  return {
    name: `charges${at + 1}`,
    label: { fr: 'Dépenses facturées, coût effectif', en: 'Bill charges, effective cost' },
    value,
    unit: 'CAD',
    formula: 'round(effective * rate * 100) / 100',
    inputs: [
      {
        name: 'effective',
        label: { fr: 'Coût effectif', en: 'Effective cost' },
        value: effective,
        unit: first?.currency ?? '',
        formula: amounts.map(({ name }) => name).join(' + '),
        inputs: amounts,
      },
      {
        name: 'rate',
        label: { fr: `Taux du mois, ${first?.currency ?? ''}`, en: `Rate of the month, ${first?.currency ?? ''}` },
        value: rate === null ? undefined : Number(rate),
        unit: `CAD/${first?.currency ?? ''}`,
        inputs: [],
        source: { kind: 'data', file: 'exchange-rates', reference: first?.rateSource ?? '' },
        ...(rate === null ? { reasons: [`no-rate:${first?.currency ?? ''}`] } : {}),
      },
    ],
  }
}

/** A month of a source and a kind of service, down to its charges; its part of shared costs is taken off, or is what is told. */
function amountOf(charge: RatedCharge, name: string, part: 'own' | 'shared'): Derivation {
  const source = {
    kind: 'data',
    file: charge.source,
    reference: `${charge.period}, ${charge.chargeCount} × ${charge.serviceCategory}, import ${charge.importId}`,
  } as const
  const named = `${charge.source}, ${charge.serviceCategory}`
  const unit = charge.currency
  const shared: Derivation = {
    name: part === 'own' ? 'shared' : name,
    label: { fr: `Part de coûts partagés, ${named}`, en: `Part of shared costs, ${named}` },
    value: charge.sharedMicros / 1e6,
    unit,
    inputs: [],
    source,
  }
  if (part === 'shared') return shared
  const whole: Derivation = {
    name: charge.sharedMicros === 0 ? name : 'whole',
    label: { fr: named, en: named },
    value: charge.wholeMicros / 1e6,
    unit,
    inputs: [],
    figure: workloadMonthFigure({ ...charge, effectiveMicros: charge.wholeMicros }),
    source,
  }
  if (charge.sharedMicros === 0) return whole
  return {
    name,
    label: { fr: `${named}, sans coûts partagés`, en: `${named}, without shared costs` },
    value: charge.effectiveMicros / 1e6,
    unit,
    formula: 'whole - shared',
    inputs: [whole, shared],
  }
}

function ledgerDerivation(row: LedgerMonth, at: number): Derivation {
  return {
    name: `ledger${at + 1}`,
    label: { fr: `Grand livre, ${row.costElement}`, en: `Ledger, ${row.costElement}` },
    value: row.amountCents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'file', file: row.fileName, line: row.firstLine, batch: row.extractId },
    note: { fr: `${row.lines} lignes`, en: `${row.lines} lines` },
  }
}

function carriedDerivation(one: StandingBenefit, { month }: SeriesMonth, cents: number): Derivation {
  return {
    name: 'carried',
    label: {
      fr: 'Ancien coût, compté tant que rien ne montre qu’il a cessé',
      en: 'Legacy cost, counted while nothing shows that it ended',
    },
    value: cents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'calculation', formula: 'legacy - ledger', version: `${one.gathered.benefit.code} ${month}` },
  }
}
