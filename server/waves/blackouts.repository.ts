import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BlackoutPeriodRow } from '#server/database/schema.ts'

export type BlackoutWithBody = BlackoutPeriodRow & { readonly body_code: string }

/** Periods of these bodies, in order of days. `bodies` holds the reach and what stands above it: the centre's calendar binds those under it. */
export async function blackoutsOf(db: Database, bodies: readonly string[]): Promise<BlackoutWithBody[]> {
  return db
    .selectFrom('blackout_period')
    .innerJoin('body', 'body.id', 'blackout_period.body_id')
    .selectAll('blackout_period')
    .select('body.code as body_code')
    .where('blackout_period.body_id', 'in', [...bodies, ''])
    .orderBy('from_day')
    .orderBy('blackout_period.id')
    .execute()
}

export async function findBlackout(reach: Reach, db: Database, id: string): Promise<BlackoutPeriodRow | undefined> {
  return db
    .selectFrom('blackout_period')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function insertBlackout(tx: DatabaseTransaction, row: BlackoutPeriodRow): Promise<void> {
  await tx.insertInto('blackout_period').values(row).execute()
}

/** Removes a period on the version that was read; false when somebody was faster. */
export async function deleteBlackout(tx: DatabaseTransaction, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('blackout_period')
    .where('id', '=', id)
    .where('row_version', '=', version)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
