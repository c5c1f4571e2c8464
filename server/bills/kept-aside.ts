import type { BillAside } from '#models/bills/aside.views.ts'
import { azureBudget, azureReservation } from '#models/bills/azure-aside.ts'
import type { BillResult } from '#models/bills/bill.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { companionDeliveriesOf, type SourceWithBody } from './bill-months.repository.ts'
import { findDelivery, insertDelivery, sameDeliveries } from './bills.repository.ts'
import type { BillDeps } from './receiving.usecases.ts'

/** Budgets and reservation summaries that a provider answered beside a bill. */
const dataset = 'BesideBill'
type KeptResult = BillResult & { readonly aside: BillAside }
export type KeptAside = {
  readonly delivery: string
  readonly fileName: string
  readonly fetchedAt: string
  readonly aside: BillAside
}

const askedJson = (month: string) => JSON.stringify({ period: month })
const mostShown = 500

/** Keeps what came beside a bill as a delivery of its own, of the sources that the bill names; the same answer again is kept once. */
export async function keepAside(
  deps: Pick<BillDeps, 'db' | 'clock'>,
  reach: Reach,
  given: {
    readonly budgets: readonly string[]
    readonly reservations: readonly string[]
    /** The delivery of the bill. */
    readonly bill: string
    readonly month: string
    /** Under which name the answers are kept as they came. */
    readonly raw: string
  },
): Promise<void> {
  const bill = await findDelivery(reach, deps.db, given.bill)
  const result = bill === undefined ? null : (JSON.parse(bill.result_json) as BillResult | null) // written by publish
  if (bill === undefined || result === null || given.budgets.length + given.reservations.length === 0) return
  const aside = asideIn(given, [...new Set(result.slices.map(({ source }) => source))])
  const content = JSON.stringify(aside)
  const same = await sameDeliveries(reach, deps.db, { bodyId: bill.body_id, sha256: sha256(content) })
  if (same.length > 0) return
  const id = newId()
  const fileName = `azure-beside-${given.month}.json`
  const kept = keptResult(aside)
  await changing(deps, reach, async (work) => {
    await insertDelivery(work.tx, {
      id,
      body_id: bill.body_id,
      file_name: fileName,
      sha256: sha256(content),
      bytes: Buffer.byteLength(content),
      container: 'api',
      dialect: 'azure-consumption',
      dataset,
      version: null,
      state: 'imported',
      asked_json: askedJson(given.month),
      result_json: JSON.stringify(kept),
      problem_json: null,
      delivered_at: null,
      stated_by: reach.actor,
      received_at: work.at,
      ended_at: work.at,
      row_version: 1,
    })
    await work.record({
      bodyId: bill.body_id,
      action: 'bills.imported',
      objectType: 'bill-delivery',
      objectId: id,
      after: { file: fileName, dataset, raw: given.raw, rows: kept.rows },
    })
  })
}

function asideIn(
  {
    budgets,
    month,
    reservations,
  }: { readonly budgets: readonly string[]; readonly month: string; readonly reservations: readonly string[] },
  sources: readonly string[],
): BillAside {
  const readBudgets = budgets.flatMap((record) => azureBudget(JSON.parse(record)) ?? [])
  const readReservations = reservations.flatMap((record) => azureReservation(JSON.parse(record)) ?? [])
  return {
    month,
    sources,
    budgets: readBudgets,
    reservations: readReservations.filter((one) => one.month === month),
    unread: budgets.length + reservations.length - readBudgets.length - readReservations.length,
  }
}

/** What was read, as the page of the delivery shows it. */
function keptResult(aside: BillAside): KeptResult {
  const { budgets, reservations, unread } = aside
  const rows = [
    ...budgets.map((one) => ['budget', one.name, one.amount, one.currency, one.grain, one.spent ?? '', '', '']),
    ...reservations.map((one) => [
      'reservation',
      one.reservation,
      '',
      '',
      one.month,
      '',
      one.reservedHours,
      one.usedHours,
    ]),
  ]
  return {
    rows: { read: rows.length + unread, accepted: rows.length, rejected: unread, leftOut: 0, otherPeriods: 0 },
    deviations: [],
    warnings: [],
    refusals: [],
    missingColumns: [],
    unknownColumns: [],
    quarantined: [],
    slices: [],
    identicalTo: null,
    companion: {
      columns: ['list', 'name', 'amount', 'currency', 'timeGrain', 'currentSpend', 'reservedHours', 'usedHours'],
      rows: rows.slice(0, mostShown),
      total: rows.length,
    },
    aside,
  }
}

/** The last of these answers of a source and month, as known at an instant (ISO) when one is said. */
export async function asideOf(
  reach: Reach,
  db: Database,
  of: { readonly source: SourceWithBody; readonly month: string; readonly asKnown: string | undefined },
): Promise<KeptAside | undefined> {
  const { asKnown, month, source } = of
  const asked = { bodyId: source.body_id, dataset, askedJson: askedJson(month), asKnown }
  for (const row of await companionDeliveriesOf(reach, db, asked)) {
    const { aside } = JSON.parse(row.result_json) as KeptResult // written above
    if (aside.sources.includes(source.code))
      return { delivery: row.id, fileName: row.file_name, fetchedAt: row.received_at, aside }
  }
  return undefined
}
