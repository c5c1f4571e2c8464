import type { MonthTerm } from '#models/bills/bill-months.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation, Source } from '#models/shared/derivation.ts'
import { billFigure } from '#server/figures/figure-ids.ts'
import type { MonthFacts } from './month-facts.ts'

export type Terms = Map<MonthTerm, Derivation>
export type Current = NonNullable<MonthFacts['current']>

export const amountOf = (micros: bigint) => Number(micros) / 1e6
/** A difference of amounts of millions keeps its millionths. */
export const exact = (expression: string) => `round((${expression}) * 1000000) / 1000000`

/** All that the import in force bills; opens to its services, days, charges and lines. */
export function wholeOf(current: Current, cost: 'billed' | 'effective'): Derivation {
  return {
    ...leaf(cost, costWords[cost], BigInt(current[`${cost}_micros`]), current.currency, fileOf(current, '')),
    figure: billFigure({ importId: current.id, cost, part: { of: 'import' } }),
  }
}
export const costWords = {
  billed: { fr: 'Coût facturé', en: 'Billed cost' },
  effective: { fr: 'Coût effectif', en: 'Effective cost' },
} as const

export const fileOf = (current: Current, reference: string): Source => ({
  kind: 'data',
  file: current.file_name,
  reference,
})

export function leaf(name: string, label: Bilingual, micros: bigint, unit: string, source: Source): Derivation {
  return { name, label, value: amountOf(micros), unit, inputs: [], source }
}
