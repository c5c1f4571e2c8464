import { acceptedStates } from '#models/claims/claim.schemas.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'

// What the checks of a claim read of other features, on the connection of the transaction that decides: a reading made before it could
// change meanwhile. Nothing is written. Sums of pools, budgets and rows are over every body, as what another body took is taken: only the
// sum gets out, never the claim of a body that is not reached.

type Reading = Database | DatabaseTransaction

/** Records that stand today of some kinds, of one subject. */
export async function recordsOf(db: Reading, subject: string, kinds: readonly string[]) {
  return db
    .selectFrom('register_record')
    .select(['kind', 'key', 'content_json', 'recorded_at'])
    .where('subject', '=', subject)
    .where('kind', 'in', [...kinds])
    .where('recorded_to', 'is', null)
    .orderBy('kind')
    .orderBy('key')
    .execute()
}

export async function findBudgetEntry(db: Reading, bodyIds: readonly string[], code: string) {
  return db
    .selectFrom('budget_entry')
    .selectAll()
    .where('code', '=', code)
    .where('body_id', 'in', [...bodyIds, ''])
    .where('recorded_to', 'is', null)
    .executeTakeFirst()
}

/** What accepted claims already took of a budget entry, but some: cents. A loss elsewhere makes no room. */
export async function acceptedOnBudget(db: Reading, budgetEntryId: string, but: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('claim')
    .innerJoin('claim_validation', 'claim_validation.claim_id', 'claim.id')
    .select((e) => e.fn.sum<number | string | null>('claim.accepted_cents').as('total'))
    .where('claim_validation.budget_entry_id', '=', budgetEntryId)
    .where('claim.accepted_cents', '>', 0)
    .where('claim_validation.decision', 'in', ['accept', 'accept-part'])
    .where('claim.state', 'in', [...acceptedStates])
    .where('claim.superseded_at', 'is', null)
    .where('claim.id', 'not in', [...but, ''])
    .executeTakeFirst()
  return Number(row?.total ?? 0)
}

/** Accepted claims that stand, but some: of a benefit, or drawing on a pool. */
export async function standingClaims(
  db: Reading,
  of: { readonly benefitId: string } | { readonly pool: string },
  but: readonly string[],
) {
  const query = db
    .selectFrom('claim')
    .select(['period_from', 'period_to', 'nature', 'accepted_cents', 'content_json'])
    .where('state', 'in', [...acceptedStates])
    .where('superseded_at', 'is', null)
    .where('id', 'not in', [...but, ''])
  return 'pool' in of
    ? query.where('content_json', 'like', `%"pool":${JSON.stringify(of.pool)}%`).execute() // kept as canonical JSON
    : query.where('benefit_id', '=', of.benefitId).execute()
}

/** Rows that back an accepted claim which stands, or stood at an instant (ISO), among these months. */
export async function usedBacking(db: Reading, months: readonly string[], but: readonly string[], asKnown?: string) {
  const query = db
    .selectFrom('claim_backing')
    .innerJoin('claim', 'claim.id', 'claim_backing.claim_id')
    .select(['claim_backing.kind', 'claim_backing.reference', 'claim_backing.period', 'claim.code', 'claim.body_id'])
    .where('claim_backing.period', 'in', [...months, ''])
    .where('claim.state', 'in', [...acceptedStates])
    .where('claim.id', 'not in', [...but, ''])
  if (asKnown === undefined) return query.where('claim.superseded_at', 'is', null).execute()
  return query
    .where((where) => where.or([where('claim.superseded_at', 'is', null), where('claim.superseded_at', '>', asKnown)]))
    .where((where) =>
      where.exists(
        where
          .selectFrom('claim_validation')
          .select('claim_validation.id')
          .whereRef('claim_validation.claim_id', '=', 'claim.id')
          .where('claim_validation.decision', 'in', ['accept', 'accept-part'])
          .where('claim_validation.decided_at', '<=', asKnown),
      ),
    )
    .execute()
}

/** Claims of a benefit over the same months and nature that still count: neither refused nor taken back. */
export async function sameClaims(
  db: Reading,
  claim: { readonly benefitId: string; readonly from: string; readonly to: string; readonly nature: string },
  but: readonly string[],
) {
  return db
    .selectFrom('claim')
    .select(['code', 'net_cents'])
    .where('benefit_id', '=', claim.benefitId)
    .where('period_from', '=', claim.from)
    .where('period_to', '=', claim.to)
    .where('nature', '=', claim.nature)
    .where('state', 'not in', ['rejected', 'withdrawn', 'draft', 'returned'])
    .where('superseded_at', 'is', null)
    .where('id', 'not in', [...but, ''])
    .execute()
}
