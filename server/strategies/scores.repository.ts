import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ScoreDefinitionRow } from '#server/database/schema.ts'

export type ScoreWithBody = ScoreDefinitionRow & { readonly body_code: string }

function ofBodies(db: Database, bodies: readonly string[]) {
  return db
    .selectFrom('score_definition')
    .innerJoin('body', 'body.id', 'score_definition.body_id')
    .selectAll('score_definition')
    .select('body.code as body_code')
    .where('score_definition.body_id', 'in', [...bodies, ''])
}

/** Scores of these bodies in the order they were written. */
export async function scoresOf(
  db: Database,
  bodies: readonly string[],
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<ScoreWithBody[]> {
  let query = ofBodies(db, bodies)
  if (after !== undefined) query = query.where('score_definition.id', '>', after)
  return query.orderBy('score_definition.id').limit(limit).execute()
}

export async function findScore(
  db: Database,
  bodies: readonly string[],
  id: string,
): Promise<ScoreWithBody | undefined> {
  return ofBodies(db, bodies).where('score_definition.id', '=', id).executeTakeFirst()
}

export async function insertScore(tx: DatabaseTransaction, row: ScoreDefinitionRow): Promise<void> {
  await tx.insertInto('score_definition').values(row).execute()
}

/** Writes a score on the version that was read; false when somebody was faster. */
export async function updateScore(
  tx: DatabaseTransaction,
  row: Pick<ScoreDefinitionRow, 'id' | 'row_version'>,
  set: Pick<ScoreDefinitionRow, 'name_fr' | 'name_en' | 'expression' | 'state' | 'stated_by' | 'recorded_at'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('score_definition')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
