import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { StrategyOverrideRow } from '#server/database/schema.ts'

/** A workload as its strategy is computed. */
export type StrategySubject = {
  readonly id: string
  readonly body_id: string
  readonly body_code: string
  readonly application_id: string
  readonly code: string
  readonly name: string
  readonly environment: string
  readonly technology: string | null
  readonly current_hosting: string | null
}

function subjectsInReach(reach: Reach, db: Database) {
  return db
    .selectFrom('workload as w')
    .innerJoin('body as b', 'b.id', 'w.body_id')
    .select([
      'w.id',
      'w.body_id',
      'b.code as body_code',
      'w.application_id',
      'w.code',
      'w.name',
      'w.environment',
      'w.technology',
      'w.current_hosting',
    ])
    .where('w.body_id', 'in', [...reach.bodies, ''])
    .where('w.status', '=', 'active')
}

/** Active workloads in reach after a code, in order of code. */
export async function strategySubjects(
  reach: Reach,
  db: Database,
  after: string,
  limit: number,
): Promise<StrategySubject[]> {
  return subjectsInReach(reach, db).where('w.code', '>', after).orderBy('w.code').limit(limit).execute()
}

export async function strategySubjectsById(
  reach: Reach,
  db: Database,
  ids: readonly string[],
): Promise<StrategySubject[]> {
  return subjectsInReach(reach, db)
    .where('w.id', 'in', [...ids, ''])
    .orderBy('w.code')
    .execute()
}

export type StrategyLink = {
  readonly from_workload_id: string
  readonly to_workload_id: string
  readonly latency_need_ms: number | null
}

/**
 * Links that touch these workloads, whichever body states them: a workload that another body depends on is not without consumers because
 * the reader may not see that body. Only counts and latencies leave this; the workloads given are those of the reach.
 */
export async function linksTouching(db: Database, workloadIds: readonly string[]): Promise<StrategyLink[]> {
  const ids = [...workloadIds, '']
  return db
    .selectFrom('dependency')
    .select(['from_workload_id', 'to_workload_id', 'latency_need_ms'])
    .where((where) => where.or([where('from_workload_id', 'in', ids), where('to_workload_id', 'in', ids)]))
    .execute()
}

/** The last word of a person on each of these workloads; a row without a strategy took it back. */
export async function overridesOf(
  reach: Reach,
  db: Database,
  workloadIds: readonly string[],
): Promise<Map<string, StrategyOverrideRow>> {
  const rows = await db
    .selectFrom('strategy_override')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.workload_id, row]))
}

export async function insertOverride(tx: DatabaseTransaction, row: StrategyOverrideRow): Promise<void> {
  await tx.insertInto('strategy_override').values(row).execute()
}
