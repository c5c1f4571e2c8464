import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { EvidenceRow } from '#server/database/schema.ts'

type Reading = Database | DatabaseTransaction

/** Evidence bound to some subjects, oldest first, what was taken back included. */
export async function evidenceRows(
  db: Reading,
  bodyIds: readonly string[],
  subjects: readonly string[],
): Promise<EvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .selectAll()
    .where('subject', 'in', [...subjects, ''])
    .where('body_id', 'in', [...bodyIds, ''])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

export async function findEvidence(reach: Reach, db: Reading, id: string): Promise<EvidenceRow | undefined> {
  return db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

const tableOf: ReadonlyMap<string, 'benefit' | 'claim' | 'workload' | 'budget_entry'> = new Map([
  ['B', 'benefit'],
  ['RC', 'claim'],
  ['CH', 'workload'],
  ['RB', 'budget_entry'],
])

/** The body that a subject belongs to, by the kind that its number begins with; undefined when it is not within reach. */
export async function bodyOfSubject(reach: Reach, db: Reading, subject: string): Promise<string | undefined> {
  const bodies = [...reach.bodies, '']
  const table = tableOf.get(subject.split('-')[0] ?? '')
  const row =
    table === undefined
      ? await db
          .selectFrom('register_record')
          .select('body_id')
          .where('subject', '=', subject)
          .where('body_id', 'in', bodies)
          .limit(1)
          .executeTakeFirst()
      : await db
          .selectFrom(table)
          .select('body_id')
          .where('code', '=', subject)
          .where('body_id', 'in', bodies)
          .limit(1)
          .executeTakeFirst()
  return row?.body_id
}

export async function insertEvidence(tx: DatabaseTransaction, row: EvidenceRow): Promise<void> {
  await tx.insertInto('evidence').values(row).execute()
}
export async function closeEvidence(tx: DatabaseTransaction, id: string, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('evidence')
    .set({ recorded_to: at })
    .where('id', '=', id)
    .where('recorded_to', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
