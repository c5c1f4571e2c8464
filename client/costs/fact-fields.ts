import type { CostFacts } from '#models/cost/cost-facts.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'

type FactKind = 'amount' | 'quantity' | 'day' | 'years'
export type FactField = {
  readonly name: keyof CostFacts
  readonly text: TextKey
  readonly hint?: TextKey
  readonly kind: FactKind
  readonly unit?: TextKey
  /** The assumption that stands while nobody has stated it; without one, nothing is counted. */
  readonly assumption?: string
}

/** What may be stated of a workload's costs beyond its inventory, in the order it is asked. */
export const factFields: readonly FactField[] = [
  {
    name: 'egressGbPerMonth',
    text: 'costs.factEgress',
    hint: 'costs.factEgressHint',
    kind: 'quantity',
    unit: 'costs.unitGbMonth',
    assumption: 'egressPerStored',
  },
  {
    name: 'labourHoursPerYear',
    text: 'costs.factLabour',
    kind: 'quantity',
    unit: 'costs.unitHoursYear',
    assumption: 'adminHoursPerServer',
  },
  {
    name: 'byolCores',
    text: 'costs.factByol',
    hint: 'costs.factByolHint',
    kind: 'quantity',
    unit: 'costs.unitCores',
  },
  { name: 'leaseCadPerYear', text: 'costs.factLease', kind: 'amount', unit: 'costs.unitCadYear' },
  { name: 'leaseEndsOn', text: 'costs.factLeaseEnds', kind: 'day' },
  { name: 'refreshCad', text: 'costs.factRefresh', kind: 'amount', unit: 'costs.unitCad' },
  { name: 'refreshOn', text: 'costs.factRefreshOn', kind: 'day' },
  { name: 'refreshEveryYears', text: 'costs.factRefreshEvery', kind: 'years', unit: 'costs.unitYears' },
  {
    name: 'residualCad',
    text: 'costs.factResidual',
    hint: 'costs.factResidualHint',
    kind: 'amount',
    unit: 'costs.unitCad',
  },
  {
    name: 'bookValueCad',
    text: 'costs.factBookValue',
    hint: 'costs.factBookValueHint',
    kind: 'amount',
    unit: 'costs.unitCad',
  },
]

/** A stated value in words; zero is a statement. */
export function factValue(field: FactField, value: string | number): string {
  if (typeof value === 'string') return value
  if (field.kind === 'amount')
    return field.name === 'leaseCadPerYear' ? `${fmt.money(value)} ${t('costs.byYear')}` : fmt.money(value)
  const digits = Number.isInteger(value) ? 0 : 2
  return field.unit === undefined ? fmt.decimal(value, digits) : `${fmt.decimal(value, digits)}\u00a0${t(field.unit)}`
}
