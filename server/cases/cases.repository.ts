import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BusinessCaseRow, CaseResultRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction
export type CaseWithNames = BusinessCaseRow & { readonly body_code: string }

function inReach(reach: Reach, db: Reader) {
  return db
    .selectFrom('business_case')
    .innerJoin('body', 'body.id', 'business_case.body_id')
    .selectAll('business_case')
    .select('body.code as body_code')
    .where('business_case.body_id', 'in', [...reach.bodies, ''])
}

export async function findCase(reach: Reach, db: Reader, code: string): Promise<CaseWithNames | undefined> {
  return inReach(reach, db).where('business_case.code', '=', code).executeTakeFirst()
}

export async function casesIn(
  reach: Reach,
  db: Database,
  asked: { readonly body?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<CaseWithNames[]> {
  let query = inReach(reach, db)
  if (asked.body !== undefined) query = query.where('body.code', '=', asked.body)
  if (asked.after !== undefined) query = query.where('business_case.code', '>', asked.after)
  return query.orderBy('business_case.code').limit(asked.limit).execute()
}

export async function insertCase(tx: DatabaseTransaction, row: BusinessCaseRow): Promise<void> {
  await tx.insertInto('business_case').values(row).execute()
}

/** Writes a case on the version that was read; false when somebody was faster. */
export async function updateCase(
  tx: DatabaseTransaction,
  row: Pick<BusinessCaseRow, 'id' | 'row_version'>,
  set: Partial<Pick<BusinessCaseRow, 'content_json' | 'result_id'>> & Pick<BusinessCaseRow, 'updated_at'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('business_case')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertResult(tx: DatabaseTransaction, row: CaseResultRow): Promise<void> {
  await tx.insertInto('case_result').values(row).execute()
}

export async function findResult(reach: Reach, db: Reader, id: string): Promise<CaseResultRow | undefined> {
  return db
    .selectFrom('case_result')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The results of these cases that stand, without what they were computed from. */
export async function resultsOf(
  reach: Reach,
  db: Reader,
  ids: readonly string[],
): Promise<Pick<CaseResultRow, 'id' | 'result_json' | 'computed_at'>[]> {
  return db
    .selectFrom('case_result')
    .select(['id', 'result_json', 'computed_at'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('id', 'in', [...ids, ''])
    .execute()
}
