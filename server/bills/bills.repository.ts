import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { insertMany } from '#server/database/many-rows.ts'
import type {
  BillChargeRow,
  BillDeliveryRow,
  BillFailureRow,
  BillImportRow,
  BillPeriodRow,
  BillSourceRow,
} from '#server/database/schema.ts'
import type { CommitmentUse } from '#server/figures/figure-ids.ts'
import { type ChargeCells, chargeColumns } from './bill-charges.ts'

type Reader = Database | DatabaseTransaction
type Page = { readonly after: string | undefined; readonly limit: number }

export type DeliveryWithBody = BillDeliveryRow & { readonly body_code: string }

function deliveriesInReach(reach: Reach, db: Reader) {
  return db
    .selectFrom('bill_delivery')
    .innerJoin('body', 'body.id', 'bill_delivery.body_id')
    .selectAll('bill_delivery')
    .select('body.code as body_code')
    .where('bill_delivery.body_id', 'in', [...reach.bodies, ''])
}

export async function findDelivery(reach: Reach, db: Reader, id: string): Promise<DeliveryWithBody | undefined> {
  return deliveriesInReach(reach, db).where('bill_delivery.id', '=', id).executeTakeFirst()
}

/** Newest first, before a cursor. */
export async function deliveries(reach: Reach, db: Reader, { after, limit }: Page): Promise<DeliveryWithBody[]> {
  let query = deliveriesInReach(reach, db).orderBy('bill_delivery.id', 'desc').limit(limit)
  if (after !== undefined) query = query.where('bill_delivery.id', '<', after)
  return query.execute()
}

/** Deliveries of the same bytes to a body that brought something, the latest first. */
export async function sameDeliveries(
  reach: Reach,
  db: Reader,
  given: { readonly bodyId: string; readonly sha256: string },
): Promise<DeliveryWithBody[]> {
  return deliveriesInReach(reach, db)
    .where('bill_delivery.body_id', '=', given.bodyId)
    .where('bill_delivery.sha256', '=', given.sha256)
    .where('bill_delivery.state', '=', 'imported')
    .orderBy('bill_delivery.id', 'desc')
    .execute()
}

export async function insertDelivery(tx: DatabaseTransaction, row: BillDeliveryRow): Promise<void> {
  await tx.insertInto('bill_delivery').values(row).execute()
}

