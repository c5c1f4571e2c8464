import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { QuestionnaireRow } from '#server/database/schema.ts'

export type QuestionnaireWithBody = QuestionnaireRow & { readonly body_code: string }

function ofBodies(db: Database, bodies: readonly string[]) {
  return db
    .selectFrom('questionnaire')
    .innerJoin('body', 'body.id', 'questionnaire.body_id')
    .selectAll('questionnaire')
    .select('body.code as body_code')
    .where('questionnaire.body_id', 'in', [...bodies, ''])
}

/** Questionnaires of these bodies, in the order they were received. */
export async function questionnairesOf(db: Database, bodies: readonly string[]): Promise<QuestionnaireWithBody[]> {
  return ofBodies(db, bodies).orderBy('questionnaire.id').execute()
}

export async function findQuestionnaire(
  db: Database,
  bodies: readonly string[],
  code: string,
): Promise<QuestionnaireWithBody | undefined> {
  return ofBodies(db, bodies).where('questionnaire.code', '=', code).executeTakeFirst()
}

export async function insertQuestionnaire(tx: DatabaseTransaction, row: QuestionnaireRow): Promise<void> {
  await tx.insertInto('questionnaire').values(row).execute()
}

/** Retires on the version that was read; false when somebody was faster. */
export async function retireRow(
  tx: DatabaseTransaction,
  row: Pick<QuestionnaireRow, 'id' | 'row_version'>,
  set: Pick<QuestionnaireRow, 'retired_at' | 'retired_reason'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('questionnaire')
    .set({ ...set, state: 'retired', row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
