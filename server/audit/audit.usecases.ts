import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import type { HistoryEvent } from '#models/inventory/workload.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { chainStart, type ChainState, type ChainVerdict, verifiedChain } from './audit-chain.ts'
import { auditSentence } from './audit-sentences.ts'
import { auditFileUnreadable, auditNeedsAllBodies } from './audit.problems.ts'
import {
  auditEvents,
  type AuditPage,
  auditPage,
  eventsOfObjects,
  lastEvent,
  objectCodes,
  objectIdsOf,
  reachesEveryBody,
} from './audit.repository.ts'

/** Events within reach, newest first, in words; of one object when it is named, by its code or its id. */
export async function auditJournal(
  db: Database,
  reach: Reach,
  page: Omit<AuditPage, 'objectIds'> & { readonly object?: string | undefined },
): Promise<HistoryEvent[]> {
  const { before, limit, object } = page
  const objectIds = object === undefined ? undefined : await objectIdsOf(reach, db, object)
  const rows = await auditPage(reach, db, { before, limit, objectIds })
  const codes = await objectCodes(
    reach,
    db,
    rows.map((row) => row.object_id),
  )
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    object: `${row.object_type} ${codes.get(row.object_id) ?? row.object_id}`,
    workload: row.object_type === 'workload' ? (codes.get(row.object_id) ?? null) : null,
    summary: auditSentence(row.action, row.after_json),
    hash: row.hash,
  }))
}

/** Number of the last event: it moves with every change of a business row, whoever makes it. */
export async function lastAuditEvent(db: Database): Promise<number> {
  const row = await db
    .selectFrom('audit_event')
    .select((e) => e.fn.max('seq').as('last'))
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}

/** What the journal says of some objects, in order, up to an instant (ISO); all when absent. */
export async function eventsAbout(
  db: Database,
  reach: Reach,
  asked: { readonly types: readonly string[]; readonly ids: readonly string[]; readonly until?: string },
): Promise<AuditEventRow[]> {
  return eventsOfObjects(reach, db, asked)
}

/** Where the chain of the installation ends now. */
export async function lastLink(db: Database): Promise<ChainState> {
  return (await lastEvent(db)) ?? { seq: 0, hash: chainStart }
}

/** Follows the whole chain of an installation. */
export async function auditVerified(db: Database): Promise<ChainVerdict> {
  return verifiedChain(auditEvents(db))
}

/** Whether a person reaches every body: what speaks of all of them is theirs alone to give out. */
export async function reachesAllBodies(db: Database, reach: Reach): Promise<boolean> {
  return reachesEveryBody(reach, db)
}

/** The whole chain as it is kept, one JSON event a line: what `audit verify FILE` follows without the server. */
export async function exportedAudit(db: Database, reach: Reach): Promise<AsyncGenerator<string>> {
  if (!(await reachesEveryBody(reach, db))) throw auditNeedsAllBodies()
  return lines(auditEvents(db))
}

async function* lines(events: AsyncIterable<AuditEventRow>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`
}

/** Follows the chain of an exported file (one JSON event a line), trusting nothing of the server. */
export async function auditFileVerified(file: string): Promise<ChainVerdict> {
  const verdict = await verifiedChain(eventsOf(file))
  if (verdict.events === 0) throw auditFileUnreadable(file)
  return verdict
}

/** One event as it is exported. */
export const auditEventSchema = v.strictObject({
  seq: v.pipe(v.number(), v.safeInteger()),
  at: v.string(),
  actor: v.string(),
  body_id: v.nullable(v.string()),
  action: v.string(),
  object_type: v.string(),
  object_id: v.string(),
  before_json: v.nullable(v.string()),
  after_json: v.nullable(v.string()),
  request_id: v.string(),
  prev_hash: v.string(),
  hash: v.string(),
})

async function* eventsOf(file: string): AsyncGenerator<AuditEventRow> {
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== '') yield v.parse(auditEventSchema, JSON.parse(line))
    }
  } catch (cause) {
    throw auditFileUnreadable(file, cause)
  }
}
