import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { PriceSnapshotRow } from '#server/database/schema.ts'

// A list for everybody is read by whoever may read prices; a restricted one by its own body alone: from elsewhere it does not exist.

/** Everything of a list but its rows, which are large. */
const heads = [
  'price_snapshot.id',
  'price_snapshot.body_id',
  'price_snapshot.code',
  'price_snapshot.visibility',
  'price_snapshot.state',
  'price_snapshot.source',
  'price_snapshot.name',
  'price_snapshot.region',
  'price_snapshot.as_of',
  'price_snapshot.is_whole',
  'price_snapshot.items',
  'price_snapshot.refused',
  'price_snapshot.outliers_json',
  'price_snapshot.accepted_outliers_json',
  'price_snapshot.counts_json',
  'price_snapshot.digest',
  'price_snapshot.in_force_from',
  'price_snapshot.proposed_by',
  'price_snapshot.proposed_at',
  'price_snapshot.decided_by',
  'price_snapshot.decided_at',
  'price_snapshot.decision_reason',
  'price_snapshot.row_version',
] as const

export type SnapshotHead = Omit<PriceSnapshotRow, 'content' | 'refused_json'>
export type SnapshotWithBody = SnapshotHead & { readonly body_code: string }

function readable(reach: Reach, db: Database | DatabaseTransaction) {
  return db
    .selectFrom('price_snapshot')
    .innerJoin('body', 'body.id', 'price_snapshot.body_id')
    .select([...heads])
    .select('body.code as body_code')
    .where((where) =>
      where.or([
        where('price_snapshot.visibility', '=', 'all'),
        where('price_snapshot.body_id', 'in', [...reach.bodies, '']),
      ]),
    )
}

export async function findSnapshot(reach: Reach, db: Database, code: string): Promise<SnapshotWithBody | undefined> {
  return readable(reach, db).where('price_snapshot.code', '=', code).executeTakeFirst()
}

/** A proposal of the same rows, for the same readers. */
export async function findSameProposal(
  reach: Reach,
  db: Database,
  same: Pick<PriceSnapshotRow, 'digest' | 'visibility' | 'body_id'>,
): Promise<SnapshotWithBody | undefined> {
  return readable(reach, db)
    .where('price_snapshot.digest', '=', same.digest)
    .where('price_snapshot.visibility', '=', same.visibility)
    .where('price_snapshot.body_id', '=', same.body_id)
    .where('price_snapshot.state', '=', 'proposed')
    .executeTakeFirst()
}

export async function snapshotsIn(
  reach: Reach,
  db: Database,
  asked: { readonly state?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<SnapshotWithBody[]> {
  let query = readable(reach, db)
  if (asked.state !== undefined) query = query.where('price_snapshot.state', '=', asked.state)
  const { after } = asked
  if (after !== undefined)
    query = query.where('price_snapshot.id', '<', (where) =>
      where.selectFrom('price_snapshot as previous').select('previous.id').where('previous.code', '=', after),
    )
  return query.orderBy('price_snapshot.id', 'desc').limit(asked.limit).execute()
}

export async function snapshotRefusals(db: Database, id: string): Promise<string> {
  const row = await db.selectFrom('price_snapshot').select('refused_json').where('id', '=', id).executeTakeFirst()
  return row?.refused_json ?? '[]'
}

export async function snapshotContents(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('price_snapshot')
    .select(['id', 'content'])
    .where('id', 'in', [...ids, ''])
    .execute()
  return new Map(rows.map((row) => [row.id, row.content]))
}

export type AcceptedHead = Pick<
  PriceSnapshotRow,
  'id' | 'code' | 'body_id' | 'visibility' | 'digest' | 'is_whole' | 'outliers_json' | 'accepted_outliers_json'
> & { readonly in_force_from: string; readonly decided_at: string }

/** Lists accepted and in force on a day, in the order in which they are laid. */
export async function acceptedOn(db: Database | DatabaseTransaction, day: string): Promise<AcceptedHead[]> {
  const rows = await db
    .selectFrom('price_snapshot')
    .select([
      'id',
      'code',
      'body_id',
      'visibility',
      'digest',
      'is_whole',
      'outliers_json',
      'accepted_outliers_json',
      'in_force_from',
      'decided_at',
    ])
    .where('state', '=', 'accepted')
    .where('in_force_from', '<=', day)
    .orderBy('in_force_from')
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, in_force_from: row.in_force_from ?? '', decided_at: row.decided_at ?? '' })) // accepted ones have both
}

export async function acceptedByIds(db: Database, ids: readonly string[]): Promise<AcceptedHead[]> {
  const rows = await db
    .selectFrom('price_snapshot')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row === undefined
      ? []
      : [{ ...row, in_force_from: row.in_force_from ?? '', decided_at: row.decided_at ?? '' }]
  })
}

export async function insertSnapshot(tx: DatabaseTransaction, row: PriceSnapshotRow): Promise<void> {
  await tx.insertInto('price_snapshot').values(row).execute()
}

/** Answers a proposal on the row version that was read; false when somebody was faster. */
export async function decideSnapshot(
  tx: DatabaseTransaction,
  id: string,
  rowVersion: number,
  set: Partial<PriceSnapshotRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('price_snapshot')
    .set({ ...set, row_version: rowVersion + 1 })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function bodyIds(db: Database): Promise<string[]> {
  return (await db.selectFrom('body').select('id').orderBy('created_at').orderBy('id').execute()).map((row) => row.id)
}
