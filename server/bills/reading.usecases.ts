import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type {
  BillChargeView,
  BillDeliveryView,
  BillFailureView,
  BillImportView,
  BillPeriodView,
  BillResult,
  BillResultView,
  BillRowsView,
  BillSourceView,
  PlacedPart,
  ServiceDifference,
} from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { isChargeGiven } from '#server/allocation/given-charge.usecases.ts'
import { etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { BillChargeRow, BillFailureRow, BillImportRow } from '#server/database/schema.ts'
import type { Reports } from '#server/shared/reports.ts'
import { costFigures } from './bill-figures.ts'
import type { BillRowsRequest } from './bill-rows.ts'
import { billRefused } from './bills.problems.ts'
import {
  type ChargeFilter,
  type ChargeWithFile,
  charges,
  deliveries,
  type DeliveryWithBody,
  failuresOf,
  findCharge,
  findDelivery,
  findImport,
  findPeriod,
  importsOfPeriod,
  type PeriodInReach,
  periods,
  sources,
} from './bills.repository.ts'
import { askedOf } from './receiving.usecases.ts'

type Deps = { readonly db: Database }

function deliveryView(row: DeliveryWithBody): BillDeliveryView {
  return {
    id: row.id,
    body: row.body_code,
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    container: row.container,
    dialect: row.dialect,
    dataset: row.dataset,
    version: row.version,
    state: row.state as BillDeliveryView['state'], // written by the usecases of this folder only
    asked: askedOf(row) as BillDeliveryView['asked'], // JSON has no undefined member
    result: resultView(JSON.parse(row.result_json) as BillResult | null), // idem
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as BillDeliveryView['problem']), // idem
    deliveredAt: row.delivered_at,
    by: row.stated_by,
    receivedAt: row.received_at,
    endedAt: row.ended_at,
    etag: etagOf(row.row_version),
  }
}

function resultView(kept: BillResult | null): BillResultView | null {
  if (kept === null) return null
  return { ...kept, slices: kept.slices.map((one) => ({ ...one, figures: costFigures(one.import, { of: 'import' }) })) }
}

async function ensureDelivery(deps: Deps, reach: Reach, id: string): Promise<DeliveryWithBody> {
  const row = await findDelivery(reach, deps.db, id)
  if (row === undefined) throw billRefused('bill-not-found')
  return row
}

export async function oneDelivery(deps: Deps, reach: Reach, id: string): Promise<BillDeliveryView> {
  return deliveryView(await ensureDelivery(deps, reach, id))
}

