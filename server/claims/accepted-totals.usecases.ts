import { isHeadline } from '#models/claims/claim-grade.ts'
import { awaitingStates } from '#models/claims/claim.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { acceptedClaims } from './accepted-claims.usecases.ts'

/** A claim that counts in public: its body, what kind of benefit it is, the month its period ends in, and its cents. */
export type CountedClaim = {
  readonly body: string
  readonly nature: string
  readonly month: string
  readonly cents: number
}

/** Claims of another unit than the dollar are told apart, never added. */
const otherUnit = 'other-unit'

/** What finance accepted with a grade that the headline counts, in whole cents; a claim that another replaced no longer counts. */
export async function headlineClaims(db: Database, reach: Reach): Promise<CountedClaim[]> {
  return (await acceptedClaims(db, reach))
    .filter(({ grade, nature }) => isHeadline(grade) && nature !== otherUnit)
    .map(({ bodyId, nature, to, accepted }) => ({ body: bodyId, nature, month: to.slice(0, 7), cents: accepted }))
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
    .where('state', 'in', [...awaitingStates])
    .where('nature', '<>', otherUnit)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return { count: Number(row?.n ?? 0), cents: Number(row?.cents ?? 0) }
}
