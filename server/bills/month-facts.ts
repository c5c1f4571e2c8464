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
import { billedSums, quarantineSums } from './import-results.ts'

type Deps = { readonly db: Database }

export async function ensureSource(deps: Deps, reach: Reach, code: string): Promise<SourceWithBody> {
  const source = await findSource(reach, deps.db, code)
  if (source === undefined) throw billSourceNotFound(code)
  return source
}

export type MonthFacts = {
  readonly source: SourceWithBody
  readonly period: BillPeriodRow | undefined
  readonly imports: readonly ImportWithDelivery[]
  readonly current: ImportWithDelivery | undefined
  readonly sums: readonly ChargeSum[]
  readonly invoices: readonly InvoiceRow[]
  readonly reconciled: Reconciliation
}

/** What is known of a source and month, held against its invoices. */
export async function monthFacts(deps: Deps, reach: Reach, code: string, month: string): Promise<MonthFacts> {
  const source = await ensureSource(deps, reach, code)
  const [period, imports, invoices] = await Promise.all([
    findPeriod(reach, deps.db, source.id, month),
    importsOf(reach, deps.db, source.id, month),
    invoicesOf(reach, deps.db, { sourceId: source.id, period: month }),
  ])
  const current = imports.find((one) => one.state === 'current')
  const sums = current === undefined ? [] : await chargeSumsOf(reach, deps.db, current.id)
  const currency = current?.currency ?? source.currency
  const reconciled = reconciliation({
    currency,
    sums: current === undefined ? undefined : billedSums(current.result_json, sums, source.account),
    quarantine: current === undefined ? [] : quarantineSums(current.result_json),
    invoices: invoices.map(invoiceTotal),
  })
  return { source, period, imports, current, sums, invoices, reconciled }
}
