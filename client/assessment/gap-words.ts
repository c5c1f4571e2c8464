import type { CostGap, CostGapCode } from '#models/cost/cost.schemas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'

/** Every reason has its words: a reason added to the model without them does not compile. */
const texts: Readonly<Record<CostGapCode, TextKey>> = {
  'no-assets': 'assessment.gapNoAssets',
  'no-vcpu': 'assessment.gapNoVcpu',
  'no-memory': 'assessment.gapNoMemory',
  'no-storage-size': 'assessment.gapNoStorage',
  'no-operating-system': 'assessment.gapNoSystem',
  'no-compute-price': 'assessment.gapNoComputePrice',
  'no-licence-price': 'assessment.gapNoLicencePrice',
  'no-egress-price': 'assessment.gapNoEgressPrice',
  'no-storage-price': 'assessment.gapNoStoragePrice',
  'no-public-price-list': 'assessment.gapNoPublicList',
  'no-fitting-size': 'assessment.gapNoFittingSize',
  'no-exchange-rate': 'assessment.gapNoExchangeRate',
  'no-commitment-price': 'assessment.gapNoCommitment',
}

export function isGapCode(text: string): text is CostGapCode {
  return Object.hasOwn(texts, text)
}

export function gapCode(gap: CostGap): CostGapCode {
  const code = gap.split(':')[0] ?? ''
  if (!isGapCode(code)) throw new Error(`a cost gap that the model does not know: ${gap}`)
  return code
}

export function gapCodeWords(code: CostGapCode): string {
  return t(texts[code])
}

/** The reasons in words, one a code, with its first subject and how many others. */
export function gapWords(gaps: readonly CostGap[]): readonly string[] {
  const subjects = new Map<CostGapCode, string[]>()
  for (const gap of gaps) {
    const code = gapCode(gap)
    const subject = gap.slice(code.length + 1)
    const those = subjects.get(code) ?? []
    if (subject !== '') those.push(subject)
    subjects.set(code, those)
  }
  return [...subjects].map(([code, those]) => {
    const reason = gapCodeWords(code)
    const [subject] = those
    if (subject === undefined) return reason
    return those.length === 1
      ? t('assessment.gapOf', { reason, subject })
      : t('assessment.gapOfMany', { reason, subject, count: those.length - 1 })
  })
}
