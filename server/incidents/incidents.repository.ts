import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { IncidentRow } from '#server/database/schema.ts'

export type IncidentWithNames = IncidentRow & { readonly body_code: string; readonly workload_code: string | null }

function inReach(reach: Reach, db: Database) {
  return db
    .selectFrom('incident')
    .innerJoin('body', 'body.id', 'incident.body_id')
    .leftJoin('workload', 'workload.id', 'incident.workload_id')
    .selectAll('incident')
    .select(['body.code as body_code', 'workload.code as workload_code'])
    .where('incident.body_id', 'in', [...reach.bodies, ''])
}

export async function findIncident(reach: Reach, db: Database, code: string): Promise<IncidentWithNames | undefined> {
  return inReach(reach, db).where('incident.code', '=', code).executeTakeFirst()
}

export type IncidentFilter = {
  readonly body?: string | undefined
  readonly state?: string | undefined
  /** The code after which the page starts: codes are given in order. */
  readonly after?: string | undefined
  readonly limit: number
}

export async function incidentsIn(
  reach: Reach,
  db: Database,
  { body, state, after, limit }: IncidentFilter,
): Promise<IncidentWithNames[]> {
  let query = inReach(reach, db)
  if (body !== undefined) query = query.where('body.code', '=', body)
  if (state !== undefined) query = query.where('incident.state', '=', state)
  if (after !== undefined)
    query = query.where('incident.id', '>', (where) =>
      where.selectFrom('incident as previous').select('previous.id').where('previous.code', '=', after),
    )
  return query.orderBy('incident.id').limit(limit).execute()
}

export async function insertIncident(tx: DatabaseTransaction, row: IncidentRow): Promise<void> {
  await tx.insertInto('incident').values(row).execute()
}

/** Writes an entry on the version that was read; false when somebody was faster. */
export async function updateIncident(
  tx: DatabaseTransaction,
  row: Pick<IncidentRow, 'id' | 'row_version'>,
  set: Pick<IncidentRow, 'workload_id' | 'state' | 'content_json' | 'updated_at'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('incident')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
