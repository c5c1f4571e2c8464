import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** Active workloads in reach after a code, with their approved record and the options' open rules. */
export async function filesAfter(reach: Reach, db: Database, after: string, limit: number) {
  return db
    .selectFrom('workload as w')
    .innerJoin('body as b', 'b.id', 'w.body_id')
    .leftJoin('classification as c', (join) =>
      join.onRef('c.workload_id', '=', 'w.id').on('c.state', '=', 'approved').on('c.valid_to', 'is', null),
    )
    .leftJoin('assessment as a', 'a.workload_id', 'w.id')
    .select(['w.code', 'w.name', 'b.code as body', 'c.record_json', 'a.options_json'])
    .where('w.body_id', 'in', [...reach.bodies, ''])
    .where('w.status', '=', 'active')
    .where('w.code', '>', after)
    .orderBy('w.code')
    .limit(limit)
    .execute()
}
