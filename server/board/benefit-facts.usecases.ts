import { hundredths } from '#models/claims/claim-amounts.ts'
import type { ClaimDecision, ClaimState } from '#models/claims/claim.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { claimsSentBy } from '#server/claims/claim-reading.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { benefitRowsIn, profileRowsIn, profileSaid, promiseRowsIn } from './board.repository.ts'
import { boardBodies } from './board.usecases.ts'

type PromiseFact = {
  readonly version: number
  /** Cents a year; null where the promise is no cost plan. */
  readonly cents: number | null
  readonly lowCents: number | null
  readonly highCents: number | null
  readonly validFrom: string
  readonly recordedAt: string
  readonly reason: string
  readonly by: string
}
type ClaimFact = {
  readonly code: string
  readonly grade: string
  readonly netCents: number
  readonly from: string
  readonly to: string
  readonly decision: string | null
  readonly acceptedCents: number | null
  readonly decidedAt: string | null
}
/** What papers say of a benefit, as known at an instant. */
export type BenefitFacts = {
  readonly code: string
  readonly fr: string
  readonly en: string
  readonly body: string
  readonly sign: number
  readonly owner: string | null
  readonly type: string | null
  readonly startsOn: string | null
  readonly promises: readonly PromiseFact[]
  readonly claims: readonly ClaimFact[]
}

/** What finance decided, by the state it left; nothing while a claim waits. */
const decisionOf: Readonly<Partial<Record<ClaimState, ClaimDecision>>> = {
  accepted: 'accept',
  'accepted-in-part': 'accept-part',
  returned: 'return',
  rejected: 'reject',
}

const centsOf = (cents: number | string | null) => (cents === null ? null : Number(cents))

/** Benefits of a body and those under it, or one by its number, as known at an instant (ISO, inclusive). */
export async function benefitFacts(
  db: Database,
  reach: Reach,
  asked: { readonly body: string | null; readonly code?: string; readonly at: string },
): Promise<BenefitFacts[]> {
  const { body, code, at } = asked
  const within = { bodies: await boardBodies(db, reach, body, at.slice(0, 10)) }
  const [benefits, promises, claims, profiles] = await Promise.all([
    benefitRowsIn(within, db, code),
    promiseRowsIn(within, db),
    claimsSentBy(db, { ...reach, ...within }, { benefit: code, asKnown: at }),
    profileRowsIn(within, db),
  ])
  const promisesOf = Map.groupBy(promises, ({ benefit_id }) => benefit_id)
  const claimsOf = Map.groupBy(claims, ({ benefit }) => benefit)
  const profilesOf = Map.groupBy(profiles, ({ subject }) => subject)
  const isKnown = (from: string, to: string | null) => from <= at && (to === null || to > at)
  return benefits
    .filter(({ created_at }) => created_at <= at)
    .map((row): BenefitFacts => {
      const profile = [row.id, row.code]
        .flatMap((subject) => profilesOf.get(subject) ?? [])
        .find((one) => isKnown(one.recorded_at, one.recorded_to))
      const said = profile === undefined ? undefined : profileSaid(profile.content_json)
      return {
        code: row.code,
        fr: said?.title.fr ?? row.title_fr,
        en: said?.title.en ?? row.title_en,
        body: row.body_code,
        sign: row.sign,
        owner: said?.owner ?? null,
        type: said?.type ?? null,
        startsOn: said?.startsOn ?? null,
        promises: (promisesOf.get(row.id) ?? [])
          .filter(({ recorded_at }) => recorded_at <= at)
          .map((one) => ({
            version: one.version,
            cents: centsOf(one.promised_cents),
            lowCents: centsOf(one.p10_cents),
            highCents: centsOf(one.p90_cents),
            validFrom: one.valid_from,
            recordedAt: one.recorded_at,
            reason: one.reason,
            by: one.frozen_by,
          })),
        claims: (claimsOf.get(row.code) ?? []).map((one) => ({
          code: one.code,
          grade: one.grade,
          netCents: hundredths(one.net),
          from: one.from,
          to: one.to,
          decision: decisionOf[one.state] ?? null,
          acceptedCents: one.accepted === null ? null : hundredths(one.accepted),
          decidedAt: one.decidedAt,
        })),
      }
    })
}

/** Accepted with grade A or B, in cents; null when nothing was accepted: not measured is not zero. */
export function validatedCents({ claims }: Pick<BenefitFacts, 'claims'>): number | null {
  const counted = claims.filter(
    ({ grade, acceptedCents }) => acceptedCents !== null && (grade === 'A' || grade === 'B'),
  )
  return counted.length === 0 ? null : counted.reduce((sum, { acceptedCents }) => sum + (acceptedCents ?? 0), 0)
}
