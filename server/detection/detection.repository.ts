import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { DetectionRow } from '#server/database/schema.ts'

export async function insertDetection(tx: DatabaseTransaction, row: DetectionRow): Promise<void> {
  await tx.insertInto('detection').values(row).execute()
}

/** Analyses of a workload, newest first, before a cursor: ids sort by time. */
export async function detectionsOf(
  reach: Reach,
  db: Database,
  workloadId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<DetectionRow[]> {
  const all = db
    .selectFrom('detection')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', '=', workloadId)
  const rest = page.before === undefined ? all : all.where('id', '<', page.before)
  return rest.orderBy('id', 'desc').limit(page.limit).execute()
}

export async function findDetection(
  reach: Reach,
  db: Database,
  workloadId: string,
  id: string,
): Promise<DetectionRow | undefined> {
  return db
    .selectFrom('detection')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', '=', workloadId)
    .where('id', '=', id)
    .executeTakeFirst()
}
