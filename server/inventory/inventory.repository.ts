import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ApplicationRow, AssetRow, CurrentCostRow, WorkloadRow } from '#server/database/schema.ts'

export type WorkloadWithNames = WorkloadRow & {
  readonly application_code: string
  readonly application_name: string
  readonly mission: string | null
  readonly owner: string | null
  readonly application_version: number
  readonly body_code: string
  readonly body_name_fr: string
  readonly body_name_en: string
}

type Reader = Database | DatabaseTransaction

function workloadsInReach(reach: Reach, db: Reader) {
  return db
    .selectFrom('workload')
    .innerJoin('application', 'application.id', 'workload.application_id')
    .innerJoin('body', 'body.id', 'workload.body_id')
    .selectAll('workload')
    .select([
      'application.code as application_code',
      'application.name as application_name',
      'application.mission',
      'application.owner',
      'application.row_version as application_version',
      'body.code as body_code',
      'body.name_fr as body_name_fr',
      'body.name_en as body_name_en',
    ])
    .where('workload.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
}

export async function findWorkload(reach: Reach, db: Reader, code: string): Promise<WorkloadWithNames | undefined> {
  return workloadsInReach(reach, db).where('workload.code', '=', code).executeTakeFirst()
}

export async function findWorkloadById(reach: Reach, db: Reader, id: string): Promise<WorkloadWithNames | undefined> {
  return workloadsInReach(reach, db).where('workload.id', '=', id).executeTakeFirst()
}

export async function workloadsByCode(
  reach: Reach,
  db: Reader,
  codes: readonly string[],
): Promise<WorkloadWithNames[]> {
  const found: WorkloadWithNames[] = []
  for (let start = 0; start < codes.length; start += 5_000) {
    const part = codes.slice(start, start + 5_000)
    found.push(...(await workloadsInReach(reach, db).where('workload.code', 'in', part).execute()))
  }
  return found
}

/** A page in order of code, after a cursor. */
export async function workloadPage(
  reach: Reach,
  db: Database,
  page: {
    readonly after: string | null
    readonly limit: number
    readonly bodyCode: string | null
    readonly search: string | null
  },
): Promise<WorkloadWithNames[]> {
  let query = workloadsInReach(reach, db).orderBy('workload.code').limit(page.limit)
  if (page.after !== null) query = query.where('workload.code', '>', page.after)
  if (page.bodyCode !== null) query = query.where('body.code', '=', page.bodyCode)
  if (page.search !== null)
    query = query.where('workload.search_text', 'like', `%${page.search.replace(/[%_\\]/g, '')}%`)
  return query.execute()
}

/** Active workloads in reach of these bodies, in order of code. */
export async function workloadsIn(
  reach: Reach,
  db: Reader,
  bodyIds: readonly string[],
): Promise<Pick<WorkloadRow, 'id' | 'code' | 'proposed_strategy'>[]> {
  return db
    .selectFrom('workload')
    .select(['id', 'code', 'proposed_strategy'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('body_id', 'in', [...bodyIds, ''])
    .where('status', '=', 'active')
    .orderBy('code')
    .execute()
}

/** Active workloads in reach of these bodies with their application, in order of code. */
export async function workloadsWithApplications(
  reach: Reach,
  db: Reader,
  bodyIds: readonly string[],
): Promise<
  (Pick<WorkloadRow, 'id' | 'body_id' | 'code' | 'name'> & {
    readonly application_code: string
    readonly application_name: string
  })[]
> {
  return db
    .selectFrom('workload')
    .innerJoin('application', 'application.id', 'workload.application_id')
    .select([
      'workload.id',
      'workload.body_id',
      'workload.code',
      'workload.name',
      'application.code as application_code',
      'application.name as application_name',
    ])
    .where('workload.body_id', 'in', [...reach.bodies, ''])
    .where('workload.body_id', 'in', [...bodyIds, ''])
    .where('workload.status', '=', 'active')
    .orderBy('workload.code')
    .execute()
}

export async function workloadsAmong(
  reach: Reach,
  db: Reader,
  ids: readonly string[],
): Promise<Pick<WorkloadRow, 'id' | 'body_id' | 'code' | 'proposed_strategy'>[]> {
  return db
    .selectFrom('workload')
    .select(['id', 'body_id', 'code', 'proposed_strategy'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('id', 'in', [...ids, ''])
    .where('status', '=', 'active')
    .orderBy('code')
    .execute()
}

export async function assetsOf(reach: Reach, db: Reader, workloadIds: readonly string[]): Promise<AssetRow[]> {
  const found: AssetRow[] = []
  for (let start = 0; start < workloadIds.length; start += 5_000) {
    const part = workloadIds.slice(start, start + 5_000)
    found.push(
      ...(await db
        .selectFrom('asset')
        .selectAll()
        .where('body_id', 'in', [...reach.bodies, ''])
        .where('workload_id', 'in', part)
        .where('status', '=', 'active')
        .orderBy('id')
        .execute()),
    )
  }
  return found
}

/** The cost that stands: the last recorded of each workload. */
export async function currentCostsOf(
  reach: Reach,
  db: Reader,
  workloadIds: readonly string[],
): Promise<Map<string, CurrentCostRow>> {
  const latest = new Map<string, CurrentCostRow>()
  for (let start = 0; start < workloadIds.length; start += 5_000) {
    const rows = await db
      .selectFrom('current_cost')
      .selectAll()
      .where('body_id', 'in', [...reach.bodies, ''])
      .where('workload_id', 'in', workloadIds.slice(start, start + 5_000))
      .orderBy('recorded_at')
      .orderBy('id')
      .execute()
    for (const row of rows) latest.set(row.workload_id, row)
    // A cost taken back by the undo of its import stands for nothing: the workload's cost is unknown again.
    for (const [id, row] of latest) if (row.kind === 'retracted') latest.delete(id)
  }
  return latest
}

export async function findCurrentCost(reach: Reach, db: Reader, id: string): Promise<CurrentCostRow | undefined> {
  return db
    .selectFrom('current_cost')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function insertCurrentCost(tx: DatabaseTransaction, row: CurrentCostRow): Promise<void> {
  await tx.insertInto('current_cost').values(row).execute()
}

/** Changes a workload on the version that was read; false when somebody was faster. */
export async function updateWorkload(
  tx: DatabaseTransaction,
  id: string,
  version: number,
  set: Partial<WorkloadRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('workload')
    .set({ ...set, row_version: version + 1 })
    .where('id', '=', id)
    .where('row_version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The same for many, in one statement a value: every workload must stand at its version. Returns how many moved. */
export async function updateStrategies(
  tx: DatabaseTransaction,
  changes: readonly { readonly id: string; readonly version: number; readonly strategy: string | null }[],
  at: string,
): Promise<number> {
  let moved = 0
  for (let start = 0; start < changes.length; start += 500) {
    const part = changes.slice(start, start + 500)
    const branches = part.map((c) => sql`when ${c.id} then ${c.strategy}`)
    const result = await tx
      .updateTable('workload')
      .set((set) => ({
        proposed_strategy: sql<string | null>`case id ${sql.join(branches, sql` `)} end`,
        row_version: set('row_version', '+', 1),
        updated_at: at,
      }))
      .where((where) =>
        where.or(part.map((c) => where.and([where('id', '=', c.id), where('row_version', '=', c.version)]))),
      )
      .executeTakeFirst()
    moved += Number(result.numUpdatedRows)
  }
  return moved
}

export async function updateApplication(
  tx: DatabaseTransaction,
  id: string,
  set: Partial<ApplicationRow>,
): Promise<void> {
  await tx
    .updateTable('application')
    .set((old) => ({ ...set, row_version: old('row_version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function insertWorkload(
  tx: DatabaseTransaction,
  application: ApplicationRow | null,
  workload: WorkloadRow,
): Promise<void> {
  if (application !== null) await tx.insertInto('application').values(application).execute()
  await tx.insertInto('workload').values(workload).execute()
}

export async function moveAssets(tx: DatabaseTransaction, ids: readonly string[], workloadId: string): Promise<void> {
  await tx
    .updateTable('asset')
    .set((old) => ({ workload_id: workloadId, row_version: old('row_version', '+', 1) }))
    .where('id', 'in', [...ids])
    .execute()
}

export type DependencyWithNames = {
  readonly direction: 'consumes' | 'serves'
  readonly code: string
  readonly name: string
  readonly body_code: string
  readonly id: string
  readonly kind: string
  readonly latency_need_ms: number | null
  readonly personal_information: number | null
  readonly source_json: string
}

/** Links of a workload both ways; an end that belongs to a body out of reach is not listed. */
export async function dependenciesOf(reach: Reach, db: Reader, workloadId: string): Promise<DependencyWithNames[]> {
  const side = (own: 'from_workload_id' | 'to_workload_id', other: 'from_workload_id' | 'to_workload_id') =>
    db
      .selectFrom('dependency')
      .innerJoin('workload', 'workload.id', `dependency.${other}`)
      .innerJoin('body', 'body.id', 'workload.body_id')
      .select([
        'workload.code',
        'workload.name',
        'body.code as body_code',
        'dependency.id',
        'dependency.kind',
        'dependency.latency_need_ms',
        'dependency.personal_information',
        'dependency.source_json',
      ])
      .where(`dependency.${own}`, '=', workloadId)
      .where('workload.body_id', 'in', [...reach.bodies, ''])
      .orderBy('workload.code')
      .execute()
  const [consumes, serves] = await Promise.all([
    side('from_workload_id', 'to_workload_id'),
    side('to_workload_id', 'from_workload_id'),
  ])
  return [
    ...consumes.map((row) => ({ direction: 'consumes' as const, ...row })),
    ...serves.map((row) => ({ direction: 'serves' as const, ...row })),
  ]
}
