import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import type { ProblemItem } from '../shared/problem.ts'
import type { BillAsideView } from './aside.views.ts'
import type { CostFigures } from './bill.views.ts'
import type { CadRate } from './cad-rate.ts'
import { type DifferenceKind, invoiceStatuses, type Reconciliation } from './reconciliation.ts'

const currency = v.pipe(v.string(), v.regex(forms.currency))
const money = v.pipe(v.string(), v.regex(forms.money))
const oneLine = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500))
export const monthSchema = v.pipe(v.string(), v.regex(forms.month))

export const billGridSchema = v.strictObject({
  body: v.optional(v.pipe(v.string(), v.regex(forms.bodyCode))),
  /** Last month shown; the present one when it is not said. */
  to: v.optional(monthSchema),
  months: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(60)),
    '13',
  ),
})

/** An invoice typed by hand; one with the same number is replaced, and what was said before is kept. */
export const invoiceSchema = v.strictObject({
  number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), v.regex(forms.visible)),
  status: v.picklist(invoiceStatuses),
  issuedOn: v.nullable(daySchema),
  currency,
  amount: money,
  tax: v.nullable(money),
  /** Positive: what the invoice takes off. */
  credits: v.nullable(money),
  payment: v.nullable(v.strictObject({ currency, amount: money })),
})
export type NewInvoice = v.InferOutput<typeof invoiceSchema>

export const closeMonthSchema = v.strictObject({ reason: v.optional(oneLine) })
export const reopenMonthSchema = v.strictObject({ reason: oneLine })
export const sentInvoicesSchema = v.strictObject({
  body: v.pipe(v.string(), v.regex(forms.bodyCode)),
  fileName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300), v.regex(forms.visible)),
})

/** Amounts are decimal text of the currency beside them. */
export type InvoiceView = NewInvoice & {
  readonly id: string
  readonly source: string
  readonly statedBy: string
  readonly recordedAt: string
}

export type BillSourceView = {
  readonly code: string
  readonly body: string
  readonly provider: string
  readonly account: string
  readonly name: string
  readonly currency: string
}

/** `missing`: no bill for a month that has passed since the first one, or between two. */
export type BillMonthState = 'missing' | 'open' | 'closed'
export type InvoiceMatch = 'no-invoice' | 'agrees' | 'differs' | 'other-currency'

export type BillGridCell = {
  readonly month: string
  readonly state: BillMonthState
  readonly isRestated: boolean
  readonly billed: string | null
  readonly effective: string | null
  readonly currency: string
  /** Null when no bill was received. */
  readonly figures: CostFigures | null
  readonly invoice: InvoiceMatch | null
}

/** A month that was restated after it was closed and does not agree with its invoices any more; `remainder` null where none compares. */
export type RestatementToExplain = {
  readonly source: BillSourceView
  readonly month: string
  readonly since: string
  readonly remainder: string | null
  readonly currency: string
}

export type BillGrid = {
  readonly months: readonly string[]
  /** Of every month, shown or not. */
  readonly toExplain: readonly RestatementToExplain[]
  readonly sources: readonly (BillSourceView & {
    /** One a month, in order; null before the first bill of the source. */
    readonly cells: readonly (BillGridCell | null)[]
  })[]
}

export type BillImportView = {
  readonly id: string
  readonly delivery: string
  readonly fileName: string
  readonly dialect: string | null
  readonly version: string | null
  readonly isCurrent: boolean
  readonly isRestatement: boolean
  readonly rows: number
  readonly charges: number
  readonly billed: string
  readonly effective: string
  readonly currency: string
  readonly recordedAt: string
  readonly supersededAt: string | null
  readonly figures: CostFigures
}

