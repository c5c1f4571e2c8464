import type { NewInvoice } from './bill-months.schemas.ts'
import { headerNames } from './header-names.ts'
import { microsOf, microsText } from './decimals.ts'
import { isCalendarDay } from '../shared/day.ts'

// FOCUS 1.4, data set Invoice Detail: one line a detail of an invoice. The columns are those of the specification (CC-BY-4.0); a line carries
// the billing account and period as the charges do.

const needed = ['InvoiceId', 'InvoiceDetailId', 'InvoiceStatus', 'BilledCost', 'BillingCurrency'] as const

export type InvoiceRefusal = {
  /** Physical line: header = 1. */
  readonly row: number
  readonly column: string
  readonly code:
    | 'invoice-without-number'
    | 'invoice-amount-unreadable'
    | 'invoice-status-unknown'
    | 'invoice-month-unknown'
    | 'invoice-mixed-currencies'
    | 'invoice-account-unknown'
    | 'invoice-month-closed'
}

export type DetailedInvoice = {
  readonly account: string
  readonly month: string
  readonly invoice: NewInvoice
  readonly lines: readonly number[]
}

export type InvoiceDetailRead = {
  readonly invoices: readonly DetailedInvoice[]
  readonly refused: readonly InvoiceRefusal[]
}

type Line = {
  readonly row: number
  readonly number: string
  readonly account: string
  readonly month: string
  readonly status: NewInvoice['status']
  readonly issuedOn: string | null
  readonly currency: string
  readonly micros: bigint
  readonly payment: { readonly currency: string; readonly micros: bigint } | null
  readonly isTax: boolean
  readonly hasCategory: boolean
}

/** Sums the lines of each invoice; undefined when the header is of another data set. An invoice with one bad line is refused whole. */
export function invoicesInDetail(rows: readonly (readonly string[])[]): InvoiceDetailRead | undefined {
  const names = headerNames(rows[0] ?? [])
  if (!needed.every((name) => names.has(name.toLowerCase()))) return undefined
  const lines: Line[] = []
  const refused: InvoiceRefusal[] = []
  const spoiled = new Set<string>()
  rows.slice(1).forEach((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return
    const cell = (name: string) => {
      const at = names.get(name.toLowerCase())
      const text = at === undefined ? '' : (cells[at] ?? '').trim()
      return text.toUpperCase() === 'NULL' ? '' : text
    }
    const read = lineOf(cell, i + 2)
    if ('code' in read) {
      refused.push(read)
      spoiled.add(cell('InvoiceId'))
    } else lines.push(read)
  })
  const invoices: DetailedInvoice[] = []
  const groups = Map.groupBy(
    lines.filter((line) => !spoiled.has(line.number)),
    (line) => JSON.stringify([line.account, line.month, line.number]),
  )
  for (const group of groups.values()) {
    const summed = invoiceOf(group)
    if ('code' in summed) refused.push(summed)
    else invoices.push(summed)
  }
  return { invoices, refused }
}

function lineOf(cell: (name: string) => string, row: number): Line | InvoiceRefusal {
  const number = cell('InvoiceId')
  const status = statuses[cell('InvoiceStatus').toLowerCase()]
  const amount = microsOf(cell('BilledCost'))
  const month = cell('BillingPeriodStart').slice(0, 7)
  if (number === '') return { row, column: 'InvoiceId', code: 'invoice-without-number' }
  if (status === undefined) return { row, column: 'InvoiceStatus', code: 'invoice-status-unknown' }
  if (amount.kind === 'unknown') return { row, column: 'BilledCost', code: 'invoice-amount-unreadable' }
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    return { row, column: 'BillingPeriodStart', code: 'invoice-month-unknown' }
  const paid = microsOf(cell('PaymentCurrencyBilledCost'))
  const paidIn = cell('PaymentCurrency')
  const day = cell('InvoiceIssueDate').slice(0, 10)
  return {
    row,
    number,
    status,
    month,
    account: cell('BillingAccountId'),
    issuedOn: /^\d{4}-\d{2}-\d{2}$/.test(day) && isCalendarDay(day) ? day : null,
    currency: cell('BillingCurrency'),
    micros: amount.value,
    payment: paidIn === '' || paid.kind === 'unknown' ? null : { currency: paidIn, micros: paid.value },
    isTax: cell('ChargeCategory') === 'Tax',
    hasCategory: cell('ChargeCategory') !== '',
  }
}

const statuses: Readonly<Record<string, NewInvoice['status'] | undefined>> = {
  open: 'open',
  issued: 'issued',
  voided: 'voided',
}

function invoiceOf(lines: readonly Line[]): DetailedInvoice | InvoiceRefusal {
  const [first] = lines
  if (first === undefined) throw new RangeError('an invoice without lines')
  const other = lines.find((line) => line.currency !== first.currency)
  if (other !== undefined) return { row: other.row, column: 'BillingCurrency', code: 'invoice-mixed-currencies' }
  const sum = (of: readonly Line[]) => of.reduce((total, line) => total + line.micros, 0n)
  const paid = lines.flatMap((line) => line.payment ?? [])
  // Told of every line and in one currency, or not told.
  const isPaid = paid.length === lines.length && paid.every((one) => one.currency === paid[0]?.currency)
  const payment =
    isPaid && paid[0] !== undefined
      ? { currency: paid[0].currency, amount: microsText(paid.reduce((total, one) => total + one.micros, 0n)) }
      : null
  return {
    account: first.account,
    month: first.month,
    lines: lines.map((line) => line.row),
    invoice: {
      number: first.number,
      status: first.status,
      issuedOn: first.issuedOn,
      currency: first.currency,
      amount: microsText(sum(lines)),
      tax: lines.every((line) => line.hasCategory) ? microsText(sum(lines.filter((line) => line.isTax))) : null,
      credits: null,
      payment,
    },
  }
}
