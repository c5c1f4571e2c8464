import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { SavedViewRow } from '#server/database/schema.ts'

export async function viewsFor(reach: Reach, db: Database): Promise<SavedViewRow[]> {
  return db
    .selectFrom('saved_view')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where((where) => where.or([where('user_id', '=', reach.userId), where('is_shared', '=', 1)]))
    .orderBy('created_at')
    .execute()
}
export async function findView(reach: Reach, db: Database, id: string): Promise<SavedViewRow | undefined> {
  return db
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}
export async function insertView(tx: DatabaseTransaction, row: SavedViewRow): Promise<void> {
  await tx.insertInto('saved_view').values(row).execute()
}
export async function deleteView(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx.deleteFrom('saved_view').where('id', '=', id).execute()
}
