import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { RuleModeRow, RulePackVersionRow } from '#server/database/schema.ts'

// A pack holds for the whole installation: whoever may read rules reads every version. Who may change them is checked by the usecases.

export async function packVersions(db: Database | DatabaseTransaction, packId: string): Promise<RulePackVersionRow[]> {
  return db
    .selectFrom('rule_pack_version')
    .selectAll()
    .where('pack_id', '=', packId)
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function findPackVersion(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<RulePackVersionRow | undefined> {
  return db.selectFrom('rule_pack_version').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findPackByNumber(
  db: Database,
  pack: { readonly id: string; readonly version: string },
): Promise<RulePackVersionRow | undefined> {
  return db
    .selectFrom('rule_pack_version')
    .selectAll()
    .where('pack_id', '=', pack.id)
    .where('version', '=', pack.version)
    .executeTakeFirst()
}

/** The approved version whose period holds the day; periods of approved versions never overlap. */
export async function approvedOn(
  db: Database | DatabaseTransaction,
  packId: string,
  day: string,
): Promise<RulePackVersionRow | undefined> {
  return db
    .selectFrom('rule_pack_version')
    .selectAll()
    .where('pack_id', '=', packId)
    .where('state', '=', 'approved')
    .where('in_force_from', '<=', day)
    .where((where) => where.or([where('in_force_to', 'is', null), where('in_force_to', '>', day)]))
    .executeTakeFirst()
}

export async function insertPackVersion(db: Database | DatabaseTransaction, row: RulePackVersionRow): Promise<void> {
  await db.insertInto('rule_pack_version').values(row).execute()
}

/** Keeps the pack shipped with the product under its number, once. */
export async function keepPackVersion(db: Database, row: RulePackVersionRow): Promise<void> {
  await db
    .insertInto('rule_pack_version')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Answers a proposal on the row version that was read; false when somebody was faster. */
export async function decidePackVersion(
  tx: DatabaseTransaction,
  id: string,
  rowVersion: number,
  set: Partial<RulePackVersionRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('rule_pack_version')
    .set({ ...set, row_version: rowVersion + 1 })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ends the period of an approved version; its content stays. */
export async function endPackPeriod(
  tx: DatabaseTransaction,
  packId: string,
  version: string,
  day: string,
): Promise<void> {
  await tx
    .updateTable('rule_pack_version')
    .set((old) => ({ in_force_to: day, row_version: old('row_version', '+', 1) }))
    .where('pack_id', '=', packId)
    .where('version', '=', version)
    .execute()
}

/** Every mode ever set, oldest first: the latest of a rule stands. */
export async function modesSet(db: Database | DatabaseTransaction, packId: string): Promise<RuleModeRow[]> {
  return db.selectFrom('rule_mode').selectAll().where('pack_id', '=', packId).orderBy('set_at').execute()
}

export async function insertMode(tx: DatabaseTransaction, row: RuleModeRow): Promise<void> {
  await tx.insertInto('rule_mode').values(row).execute()
}

export async function allBodyIds(db: Database): Promise<string[]> {
  return (await db.selectFrom('body').select('id').orderBy('created_at').orderBy('id').execute()).map((row) => row.id)
}

/** Bodies of a reach, as a report names them. */
export async function bodiesNamed(reach: Reach, db: Database) {
  return db
    .selectFrom('body')
    .select(['id', 'code', 'name_fr', 'name_en'])
    .where('id', 'in', [...reach.bodies, ''])
    .orderBy('code')
    .execute()
}
