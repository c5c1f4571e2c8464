import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { FormulaSetVersionRow } from '#server/database/schema.ts'

/** Bodies whose versions a person sees: those in reach, and those whose versions stand for them. */
export type Sight = { readonly bodies: readonly string[] }

export type FormulaVersionWithBody = FormulaSetVersionRow & { readonly body_code: string }

function versions(db: Database | DatabaseTransaction) {
  return db
    .selectFrom('formula_set_version')
    .innerJoin('body', 'body.id', 'formula_set_version.body_id')
    .selectAll('formula_set_version')
    .select('body.code as body_code')
}

function inSight(sight: Sight, db: Database) {
  return versions(db).where('formula_set_version.body_id', 'in', [...sight.bodies, ''])
}

export async function findFormulaVersion(
  sight: Sight,
  db: Database,
  set: string,
  id: string,
): Promise<FormulaVersionWithBody | undefined> {
  return inSight(sight, db)
    .where('formula_set_version.set_id', '=', set)
    .where('formula_set_version.id', '=', id)
    .executeTakeFirst()
}

/** The history of a set, newest first; `after` is the last id of the page before. */
export async function formulaVersionsIn(
  sight: Sight,
  db: Database,
  asked: { readonly set: string; readonly after: string | undefined; readonly limit: number },
): Promise<FormulaVersionWithBody[]> {
  let query = inSight(sight, db).where('formula_set_version.set_id', '=', asked.set)
  if (asked.after !== undefined) query = query.where('formula_set_version.id', '<', asked.after)
  return query.orderBy('formula_set_version.id', 'desc').limit(asked.limit).execute()
}

/** How many versions of each set wait for a second person. */
export async function countProposed(sight: Sight, db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('formula_set_version')
    .select(['set_id', (count) => count.fn.countAll<number>().as('versions')])
    .where('body_id', 'in', [...sight.bodies, ''])
    .where('state', '=', 'proposed')
    .groupBy('set_id')
    .execute()
  return new Map(rows.map((row) => [row.set_id, Number(row.versions)]))
}

/** Every approved version that has begun on a day, whoever asks: what a calculation rests on is the same for all who read it. */
export async function begunFormulaVersions(db: Database, day: string): Promise<FormulaVersionWithBody[]> {
  return versions(db)
    .where('state', '=', 'approved')
    .where('valid_from', '<=', day)
    .orderBy('valid_from')
    .orderBy('decided_at')
    .orderBy('formula_set_version.id')
    .execute()
}

/** Versions that a kept reference names, in its order. */
export async function formulaVersionsById(db: Database, ids: readonly string[]): Promise<FormulaVersionWithBody[]> {
  const rows = await versions(db)
    .where('formula_set_version.id', 'in', [...ids, ''])
    .execute()
  return ids.flatMap((id) => rows.filter((row) => row.id === id))
}

export async function insertFormulaVersion(tx: DatabaseTransaction, row: FormulaSetVersionRow): Promise<void> {
  await tx.insertInto('formula_set_version').values(row).execute()
}

/** Answers a proposal on the row version that was read; false when somebody was faster. */
export async function decideFormulaVersion(
  tx: DatabaseTransaction,
  row: Pick<FormulaSetVersionRow, 'id' | 'row_version'>,
  set: Pick<FormulaSetVersionRow, 'state' | 'decided_by' | 'decided_at' | 'decision_reason'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('formula_set_version')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
