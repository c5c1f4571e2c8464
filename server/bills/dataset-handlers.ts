import type { BillDataset } from '#models/bills/bill-dialect.ts'
import type { BillResult } from '#models/bills/bill.views.ts'
import { headerNames } from '#models/bills/header-names.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { BillFailureRow } from '#server/database/schema.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import type { BillEngine } from './bill-engine.ts'
import { quoted } from './bill-sql.ts'
import type { BillWatch } from './bill-watch.ts'
import { billRefused } from './bills.problems.ts'
import { type DeliveryWithBody, insertFailures, updateDelivery } from './bills.repository.ts'
import { importInvoices } from './invoices.usecases.ts'
import { mayHoldAnything } from './text-facts.ts'
import type { RecognisedBill } from './read-bill.ts'
import type { BillDeps } from './receiving.usecases.ts'

type Given = {
  readonly delivery: DeliveryWithBody
  readonly engine: BillEngine
  readonly bill: RecognisedBill
  readonly watch: BillWatch
}
/** What is done with a data set that holds no charges: it writes what it keeps, and ends the delivery itself (state and result). */
export type DatasetHandler = (deps: BillDeps, reach: Reach, given: Given) => Promise<void>

const mostRows = 20_000
const mostKept = 500

/** Invoices become the control totals of their months; what an issuer says of a period, and its commitments, are kept and shown. */
export const datasetHandlers: Readonly<Record<Exclude<BillDataset, 'CostAndUsage'>, DatasetHandler>> = {
  async InvoiceDetail(deps, reach, given) {
    const rows = await rowsOf(given)
    const { delivery } = given
    const read = await importInvoices(deps, reach, { body: delivery.body_code, fileName: delivery.file_name, rows })
    await end(deps, reach, given, { rows, refused: read.refused })
  },
  async BillingPeriod(deps, reach, given) {
    const rows = await rowsOf(given)
    await end(deps, reach, given, { rows, refused: [], periods: periodsIn(rows) })
  },
  async ContractCommitment(deps, reach, given) {
    await end(deps, reach, given, { rows: await rowsOf(given), refused: [] })
  },
}

type Rows = readonly (readonly string[])[]

/** The file as text, its header first. A row that cannot be split refuses the file: an invoice is not taken in part. */
async function rowsOf({ engine, bill: { source } }: Given): Promise<Rows> {
  const names = source.header.map((name, i) => `coalesce(${quoted(name)}, '') AS c${i}`)
  const found = await engine.rows(
    `SELECT ${names.join(', ')} FROM ${source.rows(mayHoldAnything).relation} LIMIT ${mostRows + 1}`,
  )
  if (found.length > mostRows) throw billRefused('bill-companion-too-large')
  const [unsplit] = source.isText ? await engine.rows('SELECT count(*)::DOUBLE AS n FROM reject_errors') : []
  if (Number(unsplit?.['n'] ?? 0) > 0) throw billRefused('bill-companion-unreadable')
  return [source.header, ...found.map((row) => source.header.map((_, i) => String(row[`c${i}`] ?? '')))]
}

type IssuedPeriod = { readonly month: string; readonly status: string; readonly issuer: string }

function periodsIn(rows: Rows): IssuedPeriod[] {
  const names = headerNames(rows[0] ?? [])
  const at = (row: readonly string[], name: string) => row[names.get(name) ?? -1] ?? ''
  return rows.slice(1).map((row) => ({
    month: at(row, 'billingperiodstart').slice(0, 7),
    status: at(row, 'billingperiodstatus'),
    issuer: at(row, 'invoiceissuername'),
  }))
}

async function end(
  deps: BillDeps,
  reach: Reach,
  { delivery, bill }: Given,
  told: { readonly rows: Rows; readonly refused: readonly ProblemItem[]; readonly periods?: readonly IssuedPeriod[] },
): Promise<void> {
  const [columns = [], ...rows] = told.rows
  const counts = { read: rows.length, accepted: rows.length - told.refused.length, rejected: told.refused.length }
  const result: BillResult & { readonly periods?: readonly IssuedPeriod[] } = {
    rows: { ...counts, leftOut: 0, otherPeriods: 0 },
    deviations: [],
    warnings: [],
    refusals: [],
    missingColumns: [],
    unknownColumns: [],
    quarantined: [],
    slices: [],
    identicalTo: null,
    companion: { columns, rows: rows.slice(0, mostKept), total: rows.length },
    ...(told.periods === undefined ? {} : { periods: told.periods }),
  }
  const failures = told.refused.map(({ row, column, code, detail }, ordinal): BillFailureRow => ({
    delivery_id: delivery.id,
    ordinal,
    body_id: delivery.body_id,
    line: row ?? 0,
    rule: code,
    column_name: column ?? null,
    severity: 'refused',
    detail_json: JSON.stringify(detail),
  }))
  await changing(deps, reach, async (work) => {
    if (failures.length > 0) await insertFailures(work.tx, failures)
    await updateDelivery(work.tx, delivery.id, {
      state: 'imported',
      result_json: JSON.stringify(result),
      problem_json: null,
      ended_at: work.at,
    })
    await work.record({
      bodyId: delivery.body_id,
      action: 'bills.imported',
      objectType: 'bill-delivery',
      objectId: delivery.id,
      after: { file: delivery.file_name, sha256: delivery.sha256, dataset: bill.dialect.dataset, rows: counts },
    })
  })
}
