import type { Outcome } from '#models/shared/outcome.ts'
import { type Cad, dollarsOf, nominalCad, type NominalCad, type PriceBasis } from '#models/finance/price-basis.ts'
import type { DatedFlow } from '#models/finance/dated-flows.ts'

/** Flows in nominal dollars. */
export const nominal = (...dollars: readonly number[]): NominalCad[] => dollars.map(nominalCad)

export const dated = (...flows: readonly (readonly [day: string, dollars: number])[]): DatedFlow<'nominal'>[] =>
  flows.map(([day, dollars]) => ({ day, amount: nominalCad(dollars) }))

/** The known value, or the reasons as an error. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'unknown') throw new Error(outcome.reasons.join())
  return outcome.value
}

export const dollarsIn = <B extends PriceBasis>(outcome: Outcome<Cad<B>>): number => dollarsOf(valueOf(outcome))
