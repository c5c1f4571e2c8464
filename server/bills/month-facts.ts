import { type Reconciliation, reconciliation } from '#models/bills/reconciliation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { BillPeriodRow, InvoiceRow } from '#server/database/schema.ts'
import { invoiceTotal } from './bill-month-views.ts'
import { billSourceNotFound } from './bill-months.problems.ts'
import {
  type ChargeSum,
  chargeSumsOf,
  findPeriod,
  findSource,
  type ImportWithDelivery,
  importsOf,
  invoicesOf,
  type SourceWithBody,
} from './bill-months.repository.ts'
import { asideOf, type KeptAside } from './kept-aside.ts'
import { billedSums, quarantineSums } from './import-results.ts'

/** What is held of one source and month: its imports, the one in force summed, its invoices, and the two against each other. */
export type MonthFacts = {
  readonly source: SourceWithBody
  readonly month: string
  readonly period: BillPeriodRow | undefined
  readonly imports: readonly ImportWithDelivery[]
  readonly current: ImportWithDelivery | undefined
  readonly sums: readonly ChargeSum[]
  readonly invoices: readonly InvoiceRow[]
  readonly reconciled: Reconciliation
  /** The last answer of the provider beside the bill. */
  readonly aside: KeptAside | undefined
}

export async function ensureSource(
  { db }: { readonly db: Database },
  reach: Reach,
  code: string,
): Promise<SourceWithBody> {
  const source = await findSource(reach, db, code)
  if (source === undefined) throw billSourceNotFound(code)
  return source
}

/** `asKnown`: the import and the invoices that were believed at that instant (ISO); now when absent. */
export async function monthFacts(
  deps: { readonly db: Database },
  reach: Reach,
  at: { readonly source: string; readonly month: string; readonly asKnown?: string },
): Promise<MonthFacts> {
  const source = await ensureSource(deps, reach, at.source)
  const { asKnown, month } = at
  const [period, imports, invoices, aside] = await Promise.all([
    findPeriod(reach, deps.db, source.id, month),
    importsOf(reach, deps.db, source.id, month),
    invoicesOf(reach, deps.db, { sourceId: source.id, period: month, asKnown }),
    asideOf(reach, deps.db, { source, month, asKnown }),
  ])
  const current = imports.find((one) => isInForce(one, asKnown))
  const sums = current === undefined ? [] : await chargeSumsOf(reach, deps.db, current.id)
  const reconciled = reconciliation({
    currency: current?.currency ?? source.currency,
    sums: current === undefined ? undefined : billedSums(current.result_json, sums, source.account),
    quarantine: current === undefined ? [] : quarantineSums(current.result_json),
    invoices: invoices.map(invoiceTotal),
  })
  return { source, month, period, imports, current, sums, invoices, reconciled, aside }
}

function isInForce(one: ImportWithDelivery, asKnown: string | undefined): boolean {
  if (asKnown === undefined) return one.state === 'current'
  const { recorded_at: from, superseded_at: to, state } = one
  return (state === 'current' || state === 'superseded') && from <= asKnown && (to === null || to > asKnown)
}
