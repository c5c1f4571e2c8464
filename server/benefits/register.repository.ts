import type { RecordKind, RegisterRecord } from '#models/benefits/register.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BoardSnapshotRow, RegisterRecordRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction

/** The same record as the model reads it. Its content was checked when it was written, and is held against its digest. */
export function recordOf(row: RegisterRecordRow): RegisterRecord {
  return {
    id: row.id,
    bodyId: row.body_id,
    subject: row.subject,
    kind: row.kind as RecordKind, // written from a RecordKind
    key: row.key,
    version: Number(row.version),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    recordedAt: row.recorded_at,
    content: JSON.parse(row.content_json) as RegisterRecord['content'], // checked against its schema before it was written
    reason: row.reason,
    statedBy: row.stated_by,
    approvedBy: row.approved_by,
    previousDigest: row.prev_digest,
    digest: row.digest,
  }
}

/** What was believed at an instant: recorded by then, and not closed yet. Null is now. */
export async function recordsKnown(
  reach: Reach,
  db: Reader,
  asKnown: string | null,
  subjects?: readonly string[],
  kinds?: readonly RecordKind[],
): Promise<RegisterRecord[]> {
  let query = db
    .selectFrom('register_record')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('recorded_at')
    .orderBy('id')
  if (subjects !== undefined) query = query.where('subject', 'in', [...subjects, ''])
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds])
  query =
    asKnown === null
      ? query.where('recorded_to', 'is', null)
      : query
          .where('recorded_at', '<=', asKnown)
          .where((where) => where.or([where('recorded_to', 'is', null), where('recorded_to', '>', asKnown)]))
  return (await query.execute()).map(recordOf)
}

/** How many records there are, and the instant of the last one. */
export async function recordTotals(db: Reader): Promise<{ readonly count: number; readonly last: string | null }> {
  const row = await db
    .selectFrom('register_record')
    .select((e) => [e.fn.countAll<number>().as('n'), e.fn.max('recorded_at').as('last')])
    .executeTakeFirst()
  return { count: Number(row?.n ?? 0), last: row?.last ?? null }
}

/** How many benefits and promises there are: neither is ever changed, nor taken away. */
export async function identityTotals(db: Reader): Promise<{ readonly benefits: number; readonly promises: number }> {
  const count = async (table: 'benefit' | 'promise') => {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirst()
    return Number(row?.n ?? 0)
  }
  return { benefits: await count('benefit'), promises: await count('promise') }
}

/** Every version recorded from an instant on, of every body; null is from the first. */
export async function recordsSince(db: Reader, since: string | null): Promise<RegisterRecord[]> {
  const all = db.selectFrom('register_record').selectAll().orderBy('recorded_at').orderBy('id')
  return (await (since === null ? all : all.where('recorded_at', '>=', since)).execute()).map(recordOf)
}

/** Links that stand and touch a node of the map. */
export async function linksOf(reach: Reach, db: Reader, node: string): Promise<RegisterRecord[]> {
  const rows = await db
    .selectFrom('register_record')
    .selectAll()
    .where('kind', '=', 'edge')
    .where('recorded_to', 'is', null)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where((where) => where.or([where('subject', '=', node), where('key', '=', node)]))
    .execute()
  return rows.map(recordOf)
}

/** Everything ever said of a subject, whatever replaced it, in the order it was recorded. */
export async function historyOf(reach: Reach, db: Reader, subject: string): Promise<RegisterRecordRow[]> {
  return db
    .selectFrom('register_record')
    .selectAll()
    .where('subject', '=', subject)
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

/** Records ever made of one subject: what `If-Match` names. */
export async function recordCount(reach: Reach, db: Reader, subject: string): Promise<number> {
  const row = await db
    .selectFrom('register_record')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('subject', '=', subject)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Every record of every subject, for the check of the chains. */
export async function everyRecord(db: Reader): Promise<RegisterRecordRow[]> {
  return db.selectFrom('register_record').selectAll().orderBy('recorded_at').orderBy('id').execute()
}

/** The last records of a subject: the end of its chain, and the version of one record. Read under the lock of the subject. */
export async function standingRecords(
  tx: DatabaseTransaction,
  subject: string,
): Promise<{ readonly last: RegisterRecordRow | undefined; readonly all: readonly RegisterRecordRow[] }> {
  const all = await tx
    .selectFrom('register_record')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return { all, last: all.at(-1) }
}

export async function insertRecord(tx: DatabaseTransaction, row: RegisterRecordRow): Promise<void> {
  await tx.insertInto('register_record').values(row).execute()
}

/** Closes what was believed: the only change a record ever knows. */
export async function closeRecords(tx: DatabaseTransaction, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('register_record')
    .set({ recorded_to: at })
    .where('id', 'in', [...ids])
    .where('recorded_to', 'is', null)
    .execute()
}

/** Benefits known at an instant, whatever they come from. */
export async function identitiesIn(reach: Reach, db: Reader, asKnown: string | null, code?: string) {
  let query = db
    .selectFrom('benefit')
    .innerJoin('body', 'body.id', 'benefit.body_id')
    .leftJoin('workload', 'workload.id', 'benefit.workload_id')
    .selectAll('benefit')
    .select(['body.code as body_code', 'workload.code as workload_code'])
    .where('benefit.body_id', 'in', [...reach.bodies, ''])
    .orderBy('benefit.code')
  if (asKnown !== null) query = query.where('benefit.created_at', '<=', asKnown)
  if (code !== undefined) query = query.where('benefit.code', '=', code)
  return query.execute()
}

/** Promises of every kind, frozen by an instant. */
export async function promisesKnown(reach: Reach, db: Reader, asKnown: string | null, benefitId?: string) {
  let query = db
    .selectFrom('promise')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('benefit_id')
    .orderBy('version')
  if (asKnown !== null) query = query.where('recorded_at', '<=', asKnown)
  if (benefitId !== undefined) query = query.where('benefit_id', '=', benefitId)
  return query.execute()
}

export async function bodyCodes(reach: Reach, db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('body')
    .select(['id', 'code'])
    .where('id', 'in', [...reach.bodies, ''])
    .execute()
  return new Map(rows.map((row) => [row.id, row.code]))
}

export async function insertSnapshot(tx: DatabaseTransaction, row: BoardSnapshotRow): Promise<void> {
  await tx.insertInto('board_snapshot').values(row).execute()
}

/** Records ever made of each subject, within reach: what `If-Match` names. */
export async function recordCounts(reach: Reach, db: Reader, prefix: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('register_record')
    .select(['subject', (e) => e.fn.countAll<number>().as('n')])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('subject', 'like', `${prefix}-%`)
    .groupBy('subject')
    .execute()
  return new Map(rows.map((row) => [row.subject, Number(row.n)]))
}

/** Every edge of every body: the map is one, and stays acyclic across walls. Codes only. */
export async function everyEdge(tx: DatabaseTransaction): Promise<readonly { from: string; to: string }[]> {
  const rows = await tx
    .selectFrom('register_record')
    .select(['subject', 'key', 'content_json'])
    .where('kind', '=', 'edge')
    .where('recorded_to', 'is', null)
    .execute()
  return rows
    .filter((row) => !('removed' in (JSON.parse(row.content_json) as object))) // written as an edge, or as removed
    .map((row) => ({ from: row.subject, to: row.key }))
}
