import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type {
  ApplicationRow,
  AssetRow,
  ImportBatchRow,
  ImportMappingRow,
  ImportRowRow,
  WorkloadRow,
} from '#server/database/schema.ts'

type Writer = Database | DatabaseTransaction

export async function insertBatch(tx: DatabaseTransaction, row: ImportBatchRow): Promise<void> {
  await tx.insertInto('import_batch').values(row).execute()
}
export async function updateBatch(db: Writer, id: string, set: Partial<ImportBatchRow>): Promise<void> {
  await db.updateTable('import_batch').set(set).where('id', '=', id).execute()
}
export async function findBatch(reach: Reach, db: Writer, id: string): Promise<ImportBatchRow | undefined> {
  return db
    .selectFrom('import_batch')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}
/** Holds a batch for the rest of the transaction, so that two people cannot settle it at once. */
export async function holdBatch(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx
    .updateTable('import_batch')
    .set((old) => ({ state: old.ref('state') }))
    .where('id', '=', id)
    .execute()
}
export async function batchesIn(reach: Reach, db: Database): Promise<ImportBatchRow[]> {
  return db
    .selectFrom('import_batch')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute()
}
export async function clearRows(db: Writer, batch: string): Promise<void> {
  await db.deleteFrom('import_row').where('batch_id', '=', batch).execute()
}
export async function insertRows(db: Writer, rows: readonly ImportRowRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 1_000)
    await db
      .insertInto('import_row')
      .values(rows.slice(start, start + 1_000))
      .execute()
}
/** Rows of a batch in order, after a cursor; of some kinds of change only when asked. */
export async function rowsAfter(
  db: Writer,
  batch: string,
  page: {
    readonly after: number
    readonly limit: number
    readonly changes?: readonly string[]
    readonly search?: string
  },
): Promise<ImportRowRow[]> {
  let query = db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', batch)
    .where('ordinal', '>', page.after)
    .orderBy('ordinal')
    .limit(page.limit)
  if (page.changes !== undefined) query = query.where('change', 'in', [...page.changes, ''])
  if (page.search !== undefined && page.search !== '')
    query = query.where('name', 'like', `%${page.search.replace(/[%_\\]/g, '')}%`)
  return query.execute()
}

export async function assetsByKey(db: Writer, bodyId: string, keys: readonly string[]): Promise<Map<string, AssetRow>> {
  const found = new Map<string, AssetRow>()
  for (let start = 0; start < keys.length; start += 5_000) {
    const rows = await db
      .selectFrom('asset')
      .selectAll()
      .where('body_id', '=', bodyId)
      .where('natural_key', 'in', keys.slice(start, start + 5_000))
      .execute()
    for (const row of rows) found.set(row.natural_key, row)
  }
  return found
}
export type BodyWorkload = Pick<
  WorkloadRow,
  | 'id'
  | 'code'
  | 'name'
  | 'environment'
  | 'technology'
  | 'current_hosting'
  | 'proposed_strategy'
  | 'row_version'
  | 'imported_json'
  | 'source_json'
  | 'search_text'
> &
  Pick<ApplicationRow, 'mission' | 'owner'> & { readonly application_id: string; readonly application_name: string }
/** Every workload of a body with its application: what a file's names are matched to. */
export async function workloadsOfBody(db: Writer, bodyId: string): Promise<BodyWorkload[]> {
  return db
    .selectFrom('workload')
    .innerJoin('application', 'application.id', 'workload.application_id')
    .select([
      'workload.id',
      'workload.code',
      'workload.name',
      'environment',
      'technology',
      'current_hosting',
      'proposed_strategy',
      'workload.row_version',
      'imported_json',
      'workload.source_json',
      'search_text',
      'mission',
      'owner',
      'application.id as application_id',
      'application.name as application_name',
    ])
    .where('workload.body_id', '=', bodyId)
    .where('workload.status', '=', 'active')
    .execute()
}
/** The servers of a body with their workload: what a connection's ends are matched to. */
export async function serversOfBody(
  db: Writer,
  bodyId: string,
): Promise<Pick<AssetRow, 'name' | 'workload_id' | 'extra_json'>[]> {
  return db
    .selectFrom('asset')
    .select(['name', 'workload_id', 'extra_json'])
    .where('body_id', '=', bodyId)
    .where('status', '=', 'active')
    .execute()
}
/** Every dependency of a body, as `from|to|kind`. */
export async function dependenciesOfBody(db: Writer, bodyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('dependency')
    .select(['from_workload_id', 'to_workload_id', 'kind'])
    .where('body_id', '=', bodyId)
    .execute()
  return rows.map((row) => `${row.from_workload_id}|${row.to_workload_id}|${row.kind}`)
}
export async function countAssets(db: Writer, bodyId: string): Promise<number> {
  const row = await db
    .selectFrom('asset')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('body_id', '=', bodyId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
export async function rememberedMapping(
  db: Database,
  bodyId: string,
  signature: string,
): Promise<ImportMappingRow | undefined> {
  return db
    .selectFrom('import_mapping')
    .selectAll()
    .where('body_id', '=', bodyId)
    .where('header_signature', '=', signature)
    .executeTakeFirst()
}
export async function rememberMapping(tx: DatabaseTransaction, row: ImportMappingRow): Promise<void> {
  await tx
    .insertInto('import_mapping')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['body_id', 'header_signature'])
        .doUpdateSet({ mapping_json: row.mapping_json, stated_by: row.stated_by, recorded_at: row.recorded_at }),
    )
    .execute()
}
export async function insertMany(
  tx: DatabaseTransaction,
  rows: {
    readonly applications: readonly ApplicationRow[]
    readonly workloads: readonly WorkloadRow[]
    readonly assets: readonly AssetRow[]
  },
): Promise<void> {
  const chunks = <T>(list: readonly T[]) =>
    Array.from({ length: Math.ceil(list.length / 500) }, (_, i) => list.slice(i * 500, i * 500 + 500))
  for (const part of chunks(rows.applications)) await tx.insertInto('application').values(part).execute()
  for (const part of chunks(rows.workloads)) await tx.insertInto('workload').values(part).execute()
  for (const part of chunks(rows.assets)) await tx.insertInto('asset').values(part).execute()
}