export type ReconciliationView = {
  readonly currency: string
  readonly accounts: readonly {
    readonly account: string
    readonly currency: string
    readonly billed: string
    readonly rows: number
  }[]
  readonly billed: string
  readonly otherCurrencies: readonly string[]
  readonly quarantine: readonly {
    readonly currency: string
    readonly amount: string
    readonly rows: number
    readonly rowsWithoutAmount: number
  }[]
  /** Null with a reason: no invoice, or one in another currency. */
  readonly invoiced: string | null
  readonly difference: string | null
  readonly remainder: string | null
  readonly reason: string | null
  readonly parts: readonly { readonly kind: DifferenceKind; readonly amount: string; readonly rows: number | null }[]
  readonly untold: readonly ('tax' | 'credits')[]
  readonly payments: readonly {
    readonly invoice: string
    readonly currency: string
    readonly amount: string
    readonly impliedRate: string | null
  }[]
  readonly state: Reconciliation['state']
}

export type CommitmentsView = {
  readonly currency: string
  readonly billed: string
  readonly effective: string
  readonly unused: string
  readonly lines: readonly {
    readonly commitment: string
    readonly purchased: string
    readonly used: string
    readonly unused: string
    /** A use of which there is no charge opens nothing. */
    readonly figures: { readonly purchased: string; readonly used: string; readonly unused: string }
  }[]
  readonly list: string
  readonly negotiated: string
  readonly commitmentSavings: string
  readonly pricedEffective: string
  /** Effective savings rate; null without a list cost. */
  readonly savingsRate: number | null
  readonly purchaseRows: number
  readonly purchaseBilled: string
  readonly unpricedRows: number
  readonly unpricedEffective: string
}

/** What a month shows beyond what an import bills; invoices by their number. */
export type MonthTerm =
  | `${'billed' | 'effective'}-cad`
  | 'invoiced'
  | 'difference'
  | 'remainder'
  | `part-${DifferenceKind}`
  | `quarantine-${string}`
  | `${'amount' | 'tax' | 'credits' | 'payment'}-${string}`
  | `budget-${'amount' | 'spent' | 'left'}-${string}`
  | `reservation-${'reserved' | 'used' | 'unused' | 'utilisation'}-${string}`
  | 'list'
  | 'negotiated'
  | 'commitment-savings'
  | 'priced-effective'
  | 'savings-rate'
/** Ids under which these open; absent where the amount is not told. */
export type MonthFigures = Readonly<Partial<Record<MonthTerm, string>>>

export type ServiceSum = { readonly service: string; readonly billed: string; readonly effective: string }

export type BillMonthView = {
  readonly source: BillSourceView
  readonly month: string
  readonly state: BillMonthState
  readonly changedBy: string | null
  readonly changedAt: string | null
  readonly reason: string
  /** Restated since it was closed, and no longer explained: reopened, then closed with a reason, it waits no more. */
  readonly waitsForReason: boolean
  readonly etag: string
  readonly current: BillImportView | null
  readonly reconciliation: ReconciliationView
  /** One a currency of the bill. */
  readonly commitments: readonly CommitmentsView[]
  readonly services: readonly (ServiceSum & { readonly currency: string; readonly figures: CostFigures })[]
  readonly invoices: readonly InvoiceView[]
  readonly history: readonly BillImportView[]
  readonly cad: {
    readonly rate: CadRate | null
    readonly reason: string | null
    readonly billed: string | null
    readonly effective: string | null
  }
  /** What the issuer itself said of the period, in a Billing Period data set. */
  readonly issuer: { readonly status: string; readonly issuer: string; readonly delivery: string } | null
  /** What the provider answered beside the bill; null when it was not asked. */
  readonly aside: BillAsideView | null
  readonly figures: MonthFigures
}

/** An import beside the one it superseded, service by service; a service in one only has null in the other. */
export type RestatementView = {
  readonly before: BillImportView
  readonly after: BillImportView
  readonly services: readonly {
    readonly service: string
    readonly before: { readonly amount: string; readonly figure: string } | null
    readonly after: { readonly amount: string; readonly figure: string } | null
    readonly difference: string
  }[]
}

export type InvoicesImported = {
  readonly added: number
  readonly replaced: number
  readonly unchanged: number
  readonly refused: readonly ProblemItem[]
  readonly version: string
}
