import type { PortfolioColumns, Strategy } from '#models/inventory/workload.views.ts'
import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import { language, type TextKey, t } from '#client/i18n/i18n.ts'
import { levelName } from '#client/i18n/level-names.ts'
import { verdictWord } from '#client/ui/verdict-mark.tsx'
import type { FacetId, Privacy } from './portfolio-index.ts'
import type { SortColumn } from './portfolio-sort.ts'

export const facetText: Readonly<Record<FacetId, TextKey>> = {
  verdict: 'portfolio.facetVerdict',
  c: 'portfolio.facetC',
  strategy: 'portfolio.facetStrategy',
  body: 'portfolio.facetBody',
  privacy: 'portfolio.facetPrivacy',
  environment: 'portfolio.facetEnvironment',
  classification: 'portfolio.facetClassification',
  wave: 'portfolio.facetWave',
}

export const columnText: Readonly<Record<SortColumn, TextKey>> = {
  name: 'portfolio.colName',
  body: 'portfolio.colBody',
  dic: 'portfolio.colDic',
  privacy: 'portfolio.colPrivacy',
  best: 'portfolio.colBest',
  strategy: 'portfolio.colStrategy',
  current: 'portfolio.colCurrent',
  p50: 'portfolio.colP50',
  gap: 'portfolio.colGap',
  environment: 'portfolio.colEnvironment',
  owner: 'portfolio.colOwner',
  technology: 'portfolio.colTechnology',
  servers: 'portfolio.colServers',
  wave: 'portfolio.colWave',
}

export const strategyText: Readonly<Record<Strategy, TextKey>> = {
  rehost: 'portfolio.rehost',
  replatform: 'portfolio.replatform',
  repurchase: 'portfolio.repurchase',
  refactor: 'portfolio.refactor',
  relocate: 'portfolio.relocate',
  retire: 'portfolio.retire',
  retain: 'portfolio.retain',
}

export const environmentText = {
  production: 'portfolio.production',
  recovery: 'portfolio.recovery',
  test: 'portfolio.test',
} as const satisfies Readonly<Record<string, TextKey>>

const classificationText = {
  none: 'portfolio.classificationNone',
  proposed: 'portfolio.classificationProposed',
  approved: 'portfolio.classificationApproved',
  returned: 'portfolio.classificationReturned',
} as const satisfies Readonly<Record<string, TextKey>>

export const privacyText: Readonly<Record<Privacy, { readonly full: TextKey; readonly short: TextKey }>> = {
  required: { full: 'portfolio.privacyRequired', short: 'portfolio.privacyRequiredShort' },
  started: { full: 'portfolio.privacyStarted', short: 'portfolio.privacyStartedShort' },
  done: { full: 'portfolio.privacyDone', short: 'portfolio.privacyDoneShort' },
  none: { full: 'portfolio.privacyNone', short: 'portfolio.privacyNoneShort' },
  unknown: { full: 'portfolio.privacyUnknown', short: 'portfolio.privacyUnknownShort' },
}

/** Shorter than on a verdict: the facet is narrow, and speaks of the best option. */
function verdictFacetText(verdict: Verdict): string {
  if (verdict === 'forbid') return t('portfolio.noOption')
  if (verdict === 'require') return t('portfolio.facetRequire')
  return verdict === 'allow-with-mitigation' ? t('portfolio.facetMitigation') : verdictWord(verdict)
}

/** The words of a facet's value, as they stand in its list and in the chips. */
export function facetValueText(id: FacetId, value: string): string {
  // Each value was written by `portfolioIndex` from the same closed list as the table it is read in.
  switch (id) {
    case 'verdict':
      return verdictFacetText(value as Verdict)
    case 'c':
      return value === 'none' ? t('portfolio.notAssessed') : levelName('c', Number(value))
    case 'strategy':
      return value === 'none' ? t('portfolio.noStrategy') : t(strategyText[value as Strategy])
    case 'body':
      return value
    case 'privacy':
      return t(privacyText[value as Privacy].full)
    case 'environment':
      return t(environmentText[value as keyof typeof environmentText])
    case 'classification':
      return t(classificationText[value as keyof typeof classificationText])
    case 'wave':
      return value === 'none' ? t('portfolio.noWave') : value
  }
}

const gapText: Readonly<Record<CostGapCode, TextKey>> = {
  'no-assets': 'portfolio.gapNoAssets',
  'no-vcpu': 'portfolio.gapNoVcpu',
  'no-memory': 'portfolio.gapNoMemory',
  'no-storage-size': 'portfolio.gapNoStorageSize',
  'no-operating-system': 'portfolio.gapNoOperatingSystem',
  'no-compute-price': 'portfolio.gapNoComputePrice',
  'no-licence-price': 'portfolio.gapNoLicencePrice',
  'no-egress-price': 'portfolio.gapNoEgressPrice',
  'no-storage-price': 'portfolio.gapNoStoragePrice',
  'no-public-price-list': 'portfolio.gapNoPublicPriceList',
  'no-fitting-size': 'portfolio.gapNoFittingSize',
  'no-exchange-rate': 'portfolio.gapNoExchangeRate',
  'no-commitment-price': 'portfolio.gapNoCommitment',
}

const rulePattern = /^[A-Z]{2,5}-[A-Z]{2,5}-\d+$/

/** Why a figure is unknown: `no-vcpu:srv-bd01` → « Nombre de processeurs inconnu, srv-bd01 ». */
export function gapWords(gap: string): string {
  const [code = '', ...subject] = gap.split(':')
  const key = Object.hasOwn(gapText, code) ? gapText[code as CostGapCode] : undefined
  if (key === undefined)
    return t(rulePattern.test(gap) ? 'portfolio.closedBy' : 'portfolio.gapUnknown', { subject: gap, rule: gap })
  return [t(key), ...(subject.length === 0 ? [] : [subject.join(':')])].join(', ')
}

export function optionLabel(columns: PortfolioColumns, option: number): string {
  const found = columns.options[option]
  if (found === undefined) return ''
  return language() === 'fr' ? found.labelFr : found.labelEn
}
