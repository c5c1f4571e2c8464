import { hundredths } from '#models/claims/claim-amounts.ts'
import { claimAfter, type ClaimMove } from '#models/claims/claim-history.ts'
import type { Reach } from '#server/access/reach.ts'
import { eventsAbout } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { columnsOf } from './claim-views.ts'
import type { ClaimWithNames } from './claims.repository.ts'

export type KnownClaimRow = ClaimWithNames & { readonly decided_at: string | null }

/**
 * Claims as they were known at an instant (ISO): what the journal says of each up to then. One that was not begun yet is left out. A claim
 * is written anew in place while it is a draft; the journal keeps every writing, so that nothing it once said is lost.
 */
export async function claimsKnownAt(
  db: Database,
  reach: Reach,
  rows: readonly ClaimWithNames[],
  asKnown: string,
): Promise<KnownClaimRow[]> {
  const begun = rows.filter((row) => row.created_at <= asKnown)
  const events = await eventsAbout(db, reach, {
    types: ['claim'],
    ids: begun.map(({ id }) => id),
    until: asKnown,
  })
  const byClaim = Map.groupBy(events, (event) => event.object_id)
  return begun.flatMap((row) => {
    const known = claimAfter((byClaim.get(row.id) ?? []).map(moveOf))
    if (known === undefined) return []
    const isSuperseded = row.superseded_at !== null && row.superseded_at <= asKnown
    return {
      ...row,
      ...columnsOf(known.content),
      state: known.state,
      grade: known.grade,
      accepted_cents: known.accepted === null ? null : hundredths(known.accepted),
      submitted_by: known.submittedBy,
      submitted_at: known.submittedAt,
      superseded_at: isSuperseded ? row.superseded_at : null,
      decided_at: known.decidedAt,
    }
  })
}

function moveOf({ at, actor, action, after_json }: AuditEventRow): ClaimMove {
  const after = JSON.parse(after_json ?? '{}') as ClaimMove['after'] // written by the usecases of claims
  return { at, by: actor, action, after }
}
