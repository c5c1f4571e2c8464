import { costKnower, type Knower, knowerName, knowerOf } from '#models/rules/who-knows.ts'
import { said } from '#client/i18n/i18n.ts'
import { isGapCode } from './gap-words.ts'

export type Missed = { readonly kind: 'fact' | 'obligation' | 'cost'; readonly name: string }

function whoKnows(missed: Missed): Knower {
  if (missed.kind !== 'cost') return knowerOf(missed.name)
  return isGapCode(missed.name) ? costKnower[missed.name] : 'prices'
}

/** Who to ask, in words; the owner by the function written in the record. */
export function whomToAsk(missed: Missed, owner: string | null): string {
  return said(knowerName(whoKnows(missed), owner))
}

/** Whether the answer is written in the workload's classification. */
export function isAnsweredInClassification(missed: Missed): boolean {
  return missed.kind !== 'cost' && !['provider', 'prices', 'operations'].includes(whoKnows(missed))
}
