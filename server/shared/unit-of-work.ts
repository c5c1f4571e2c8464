import { canonicalJson } from '#models/shared/canonical-json.ts'
import { appendAuditEvent } from '#server/audit/audit.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { type Clock, instantOf } from './clock.ts'
import { asJson } from './digest.ts'

export type Change = {
  readonly bodyId: string | null
  readonly action: string
  readonly objectType: string
  readonly objectId: string
  readonly before?: unknown
  readonly after?: unknown
}

export type Work = {
  readonly tx: DatabaseTransaction
  readonly at: string
  record(change: Change): Promise<string>
}

/**
 * One transaction for a change and its audit event. A change that records nothing is rolled back: no audit, no write.
 * Returns what `act` returns, once everything is on disk.
 */
export async function changing<T>(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  return deps.db.transaction().execute(async (tx) => {
    const at = instantOf(deps.clock)
    let recorded = 0
    const result = await act({
      tx,
      at,
      record: async (change) => {
        recorded += 1
        const event = await appendAuditEvent(tx, {
          at,
          actor: reach.actor,
          body_id: change.bodyId,
          action: change.action,
          object_type: change.objectType,
          object_id: change.objectId,
          before_json: change.before === undefined ? null : canonicalJson(asJson(change.before)),
          after_json: change.after === undefined ? null : canonicalJson(asJson(change.after)),
          request_id: reach.requestId,
        })
        return event.hash
      },
    })
    if (recorded === 0) throw new Error('a change without an audit event')
    return result
  })
}
