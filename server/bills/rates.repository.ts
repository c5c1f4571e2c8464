import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ExchangeRateRow } from '#server/database/schema.ts'

/**
 * Rates that bind a body: its own and those of the bodies above it, as they were believed at an instant. `bodies` holds the reach and what
 * stands above it, for the centre's rates bind those under it.
 */
export async function ratesOf(
  db: Database | DatabaseTransaction,
  bodies: readonly string[],
  knownAt?: string,
): Promise<ExchangeRateRow[]> {
  const rates = db
    .selectFrom('exchange_rate')
    .selectAll()
    .where('body_id', 'in', [...bodies, ''])
  const believed =
    knownAt === undefined
      ? rates.where('recorded_to', 'is', null)
      : rates
          .where('recorded_at', '<=', knownAt)
          .where((where) => where.or([where('recorded_to', 'is', null), where('recorded_to', '>', knownAt)]))
  return believed.orderBy('valid_on', 'desc').orderBy('currency').orderBy('kind').orderBy('id').execute()
}

export async function findRate(reach: Reach, db: Database, id: string): Promise<ExchangeRateRow | undefined> {
  return db
    .selectFrom('exchange_rate')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('recorded_to', 'is', null)
    .executeTakeFirst()
}

const mostAtOnce = 500

export async function insertRates(tx: DatabaseTransaction, rows: readonly ExchangeRateRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += mostAtOnce)
    await tx
      .insertInto('exchange_rate')
      .values(rows.slice(i, i + mostAtOnce))
      .execute()
}

/** Ends the time in which these rates were believed; they stay readable as known before. */
export async function endRates(tx: DatabaseTransaction, ids: readonly string[], at: string): Promise<void> {
  for (let i = 0; i < ids.length; i += mostAtOnce)
    await tx
      .updateTable('exchange_rate')
      .set({ recorded_to: at })
      .where('id', 'in', ids.slice(i, i + mostAtOnce))
      .where('recorded_to', 'is', null)
      .execute()
}
