import type { BillDeliveryView } from '#models/bills/bill.views.ts'
import type { BillMonthState, InvoiceMatch, NewInvoice, ReconciliationView } from '#models/bills/bill-months.schemas.ts'
import type { CadRate, RateKind, RateStatus } from '#models/bills/cad-rate.ts'
import { microsOf, microsText, roundedQuotient } from '#models/bills/decimals.ts'
import type { DifferenceKind } from '#models/bills/reconciliation.ts'
import { language, t, type TextKey } from '#client/i18n/i18n.ts'
import { unknownMark } from '#client/i18n/format.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

type Look = { readonly tone: Tone; readonly text: TextKey }
const nbsp = '\u00a0'

/** An amount of a bill to the cent with its currency, exact: it never passes through a double. Unknown is a dash. */
export function billMoney(amount: string | null, currency: string): string {
  const read = amount === null ? undefined : microsOf(amount)
  if (read === undefined || read.kind === 'unknown') return unknownMark
  const cents = microsText(roundedQuotient(read.value, 10_000n) * 10_000n)
  const [whole = '', fraction = ''] = cents.replace('-', '').split('.')
  const isFrench = language() === 'fr'
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, isFrench ? nbsp : ',')
  return `${cents.startsWith('-') ? '\u2212' : ''}${grouped}${isFrench ? ',' : '.'}${fraction}${nbsp}${currency}`
}

/** Who bills, by its name, or by its account when it has none. */
export function sourceName({ name, account }: { readonly name: string; readonly account: string }): string {
  return name === '' ? account : name
}

/** What came or went between two amounts of one currency, with its sign, exact. */
export function billDifference(before: string, after: string, currency: string): string {
  const [from, to] = [microsOf(before), microsOf(after)]
  if (from.kind === 'unknown' || to.kind === 'unknown') return unknownMark
  const change = to.value - from.value
  return `${change > 0n ? '+' : ''}${billMoney(microsText(change), currency)}`
}

/** A rate as the language writes it; every decimal that was stated. */
export function rateText(cadPerUnit: string): string {
  return language() === 'fr' ? cadPerUnit.replace('.', ',') : cadPerUnit
}

export const monthLook: Readonly<Record<BillMonthState, Look>> = {
  missing: { tone: 'bad', text: 'bills.stateMissing' },
  open: { tone: 'none', text: 'bills.stateOpen' },
  closed: { tone: 'ok', text: 'bills.stateClosed' },
}

export const matchText: Readonly<Record<InvoiceMatch, TextKey>> = {
  'no-invoice': 'bills.matchNone',
  agrees: 'bills.matchAgrees',
  differs: 'bills.matchDiffers',
  'other-currency': 'bills.matchOther',
}

export const reconciliationLook: Readonly<Record<ReconciliationView['state'], Look>> = {
  agrees: { tone: 'ok', text: 'bills.stateAgrees' },
  explained: { tone: 'mit', text: 'bills.stateExplained' },
  unexplained: { tone: 'bad', text: 'bills.stateUnexplained' },
  unknown: { tone: 'none', text: 'bills.stateUnknown' },
}

export const partText: Readonly<Record<DifferenceKind, TextKey>> = {
  tax: 'bills.partTax',
  credits: 'bills.partCredits',
  quarantine: 'bills.partQuarantine',
  'other-invoices': 'bills.partOtherInvoices',
  'rows-without-invoice': 'bills.partNoInvoice',
  rounding: 'bills.partRounding',
}

export const deliveryLook: Readonly<Record<BillDeliveryView['state'], Look>> = {
  received: { tone: 'none', text: 'bills.deliveryReceived' },
  imported: { tone: 'ok', text: 'bills.deliveryImported' },
  identical: { tone: 'mit', text: 'bills.deliveryIdentical' },
  refused: { tone: 'bad', text: 'bills.deliveryRefused' },
  cancelled: { tone: 'warn', text: 'bills.deliveryCancelled' },
}

export const invoiceStatusText: Readonly<Record<NewInvoice['status'], TextKey>> = {
  open: 'bills.statusOpen',
  issued: 'bills.statusIssued',
  voided: 'bills.statusVoided',
}

export const kindText: Readonly<Record<RateKind, TextKey>> = {
  day: 'bills.kindDay',
  month: 'bills.kindMonth',
  contract: 'bills.kindContract',
  invoice: 'bills.kindInvoice',
  year: 'bills.kindYear',
}

export const rateStatusText: Readonly<Record<RateStatus, TextKey>> = {
  verified: 'bills.statusVerified',
  stated: 'bills.statusStated',
  unverified: 'bills.statusUnverified',
}

const basisText: Readonly<Record<CadRate['basis'], TextKey>> = {
  identity: 'bills.basisIdentity',
  day: 'bills.basisDay',
  carried: 'bills.basisCarried',
  'mean-of-days': 'bills.basisMean',
  month: 'bills.basisMonth',
  contract: 'bills.basisContract',
  invoice: 'bills.basisInvoice',
  year: 'bills.basisYear',
}

/** What a rate is and where it comes from: « moyenne de 21 jours publiés sur 22 jours ouvrables, vérifié ». */
export function basisWords({ basis, ratedOn, days, status }: CadRate): string {
  const words = t(basisText[basis], {
    on: ratedOn,
    count: days?.rated ?? 0,
    rated: days?.rated ?? 0,
    weekdays: days?.weekdays ?? 0,
  })
  return `${words}, ${t(rateStatusText[status])}`
}

/** Why nothing is compared. */
export function reasonText(reason: string | null): TextKey {
  if (reason === 'no-import') return 'bills.whyNoImport'
  return reason === 'no-invoice' ? 'bills.whyNoInvoice' : 'bills.whyOtherCurrency'
}
