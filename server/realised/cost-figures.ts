import type { SeriesMonth } from '#models/realised/benefit-series.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { workloadMonthFigure } from '#server/figures/figure-ids.ts'
import type { LedgerMonth } from '#server/ledgers/ledger-months.usecases.ts'
import type { RatedCharge } from './benefit-facts.ts'
import type { StandingBenefit } from './statuses.ts'

/** Charges that one rate converts are added before they are: the rounding of the figure is that of its derivation. */
export function sameRate(charges: readonly RatedCharge[]): readonly (readonly RatedCharge[])[] {
  return [...Map.groupBy(charges, ({ cadPerUnit, currency }) => `${currency} ${cadPerUnit}`).values()]
}

export function chargeDerivation(charges: readonly RatedCharge[], at: number, part: 'own' | 'shared'): Derivation {
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

export function ledgerDerivation(row: LedgerMonth, at: number): Derivation {
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

export function carriedDerivation(one: StandingBenefit, { month }: SeriesMonth, cents: number): Derivation {
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
