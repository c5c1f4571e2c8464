import type { ExpressionBuilder } from 'kysely'
import type { ExemptionStanding, ExemptionState } from '#models/exemptions/exemption.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ExemptionRow, Schema } from '#server/database/schema.ts'

export type ExemptionWithNames = ExemptionRow & {
  readonly workload_code: string
  readonly workload_name: string
  readonly body_code: string
  /** The option of the signed decision, if any; the best one of the stored assessment; what each option came to there. */
  readonly decided_option: string | null
  readonly best_option: string | null
  readonly options_json: string | null
}

function inReach(reach: Reach, db: Database | DatabaseTransaction) {
  return db
    .selectFrom('exemption')
    .innerJoin('workload', 'workload.id', 'exemption.workload_id')
    .innerJoin('body', 'body.id', 'exemption.body_id')
    .leftJoin('assessment', 'assessment.workload_id', 'exemption.workload_id')
    .leftJoin('decision', (join) =>
      join.onRef('decision.workload_id', '=', 'exemption.workload_id').on('decision.state', '=', 'signed'),
    )
    .selectAll('exemption')
    .select([
      'workload.code as workload_code',
      'workload.name as workload_name',
      'body.code as body_code',
      'decision.option_id as decided_option',
      'assessment.best_option as best_option',
      'assessment.options_json as options_json',
    ])
    .where('exemption.body_id', 'in', [...reach.bodies, ''])
}

export async function findExemption(
  reach: Reach,
  db: Database | DatabaseTransaction,
  code: string,
): Promise<ExemptionWithNames | undefined> {
  return inReach(reach, db).where('exemption.code', '=', code).executeTakeFirst()
}

