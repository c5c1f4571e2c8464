import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AnswerRow } from '#server/database/schema.ts'

/** Every answer ever given for these workloads, oldest first. */
export async function answersOf(reach: Reach, db: Database, workloadIds: readonly string[]): Promise<AnswerRow[]> {
  return db
    .selectFrom('answer')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

export type AnswerFilter = {
  readonly questionnaire?: string | undefined
  readonly question?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of a workload's answers, newest first. */
export async function answerHistory(
  reach: Reach,
  db: Database,
  workloadId: string,
  { questionnaire, question, after, limit }: AnswerFilter,
): Promise<AnswerRow[]> {
  let query = db
    .selectFrom('answer')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', '=', workloadId)
  if (questionnaire !== undefined) query = query.where('questionnaire', '=', questionnaire)
  if (question !== undefined) query = query.where('question', '=', question)
  if (after !== undefined) query = query.where('id', '<', after)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

export async function insertAnswer(tx: DatabaseTransaction, row: AnswerRow): Promise<void> {
  await tx.insertInto('answer').values(row).execute()
}

/** For each application, its workload in production with the lowest number: what its other environments inherit answers from. */
export async function productionOf(
  reach: Reach,
  db: Database,
  applicationIds: readonly string[],
): Promise<Map<string, { readonly id: string; readonly code: string }>> {
  const rows = await db
    .selectFrom('workload')
    .select(['id', 'code', 'application_id'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('application_id', 'in', [...applicationIds, ''])
    .where('environment', '=', 'production')
    .where('status', '=', 'active')
    .orderBy('code', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.application_id, { id: row.id, code: row.code }]))
}
