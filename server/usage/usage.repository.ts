import type { KnownMachine } from '#models/sizing/series-intake.ts'
import type { SizingChoice, UsageProfile } from '#models/sizing/usage.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { SizingChoiceRow, UsageImportRow, UsageProfileRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction
export type UsageImportWithBody = UsageImportRow & { readonly body_code: string }

function importsInReach(reach: Reach, db: Reader) {
  return db
    .selectFrom('usage_import')
    .innerJoin('body', 'body.id', 'usage_import.body_id')
    .selectAll('usage_import')
    .select('body.code as body_code')
    .where('usage_import.body_id', 'in', [...reach.bodies, ''])
}

export async function findUsageImport(reach: Reach, db: Reader, id: string): Promise<UsageImportWithBody | undefined> {
  return importsInReach(reach, db).where('usage_import.id', '=', id).executeTakeFirst()
}

/** Newest first, before a cursor. */
export async function usageImports(
  reach: Reach,
  db: Database,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<UsageImportWithBody[]> {
  let query = importsInReach(reach, db).orderBy('usage_import.id', 'desc').limit(limit)
  if (before !== undefined) query = query.where('usage_import.id', '<', before)
  return query.execute()
}

export async function insertUsageImport(tx: DatabaseTransaction, row: UsageImportRow): Promise<void> {
  await tx.insertInto('usage_import').values(row).execute()
}

export async function updateUsageImport(db: Reader, id: string, set: Partial<UsageImportRow>): Promise<void> {
  await db
    .updateTable('usage_import')
    .set((old) => ({ ...set, row_version: old('row_version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Servers of a body by what a file of measures may call them. */
export async function machinesOf(
  reach: Reach,
  db: Reader,
  bodyId: string,
): Promise<(KnownMachine & { readonly name: string; readonly naturalKey: string; readonly workloadId: string })[]> {
  const rows = await db
    .selectFrom('asset')
    .select(['id', 'name', 'natural_key', 'vcpu', 'memory_mib', 'workload_id'])
    .where('body_id', '=', bodyId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('status', '=', 'active')
    .where('kind', '<>', 'share')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    naturalKey: row.natural_key,
    vcpu: row.vcpu,
    memoryBytes: row.memory_mib === null ? null : row.memory_mib * 1024 ** 2,
    workloadId: row.workload_id,
  }))
}

/** The same machine, file and period replaces what it said before; other files and periods stay. */
export async function saveProfiles(tx: DatabaseTransaction, rows: readonly UsageProfileRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 200) {
    await tx
      .insertInto('usage_profile')
      .values(rows.slice(start, start + 200))
      .onConflict((conflict) =>
        conflict.columns(['asset_id', 'file_name', 'period_from', 'period_to']).doUpdateSet((set) => ({
          import_id: set.ref('excluded.import_id'),
          profile_json: set.ref('excluded.profile_json'),
          recorded_at: set.ref('excluded.recorded_at'),
        })),
      )
      .execute()
  }
}

/** The profile that stands for each server: of the period that ends last, then of the file received last. */
export async function profilesOf(
  reach: Reach,
  db: Reader,
  workloadIds: readonly string[],
): Promise<Map<string, UsageProfile>> {
  const latest = new Map<string, UsageProfile>()
  for (let start = 0; start < workloadIds.length; start += 5_000) {
    const rows = await db
      .selectFrom('usage_profile')
      .innerJoin('asset', 'asset.id', 'usage_profile.asset_id')
      .select(['usage_profile.asset_id', 'usage_profile.profile_json'])
      .where('asset.workload_id', 'in', workloadIds.slice(start, start + 5_000))
      .where('usage_profile.body_id', 'in', [...reach.bodies, ''])
      .orderBy('usage_profile.period_to')
      .orderBy('usage_profile.recorded_at')
      .orderBy('usage_profile.id')
      .execute()
    for (const row of rows) latest.set(row.asset_id, JSON.parse(row.profile_json) as UsageProfile) // written by usage imports only
  }
  return latest
}

export async function choicesOf(
  reach: Reach,
  db: Reader,
  workloadIds: readonly string[],
): Promise<Map<string, { readonly version: number; readonly choice: SizingChoice }>> {
  const latest = new Map<string, { version: number; choice: SizingChoice }>()
  for (let start = 0; start < workloadIds.length; start += 5_000) {
    const rows = await db
      .selectFrom('sizing_choice')
      .selectAll()
      .where('workload_id', 'in', workloadIds.slice(start, start + 5_000))
      .where('body_id', 'in', [...reach.bodies, ''])
      .orderBy('version')
      .execute()
    for (const row of rows)
      latest.set(row.workload_id, { version: row.version, choice: JSON.parse(row.choice_json) as SizingChoice }) // written through the schema
  }
  return latest
}

export async function insertChoice(tx: DatabaseTransaction, row: SizingChoiceRow): Promise<void> {
  await tx.insertInto('sizing_choice').values(row).execute()
}
