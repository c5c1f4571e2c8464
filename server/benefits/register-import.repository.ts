import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ChangeSetRow } from '#server/database/schema.ts'

/** Kind of the change sets that hold an import of the register, subject by subject. */
const kind = 'register-lines'

export async function insertRegisterImport(
  tx: DatabaseTransaction,
  given: {
    readonly id: string
    readonly bodyId: string
    readonly userId: string
    readonly at: string
    readonly kept: unknown
  },
): Promise<void> {
  const { id, bodyId, userId, at, kept } = given
  await tx
    .insertInto('change_set')
    .values({
      id,
      body_id: bodyId,
      user_id: userId,
      kind,
      changes_json: JSON.stringify(kept),
      applied_at: at,
      undone_at: null,
    })
    .execute()
}

export async function findRegisterImport(reach: Reach, db: Database, id: string): Promise<ChangeSetRow | undefined> {
  return db
    .selectFrom('change_set')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

/** The last imports within reach, with the name of who applied them. */
export async function registerImports(reach: Reach, db: Database, most: number) {
  return db
    .selectFrom('change_set')
    .innerJoin('body', 'body.id', 'change_set.body_id')
    .innerJoin('user_account', 'user_account.id', 'change_set.user_id')
    .selectAll('change_set')
    .select(['body.code as body_code', 'user_account.code as by'])
    .where('change_set.kind', '=', kind)
    .where('change_set.body_id', 'in', [...reach.bodies, ''])
    .orderBy('change_set.applied_at', 'desc')
    .limit(most)
    .execute()
}

export async function markImportUndone(tx: DatabaseTransaction, id: string, at: string): Promise<void> {
  await tx.updateTable('change_set').set({ undone_at: at }).where('id', '=', id).execute()
}

/** The bodies that keep subjects of the register. */
export async function subjectBodies(
  reach: Reach,
  tx: DatabaseTransaction,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('register_record')
    .select(['subject', 'body_id'])
    .distinct()
    .where('subject', 'in', [...subjects, ''])
    .where('body_id', 'in', [...reach.bodies, ''])
    .execute()
  return new Map(rows.map((row) => [row.subject, row.body_id]))
}

/** Links and shares of other subjects that lead to these benefits now. */
export async function drawnUpon(
  tx: DatabaseTransaction,
  benefits: readonly string[],
): Promise<readonly { readonly subject: string; readonly key: string }[]> {
  const rows = await tx
    .selectFrom('register_record')
    .select(['subject', 'key', 'content_json'])
    .where('kind', 'in', ['edge', 'share'])
    .where('key', 'in', [...benefits, ''])
    .where('recorded_to', 'is', null)
    .execute()
  return rows.filter((row) => !('removed' in (JSON.parse(row.content_json) as object))) // written as a link, a share, or removed
}
