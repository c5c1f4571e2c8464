import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { isGapCode } from './gap-words.ts'

type Who = 'owner' | 'privacy' | 'contract' | 'provider' | 'operations' | 'prices' | 'security'

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
}

/** First word of a fact's or an obligation's name → who knows; the owner answers for the rest. */
const whoByFamily: Readonly<Record<string, Who>> = {
  dic: 'owner',
  pi: 'privacy',
  efvp: 'privacy',
  privacy: 'privacy',
  agreement: 'contract',
  contract: 'contract',
  contractEntity: 'provider',
  placement: 'provider',
  option: 'provider',
  offer: 'provider',
  provider: 'provider',
  operator: 'provider',
  catalogue: 'provider',
  assurance: 'provider',
  places: 'provider',
  place: 'provider',
  nsi: 'provider',
  keys: 'security',
  encrypt: 'security',
  security: 'security',
}

export type Missed = { readonly kind: 'fact' | 'obligation' | 'cost'; readonly name: string }

function whoKnows(missed: Missed): Who {
  if (missed.kind === 'cost') return isGapCode(missed.name) ? whoByGap[missed.name] : 'prices'
  const family = missed.name.split('.')[0] ?? ''
  return whoByFamily[family] ?? 'owner'
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
  }
}

/** Whether the answer is written in the workload's classification. */
export function isAnsweredInClassification(missed: Missed): boolean {
  return missed.kind !== 'cost' && !['provider'].includes(whoKnows(missed))
}