/** Deliveries, newest first, a page at a time. */
export async function deliveryList(
  deps: Deps,
  reach: Reach,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<BillDeliveryView[]> {
  return (await deliveries(reach, deps.db, page)).map(deliveryView)
}

function failureView(row: BillFailureRow, parts: readonly PlacedPart[]): BillFailureView {
  const part = parts.findLast(({ firstLine }) => firstLine <= row.line)
  return {
    ordinal: row.ordinal,
    file: part?.name ?? null,
    line: part === undefined ? row.line : row.line - part.firstLine + (parts[0]?.firstLine ?? 1),
    rule: row.rule,
    column: row.column_name,
    severity: row.severity as BillFailureView['severity'], // written by importing only
    detail: JSON.parse(row.detail_json) as Bilingual, // idem
  }
}

/** Rows of a delivery that broke a rule, by physical line of their file; refused ones first. */
export async function failureList(
  deps: Deps,
  reach: Reach,
  id: string,
  page: { readonly after: number; readonly limit: number },
): Promise<BillFailureView[]> {
  const delivery = await ensureDelivery(deps, reach, id)
  const { parts = [] } = (JSON.parse(delivery.result_json) as BillResult | null) ?? {} // written by importing only
  return (await failuresOf(reach, deps.db, id, page)).map((row) => failureView(row, parts))
}

export async function sourceList(deps: Deps, reach: Reach): Promise<BillSourceView[]> {
  return (await sources(reach, deps.db)).map((row) => ({
    code: row.code,
    body: row.body_code,
    provider: row.provider,
    account: row.account,
    name: row.name,
    currency: row.currency,
  }))
}

function importView(row: BillImportRow): BillImportView {
  const { reason = null, difference = [] } = JSON.parse(row.result_json) as {
    readonly reason?: string | null
    readonly difference?: readonly ServiceDifference[]
  } // written by importing only
  return {
    id: row.id,
    delivery: row.delivery_id,
    state: row.state as BillImportView['state'], // importsOfPeriod reads these two only
    rows: row.row_count,
    charges: row.charge_count,
    billed: microsToDecimal(row.billed_micros),
    effective: microsToDecimal(row.effective_micros),
    isRestatement: row.is_restatement === 1,
    reason,
    recordedAt: row.recorded_at,
    supersededAt: row.superseded_at,
    difference,
  }
}

async function periodView(deps: Deps, reach: Reach, row: PeriodInReach): Promise<BillPeriodView> {
  const imports = await importsOfPeriod(reach, deps.db, row.source_id, row.period)
  return {
    id: row.id,
    body: row.body_code,
    source: row.source_code,
    provider: row.provider,
    account: row.account,
    name: row.source_name,
    currency: row.currency,
    period: row.period,
    state: row.state === 'closed' ? 'closed' : 'open',
    current: row.current_import_id,
    imports: imports.map(importView),
    reason: row.reason,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    etag: etagOf(row.row_version),
  }
}

/** Sources by month, the latest first, with every import that was ever in force. */
export async function periodList(deps: Deps, reach: Reach): Promise<BillPeriodView[]> {
  const rows = await periods(reach, deps.db)
  return Promise.all(rows.map(async (row) => periodView(deps, reach, row)))
}

export async function onePeriod(deps: Deps, reach: Reach, id: string): Promise<BillPeriodView> {
  const row = await findPeriod(reach, deps.db, id)
  if (row === undefined) throw billRefused('bill-period-not-found')
  return periodView(deps, reach, row)
}

function chargeView(row: BillChargeRow): BillChargeView {
  const optional = (micros: number | null) => (micros === null ? null : microsToDecimal(micros))
  return {
    ordinal: row.ordinal,
    day: row.day,
    subAccount: row.sub_account,
    service: row.service,
    serviceCategory: row.service_category,
    resource: row.resource,
    region: row.region,
    chargeCategory: row.charge_category,
    chargeClass: row.charge_class,
    pricingCategory: row.pricing_category,
    commitment: row.commitment,
    commitmentStatus: row.commitment_status,
    tags: row.tags_json === '' ? {} : (JSON.parse(row.tags_json) as Record<string, unknown>), // canonical JSON, written by grouping
    currency: row.currency,
    billed: microsToDecimal(row.billed_micros),
    effective: microsToDecimal(row.effective_micros),
    list: optional(row.list_micros),
    contracted: optional(row.contracted_micros),
    rows: row.row_count,
    figures: costFigures(row.import_id, { of: 'charge', ordinal: row.ordinal }),
  }
}

/** Charges of an import, in their order. */
export async function chargeList(deps: Deps, reach: Reach, filter: ChargeFilter): Promise<BillChargeView[]> {
  if ((await findImport(reach, deps.db, filter.importId)) === undefined) throw billRefused('bill-not-found')
  return (await charges(reach, deps.db, filter)).map(chargeView)
}

/** A charge of a body in reach, or one of which a part was given to a workload in reach. */
export async function chargeInReach(
  deps: Deps,
  reach: Reach,
  importId: string,
  ordinal: number,
): Promise<ChargeWithFile | undefined> {
  const charge = await findCharge(deps.db, importId, ordinal)
  if (charge === undefined || reach.bodies.includes(charge.body_id)) return charge
  return (await isChargeGiven(reach, deps.db, importId, ordinal)) ? charge : undefined
}

/** The rows of the file behind a charge, read from the Parquet in the report thread where there is one. */
export async function chargeRows(
  deps: Deps & { readonly folder: string; readonly reports?: Reports },
  reach: Reach,
  given: { readonly importId: string; readonly ordinal: number; readonly limit: number },
): Promise<BillRowsView> {
  const charge = await chargeInReach(deps, reach, given.importId, given.ordinal)
  if (charge === undefined) throw billRefused('bill-charge-not-found')
  const path = join(deps.folder, charge.parquet_file ?? '')
  if (charge.parquet_file === null || !existsSync(path)) throw billRefused('bill-rows-gone')
  const request: BillRowsRequest = {
    folder: deps.folder,
    path,
    firstLine: charge.container === 'parquet' ? 1 : 2,
    limit: given.limit,
    charge: { ...charge },
  }
  if (deps.reports === undefined) {
    const { billRows } = await import('./bill-rows.ts') // the reader is large: loaded by who asks
    return billRows(request)
  }
  const bytes = await deps.reports.make('bill-rows', reach, request)
  return JSON.parse(new TextDecoder().decode(bytes)) as BillRowsView // written by the report thread from the same type
}
