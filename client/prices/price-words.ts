import type { PriceChangeKind, PriceSide } from '#models/prices/book-difference.ts'
import type { PriceStatus, PriceTerm } from '#models/prices/price-book.ts'
import type { PriceBookState, PriceBookView } from '#models/prices/price-books.schemas.ts'
import type { PriceColumn } from '#models/prices/price-row.ts'
import { language, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const statusText: Readonly<Record<PriceStatus, TextKey>> = {
  verified: 'prices.statusVerified',
  derived: 'prices.statusDerived',
  estimate: 'prices.statusEstimate',
  unverified: 'prices.statusUnverified',
}
export const kindText: Readonly<Record<PriceChangeKind, TextKey>> = {
  new: 'prices.oneNew',
  gone: 'prices.oneGone',
  changed: 'prices.oneChanged',
  unit: 'prices.oneUnit',
  currency: 'prices.oneCurrency',
}
const countText: Readonly<Record<PriceChangeKind, TextKey>> = {
  new: 'prices.countNew',
  gone: 'prices.countGone',
  changed: 'prices.countChanged',
  unit: 'prices.countUnit',
  currency: 'prices.countCurrency',
}
export const statusCount: Readonly<Record<PriceStatus, TextKey>> = {
  verified: 'prices.countVerified',
  derived: 'prices.countDerived',
  estimate: 'prices.countEstimate',
  unverified: 'prices.countUnverified',
}
export const stateLook: Readonly<Record<PriceBookState, { readonly text: TextKey; readonly tone: Tone }>> = {
  proposed: { text: 'prices.stateProposed', tone: 'warn' },
  accepted: { text: 'prices.stateAccepted', tone: 'ok' },
  rejected: { text: 'prices.stateRejected', tone: 'none' },
}
export const columnText: Readonly<Record<PriceColumn, TextKey>> = {
  region: 'prices.columnRegion',
  provider: 'prices.columnProvider',
  service: 'prices.columnService',
  sku: 'prices.columnSku',
  vcpu: 'prices.columnVcpu',
  memory_gib: 'prices.columnMemory',
  os: 'prices.columnOs',
  unit: 'prices.columnUnit',
  price: 'prices.columnPrice',
  currency: 'prices.columnCurrency',
  as_of: 'prices.columnAsOf',
  source: 'prices.columnSource',
  status: 'prices.columnStatus',
  option: 'prices.columnOption',
  stands_for: 'prices.columnStandsFor',
}

export function termWords(term: PriceTerm): string {
  if (term === 'on-demand') return t('prices.termOnDemand')
  return t(term.endsWith('3y') ? 'prices.term3y' : 'prices.term1y')
}

/** A list price with all the decimals it was published with: `0.107 USD / hour`, and a comma in French. */
export function amountWords({ amount, currency, unit }: Pick<PriceSide, 'amount' | 'currency' | 'unit'>): string {
  const written = language() === 'fr' ? amount.replace('.', ',') : amount
  return `${written} ${currency} / ${unit}`
}

/** What differed when it was proposed: `12 nouveaux, 3 disparus, 40 changés`. */
export function countsWords({ counts }: Pick<PriceBookView, 'counts'>): string {
  const parts = (['new', 'gone', 'changed', 'unit', 'currency'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(countText[kind], { count: counts[kind] }))
  return parts.length === 0 ? t('prices.nothingChanges') : parts.join(', ')
}

export function readersWords({ visibility, body }: Pick<PriceBookView, 'visibility' | 'body'>): string {
  return visibility === 'all' ? t('prices.readersAll') : t('prices.readersBody', { body })
}
