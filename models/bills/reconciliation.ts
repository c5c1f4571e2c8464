import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { decimalText, roundedQuotient } from './decimals.ts'

/** Accepted rows of one import, summed by what an invoice can tell apart. Millionths of `currency`. */
export type BilledSum = {
  readonly account: string
  readonly currency: string
  readonly chargeCategory: string
  /** Empty: the row names no invoice. */
  readonly invoice: string
  readonly billedMicros: bigint
  readonly rows: number
}

/** Money of the rows refused: what could be read of it, and the rows of which no amount could be read. */
export type QuarantineSum = {
  readonly currency: string
  readonly micros: bigint
  readonly rows: number
  readonly rowsWithoutAmount: number
}

/** An invoice as issued. Tax and credits are what the invoice itself says, credits as a positive amount; null when it was not told. */
export type InvoiceTotal = {
  readonly number: string
  readonly status: InvoiceStatus
  readonly currency: string
  readonly amountMicros: bigint
  readonly taxMicros: bigint | null
  readonly creditMicros: bigint | null
  readonly payment: { readonly currency: string; readonly micros: bigint } | null
}

export const invoiceStatuses = ['open', 'issued', 'voided'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

export type DifferenceKind = 'tax' | 'credits' | 'quarantine' | 'other-invoices' | 'rows-without-invoice' | 'rounding'
export type DifferencePart = { readonly kind: DifferenceKind; readonly micros: bigint; readonly rows: number | null }
export type InvoicedGap = 'no-import' | 'no-invoice' | `invoice-in-another-currency:${string}`

export type Reconciliation = {
  readonly currency: string
  readonly accounts: readonly {
    readonly account: string
    readonly currency: string
    readonly billedMicros: bigint
    readonly rows: number
  }[]
  /** Σ billed in the billing currency; what stands in another currency is never added to it. */
  readonly billedMicros: bigint
  readonly otherCurrencies: readonly string[]
  readonly quarantine: readonly QuarantineSum[]
  readonly invoicedMicros: Outcome<bigint, InvoicedGap>
  /** Invoiced − billed: a line of its own. */
  readonly differenceMicros: Outcome<bigint, InvoicedGap>
  readonly parts: readonly DifferencePart[]
  /** What no part explains; 0 when the difference is explained whole. */
  readonly remainderMicros: Outcome<bigint, InvoicedGap>
  /** Facts of the invoice that were not told, for which no part could be made. */
  readonly untold: readonly ('tax' | 'credits')[]
  readonly payments: readonly Payment[]
  readonly state: 'unknown' | 'agrees' | 'explained' | 'unexplained'
}

/** What was paid in another currency, and the rate that this implies: paid ÷ invoiced. Told, never applied. */
export type Payment = {
  readonly invoice: string
  readonly currency: string
  readonly micros: bigint
  readonly impliedRate: string | null
}

/** An invoice is rounded to the cent twice, its total and its taxes: half a cent each. Millionths. */
const roundingOfAnInvoice = 10_000n

/**
 * Holds the bill that was read against the invoices of its month.
 *
 * difference = Σ invoiced − Σ billed, in the billing currency. Its parts are disjoint: rows that belong to another invoice or to none leave
 * the comparison (only when the file names invoices at all), then taxes and credits the invoice has and the rows have not, money in
 * quarantine, and rounding up to a cent an invoice. Σ parts + remainder = difference, always. A voided invoice counts for nothing.
 */
export function reconciliation(given: {
  readonly currency: string
  /** Undefined while nothing was imported for the month. */
  readonly sums: readonly BilledSum[] | undefined
  readonly quarantine: readonly QuarantineSum[]
  readonly invoices: readonly InvoiceTotal[]
}): Reconciliation {
  const { currency, quarantine } = given
  const sums = given.sums ?? []
  const own = sums.filter((sum) => sum.currency === currency)
  const billedMicros = total(own)
  const counted = given.invoices.filter((invoice) => invoice.status !== 'voided')
  const base = {
    currency,
    accounts: byAccount(sums),
    billedMicros,
    otherCurrencies: [...new Set(sums.map((sum) => sum.currency))].filter((one) => one !== currency).toSorted(),
    quarantine,
    payments: counted.flatMap(paymentOf),
  }
  const invoiced = given.sums === undefined ? unknownBecause<InvoicedGap>('no-import') : invoicedIn(currency, counted)
  if (invoiced.kind === 'unknown')
    return {
      ...base,
      invoicedMicros: invoiced,
      differenceMicros: invoiced,
      remainderMicros: invoiced,
      parts: [],
      untold: [],
      state: 'unknown',
    }
  const difference = invoiced.value - billedMicros
  const { parts, untold } = partsOf({ currency, own, quarantine, counted })
  const rest = difference - parts.reduce((sum, part) => sum + part.micros, 0n)
  const isRounding = rest !== 0n && magnitude(rest) <= roundingOfAnInvoice * BigInt(counted.length)
  const all = isRounding ? [...parts, { kind: 'rounding' as const, micros: rest, rows: null }] : parts
  const remainder = isRounding ? 0n : rest
  return {
    ...base,
    invoicedMicros: invoiced,
    differenceMicros: known(difference),
    parts: all,
    remainderMicros: known(remainder),
    untold,
    state: difference === 0n && all.length === 0 ? 'agrees' : remainder === 0n ? 'explained' : 'unexplained',
  }
}

/** Whether a period may be closed without a reason: everything that differs from the invoice is explained. */
export function mayClose({ state }: Pick<Reconciliation, 'state'>): boolean {
  return state === 'agrees' || state === 'explained'
}

function invoicedIn(currency: string, counted: readonly InvoiceTotal[]): Outcome<bigint, InvoicedGap> {
  if (counted.length === 0) return unknownBecause('no-invoice')
  const foreign = counted.find((invoice) => invoice.currency !== currency)
  if (foreign !== undefined) return unknownBecause(`invoice-in-another-currency:${foreign.currency}`)
  return known(counted.reduce((sum, invoice) => sum + invoice.amountMicros, 0n))
}

function partsOf(given: {
  readonly currency: string
  readonly own: readonly BilledSum[]
  readonly quarantine: readonly QuarantineSum[]
  readonly counted: readonly InvoiceTotal[]
}): { readonly parts: readonly DifferencePart[]; readonly untold: readonly ('tax' | 'credits')[] } {
  const { own, counted } = given
  const numbers = new Set(counted.map((invoice) => invoice.number))
  const namesInvoices = own.some((sum) => numbers.has(sum.invoice))
  const without = namesInvoices ? own.filter((sum) => sum.invoice === '') : []
  const others = namesInvoices ? own.filter((sum) => sum.invoice !== '' && !numbers.has(sum.invoice)) : []
  const compared = own.filter((sum) => !without.includes(sum) && !others.includes(sum))
  const parts: DifferencePart[] = [
    { kind: 'rows-without-invoice', micros: -total(without), rows: rowsOf(without) },
    { kind: 'other-invoices', micros: -total(others), rows: rowsOf(others) },
  ]
  const untold: ('tax' | 'credits')[] = []
  const told = (kind: 'tax' | 'credits', amounts: readonly (bigint | null)[], category: string) => {
    const known = amounts.filter((amount) => amount !== null)
    if (known.length < amounts.length) untold.push(kind)
    else {
      const rows = compared.filter((sum) => sum.chargeCategory === category)
      parts.push({ kind, micros: known.reduce((sum, one) => sum + one, 0n) - total(rows), rows: rowsOf(rows) })
    }
  }
  const amountsOf = (pick: (invoice: InvoiceTotal) => bigint | null) => counted.map(pick)
  told(
    'tax',
    amountsOf((invoice) => invoice.taxMicros),
    'Tax',
  )
  told(
    'credits',
    amountsOf((invoice) => (invoice.creditMicros === null ? null : -invoice.creditMicros)),
    'Credit',
  )
  for (const one of given.quarantine)
    if (one.currency === given.currency) parts.push({ kind: 'quarantine', micros: one.micros, rows: one.rows })
  return { parts: parts.filter((part) => part.micros !== 0n), untold }
}

function paymentOf({ number, amountMicros, payment }: InvoiceTotal): readonly Payment[] {
  if (payment === null) return []
  // Both are millionths: their quotient to six decimals is the rate.
  const isRateable = amountMicros !== 0n && payment.micros / amountMicros >= 0n
  const sign = amountMicros < 0n ? -1n : 1n
  const rate = isRateable
    ? decimalText({ digits: roundedQuotient(sign * payment.micros * 1_000_000n, magnitude(amountMicros)), scale: 6 })
    : null
  return [{ invoice: number, currency: payment.currency, micros: payment.micros, impliedRate: rate }]
}

function byAccount(sums: readonly BilledSum[]): Reconciliation['accounts'] {
  const found = new Map<string, { account: string; currency: string; billedMicros: bigint; rows: number }>()
  for (const { account, currency, billedMicros, rows } of sums) {
    const key = JSON.stringify([account, currency])
    const held = found.get(key) ?? { account, currency, billedMicros: 0n, rows: 0 }
    found.set(key, { ...held, billedMicros: held.billedMicros + billedMicros, rows: held.rows + rows })
  }
  return [...found.values()].toSorted(
    (a, b) => a.account.localeCompare(b.account) || a.currency.localeCompare(b.currency),
  )
}

function total(sums: readonly BilledSum[]): bigint {
  return sums.reduce((sum, one) => sum + one.billedMicros, 0n)
}

function rowsOf(sums: readonly BilledSum[]): number {
  return sums.reduce((sum, one) => sum + one.rows, 0)
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
