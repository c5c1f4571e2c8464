import { mayClose, reconciliation } from '#models/bills/reconciliation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { invoiceTotal } from './bill-month-views.ts'
import { chargeSumsOf, importsHeld, invoicesOf } from './bill-months.repository.ts'
import { billedSums, quarantineSums } from './import-results.ts'

/**
 * Among imports, those that agree with the invoices of their month, or whose difference is explained to the cent, as known at an instant
 * (ISO). One whose month has no invoice is not among them.
 */
export async function reconciledImports(
  db: Database,
  reach: Reach,
  { asKnown, importIds }: { readonly importIds: readonly string[]; readonly asKnown: string },
): Promise<ReadonlySet<string>> {
  if (importIds.length === 0) return new Set()
  const [imports, invoices] = await Promise.all([importsHeld(reach, db, importIds), invoicesOf(reach, db, { asKnown })])
  const keyOf = (of: { readonly source_id: string; readonly period: string }) => `${of.source_id} ${of.period}`
  const invoicesAt = Map.groupBy(invoices, keyOf)
  const found = new Set<string>()
  for (const held of imports) {
    const own = invoicesAt.get(keyOf(held)) ?? []
    if (own.length === 0) continue
    const kept = billedSums(held.result_json, [], held.account)
    const sums =
      kept.length > 0 ? kept : billedSums(held.result_json, await chargeSumsOf(reach, db, held.id), held.account)
    const result = reconciliation({
      currency: held.currency,
      sums,
      quarantine: quarantineSums(held.result_json),
      invoices: own.map(invoiceTotal),
    })
    if (mayClose(result)) found.add(held.id)
  }
  return found
}
