import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { AuditEventRow, PromiseRow, RegisterRecordRow } from '#server/database/schema.ts'

/** Benefits that a pack is of: one by its code, or all of a body. */
export async function packedBenefits(
  reach: Reach,
  db: Database,
  of: { readonly benefit?: string | undefined; readonly body?: string | undefined },
) {
  let query = db
    .selectFrom('benefit')
    .innerJoin('body', 'body.id', 'benefit.body_id')
    .select(['benefit.id', 'benefit.code', 'benefit.body_id', 'body.code as body'])
    .where('benefit.body_id', 'in', [...reach.bodies, ''])
  if (of.benefit !== undefined) query = query.where('benefit.code', '=', of.benefit)
  if (of.body !== undefined) query = query.where('body.code', '=', of.body)
  return query.orderBy('benefit.id').execute()
}

const chunk = 400
/** A long list of ids, a few hundred at a time: a database takes only so many in one statement. */
async function byParts<T>(ids: readonly string[], read: (some: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for (let from = 0; from < ids.length; from += chunk) all.push(...(await read(ids.slice(from, from + chunk))))
  return all
}

export async function recordsBehind(
  reach: Reach,
  db: Database,
  subjects: readonly string[],
): Promise<RegisterRecordRow[]> {
  return byParts(subjects, (some) =>
    db
      .selectFrom('register_record')
      .selectAll()
      .where('subject', 'in', [...some, ''])
      .where('body_id', 'in', [...reach.bodies, ''])
      .orderBy('subject')
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  )
}

export async function promisesBehind(reach: Reach, db: Database, benefitIds: readonly string[]): Promise<PromiseRow[]> {
  return byParts(benefitIds, (some) =>
    db
      .selectFrom('promise')
      .selectAll()
      .where('benefit_id', 'in', [...some, ''])
      .where('body_id', 'in', [...reach.bodies, ''])
      .orderBy('benefit_id')
      .orderBy('version')
      .execute(),
  )
}

/** What the journal says of some objects, in order. */
export async function eventsBehind(reach: Reach, db: Database, objectIds: readonly string[]): Promise<AuditEventRow[]> {
  const rows = await byParts(objectIds, (some) =>
    db
      .selectFrom('audit_event')
      .selectAll()
      .where('object_id', 'in', [...some, ''])
      .where('body_id', 'in', [...reach.bodies, ''])
      .execute(),
  )
  return rows.toSorted((a, b) => a.seq - b.seq)
}

export async function lastEvent(db: Database) {
  return db.selectFrom('audit_event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}

/** A day’s charges of a resource, the part of them allocated to a workload; millionths of the billing currency. */
export type ChargeBehind = {
  readonly reference: string
  readonly importId: string
  /** The rows of its import, beside the database; null when they were not kept. */
  readonly parquetFile: string | null
  /** Physical line of the first row, where the rows do not say theirs. */
  readonly firstLine: number
  /** What its rows are found by. */
  readonly keys: { readonly [column: string]: string | number | null }
  readonly ordinal: number
  readonly rule: string
  readonly service: string
  readonly resource: string
  readonly period: string
  readonly day: string
  readonly chargeCategory: string
  readonly currency: string
  readonly billedMicros: number
  readonly effectiveMicros: number
}

/** Charges behind one reference (`source|workload|service category`) and month, in the import in force at an instant (ISO). */
export async function chargesBehind(
  db: Database,
  asked: { readonly bodyId: string; readonly reference: string; readonly period: string; readonly at: string },
): Promise<ChargeBehind[]> {
  const [source = '', workload = '', category = ''] = asked.reference.split('|')
  const rows = await db
    .selectFrom('allocated_charge')
    .innerJoin('workload_month', (join) =>
      join
        .onRef('workload_month.import_id', '=', 'allocated_charge.import_id')
        .onRef('workload_month.ordinal', '=', 'allocated_charge.month_ordinal'),
    )
    .innerJoin('bill_charge', (join) =>
      join
        .onRef('bill_charge.import_id', '=', 'allocated_charge.import_id')
        .onRef('bill_charge.ordinal', '=', 'allocated_charge.charge_ordinal'),
    )
    .innerJoin('bill_import', 'bill_import.id', 'bill_charge.import_id')
    .innerJoin('bill_source', 'bill_source.id', 'bill_import.source_id')
    .innerJoin('bill_delivery', 'bill_delivery.id', 'bill_import.delivery_id')
    .innerJoin('workload', 'workload.id', 'workload_month.workload_id')
    .selectAll('bill_charge')
    .select([
      'allocated_charge.billed_micros as part_billed',
      'allocated_charge.effective_micros as part_effective',
      'workload_month.rule_id',
      'bill_import.parquet_file',
      'bill_delivery.container',
    ])
    .where('bill_source.code', '=', source)
    .where('workload.code', '=', workload)
    .where('bill_charge.service_category', '=', category)
    .where('bill_import.period', '=', asked.period)
    .where('workload_month.body_id', '=', asked.bodyId)
    .where('bill_import.state', 'in', ['current', 'superseded'])
    .where('bill_import.recorded_at', '<=', asked.at)
    .where((where) =>
      where.or([where('bill_import.superseded_at', 'is', null), where('bill_import.superseded_at', '>', asked.at)]),
    )
    .orderBy('bill_charge.day')
    .orderBy('bill_charge.ordinal')
    .orderBy('allocated_charge.part')
    .execute()
  return rows.map(({ container, parquet_file, part_billed, part_effective, rule_id, ...row }) => ({
    reference: asked.reference,
    importId: row.import_id,
    parquetFile: parquet_file,
    firstLine: container === 'parquet' ? 1 : 2,
    keys: { ...row },
    ordinal: row.ordinal,
    rule: rule_id,
    service: row.service,
    resource: row.resource,
    period: row.period,
    day: row.day,
    chargeCategory: row.charge_category,
    currency: row.currency,
    billedMicros: part_billed,
    effectiveMicros: part_effective,
  }))
}
