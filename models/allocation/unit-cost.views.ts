import type { Measure } from '../benefits/register.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Outcome } from '../shared/outcome.ts'
import type { UnitCost } from './unit-cost.ts'

export type UnitCostMonth = {
  readonly period: string
  /** The month may still change: one of its sources has not closed it. */
  readonly isOpen: boolean
  readonly cost: Outcome<UnitCost>
  /** CAD for a unit of each currency billed, with what the rate is. */
  readonly rates: readonly { readonly currency: string; readonly cadPerUnit: string; readonly basis: string }[]
  /** Ids under which the three numbers open, where they are known. */
  readonly figures: { readonly cost: string; readonly quantity: string; readonly unit: string }
}

/** Cost of one unit of a measure of a benefit, month after month. */
export type UnitCostsView = {
  readonly workload: string
  readonly workloadName: string
  readonly benefit: string
  readonly measure: string
  readonly measureName: Bilingual
  readonly unit: string
  readonly months: readonly UnitCostMonth[]
}

/** Measures whose observations may divide a cost. */
export type UnitMeasure = {
  readonly benefit: string
  readonly measure: string
  readonly name: Bilingual
  readonly unit: string
  readonly role: Measure['role']
  readonly observations: number
}
