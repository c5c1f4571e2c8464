import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ClassificationRow } from '#server/database/schema.ts'

export type ClassificationWithNames = ClassificationRow & {
  readonly workload_code: string
  readonly workload_name: string
  readonly body_code: string
}

function inReach(reach: Reach, db: Database | DatabaseTransaction) {
  return db
    .selectFrom('classification')
    .innerJoin('workload', 'workload.id', 'classification.workload_id')
    .innerJoin('body', 'body.id', 'classification.body_id')
    .selectAll('classification')
    .select(['workload.code as workload_code', 'workload.name as workload_name', 'body.code as body_code'])
    .where('classification.body_id', 'in', [...reach.bodies, ''])
}

export async function classificationVersions(
  reach: Reach,
  db: Database | DatabaseTransaction,
  workloadId: string,
): Promise<ClassificationWithNames[]> {
  return inReach(reach, db).where('classification.workload_id', '=', workloadId).orderBy('version', 'desc').execute()
}
/** The record that stood approved for each of these workloads at an instant; null is now. */
export async function approvedRecords(
  reach: Reach,
  db: Database | DatabaseTransaction,
  workloads: readonly string[],
  asKnown: string | null,
): Promise<readonly Pick<ClassificationRow, 'record_json'>[]> {
  const approved = db
    .selectFrom('classification')
    .innerJoin('workload', 'workload.id', 'classification.workload_id')
    .select('classification.record_json')
    .where('classification.body_id', 'in', [...reach.bodies, ''])
    .where('workload.code', 'in', [...workloads])
    .where('classification.valid_from', 'is not', null)
  return asKnown === null
    ? approved.where('classification.state', '=', 'approved').where('classification.valid_to', 'is', null).execute()
    : approved
        .where('classification.valid_from', '<=', asKnown)
        .where((where) =>
          where.or([where('classification.valid_to', 'is', null), where('classification.valid_to', '>', asKnown)]),
        )
        .execute()
}
export async function findClassification(
  reach: Reach,
  db: Database,
  id: string,
): Promise<ClassificationWithNames | undefined> {
  return inReach(reach, db).where('classification.id', '=', id).executeTakeFirst()
}
export type QueuePage = {
  readonly state: 'proposed' | 'returned'
  /** The id after which the page starts: ids sort by time of proposal. */
  readonly after?: string | undefined
  readonly limit: number
}

export async function classificationsIn(
  reach: Reach,
  db: Database,
  { state, after, limit }: QueuePage,
): Promise<ClassificationWithNames[]> {
  const all = inReach(reach, db).where('classification.state', '=', state)
  const page = after === undefined ? all : all.where('classification.id', '>', after)
  return page.orderBy('classification.id').limit(limit).execute()
}
/** Open proposals with what tells workloads alike. */
export async function proposalsWithWorkload(reach: Reach, db: Database) {
  return inReach(reach, db)
    .select(['workload.environment', 'workload.technology'])
    .where('classification.state', '=', 'proposed')
    .orderBy('classification.id')
    .limit(2_000)
    .execute()
}
/** What a list of things to approve shows, without the records. */
export async function openProposals(reach: Reach, db: Database, limit: number) {
  return db
    .selectFrom('classification')
    .innerJoin('workload', 'workload.id', 'classification.workload_id')
    .innerJoin('body', 'body.id', 'classification.body_id')
    .select([
      'classification.id',
      'classification.body_id as bodyId',
      'body.code as body',
      'workload.code as workload',
      'workload.name as workloadName',
      'classification.proposed_by as proposedBy',
      'classification.proposed_at as proposedAt',
    ])
    .where('classification.body_id', 'in', [...reach.bodies, ''])
    .where('classification.state', '=', 'proposed')
    .orderBy('classification.id')
    .limit(limit)
    .execute()
}
/** Proposals of one person that were sent back and not proposed again, oldest first. */
export async function returnedTo(
  reach: Reach,
  db: Database,
  proposer: string,
  limit: number,
): Promise<ClassificationWithNames[]> {
  return inReach(reach, db)
    .where('classification.state', '=', 'returned')
    .where('classification.proposed_by', '=', proposer)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('classification as later')
            .select('later.id')
            .whereRef('later.workload_id', '=', 'classification.workload_id')
            .whereRef('later.version', '>', 'classification.version'),
        ),
      ),
    )
    .orderBy('classification.id')
    .limit(limit)
    .execute()
}
export async function insertClassification(tx: DatabaseTransaction, row: ClassificationRow): Promise<void> {
  await tx.insertInto('classification').values(row).execute()
}
/** Moves a version to another state on the row version that was read; false when somebody was faster. */
export async function decideClassification(
  tx: DatabaseTransaction,
  id: string,
  rowVersion: number,
  set: Partial<ClassificationRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('classification')
    .set({ ...set, row_version: rowVersion + 1 })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
/** Proposals still open give way to a newer one. */
export async function supersedeProposals(tx: DatabaseTransaction, workloadId: string): Promise<void> {
  await tx
    .updateTable('classification')
    .set({ state: 'superseded' })
    .where('workload_id', '=', workloadId)
    .where('state', '=', 'proposed')
    .execute()
}
/** Closes the period of the approved version in force; its content stays. */
export async function closeApproved(tx: DatabaseTransaction, workloadId: string, at: string): Promise<void> {
  await tx
    .updateTable('classification')
    .set({ valid_to: at, state: 'superseded' })
    .where('workload_id', '=', workloadId)
    .where('state', '=', 'approved')
    .where('valid_to', 'is', null)
    .execute()
}
