import { PostgresAdapter, sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { chainStart, eventHash } from './audit-chain.ts'

export type NewAuditEvent = Omit<AuditEventRow, 'seq' | 'prev_hash' | 'hash'>

/** Adds the next link of the chain, in the transaction of the change it tells of. */
export async function appendAuditEvent(tx: DatabaseTransaction, event: NewAuditEvent): Promise<AuditEventRow> {
  // SQLite has one writer. On PostgreSQL a lock held to the end of the transaction keeps the numbers without gaps.
  if (tx.getExecutor().adapter instanceof PostgresAdapter) await sql`select pg_advisory_xact_lock(4711)`.execute(tx)
  const last = await tx
    .selectFrom('audit_event')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const unsigned = { ...event, seq: (last?.seq ?? 0) + 1, prev_hash: last?.hash ?? chainStart }
  const row = { ...unsigned, hash: eventHash(unsigned) }
  await tx.insertInto('audit_event').values(row).execute()
  return row
}

/** All events in order, a page at a time, so that a million of them need no memory. */
export async function* auditEvents(
  db: Database | DatabaseTransaction,
  pageSize = 2_000,
): AsyncGenerator<AuditEventRow> {
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.seq
  }
}

/** Events of the bodies in reach, newest first; `before` is a cursor (a sequence number). */
export async function auditPage(
  reach: Reach,
  db: Database,
  page: { readonly before: number | null; readonly limit: number; readonly objectIds?: readonly string[] },
): Promise<AuditEventRow[]> {
  let query = db
    .selectFrom('audit_event')
    .selectAll()
    .where((where) => where.or([where('body_id', 'in', [...reach.bodies]), where('body_id', 'is', null)]))
    .orderBy('seq', 'desc')
    .limit(page.limit)
  if (page.before !== null) query = query.where('seq', '<', page.before)
  if (page.objectIds !== undefined) query = query.where('object_id', 'in', [...page.objectIds, ''])
  return query.execute()
}
