import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { LadderRow } from '#server/database/schema.ts'

/** Every ladder ever set, oldest first. Read without a reach: the names of levels are no body's secret, and a body inherits from above. */
export async function allLadders(db: Database | DatabaseTransaction): Promise<LadderRow[]> {
  return db.selectFrom('ladder').selectAll().orderBy('recorded_at').orderBy('id').execute()
}

export async function insertLadder(tx: DatabaseTransaction, row: LadderRow): Promise<void> {
  await tx.insertInto('ladder').values(row).execute()
}
