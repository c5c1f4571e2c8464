import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BudgetEntryRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction

export type BudgetEntryWithBody = BudgetEntryRow & { readonly body_code: string }

function entriesIn(reach: Reach, db: Reader) {
  return db
    .selectFrom('budget_entry')
    .innerJoin('body', 'body.id', 'budget_entry.body_id')
    .selectAll('budget_entry')
    .select('body.code as body_code')
    .where('budget_entry.body_id', 'in', [...reach.bodies, ''])
}

export async function findBudgetEntry(
  reach: Reach,
  db: Reader,
  code: string,
): Promise<BudgetEntryWithBody | undefined> {
  return entriesIn(reach, db)
    .where('budget_entry.code', '=', code)
    .where('budget_entry.recorded_to', 'is', null)
    .executeTakeFirst()
}

/** Versions of the entries in reach, in order of code then of recording; those that stood at an instant when one is given. */
export async function budgetEntriesIn(
  reach: Reach,
  db: Reader,
  asked: { readonly bodyIds?: readonly string[] | undefined; readonly asKnown?: string | undefined },
): Promise<BudgetEntryWithBody[]> {
  let query = entriesIn(reach, db)
  const { bodyIds, asKnown } = asked
  if (bodyIds !== undefined) query = query.where('budget_entry.body_id', 'in', [...bodyIds, ''])
  if (asKnown !== undefined)
    query = query
      .where('budget_entry.recorded_at', '<=', asKnown)
      .where((where) =>
        where.or([where('budget_entry.recorded_to', 'is', null), where('budget_entry.recorded_to', '>', asKnown)]),
      )
  return query.orderBy('budget_entry.code').orderBy('budget_entry.recorded_at').execute()
}

/** What accepted claims took of each entry, in cents, by its id: a claim that another supersedes counts no more. */
export async function acceptedByEntry(db: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('claim_validation')
    .innerJoin('claim', 'claim.id', 'claim_validation.claim_id')
    .select('claim_validation.budget_entry_id as id')
    .select((e) => e.fn.sum<number | string>('claim.accepted_cents').as('cents'))
    .where('claim_validation.budget_entry_id', 'in', [...ids, ''])
    .where('claim_validation.decision', 'in', ['accept', 'accept-part'])
    .where('claim.state', 'in', ['accepted', 'accepted-in-part'])
    .where('claim.superseded_at', 'is', null)
    .where('claim.accepted_cents', '>', 0)
    .groupBy('claim_validation.budget_entry_id')
    .execute()
  return new Map(rows.map(({ id, cents }) => [id ?? '', Number(cents)]))
}

/** Every decision known at an instant (ISO) on the claims that some decision charged to an entry (its lasting id), in their order. */
export async function decisionsOnEntry(db: Reader, id: string, asKnown: string) {
  return db
    .selectFrom('claim_validation')
    .innerJoin('claim', 'claim.id', 'claim_validation.claim_id')
    .select(['claim.code', 'claim_validation.budget_entry_id', 'claim_validation.accepted_cents'])
    .select(['claim_validation.decided_at', 'claim_validation.decided_by'])
    .where('claim.id', 'in', (inner) =>
      inner.selectFrom('claim_validation').select('claim_id').where('budget_entry_id', '=', id),
    )
    .where('claim_validation.decided_at', '<=', asKnown)
    .where((where) => where.or([where('claim.superseded_at', 'is', null), where('claim.superseded_at', '>', asKnown)]))
    .orderBy('claim.code')
    .orderBy('claim_validation.decided_at')
    .execute()
}

export async function insertBudgetEntry(tx: DatabaseTransaction, row: BudgetEntryRow): Promise<void> {
  await tx.insertInto('budget_entry').values(row).execute()
}

/** Changes the entry that stands, if it still says what was read. */
export async function updateBudgetEntry(
  tx: DatabaseTransaction,
  id: string,
  recordedAt: string,
  set: Partial<Omit<BudgetEntryRow, 'id' | 'code' | 'body_id'>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('budget_entry')
    .set(set)
    .where('id', '=', id)
    .where('recorded_at', '=', recordedAt)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
