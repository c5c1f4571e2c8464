import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ChangeSetRow } from '#server/database/schema.ts'

export async function insertRegisterImport(tx: DatabaseTransaction, row: ChangeSetRow): Promise<void> {
  await tx.insertInto('change_set').values(row).execute()
}
export async function findRegisterImport(reach: Reach, db: Database, id: string): Promise<ChangeSetRow | undefined> {
  return db
    .selectFrom('change_set')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', 'register-import')
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}
export async function markImportUndone(tx: DatabaseTransaction, id: string, at: string): Promise<void> {
  await tx.updateTable('change_set').set({ undone_at: at }).where('id', '=', id).execute()
}
