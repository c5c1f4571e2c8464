import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import { whoActs, type Who } from '#models/rules/who-acts.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { isGapCode } from './gap-words.ts'

const whoByGap: Readonly<Record<CostGapCode, Who>> = {
  'no-assets': 'operations',
  'no-vcpu': 'operations',
  'no-memory': 'operations',
  'no-storage-size': 'operations',
  'no-operating-system': 'operations',
  'no-compute-price': 'prices',
  'no-licence-price': 'prices',
  'no-storage-price': 'prices',
  'no-public-price-list': 'provider',
  'no-fitting-size': 'prices',
  'no-exchange-rate': 'prices',
  'no-commitment-price': 'prices',
}

export type Missed = { readonly kind: 'fact' | 'obligation' | 'cost'; readonly name: string }

function whoKnows(missed: Missed): Who {
  if (missed.kind !== 'cost') return whoActs(missed.name)
  return isGapCode(missed.name) ? whoByGap[missed.name] : 'prices'
}

const texts: Readonly<Record<Exclude<Who, 'owner'>, TextKey>> = {
  privacy: 'assessment.askPrivacy',
  contract: 'assessment.askContract',
  provider: 'assessment.askProvider',
  broker: 'assessment.askBroker',
  operations: 'assessment.askOperations',
  prices: 'assessment.askPrices',
  security: 'assessment.askSecurity',
  legal: 'assessment.askLegal',
  head: 'assessment.askHead',
  exemption: 'assessment.askExemption',
}

/** A function in words; the owner by the function written in the record. */
export function whoWords(who: Who, owner: string | null): string {
  if (who !== 'owner') return t(texts[who])
  return owner === null ? t('assessment.askOwnerUnknown') : t('assessment.askOwner', { owner })
}

/** Who to ask, in words. */
export function whomToAsk(missed: Missed, owner: string | null): string {
  return whoWords(whoKnows(missed), owner)
}

/** Whether the answer is written in the workload's classification. */
export function isAnsweredInClassification(missed: Missed): boolean {
  return missed.kind !== 'cost' && !['provider', 'broker', 'prices'].includes(whoKnows(missed))
}
