import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { sha256 } from '#server/shared/digest.ts'

/** What stands before the first event. */
export const chainStart = '0'.repeat(64)

/** SHA-256 over the canonical JSON of an event without its own hash; `prev_hash` is inside, so the events form a chain. */
export function eventHash(event: Omit<AuditEventRow, 'hash'>): string {
  const { seq, at, actor, body_id, action, object_type, object_id, before_json, after_json, request_id, prev_hash } =
    event
  return sha256(
    canonicalJson({
      seq,
      at,
      actor,
      body_id,
      action,
      object_type,
      object_id,
      before_json,
      after_json,
      request_id,
      prev_hash,
    }),
  )
}

export type ChainState = { readonly seq: number; readonly hash: string }
export type ChainVerdict = { readonly events: number; readonly valid: boolean; readonly firstBreak: number | null }

/** Follows the chain from its start: gapless numbers, each event's hash recomputed, each link to the one before. */
export async function verifiedChain(events: AsyncIterable<AuditEventRow>): Promise<ChainVerdict> {
  let state: ChainState = { seq: 0, hash: chainStart }
  let firstBreak: number | null = null
  let count = 0
  for await (const event of events) {
    count += 1
    if (firstBreak === null && !follows(event, state)) firstBreak = event.seq
    state = { seq: event.seq, hash: event.hash }
  }
  return { events: count, valid: firstBreak === null, firstBreak }
}

function follows(event: AuditEventRow, state: ChainState): boolean {
  return event.seq === state.seq + 1 && event.prev_hash === state.hash && eventHash(event) === event.hash
}