export async function updateDelivery(db: Reader, id: string, set: Partial<BillDeliveryRow>): Promise<void> {
  await db
    .updateTable('bill_delivery')
    .set((old) => ({ ...set, row_version: old('row_version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function insertFailures(tx: DatabaseTransaction, rows: readonly BillFailureRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('bill_failure')
      .values(rows.slice(start, start + 500))
      .execute()
}

/** Rows that broke a rule, in the order they were told, after a place. */
export async function failuresOf(
  reach: Reach,
  db: Reader,
  deliveryId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<BillFailureRow[]> {
  return db
    .selectFrom('bill_failure')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
}

export async function sources(reach: Reach, db: Reader): Promise<(BillSourceRow & { readonly body_code: string })[]> {
  return db
    .selectFrom('bill_source')
    .innerJoin('body', 'body.id', 'bill_source.body_id')
    .selectAll('bill_source')
    .select('body.code as body_code')
    .where('bill_source.body_id', 'in', [...reach.bodies, ''])
    .orderBy('bill_source.code')
    .execute()
}

/** A source of a body by what names it. */
export async function findSource(
  reach: Reach,
  db: Reader,
  given: Pick<BillSourceRow, 'body_id' | 'provider' | 'account' | 'currency'>,
): Promise<BillSourceRow | undefined> {
  return db
    .selectFrom('bill_source')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('body_id', '=', given.body_id)
    .where('provider', '=', given.provider)
    .where('account', '=', given.account)
    .where('currency', '=', given.currency)
    .executeTakeFirst()
}

export async function insertSource(tx: DatabaseTransaction, row: BillSourceRow): Promise<void> {
  await tx.insertInto('bill_source').values(row).execute()
}

export type PeriodInReach = BillPeriodRow & {
  readonly body_code: string
  readonly source_code: string
  readonly provider: string
  readonly account: string
  readonly source_name: string
  readonly currency: string
}

function periodsInReach(reach: Reach, db: Reader) {
  return db
    .selectFrom('bill_period')
    .innerJoin('body', 'body.id', 'bill_period.body_id')
    .innerJoin('bill_source', 'bill_source.id', 'bill_period.source_id')
    .selectAll('bill_period')
    .select([
      'body.code as body_code',
      'bill_source.code as source_code',
      'bill_source.provider',
      'bill_source.account',
      'bill_source.name as source_name',
      'bill_source.currency',
    ])
    .where('bill_period.body_id', 'in', [...reach.bodies, ''])
}

/** Latest months first. */
export async function periods(reach: Reach, db: Reader): Promise<PeriodInReach[]> {
  return periodsInReach(reach, db).orderBy('bill_period.period', 'desc').orderBy('bill_source.code').execute()
}

export async function findPeriod(reach: Reach, db: Reader, id: string): Promise<PeriodInReach | undefined> {
  return periodsInReach(reach, db).where('bill_period.id', '=', id).executeTakeFirst()
}

export async function periodOf(
  reach: Reach,
  db: Reader,
  sourceId: string,
  period: string,
): Promise<PeriodInReach | undefined> {
  return periodsInReach(reach, db)
    .where('bill_period.source_id', '=', sourceId)
    .where('bill_period.period', '=', period)
    .executeTakeFirst()
}

export async function insertPeriod(tx: DatabaseTransaction, row: BillPeriodRow): Promise<void> {
  await tx.insertInto('bill_period').values(row).execute()
}

/** Answers whether the period was still as it was read. */
export async function updatePeriod(
  tx: DatabaseTransaction,
  given: { readonly id: string; readonly version: number },
  set: Partial<BillPeriodRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bill_period')
    .set({ ...set, row_version: given.version + 1 })
    .where('id', '=', given.id)
    .where('row_version', '=', given.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertImport(db: Reader, row: BillImportRow): Promise<void> {
  await db.insertInto('bill_import').values(row).execute()
}

export async function updateImport(db: Reader, id: string, set: Partial<BillImportRow>): Promise<void> {
  await db.updateTable('bill_import').set(set).where('id', '=', id).execute()
}

export async function findImport(reach: Reach, db: Reader, id: string): Promise<BillImportRow | undefined> {
  return db
    .selectFrom('bill_import')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function importsOfDelivery(reach: Reach, db: Reader, deliveryId: string): Promise<BillImportRow[]> {
  return db
    .selectFrom('bill_import')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('period')
    .orderBy('id')
    .execute()
}

/** Every import of a source and month, the latest first: what was restated stays to be seen. */
export async function importsOfPeriod(
  reach: Reach,
  db: Reader,
  sourceId: string,
  period: string,
): Promise<BillImportRow[]> {
  return db
    .selectFrom('bill_import')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('period', '=', period)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', 'in', ['current', 'superseded'])
    .orderBy('id', 'desc')
    .execute()
}

export async function insertCharges(
  tx: DatabaseTransaction,
  given: { readonly importId: string; readonly bodyId: string; readonly charges: readonly ChargeCells[] },
): Promise<void> {
  await insertMany(
    tx,
    'bill_charge',
    ['import_id', 'body_id', ...chargeColumns],
    given.charges.map((cells) => [given.importId, given.bodyId, ...cells]),
  )
}

export type ChargeFilter = {
  readonly importId: string
  readonly day?: string | undefined
  readonly service?: string | undefined
  readonly resource?: string | undefined
  readonly subAccount?: string | undefined
  readonly category?: string | undefined
  readonly commitment?: { readonly id: string; readonly use: CommitmentUse } | undefined
  readonly after: number
  readonly limit: number
}

type ChargeSelection = Omit<ChargeFilter, 'after' | 'limit'>

/** Charges of an import that a filter keeps. */
function selected(reach: Reach, db: Reader, filter: ChargeSelection) {
  let query = db
    .selectFrom('bill_charge')
    .where('import_id', '=', filter.importId)
    .where('body_id', 'in', [...reach.bodies, ''])
  if (filter.day !== undefined) query = query.where('day', '=', filter.day)
  if (filter.service !== undefined) query = query.where('service', '=', filter.service)
  if (filter.resource !== undefined) query = query.where('resource', '=', filter.resource)
  if (filter.subAccount !== undefined) query = query.where('sub_account', '=', filter.subAccount)
  if (filter.category !== undefined) query = query.where('charge_category', '=', filter.category)
  if (filter.commitment === undefined) return query
  const { id, use } = filter.commitment
  query = query.where('commitment', '=', id)
  // As `commitmentView` tells them apart: a purchase that was not used counts on both lines.
  if (use === 'purchased') return query.where('charge_category', '=', 'Purchase')
  if (use === 'unused') return query.where('commitment_status', '=', 'Unused')
  return query.where('charge_category', '<>', 'Purchase').where('commitment_status', '<>', 'Unused')
}

/** Charges of an import in their order, after a place. */
export async function charges(reach: Reach, db: Reader, filter: ChargeFilter): Promise<BillChargeRow[]> {
  return selected(reach, db, filter)
    .selectAll()
    .where('ordinal', '>', filter.after)
    .orderBy('ordinal')
    .limit(filter.limit)
    .execute()
}

/** Billed and effective of the charges that a filter keeps, in millionths; undefined when it keeps none. */
export async function sumOfCharges(
  reach: Reach,
  db: Reader,
  filter: ChargeSelection,
): Promise<{ readonly billed: bigint; readonly effective: bigint } | undefined> {
  const { n, billed, effective } = await selected(reach, db, filter)
    .select(({ fn }) => [
      fn.countAll<string | number>().as('n'),
      fn.sum<string | number>('billed_micros').as('billed'),
      fn.sum<string | number>('effective_micros').as('effective'),
    ])
    .executeTakeFirstOrThrow()
  return Number(n) === 0 ? undefined : { billed: BigInt(billed), effective: BigInt(effective) }
}

export type ChargeWithFile = BillChargeRow & {
  readonly parquet_file: string | null
  readonly container: string
  readonly delivery_id: string
  readonly file_name: string
}

/** A charge and where its rows are, whoever asks: the caller settles who may see it. */
export async function findCharge(db: Reader, importId: string, ordinal: number): Promise<ChargeWithFile | undefined> {
  return db
    .selectFrom('bill_charge')
    .innerJoin('bill_import', 'bill_import.id', 'bill_charge.import_id')
    .innerJoin('bill_delivery', 'bill_delivery.id', 'bill_import.delivery_id')
    .selectAll('bill_charge')
    .select(['bill_import.parquet_file', 'bill_import.delivery_id'])
    .select(['bill_delivery.container', 'bill_delivery.file_name'])
    .where('bill_charge.import_id', '=', importId)
    .where('bill_charge.ordinal', '=', ordinal)
    .executeTakeFirst()
}

/** Billed and effective of a service of an import by day, in millionths. */
export async function sumsByDay(
  reach: Reach,
  db: Reader,
  importId: string,
  service: string,
): Promise<Map<string, { readonly billed: bigint; readonly effective: bigint }>> {
  const rows = await db
    .selectFrom('bill_charge')
    .select(({ fn }) => [
      'day',
      fn.sum<string>('billed_micros').as('billed'),
      fn.sum<string>('effective_micros').as('effective'),
    ])
    .where('import_id', '=', importId)
    .where('service', '=', service)
    .where('body_id', 'in', [...reach.bodies, ''])
    .groupBy('day')
    .orderBy('day')
    .execute()
  return new Map(rows.map((row) => [row.day, { billed: BigInt(row.billed), effective: BigInt(row.effective) }]))
}

/** Billed and effective of an import by service, in millionths: what a restatement changed. */
export async function sumsByService(
  reach: Reach,
  db: Reader,
  importId: string,
): Promise<Map<string, { readonly billed: bigint; readonly effective: bigint }>> {
  const rows = await db
    .selectFrom('bill_charge')
    .select(({ fn }) => [
      'service',
      fn.sum<string>('billed_micros').as('billed'),
      fn.sum<string>('effective_micros').as('effective'),
    ])
    .where('import_id', '=', importId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .groupBy('service')
    .orderBy('service')
    .execute()
  return new Map(rows.map((row) => [row.service, { billed: BigInt(row.billed), effective: BigInt(row.effective) }]))
}
