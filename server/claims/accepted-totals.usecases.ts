import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** A claim that counts in public: its body, what kind of benefit it is, the month its period ends in, and its cents. */
export type CountedClaim = {
  readonly body: string
  readonly nature: string
  readonly month: string
  readonly cents: number
}

/** Grades that the headline counts (domain benefits.md §7). */
const headlineGrades = ['A', 'B']
/** Claims of another unit than the dollar are told apart, never added. */
const otherUnit = 'other-unit'

/** What finance accepted with grade A or B, in whole cents; a claim that another replaced no longer counts. */
export async function headlineClaims(db: Database, reach: Reach): Promise<CountedClaim[]> {
  const rows = await db
    .selectFrom('claim')
    .select(['body_id', 'nature', 'period_to', 'accepted_cents'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', 'in', ['accepted', 'accepted-in-part'])
    .where('grade', 'in', headlineGrades)
    .where('nature', '<>', otherUnit)
    .where('accepted_cents', 'is not', null)
    .where('superseded_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    body: row.body_id,
    nature: row.nature,
    month: row.period_to.slice(0, 7),
    cents: Number(row.accepted_cents),
  }))
}

/** What was submitted and waits for a decision of finance: how many, and their net in whole cents. */
export async function waitingClaims(
  db: Database,
  reach: Reach,
): Promise<{ readonly count: number; readonly cents: number }> {
  const row = await db
    .selectFrom('claim')
    .select((e) => [e.fn.countAll<number>().as('n'), e.fn.sum<number | string | null>('net_cents').as('cents')])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', 'in', ['submitted', 'in-review'])
    .where('nature', '<>', otherUnit)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return { count: Number(row?.n ?? 0), cents: Number(row?.cents ?? 0) }
}
