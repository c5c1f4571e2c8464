import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** Active workloads in reach after a code, with their record in force, when it was approved, and whether a proposal is open. */
export async function reviewedAfter(reach: Reach, db: Database, after: string, limit: number) {
  return db
    .selectFrom('workload as w')
    .innerJoin('body as b', 'b.id', 'w.body_id')
    .leftJoin('classification as c', (join) =>
      join.onRef('c.workload_id', '=', 'w.id').on('c.state', '=', 'approved').on('c.valid_to', 'is', null),
    )
    .leftJoin('classification as p', (join) => join.onRef('p.workload_id', '=', 'w.id').on('p.state', '=', 'proposed'))
    .select([
      'w.id',
      'w.code',
      'w.name',
      'w.environment',
      'w.technology',
      'b.code as body',
      'c.record_json',
      'c.decided_at',
      'p.id as proposal',
    ])
    .where('w.body_id', 'in', [...reach.bodies, ''])
    .where('w.status', '=', 'active')
    .where('w.code', '>', after)
    .orderBy('w.code')
    .limit(limit)
    .execute()
}

/** Active assets that came after their workload's classification was approved: how many, and the first day. */
export async function assetsSinceApproval(reach: Reach, db: Database) {
  return db
    .selectFrom('asset as a')
    .innerJoin('classification as c', (join) =>
      join.onRef('c.workload_id', '=', 'a.workload_id').on('c.state', '=', 'approved').on('c.valid_to', 'is', null),
    )
    .select((e) => ['a.workload_id', e.fn.countAll<number>().as('count'), e.fn.min('a.created_at').as('since')])
    .where('a.body_id', 'in', [...reach.bodies, ''])
    .where('a.status', '=', 'active')
    .whereRef('a.created_at', '>', 'c.decided_at')
    .groupBy('a.workload_id')
    .execute()
}

/** Every detection, oldest first. */
export async function detectionsIn(reach: Reach, db: Database) {
  return db
    .selectFrom('detection')
    .select(['workload_id', 'file_name', 'columns_json', 'recorded_at'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}
