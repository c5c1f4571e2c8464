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

export type AuditPage = {
  /** A cursor: the sequence number above the page. */
  readonly before: number | null
  readonly limit: number
  readonly objectIds?: readonly string[] | undefined
}

/**
 * Events of the bodies in reach, newest first. What belongs to no body (accounts, the installation) is told of the people who have a role
 * within reach; all of it to whoever reaches every body.
 */
export async function auditPage(reach: Reach, db: Database, page: AuditPage): Promise<AuditEventRow[]> {
  const bodies = [...reach.bodies, '']
  const seesAll = await reachesEveryBody(reach, db)
  let query = db
    .selectFrom('audit_event')
    .selectAll()
    .where((where) => {
      const ofPeople = where.selectFrom('role_grant').select('user_id').where('body_id', 'in', bodies)
      const ofNone = where('body_id', 'is', null)
      return where.or([
        where('body_id', 'in', bodies),
        seesAll ? ofNone : where.and([ofNone, where('object_id', 'in', ofPeople)]),
      ])
    })
    .orderBy('seq', 'desc')
    .limit(page.limit)
  if (page.before !== null) query = query.where('seq', '<', page.before)
  if (page.objectIds !== undefined) query = query.where('object_id', 'in', [...page.objectIds, ''])
  return query.execute()
}

/** Whether a reach holds every body of the installation: the chain of events is one, and goes out whole or not at all. */
export async function reachesEveryBody(reach: Reach, db: Database): Promise<boolean> {
  const known = new Set(reach.bodies)
  return (await db.selectFrom('body').select('id').execute()).every((body) => known.has(body.id))
}

/** What people call the objects of events: codes of workloads and accounts, by id. */
export async function objectCodes(
  reach: Reach,
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids), '']
  const [workloads, waves, users] = await Promise.all([
    db
      .selectFrom('workload')
      .select(['id', 'code'])
      .where('id', 'in', wanted)
      .where('body_id', 'in', [...reach.bodies, ''])
      .execute(),
    db
      .selectFrom('wave')
      .select(['id', 'code'])
      .where('id', 'in', wanted)
      .where('body_id', 'in', [...reach.bodies, ''])
      .execute(),
    db.selectFrom('user_account').select(['id', 'code']).where('id', 'in', wanted).execute(),
  ])
  return new Map([...workloads, ...waves, ...users].map((row) => [row.id, row.code]))
}

/** The ids behind what people name: a workload's or a wave's code within reach, an account's code, or an id as it is. */
export async function objectIdsOf(reach: Reach, db: Database, named: string): Promise<string[]> {
  const [workloads, waves, users] = await Promise.all([
    db
      .selectFrom('workload')
      .select('id')
      .where('code', '=', named)
      .where('body_id', 'in', [...reach.bodies, ''])
      .execute(),
    db
      .selectFrom('wave')
      .select('id')
      .where('code', '=', named)
      .where('body_id', 'in', [...reach.bodies, ''])
      .execute(),
    db.selectFrom('user_account').select('id').where('code', '=', named).execute(),
  ])
  return [...[...workloads, ...waves, ...users].map((row) => row.id), named]
}

const objectsAtOnce = 400

/** Events of some objects of the bodies in reach, in order, up to an instant (ISO); all when absent. */
export async function eventsOfObjects(
  reach: Reach,
  db: Database,
  {
    types,
    ids,
    until,
  }: { readonly types: readonly string[]; readonly ids: readonly string[]; readonly until?: string },
): Promise<AuditEventRow[]> {
  const rows: AuditEventRow[] = []
  for (let from = 0; from < ids.length; from += objectsAtOnce) {
    let query = db
      .selectFrom('audit_event')
      .selectAll()
      .where('object_type', 'in', [...types, ''])
      .where('object_id', 'in', ids.slice(from, from + objectsAtOnce))
      .where('body_id', 'in', [...reach.bodies, ''])
    if (until !== undefined) query = query.where('at', '<=', until)
    for (const row of await query.execute()) rows.push(row)
  }
  return rows.toSorted((a, b) => a.seq - b.seq)
}

export async function lastEvent(db: Database): Promise<Pick<AuditEventRow, 'seq' | 'hash'> | undefined> {
  return db.selectFrom('audit_event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}
