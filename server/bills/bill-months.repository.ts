import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BillImportRow, BillPeriodRow, BillSourceRow, InvoiceRow } from '#server/database/schema.ts'

export type SourceWithBody = BillSourceRow & { readonly body_code: string }
export type ImportWithDelivery = BillImportRow & {
  readonly file_name: string
  readonly dialect: string | null
  readonly version: string | null
}

export async function sourcesIn(reach: Reach, db: Database, body?: string): Promise<SourceWithBody[]> {
  const sources = db
    .selectFrom('bill_source')
    .innerJoin('body', 'body.id', 'bill_source.body_id')
    .selectAll('bill_source')
    .select('body.code as body_code')
    .where('bill_source.body_id', 'in', [...reach.bodies, ''])
  return (body === undefined ? sources : sources.where('body.code', '=', body)).orderBy('bill_source.code').execute()
}

export async function findSource(reach: Reach, db: Database, code: string): Promise<SourceWithBody | undefined> {
  return db
    .selectFrom('bill_source')
    .innerJoin('body', 'body.id', 'bill_source.body_id')
    .selectAll('bill_source')
    .select('body.code as body_code')
    .where('bill_source.code', '=', code)
    .where('bill_source.body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function findSourceOfAccount(
  db: Database | DatabaseTransaction,
  given: Pick<BillSourceRow, 'body_id' | 'account'>,
): Promise<BillSourceRow[]> {
  return db
    .selectFrom('bill_source')
    .selectAll()
    .where('body_id', '=', given.body_id)
    .where('account', '=', given.account)
    .execute()
}

export async function periodsOf(reach: Reach, db: Database): Promise<BillPeriodRow[]> {
  return db
    .selectFrom('bill_period')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .execute()
}

export async function currentImportsOf(reach: Reach, db: Database): Promise<BillImportRow[]> {
  return db
    .selectFrom('bill_import')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', '=', 'current')
    .execute()
}

export async function findPeriod(
  reach: Reach,
  db: Database | DatabaseTransaction,
  sourceId: string,
  period: string,
): Promise<BillPeriodRow | undefined> {
  return db
    .selectFrom('bill_period')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('period', '=', period)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

/** Opens or closes a month on the version that was read; false when somebody was faster. */
export async function setPeriodState(
  tx: DatabaseTransaction,
  row: BillPeriodRow,
  given: Pick<BillPeriodRow, 'state' | 'changed_by' | 'changed_at' | 'reason'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('bill_period')
    .set({ ...given, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Months that are closed and whose bill in force came after that, by source; a reason given since is for the caller to see. */
export async function restatedWhileClosed(
  reach: Reach,
  db: Database,
): Promise<{ readonly code: string; readonly period: string }[]> {
  return db
    .selectFrom('bill_period')
    .innerJoin('bill_import', 'bill_import.id', 'bill_period.current_import_id')
    .innerJoin('bill_source', 'bill_source.id', 'bill_period.source_id')
    .select(['bill_source.code', 'bill_period.period'])
    .where('bill_period.body_id', 'in', [...reach.bodies, ''])
    .where('bill_period.state', '=', 'closed')
    .where('bill_import.is_restatement', '=', 1)
    .whereRef('bill_period.changed_at', '<=', 'bill_import.recorded_at')
    .orderBy('bill_import.recorded_at')
    .orderBy('bill_period.id')
    .execute()
}

/** Every import of a month, newest first. */
export async function importsOf(
  reach: Reach,
  db: Database,
  sourceId: string,
  period: string,
): Promise<ImportWithDelivery[]> {
  return db
    .selectFrom('bill_import')
    .innerJoin('bill_delivery', 'bill_delivery.id', 'bill_import.delivery_id')
    .selectAll('bill_import')
    .select(['bill_delivery.file_name', 'bill_delivery.dialect', 'bill_delivery.version'])
    .where('bill_import.source_id', '=', sourceId)
    .where('bill_import.period', '=', period)
    .where('bill_import.body_id', 'in', [...reach.bodies, ''])
    .orderBy('bill_import.recorded_at', 'desc')
    .orderBy('bill_import.id', 'desc')
    .execute()
}

export type ChargeSum = {
  readonly chargeCategory: string
  readonly commitment: string
  readonly commitmentStatus: string
  readonly currency: string
  readonly billedMicros: bigint
  readonly effectiveMicros: bigint
  readonly listMicros: bigint | null
  readonly contractedMicros: bigint | null
  readonly rows: number
}

/** 0 without a list or contracted cost, 1 with one of 0, 2 with both. In the text of the statement: a parameter could not be grouped by. */
const pricing = sql<number>`case when list_micros is null or contracted_micros is null then 0 when list_micros = 0 or contracted_micros = 0 then 1 else 2 end`

/** Charges of an import summed by what a month page tells apart; what has no list cost is never added to what has one. */
export async function chargeSumsOf(reach: Reach, db: Database, importId: string): Promise<ChargeSum[]> {
  const rows = await db
    .selectFrom('bill_charge')
    .select((e) => [
      'charge_category',
      'commitment',
      'commitment_status',
      'currency',
      e.fn.sum<string | number>('billed_micros').as('billed'),
      e.fn.sum<string | number>('effective_micros').as('effective'),
      e.fn.sum<string | number | null>('list_micros').as('list'),
      e.fn.sum<string | number | null>('contracted_micros').as('contracted'),
      e.fn.sum<string | number>('row_count').as('rows'),
    ])
    .where('import_id', '=', importId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .groupBy(['charge_category', 'commitment', 'commitment_status', 'currency', pricing])
    .execute()
  return rows.map((row) => ({
    chargeCategory: row.charge_category,
    commitment: row.commitment,
    commitmentStatus: row.commitment_status,
    currency: row.currency,
    billedMicros: BigInt(row.billed),
    effectiveMicros: BigInt(row.effective),
    listMicros: row.list === null ? null : BigInt(row.list),
    contractedMicros: row.contracted === null ? null : BigInt(row.contracted),
    rows: Number(row.rows),
  }))
}

export type ServiceTotal = {
  readonly service: string
  readonly currency: string
  readonly billedMicros: bigint
  readonly effectiveMicros: bigint
}

export async function serviceTotalsOf(reach: Reach, db: Database, importId: string): Promise<ServiceTotal[]> {
  const rows = await db
    .selectFrom('bill_charge')
    .select((e) => [
      'service',
      'currency',
      e.fn.sum<string | number>('billed_micros').as('billed'),
      e.fn.sum<string | number>('effective_micros').as('effective'),
    ])
    .where('import_id', '=', importId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .groupBy(['service', 'currency'])
    .execute()
  return rows
    .map((row) => ({
      service: row.service,
      currency: row.currency,
      billedMicros: BigInt(row.billed),
      effectiveMicros: BigInt(row.effective),
    }))
    .toSorted((a, b) => (a.effectiveMicros < b.effectiveMicros ? 1 : a.effectiveMicros > b.effectiveMicros ? -1 : 0))
}

/** Invoices of one month or of every month in reach, as believed today or at an instant (ISO). */
export async function invoicesOf(
  reach: Reach,
  db: Database | DatabaseTransaction,
  of: { readonly sourceId?: string; readonly period?: string; readonly asKnown?: string | undefined } = {},
): Promise<InvoiceRow[]> {
  const { asKnown, period, sourceId } = of
  let query = db
    .selectFrom('invoice')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
  query =
    asKnown === undefined
      ? query.where('recorded_to', 'is', null)
      : query
          .where('recorded_at', '<=', asKnown)
          .where((where) => where.or([where('recorded_to', 'is', null), where('recorded_to', '>', asKnown)]))
  if (sourceId !== undefined) query = query.where('source_id', '=', sourceId)
  if (period !== undefined) query = query.where('period', '=', period)
  return query.orderBy('number').orderBy('id').execute()
}

const importsAtOnce = 5_000

/** What imports keep of the invoices they name, with the account that was billed. */
export async function importsHeld(reach: Reach, db: Database, ids: readonly string[]) {
  const some = (page: readonly string[]) =>
    db
      .selectFrom('bill_import')
      .innerJoin('bill_source', 'bill_source.id', 'bill_import.source_id')
      .select(['bill_import.id', 'bill_import.source_id', 'bill_import.period', 'bill_import.currency'])
      .select(['bill_import.result_json', 'bill_source.account'])
      .where('bill_import.id', 'in', [...page])
      .where('bill_import.body_id', 'in', [...reach.bodies, ''])
      .execute()
  const found: Awaited<ReturnType<typeof some>> = []
  for (let start = 0; start < ids.length; start += importsAtOnce)
    found.push(...(await some(ids.slice(start, start + importsAtOnce))))
  return found
}

export async function insertInvoice(tx: DatabaseTransaction, row: InvoiceRow): Promise<void> {
  await tx.insertInto('invoice').values(row).execute()
}

export async function endInvoice(tx: DatabaseTransaction, id: string, at: string): Promise<void> {
  await tx
    .updateTable('invoice')
    .set({ recorded_to: at })
    .where('id', '=', id)
    .where('recorded_to', 'is', null)
    .execute()
}

/** Deliveries of a data set that holds no charge, newest first; of what was asked, and as known at an instant (ISO), when these are said. */
export async function companionDeliveriesOf(
  reach: Reach,
  db: Database,
  of: {
    readonly bodyId: string
    readonly dataset: string
    readonly askedJson?: string
    readonly asKnown?: string | undefined
  },
): Promise<{ id: string; file_name: string; received_at: string; result_json: string }[]> {
  let query = db
    .selectFrom('bill_delivery')
    .select(['id', 'file_name', 'received_at', 'result_json'])
    .where('body_id', '=', of.bodyId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('dataset', '=', of.dataset)
    .where('state', '=', 'imported')
  if (of.askedJson !== undefined) query = query.where('asked_json', '=', of.askedJson)
  if (of.asKnown !== undefined) query = query.where('received_at', '<=', of.asKnown)
  return query.orderBy('received_at', 'desc').limit(20).execute()
}
