import type { PlannedBenefit } from '../cost/agreed.ts'
import type { Derivation } from '../shared/derivation.ts'

/** What a promise says, in the form its digest is taken over. */
export type PromiseContent = {
  readonly benefit: string
  readonly version: number
  readonly workload: string
  readonly decision: string
  readonly currentCostCents: number
  readonly plannedCostCents: number
  readonly promisedCents: number
  readonly p10Cents: number
  readonly p90Cents: number
  /** Day from which it counts, open-ended until a later version closes it. */
  readonly validFrom: string
  readonly recordedAt: string
  readonly frozenBy: string
  readonly reason: string
  readonly currentCostFigure: string
  readonly plannedCostFigure: string
  /** Digest of the version before; 64 zeros for the first. */
  readonly previousDigest: string
}

/** What stands before a first promise. */
export const firstPromise = '0'.repeat(64)

/** Where a promised amount comes from: today's cost less the planned one, both in dollars a year. */
export function promiseDerivation(
  planned: PlannedBenefit,
  inputs: { readonly current: Derivation; readonly plan: Derivation },
): Derivation {
  return {
    name: 'promised',
    label: { fr: 'Bénéfice promis par an', en: 'Benefit promised a year' },
    value: planned.promisedCents / 100,
    unit: 'CAD/an',
    formula: 'round((currentCost - plannedCost) * 100) / 100',
    inputs: [
      { ...inputs.current, name: 'currentCost', value: planned.currentCostCents / 100 },
      {
        name: 'plannedCost',
        label: { fr: 'Coût prévu (P50, arrondi au cent)', en: 'Planned cost (P50, rounded to the cent)' },
        value: planned.plannedCostCents / 100,
        unit: 'CAD/an',
        formula: 'round(p50 * 100) / 100',
        inputs: [{ ...inputs.plan, name: 'p50' }],
      },
    ],
  }
}
