import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { DependencyRow } from '#server/database/schema.ts'

export type LinkRow = Pick<
  DependencyRow,
  'id' | 'from_workload_id' | 'to_workload_id' | 'kind' | 'latency_need_ms' | 'personal_information' | 'created_at'
>

/** Links between workloads in reach; those that touch one of `ids` when given. */
export async function linksIn(reach: Reach, db: Database, ids?: readonly string[]): Promise<LinkRow[]> {
  const all = db
    .selectFrom('dependency')
    .select([
      'id',
      'from_workload_id',
      'to_workload_id',
      'kind',
      'latency_need_ms',
      'personal_information',
      'created_at',
    ])
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('id')
  if (ids === undefined) return all.execute()
  const list = [...ids, '']
  return all
    .where((where) => where.or([where('from_workload_id', 'in', list), where('to_workload_id', 'in', list)]))
    .execute()
}

export async function findLink(reach: Reach, db: Database, id: string): Promise<DependencyRow | undefined> {
  return db
    .selectFrom('dependency')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function updateLink(
  tx: DatabaseTransaction,
  id: string,
  set: Pick<DependencyRow, 'kind' | 'personal_information' | 'source_json'>,
): Promise<void> {
  await tx.updateTable('dependency').set(set).where('id', '=', id).execute()
}
