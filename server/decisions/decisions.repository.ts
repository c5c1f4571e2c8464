import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { DecisionRow } from '#server/database/schema.ts'

export type DecisionWithNames = DecisionRow & {
  readonly workload_code: string
  readonly workload_name: string
  readonly body_code: string
  /** The benefit that this very decision promised, or promised anew. */
  readonly benefit_code: string | null
}

function inReach(reach: Reach, db: Database | DatabaseTransaction) {
  return (
    db
      .selectFrom('decision')
      .innerJoin('workload', 'workload.id', 'decision.workload_id')
      .innerJoin('body', 'body.id', 'decision.body_id')
      .leftJoin('benefit', 'benefit.workload_id', 'decision.workload_id')
      // A promise names its decision in its frozen content; ids hold no wildcard.
      .leftJoin('promise', (join) =>
        join
          .onRef('promise.benefit_id', '=', 'benefit.id')
          .on(sql<boolean>`promise.content_json like '%"decision":"' || decision.id || '"%'`),
      )
      .selectAll('decision')
      .select([
        'workload.code as workload_code',
        'workload.name as workload_name',
        'body.code as body_code',
        sql<string | null>`case when promise.id is not null then benefit.code end`.as('benefit_code'),
      ])
      .where('decision.body_id', 'in', [...reach.bodies, ''])
  )
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
/** The option and strategy that each of these workloads is signed for. */
export async function signedOptionsOf(reach: Reach, db: Database, workloadIds: readonly string[]) {
  return db
    .selectFrom('decision')
    .select(['workload_id', 'option_id', 'strategy'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .where('state', '=', 'signed')
    .orderBy('proposed_at')
    .execute()
}
export type DecisionPage = {
  readonly state: 'proposed' | 'signed' | 'returned' | 'superseded'
  /** The id after which the page starts: ids sort by time of proposal. */
  readonly after?: string | undefined
  readonly limit: number
}
export async function decisionsIn(
  reach: Reach,
  db: Database,
  { state, after, limit }: DecisionPage,
): Promise<DecisionWithNames[]> {
  const all = inReach(reach, db).where('decision.state', '=', state)
  const page = after === undefined ? all : all.where('decision.id', '>', after)
  return page.orderBy('decision.id').limit(limit).execute()
}
/** What a list of things to sign shows, without the snapshots that proposals rest on. */
export async function openProposals(reach: Reach, db: Database, limit: number) {
  return db
    .selectFrom('decision')
    .innerJoin('workload', 'workload.id', 'decision.workload_id')
    .innerJoin('body', 'body.id', 'decision.body_id')
    .select([
      'decision.id',
      'decision.body_id as bodyId',
      'body.code as body',
      'workload.code as workload',
      'workload.name as workloadName',
      'decision.option_id as option',
      'decision.proposed_by as proposedBy',
      'decision.proposed_at as proposedAt',
    ])
    .where('decision.body_id', 'in', [...reach.bodies, ''])
    .where('decision.state', '=', 'proposed')
    .orderBy('decision.id')
    .limit(limit)
    .execute()
}
/** Proposals of one person that were sent back and not proposed again, oldest first. */
export async function returnedTo(
  reach: Reach,
  db: Database,
  proposer: string,
  limit: number,
): Promise<DecisionWithNames[]> {
  return inReach(reach, db)
    .where('decision.state', '=', 'returned')
    .where('decision.proposed_by', '=', proposer)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('decision as later')
            .select('later.id')
            .whereRef('later.workload_id', '=', 'decision.workload_id')
            .whereRef('later.id', '>', 'decision.id'),
        ),
      ),
    )
    .orderBy('decision.id')
    .limit(limit)
    .execute()
}
/** Holds a decision for the rest of the transaction, so that two people cannot add to it at once. */
export async function holdDecision(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx
    .updateTable('decision')
    .set((old) => ({ row_version: old.ref('row_version') }))
    .where('id', '=', id)
    .execute()
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
