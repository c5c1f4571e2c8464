import * as v from 'valibot'
import type { BilledSum, QuarantineSum } from '#models/bills/reconciliation.ts'
import type { ChargeSum } from './bill-months.repository.ts'

// What an import keeps of itself beside its charges: sums by invoice, and the money of the rows that were refused. One whose file names
// too many invoices, or that was made before these were kept, has no sums by invoice.

const micros = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => BigInt(value)),
)

const invoiceSums = v.object({
  byInvoice: v.array(
    v.object({
      account: v.optional(v.string()),
      currency: v.string(),
      chargeCategory: v.string(),
      invoice: v.nullable(v.string()),
      billedMicros: micros,
      rows: v.number(),
    }),
  ),
})

const quarantineOf = v.object({
  quarantine: v.array(
    v.object({ currency: v.string(), micros, rows: v.number(), rowsWithoutAmount: v.optional(v.number(), 0) }),
  ),
})

/** Accepted rows as an invoice tells them apart; without sums by invoice, as no invoice were named. */
export function billedSums(resultJson: string, charges: readonly ChargeSum[], account: string): readonly BilledSum[] {
  const kept = v.safeParse(invoiceSums, JSON.parse(resultJson))
  if (kept.success && kept.output.byInvoice.length > 0)
    return kept.output.byInvoice.map((sum) => ({
      ...sum,
      account: sum.account ?? account,
      invoice: sum.invoice ?? '',
    }))
  return charges.map(({ currency, chargeCategory, billedMicros, rows }) => ({
    account,
    currency,
    chargeCategory,
    invoice: '',
    billedMicros,
    rows,
  }))
}

export function quarantineSums(resultJson: string): readonly QuarantineSum[] {
  const kept = v.safeParse(quarantineOf, JSON.parse(resultJson))
  return kept.success ? kept.output.quarantine : []
}

const periodRows = v.object({
  periods: v.array(v.object({ month: v.string(), status: v.string(), issuer: v.string() })),
})

/** What the issuer said last of a month. */
export function issuerStatus(
  deliveries: readonly { readonly id: string; readonly result_json: string }[],
  month: string,
): { readonly status: string; readonly issuer: string; readonly delivery: string } | null {
  for (const { id, result_json: result } of deliveries) {
    const kept = v.safeParse(periodRows, JSON.parse(result))
    const found = kept.success ? kept.output.periods.find((one) => one.month === month) : undefined
    if (found !== undefined) return { status: found.status, issuer: found.issuer, delivery: id }
  }
  return null
}
