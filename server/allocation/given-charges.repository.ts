import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

type Asked = { readonly bodyId: string; readonly from: string; readonly to: string }

/** Parts of the bills in force of a body that nobody takes, with their charge. */
function unallocatedParts(reach: Reach, db: Database, { bodyId, from, to }: Asked) {
  return db
    .selectFrom('workload_month as month')
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .innerJoin('allocated_charge as part', (join) =>
      join.onRef('part.import_id', '=', 'month.import_id').onRef('part.month_ordinal', '=', 'month.ordinal'),
    )
    .innerJoin('bill_charge as charge', (join) =>
      join.onRef('charge.import_id', '=', 'part.import_id').onRef('charge.ordinal', '=', 'part.charge_ordinal'),
    )
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('import.body_id', '=', bodyId)
    .where('import.state', '=', 'current')
    .where('month.workload_id', '=', '')
    .where('month.period', '>=', from)
    .where('month.period', '<=', to)
}

const leadColumns = [
  'source.code',
  'charge.service',
  'charge.sub_account',
  'charge.tags_json',
  'month.rule_id',
  'month.currency',
] as const

function unallocatedLeads(reach: Reach, db: Database, asked: Asked) {
  return unallocatedParts(reach, db, asked)
    .select(['source.code as source', 'charge.service', 'charge.sub_account as subAccount'])
    .select(['charge.tags_json as tags', 'month.rule_id as givenBy', 'month.currency'])
    .select((e) => [
      e.fn.sum<number | string>('part.billed_micros').as('billed'),
      e.fn.sum<number | string>('part.effective_micros').as('effective'),
      e.fn.countAll<number | string>().as('charges'),
    ])
    .groupBy([...leadColumns])
}

/** Their sums by what could lead to a rule. */
export async function unallocatedSums(reach: Reach, db: Database, asked: Asked) {
  return unallocatedLeads(reach, db, asked).execute()
}

/** The same, import by import; of one import when it is said. */
export async function unallocatedImports(reach: Reach, db: Database, asked: Asked & { readonly importId?: string }) {
  const { importId } = asked
  const query = unallocatedLeads(reach, db, asked)
    .select(['month.import_id as importId', 'month.period'])
    .groupBy(['month.import_id', 'month.period'])
  return (importId === undefined ? query : query.where('month.import_id', '=', importId))
    .orderBy('month.period')
    .orderBy('source.code')
    .execute()
}

/** Parts of one import that nobody takes, the dearest first, among the values that are said of what could lead to a rule. */
export async function unallocatedOfImport(
  reach: Reach,
  db: Database,
  asked: Asked & {
    readonly importId: string
    readonly service?: readonly string[]
    readonly subAccount?: readonly string[]
    readonly tags?: readonly string[]
    readonly givenBy?: readonly string[]
    readonly limit: number
  },
) {
  let query = unallocatedParts(reach, db, asked)
    .select([...chargeColumns])
    .select('source.code as source')
    .select(['part.billed_micros as part_billed', 'part.effective_micros as part_effective'])
    .where('month.import_id', '=', asked.importId)
  if (asked.service !== undefined) query = query.where('charge.service', 'in', asked.service)
  if (asked.subAccount !== undefined) query = query.where('charge.sub_account', 'in', asked.subAccount)
  if (asked.tags !== undefined) query = query.where('charge.tags_json', 'in', asked.tags)
  if (asked.givenBy !== undefined) query = query.where('month.rule_id', 'in', asked.givenBy)
  return query.orderBy('part.effective_micros', 'desc').orderBy('charge.ordinal').limit(asked.limit).execute()
}

export const chargeColumns = [
  'charge.import_id',
  'charge.ordinal',
  'charge.day',
  'charge.provider',
  'charge.sub_account',
  'charge.service',
  'charge.service_category',
  'charge.resource',
  'charge.region',
  'charge.charge_category',
  'charge.commitment',
  'charge.commitment_status',
  'charge.tags_json',
  'charge.currency',
  'charge.billed_micros',
  'charge.effective_micros',
  'charge.list_micros',
  'charge.contracted_micros',
  'charge.row_count',
] as const

/** The dearest of them. */
export async function dearestUnallocated(reach: Reach, db: Database, asked: Asked, limit: number) {
  return unallocatedParts(reach, db, asked)
    .select([...chargeColumns])
    .select('source.code as source')
    .orderBy('charge.effective_micros', 'desc')
    .orderBy('charge.import_id')
    .orderBy('charge.ordinal')
    .limit(limit)
    .execute()
}

/** All that is billed to a body in these months, by currency. */
export async function billedSums(reach: Reach, db: Database, { bodyId, from, to }: Asked) {
  return db
    .selectFrom('bill_import as import')
    .innerJoin('workload_month as month', 'month.import_id', 'import.id')
    .select('month.currency')
    .select((e) => [
      e.fn.sum<number | string>('month.billed_micros').as('billed'),
      e.fn.sum<number | string>('month.effective_micros').as('effective'),
    ])
    .where('import.body_id', 'in', [...reach.bodies, ''])
    .where('import.body_id', '=', bodyId)
    .where('import.state', '=', 'current')
    .where('import.period', '>=', from)
    .where('import.period', '<=', to)
    .groupBy('month.currency')
    .orderBy('month.currency')
    .execute()
}

