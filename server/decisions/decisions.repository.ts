import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { DecisionRow } from '#server/database/schema.ts'

export type DecisionWithNames = DecisionRow & {
  readonly workload_code: string
  readonly workload_name: string
  readonly body_code: string
  readonly benefit_code: string | null
}

function inReach(reach: Reach, db: Database | DatabaseTransaction) {
  return db
    .selectFrom('decision')
    .innerJoin('workload', 'workload.id', 'decision.workload_id')
    .innerJoin('body', 'body.id', 'decision.body_id')
    .leftJoin('benefit', 'benefit.decision_id', 'decision.id')
    .selectAll('decision')
    .select([
      'workload.code as workload_code',
      'workload.name as workload_name',
      'body.code as body_code',
      'benefit.code as benefit_code',
    ])
    .where('decision.body_id', 'in', [...reach.bodies, ''])
}

export async function findDecision(
  reach: Reach,
  db: Database | DatabaseTransaction,
  id: string,
): Promise<DecisionWithNames | undefined> {
  return inReach(reach, db).where('decision.id', '=', id).executeTakeFirst()
}
/** The decision that stands for a workload: signed or proposed, the newest. */
export async function standingDecision(
  reach: Reach,
  db: Database,
  workloadId: string,
): Promise<DecisionWithNames | undefined> {
  return inReach(reach, db)
    .where('decision.workload_id', '=', workloadId)
    .where('decision.state', 'in', ['proposed', 'signed'])
    .orderBy('decision.proposed_at', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
export async function decisionsIn(
  reach: Reach,
  db: Database,
  state: string,
  limit: number,
): Promise<DecisionWithNames[]> {
  return inReach(reach, db).where('decision.state', '=', state).orderBy('decision.proposed_at').limit(limit).execute()
}
export async function insertDecision(tx: DatabaseTransaction, row: DecisionRow): Promise<void> {
  await tx.insertInto('decision').values(row).execute()
}
export async function answerDecision(
  tx: DatabaseTransaction,
  id: string,
  rowVersion: number,
  set: Partial<DecisionRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('decision')
    .set({ ...set, row_version: rowVersion + 1 })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
export async function supersede(
  tx: DatabaseTransaction,
  workloadId: string,
  state: 'proposed' | 'signed',
  except: string,
): Promise<void> {
  await tx
    .updateTable('decision')
    .set({ state: 'superseded' })
    .where('workload_id', '=', workloadId)
    .where('state', '=', state)
    .where('id', '!=', except)
    .execute()
}
