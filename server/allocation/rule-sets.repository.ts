import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AllocationRuleSetRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction

function setsIn(reach: Reach, db: Reader) {
  return db
    .selectFrom('allocation_rule_set')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
}

export async function findRuleSet(reach: Reach, db: Reader, id: string): Promise<AllocationRuleSetRow | undefined> {
  return setsIn(reach, db).where('id', '=', id).executeTakeFirst()
}

export async function ruleSetInForce(
  reach: Reach,
  db: Reader,
  bodyId: string,
): Promise<AllocationRuleSetRow | undefined> {
  return setsIn(reach, db).where('body_id', '=', bodyId).where('state', '=', 'in-force').executeTakeFirst()
}

/** Versions of a body, the latest first. */
export async function ruleSetsOf(reach: Reach, db: Reader, bodyId: string): Promise<AllocationRuleSetRow[]> {
  return setsIn(reach, db).where('body_id', '=', bodyId).orderBy('version', 'desc').execute()
}

export async function insertRuleSet(tx: DatabaseTransaction, row: AllocationRuleSetRow): Promise<void> {
  await tx.insertInto('allocation_rule_set').values(row).execute()
}

/** Writes a version on the row that was read; false when somebody was faster. */
export async function updateRuleSet(
  tx: DatabaseTransaction,
  id: string,
  expected: number,
  set: Partial<Omit<AllocationRuleSetRow, 'id' | 'row_version'>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('allocation_rule_set')
    .set({ ...set, row_version: expected + 1 })
    .where('id', '=', id)
    .where('row_version', '=', expected)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
