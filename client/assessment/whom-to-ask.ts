import { whoActs, whoGives, whoName, type Who } from '#models/rules/who-acts.ts'
import { said } from '#client/i18n/i18n.ts'
import { isGapCode } from './gap-words.ts'

export type Missed = { readonly kind: 'fact' | 'obligation' | 'cost'; readonly name: string }

function whoKnows(missed: Missed): Who {
  if (missed.kind !== 'cost') return whoActs(missed.name)
  return isGapCode(missed.name) ? whoGives[missed.name] : 'prices'
}

/** A function in words; the owner by the function written in the record. */
export function whoWords(who: Who, owner: string | null): string {
  return said(whoName(who, owner))
}

/** Who to ask, in words. */
export function whomToAsk(missed: Missed, owner: string | null): string {
  return whoWords(whoKnows(missed), owner)
}

/** Whether the answer is written in the workload's classification: where it runs today is not. */
export function isAnsweredInClassification(missed: Missed): boolean {
  if (missed.kind === 'cost' || missed.name === 'w.isNewPlacement') return false
  return !['provider', 'broker', 'prices'].includes(whoKnows(missed))
}
