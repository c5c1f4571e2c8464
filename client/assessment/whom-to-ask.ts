import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { isGapCode } from './gap-words.ts'

type Who = 'owner' | 'privacy' | 'contract' | 'provider' | 'operations' | 'prices' | 'security' | 'legal'

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

/** Families of the catalogue's names, longest first: who knows. The owner answers for the rest of the workload (`w.`). */
const whoByFamily: readonly (readonly [string, Who])[] = [
  ['w.pi', 'privacy'],
  ['w.efvp', 'privacy'],
  ['w.', 'owner'],
  ['p.', 'provider'],
  ['t.', 'provider'],
  ['outQc', 'provider'],
  ['alt.', 'prices'],
  ['efvp.', 'privacy'],
  ['factors.', 'privacy'],
  ['committee.', 'privacy'],
  ['register67', 'privacy'],
  ['agreement.', 'contract'],
  ['contract.', 'contract'],
  ['legal.', 'legal'],
  ['manual.', 'security'],
  ['residualRisk', 'security'],
  ['justification.', 'owner'],
  ['cost_gap', 'owner'],
  ['assurance.', 'provider'],
  ['support.', 'provider'],
  ['tls', 'security'],
  ['cse_', 'security'],
  ['key', 'security'],
  ['encrypt', 'security'],
]

export type Missed = { readonly kind: 'fact' | 'obligation' | 'cost'; readonly name: string }

function whoKnows(missed: Missed): Who {
  if (missed.kind === 'cost') return isGapCode(missed.name) ? whoByGap[missed.name] : 'prices'
  return whoByFamily.find(([family]) => missed.name.startsWith(family))?.[1] ?? 'owner'
}

/** Who to ask, in words; the owner by the function written in the record. */
export function whomToAsk(missed: Missed, owner: string | null): string {
  switch (whoKnows(missed)) {
    case 'owner':
      return owner === null ? t('assessment.askOwnerUnknown') : t('assessment.askOwner', { owner })
    case 'privacy':
      return t('assessment.askPrivacy')
    case 'contract':
      return t('assessment.askContract')
    case 'provider':
      return t('assessment.askProvider')
    case 'operations':
      return t('assessment.askOperations')
    case 'prices':
      return t('assessment.askPrices')
    case 'security':
      return t('assessment.askSecurity')
    case 'legal':
      return t('assessment.askLegal')
  }
}

/** Whether the answer is written in the workload's classification. */
export function isAnsweredInClassification(missed: Missed): boolean {
  return missed.kind !== 'cost' && !['provider', 'prices'].includes(whoKnows(missed))
}
