import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import {
  benefitRowsIn,
  claimRowsIn,
  profileRowsIn,
  profileSaid,
  promiseRowsIn,
  validationRowsIn,
} from './board.repository.ts'
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

const centsOf = (cents: number | string | null) => (cents === null ? null : Number(cents))

/** Benefits of a body and those under it, or one by its number, as known at an instant (ISO, inclusive). */
export async function benefitFacts(
  db: Database,
  reach: Reach,
  asked: { readonly body: string | null; readonly code?: string; readonly at: string },
): Promise<BenefitFacts[]> {
  const { body, code, at } = asked
  const within = { bodies: await boardBodies(db, reach, body, at.slice(0, 10)) }
  const [benefits, promises, claims, decisions, profiles] = await Promise.all([
    benefitRowsIn(within, db, code),
    promiseRowsIn(within, db),
    claimRowsIn(within, db),
    validationRowsIn(within, db),
    profileRowsIn(within, db),
  ])
  const promisesOf = Map.groupBy(promises, ({ benefit_id }) => benefit_id)
  const claimsOf = Map.groupBy(claims, ({ benefit_id }) => benefit_id)
  const decisionsOf = Map.groupBy(decisions, ({ claim_id }) => claim_id)
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
        claims: (claimsOf.get(row.id) ?? [])
          .filter((one) => one.submitted_at !== null && isKnown(one.submitted_at, one.superseded_at))
          .map((one) => {
            const last = (decisionsOf.get(one.id) ?? []).filter(({ decided_at }) => decided_at <= at).at(-1)
            return {
              code: one.code,
              grade: one.grade,
              netCents: Number(one.net_cents),
              from: one.period_from,
              to: one.period_to,
              decision: last?.decision ?? null,
              acceptedCents: centsOf(last?.accepted_cents ?? null),
              decidedAt: last?.decided_at ?? null,
            }
          }),
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