/** The code of a later exemption of the same rule for the same workload, if any. */
export async function laterExemption(
  reach: Reach,
  db: Database | DatabaseTransaction,
  row: Pick<ExemptionRow, 'id' | 'workload_id' | 'rule_id'>,
): Promise<string | undefined> {
  const later = await db
    .selectFrom('exemption')
    .select('code')
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', '=', row.workload_id)
    .where('rule_id', '=', row.rule_id)
    .where('id', '>', row.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return later?.code
}

export type ExemptionFilter = {
  readonly standing?: ExemptionStanding | undefined
  readonly body?: string | undefined
  readonly rule?: string | undefined
  readonly workload?: string | undefined
  /** The code after which the page starts: codes are given in order. */
  readonly after?: string | undefined
  readonly limit: number
  readonly day: string
  /** The last day on which an exemption that lives today is about to end. */
  readonly soon: string
}

export async function exemptionsIn(
  reach: Reach,
  db: Database,
  { standing, body, rule, workload, after, limit, day, soon }: ExemptionFilter,
): Promise<ExemptionWithNames[]> {
  let query = inReach(reach, db)
  if (body !== undefined) query = query.where('body.code', '=', body)
  if (rule !== undefined) query = query.where('exemption.rule_id', '=', rule)
  if (workload !== undefined) query = query.where('workload.code', '=', workload)
  if (after !== undefined)
    query = query.where('exemption.id', '>', (where) =>
      where.selectFrom('exemption as previous').select('previous.id').where('previous.code', '=', after),
    )
  if (standing === 'living') query = query.where('exemption.state', '=', 'approved').where('ends_on', '>', soon)
  else if (standing === 'ending')
    query = query.where('exemption.state', '=', 'approved').where('ends_on', '>=', day).where('ends_on', '<=', soon)
  else if (standing === 'ended')
    query = query.where((where) =>
      where.or([
        where('exemption.state', '=', 'ended'),
        where.and([where('exemption.state', '=', 'approved'), where('ends_on', '<', day)]),
      ]),
    )
  else if (standing !== undefined) query = query.where('exemption.state', '=', standing)
  return query.orderBy('exemption.id').limit(limit).execute()
}

/** What the verdicts of these workloads read: exemptions approved and not past their last day. */
export async function livingRows(reach: Reach, db: Database, workloadIds: readonly string[], day: string) {
  return db
    .selectFrom('exemption')
    .select(['workload_id', 'rule_id', 'code', 'ends_on as endsOn'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .where('state', '=', 'approved')
    .where('ends_on', '>=', day)
    .orderBy('id')
    .execute()
}

/** How many live on a day, and how many are past their last day, recorded by a night or not. */
export async function countedOn(reach: Reach, db: Database, day: string): Promise<{ living: number; ended: number }> {
  const row = await db
    .selectFrom('exemption')
    .select((e) => [
      e.fn.countAll<number>().filterWhere('ends_on', '>=', day).filterWhere('state', '=', 'approved').as('living'),
      e.fn.countAll<number>().filterWhere('ends_on', '<', day).as('ended'),
    ])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', 'in', ['approved', 'ended'])
    .executeTakeFirstOrThrow()
  return { living: Number(row.living), ended: Number(row.ended) }
}

/** Approved exemptions past their last day that no night has recorded yet, oldest first. */
export async function unrecordedEnds(
  reach: Reach,
  db: Database,
  day: string,
  limit: number,
): Promise<ExemptionWithNames[]> {
  return inReach(reach, db)
    .where('exemption.state', '=', 'approved')
    .where('ends_on', '<', day)
    .orderBy('exemption.id')
    .limit(limit)
    .execute()
}

/** Whether nothing was asked later for the same rule and workload. */
function isLast(where: ExpressionBuilder<Schema, 'exemption'>) {
  return where.not(
    where.exists(
      where
        .selectFrom('exemption as later')
        .select('later.id')
        .whereRef('later.workload_id', '=', 'exemption.workload_id')
        .whereRef('later.rule_id', '=', 'exemption.rule_id')
        .whereRef('later.id', '>', 'exemption.id'),
    ),
  )
}

/** Exemptions that ended within a period and were neither renewed nor asked again. */
export async function endedSince(
  reach: Reach,
  db: Database,
  period: { readonly from: string; readonly today: string },
  limit: number,
): Promise<ExemptionWithNames[]> {
  return inReach(reach, db)
    .where('exemption.state', 'in', ['ended', 'approved'])
    .where('ends_on', '>=', period.from)
    .where('ends_on', '<', period.today)
    .where(isLast)
    .orderBy('exemption.ends_on')
    .orderBy('exemption.id')
    .limit(limit)
    .execute()
}

/** Proposals of one person that were sent back and not asked again. */
export async function returnedTo(
  reach: Reach,
  db: Database,
  proposer: string,
  limit: number,
): Promise<ExemptionWithNames[]> {
  return inReach(reach, db)
    .where('exemption.state', '=', 'returned')
    .where('exemption.proposed_by', '=', proposer)
    .where(isLast)
    .orderBy('exemption.id')
    .limit(limit)
    .execute()
}

export async function insertExemption(tx: DatabaseTransaction, row: ExemptionRow): Promise<void> {
  await tx.insertInto('exemption').values(row).execute()
}

/** Moves an exemption to another state on the version that was read; false when somebody was faster. */
export async function moveExemption(
  tx: DatabaseTransaction,
  row: Pick<ExemptionRow, 'id' | 'state' | 'row_version'>,
  set: Partial<ExemptionRow> & { readonly state: ExemptionState },
): Promise<boolean> {
  const result = await tx
    .updateTable('exemption')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .where('state', '=', row.state)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Others of the same rule and workload in a state give way to this one; returns their codes. */
export async function supersedeOthers(
  tx: DatabaseTransaction,
  row: Pick<ExemptionRow, 'id' | 'workload_id' | 'rule_id'>,
  state: 'proposed' | 'approved',
): Promise<string[]> {
  const moved = await tx
    .updateTable('exemption')
    .set((set) => ({ state: 'superseded', row_version: set('row_version', '+', 1) }))
    .where('workload_id', '=', row.workload_id)
    .where('rule_id', '=', row.rule_id)
    .where('state', '=', state)
    .where('id', '!=', row.id)
    .returning('code')
    .execute()
  return moved.map((one) => one.code)
}
