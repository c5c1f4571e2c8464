import type {
  BillImportView,
  BillSourceView,
  CommitmentsView,
  InvoiceView,
  ReconciliationView,
} from '#models/bills/bill-months.schemas.ts'
import { type CommitmentView } from '#models/bills/commitment-view.ts'
import { microsText, microsOf } from '#models/bills/decimals.ts'
import type { InvoiceTotal, Reconciliation } from '#models/bills/reconciliation.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { InvoiceRow } from '#server/database/schema.ts'
import type { CommitmentUse } from '#server/figures/figure-ids.ts'
import { costFigures } from './bill-figures.ts'
import type { ImportWithDelivery, SourceWithBody } from './bill-months.repository.ts'

export function sourceView(row: SourceWithBody): BillSourceView {
  const { code, body_code: body, provider, account, name, currency } = row
  return { code, body, provider, account, name, currency }
}

export function importView(row: ImportWithDelivery): BillImportView {
  return {
    id: row.id,
    delivery: row.delivery_id,
    fileName: row.file_name,
    dialect: row.dialect,
    version: row.version,
    isCurrent: row.state === 'current',
    isRestatement: row.is_restatement === 1,
    rows: row.row_count,
    charges: row.charge_count,
    billed: microsText(BigInt(row.billed_micros)),
    effective: microsText(BigInt(row.effective_micros)),
    currency: row.currency,
    recordedAt: row.recorded_at,
    supersededAt: row.superseded_at,
    figures: costFigures(row.id, { of: 'import' }),
  }
}

export function invoiceView(row: InvoiceRow): InvoiceView {
  const { source } = JSON.parse(row.source_json) as { readonly source: string } // written by invoices.usecases.ts only
  const { payment_currency: currency, payment_amount: amount } = row
  return {
    id: row.id,
    number: row.number,
    status: row.status as InvoiceView['status'], // the schema allows no other
    issuedOn: row.issued_on,
    currency: row.currency,
    amount: row.amount,
    tax: row.tax_amount,
    credits: row.credit_amount,
    payment: currency === null || amount === null ? null : { currency, amount },
    source,
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
  }
}

export function invoiceTotal(row: InvoiceRow): InvoiceTotal {
  const { number, status, currency, amount, tax, credits, payment } = invoiceView(row)
  return {
    number,
    status,
    currency,
    amountMicros: stored(amount),
    taxMicros: tax === null ? null : stored(tax),
    creditMicros: credits === null ? null : stored(credits),
    payment: payment === null ? null : { currency: payment.currency, micros: stored(payment.amount) },
  }
}

/** Amounts are checked where they enter. */
function stored(text: string): bigint {
  const read = microsOf(text)
  if (read.kind === 'unknown') throw new RangeError(`an amount kept is no decimal: ${text}`)
  return read.value
}

export function reconciliationView(given: Reconciliation): ReconciliationView {
  const { invoicedMicros, differenceMicros, remainderMicros } = given
  return {
    currency: given.currency,
    accounts: given.accounts.map(({ billedMicros, ...one }) => ({ ...one, billed: microsText(billedMicros) })),
    billed: microsText(given.billedMicros),
    otherCurrencies: given.otherCurrencies,
    quarantine: given.quarantine.map(({ micros, ...one }) => ({ ...one, amount: microsText(micros) })),
    invoiced: textOf(invoicedMicros),
    difference: textOf(differenceMicros),
    remainder: textOf(remainderMicros),
    reason: invoicedMicros.kind === 'unknown' ? (invoicedMicros.reasons[0] ?? null) : null,
    parts: given.parts.map(({ kind, micros, rows }) => ({ kind, amount: microsText(micros), rows })),
    untold: given.untold,
    payments: given.payments.map(({ micros, ...one }) => ({ ...one, amount: microsText(micros) })),
    state: given.state,
  }
}

function textOf(outcome: Outcome<bigint>): string | null {
  return outcome.kind === 'known' ? microsText(outcome.value) : null
}

export function commitmentsView(importId: string, currency: string, given: CommitmentView): CommitmentsView {
  const { savings, leftOut } = given
  const figureOf = (commitment: string, use: CommitmentUse) =>
    costFigures(importId, { of: 'commitment', commitment, use })[use === 'purchased' ? 'billed' : 'effective']
  return {
    currency,
    billed: microsText(given.billedMicros),
    effective: microsText(given.effectiveMicros),
    unused: microsText(given.unusedMicros),
    lines: given.commitments.map((line) => ({
      commitment: line.commitment,
      purchased: microsText(line.purchasedMicros),
      used: microsText(line.usedMicros),
      unused: microsText(line.unusedMicros),
      figures: {
        purchased: figureOf(line.commitment, 'purchased'),
        used: figureOf(line.commitment, 'used'),
        unused: figureOf(line.commitment, 'unused'),
      },
    })),
    list: microsText(savings.listMicros),
    negotiated: microsText(savings.negotiatedMicros),
    commitmentSavings: microsText(savings.commitmentMicros),
    pricedEffective: microsText(savings.effectiveMicros),
    savingsRate: savings.rate.kind === 'known' ? savings.rate.value : null,
    purchaseRows: leftOut.purchaseRows,
    purchaseBilled: microsText(leftOut.purchaseBilledMicros),
    unpricedRows: leftOut.unpricedRows,
    unpricedEffective: microsText(leftOut.unpricedEffectiveMicros),
  }
}