/** A charge of an import in reach, whatever took it. */
export async function findCharge(reach: Reach, db: Database, importId: string, ordinal: number) {
  return db
    .selectFrom('bill_charge as charge')
    .innerJoin('bill_import as import', 'import.id', 'charge.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .innerJoin('body', 'body.id', 'import.body_id')
    .select([...chargeColumns])
    .select(['source.code as source', 'import.body_id', 'body.code as body_code'])
    .where('charge.body_id', 'in', [...reach.bodies, ''])
    .where('charge.import_id', '=', importId)
    .where('charge.ordinal', '=', ordinal)
    .executeTakeFirst()
}

/** Parts of a charge, as stored. */
export async function partsOf(reach: Reach, db: Database, importId: string, ordinal: number) {
  return db
    .selectFrom('allocated_charge as part')
    .innerJoin('workload_month as month', (join) =>
      join.onRef('month.import_id', '=', 'part.import_id').onRef('month.ordinal', '=', 'part.month_ordinal'),
    )
    .leftJoin('workload', 'workload.id', 'month.workload_id')
    .select(['workload.code', 'workload.name', 'month.rule_id', 'month.rule_set_id', 'month.currency'])
    .select(['part.billed_micros', 'part.effective_micros'])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('part.import_id', '=', importId)
    .where('part.charge_ordinal', '=', ordinal)
    .orderBy('part.part')
    .execute()
}

/** How many parts of a charge of a published import went to workloads in reach. */
export async function givenPartsInReach(
  reach: Reach,
  db: Database,
  importId: string,
  ordinal: number,
): Promise<number> {
  const { n } = await db
    .selectFrom('allocated_charge as part')
    .innerJoin('workload_month as month', (join) =>
      join.onRef('month.import_id', '=', 'part.import_id').onRef('month.ordinal', '=', 'part.month_ordinal'),
    )
    .innerJoin('bill_import as import', 'import.id', 'part.import_id')
    .select((e) => e.fn.countAll<number | string>().as('n'))
    .where('part.import_id', '=', importId)
    .where('part.charge_ordinal', '=', ordinal)
    .where('month.workload_id', '<>', '')
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('import.state', 'in', ['current', 'superseded'])
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** The charges behind the months of a workload in an import, in their order, after one of them. */
export async function chargesOfWorkload(
  reach: Reach,
  db: Database,
  asked: {
    readonly importId: string
    readonly workloadId: string
    readonly serviceCategory?: string
    readonly after: number
    readonly limit: number
  },
) {
  let query = db
    .selectFrom('workload_month as month')
    .innerJoin('allocated_charge as part', (join) =>
      join.onRef('part.import_id', '=', 'month.import_id').onRef('part.month_ordinal', '=', 'month.ordinal'),
    )
    .innerJoin('bill_charge as charge', (join) =>
      join.onRef('charge.import_id', '=', 'part.import_id').onRef('charge.ordinal', '=', 'part.charge_ordinal'),
    )
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .select([...chargeColumns])
    .select(['source.code as source', 'month.rule_id'])
    .select(['part.billed_micros as part_billed', 'part.effective_micros as part_effective'])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('month.import_id', '=', asked.importId)
    .where('month.workload_id', '=', asked.workloadId)
    .where('charge.ordinal', '>', asked.after)
  if (asked.serviceCategory !== undefined) query = query.where('month.service_category', '=', asked.serviceCategory)
  return query.orderBy('charge.ordinal').limit(asked.limit).execute()
}

/** The import of a source and month in force at an instant (ISO), whoever is billed, with the file of its rows. */
export async function importInForce(
  db: Database,
  asked: { readonly source: string; readonly period: string; readonly asKnown: string },
) {
  return db
    .selectFrom('bill_import as import')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .innerJoin('bill_delivery as delivery', 'delivery.id', 'import.delivery_id')
    .select(['import.id', 'import.body_id', 'import.recorded_at', 'import.parquet_file', 'delivery.container'])
    .where('source.code', '=', asked.source)
    .where('import.period', '=', asked.period)
    .where('import.state', 'in', ['current', 'superseded'])
    .where('import.recorded_at', '<=', asked.asKnown)
    .where((where) =>
      where.or([where('import.superseded_at', 'is', null), where('import.superseded_at', '>', asked.asKnown)]),
    )
    .executeTakeFirst()
}

/** Charges of an import given to a workload of a body for a category of service, whole, each with its part; in order of day. */
export async function givenCharges(
  db: Database,
  asked: {
    readonly importId: string
    readonly bodyId: string
    readonly workload: string
    readonly serviceCategory: string
  },
) {
  return db
    .selectFrom('workload_month as month')
    .innerJoin('allocated_charge as part', (join) =>
      join.onRef('part.import_id', '=', 'month.import_id').onRef('part.month_ordinal', '=', 'month.ordinal'),
    )
    .innerJoin('bill_charge as charge', (join) =>
      join.onRef('charge.import_id', '=', 'part.import_id').onRef('charge.ordinal', '=', 'part.charge_ordinal'),
    )
    .innerJoin('workload', 'workload.id', 'month.workload_id')
    .selectAll('charge')
    .select(['part.billed_micros as part_billed', 'part.effective_micros as part_effective'])
    .select(['month.rule_id', 'month.rule_set_id'])
    .where('month.import_id', '=', asked.importId)
    .where('month.body_id', '=', asked.bodyId)
    .where('workload.code', '=', asked.workload)
    .where('charge.service_category', '=', asked.serviceCategory)
    .orderBy('charge.day')
    .orderBy('charge.ordinal')
    .orderBy('part.part')
    .execute()
}

const ordinalsAtOnce = 500

/** Charges of an import by their ordinals, whole. */
export async function chargesByOrdinal(db: Database, importId: string, ordinals: readonly number[]) {
  const read = async (some: readonly number[]) =>
    db.selectFrom('bill_charge').selectAll().where('import_id', '=', importId).where('ordinal', 'in', some).execute()
  const found: Awaited<ReturnType<typeof read>> = []
  for (let from = 0; from < ordinals.length; from += ordinalsAtOnce)
    found.push(...(await read(ordinals.slice(from, from + ordinalsAtOnce))))
  return found
}
