import { confidenceIndex, headline, type Headline } from '#models/claims/headline.ts'
import { auditSample, type Sample, type SamplePlan } from '#models/claims/sampling.ts'
import type { ClaimGrade, ClaimNature } from '#models/claims/claim.schemas.ts'
import { type ClaimTotals, claimTotalTerms } from '#models/claims/claim.views.ts'
import { centsToDecimal } from '#models/shared/money.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { claimTotalFigure } from '#server/figures/figure-ids.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { contentOf } from './claim-views.ts'
import { acceptedRows } from './claims.repository.ts'

/** A claim that finance accepted, whole or in part. */
export type AcceptedClaim = {
  readonly code: string
  readonly benefit: string
  readonly bodyId: string
  readonly body: string
  /** Months, both included. */
  readonly from: string
  readonly to: string
  readonly nature: ClaimNature
  /** `CAD`, or the unit of a benefit that is not money. */
  readonly unit: string
  readonly grade: ClaimGrade
  /** What was accepted, in hundredths of the unit (cents of CAD); negative for a loss. */
  readonly accepted: number
  readonly net: number
  readonly budgetEntry: string | null
  readonly decidedBy: string
  readonly decidedAt: string
  readonly digest: string
}

/**
 * Accepted claims as they were known at an instant (ISO, inclusive; now when absent), in order of number: decided by then, and not yet
 * superseded then. A bare date means the end of that day in UTC.
 */
export async function acceptedClaims(
  db: Database,
  reach: Reach,
  asked: { readonly asKnown?: string | undefined; readonly benefit?: string | undefined } = {},
): Promise<AcceptedClaim[]> {
  const until = asked.asKnown === undefined ? undefined : endOf(asked.asKnown)
  const rows = await acceptedRows(reach, db, asked.benefit)
  return rows
    .filter(
      (row) =>
        (until === undefined || Date.parse(row.decided_at) <= until) &&
        (row.superseded_at === null || (until !== undefined && Date.parse(row.superseded_at) > until)),
    )
    .map((row) => ({
      code: row.code,
      benefit: row.benefit_code,
      bodyId: row.body_id,
      body: row.body_code,
      from: row.period_from,
      to: row.period_to,
      nature: row.nature as ClaimNature, // written by this folder only
      unit: contentOf(row).unit,
      grade: row.grade as ClaimGrade, // written by this folder only
      accepted: row.accepted_cents ?? 0,
      net: row.net_cents,
      budgetEntry: row.budget_code,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      digest: row.validation_digest,
    }))
}

/** The instant up to which something is known: the end of a day when only the day is named. */
export function endOf(asKnown: string): number {
  return Date.parse(asKnown.length === 10 ? `${asKnown}T23:59:59.999Z` : asKnown)
}

/** The same instant, ISO. */
export const endInstant = (asKnown: string) => new Date(endOf(asKnown)).toISOString()

/** Totals of what was accepted, as known on a date: the headline, by grade, by nature. */
export async function acceptedTotals(
  db: Database,
  reach: Reach,
  asked: { readonly asKnown?: string | undefined; readonly benefit?: string | undefined } = {},
): Promise<Headline> {
  return headline(await acceptedClaims(db, reach, asked))
}

/** The same, in the words of the screen; the headline opens to the claims that it counts. */
export async function claimTotals(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  asKnown?: string,
): Promise<ClaimTotals> {
  const at = asKnown === undefined ? instantOf(deps.clock) : endInstant(asKnown)
  const claims = await acceptedClaims(deps.db, reach, { asKnown: at })
  const totals = headline(claims)
  const grade = (one: ClaimGrade) => centsToDecimal(totals.byGrade[one])
  return {
    asKnown: at,
    headline: centsToDecimal(totals.headlineCents),
    accepted: centsToDecimal(totals.acceptedCents),
    cashable: centsToDecimal(totals.cashableCents),
    byGrade: { A: grade('A'), B: grade('B'), C: grade('C'), D: grade('D'), E: grade('E') },
    gain: centsToDecimal(totals.gainCents),
    loss: centsToDecimal(totals.lossCents),
    otherUnits: totals.otherUnits,
    confidence: confidenceIndex(claims) ?? null,
    figures: Object.fromEntries(
      claimTotalTerms.map((term) => [term, claimTotalFigure(term, Date.parse(at))]),
    ) as ClaimTotals['figures'], // a figure for each term
  }
}

/** Accepted claims to look at again, the same for the same seed. */
export async function sampleOfClaims(db: Database, reach: Reach, plan: SamplePlan): Promise<Sample> {
  const claims = await acceptedClaims(db, reach)
  return auditSample(
    claims.filter((one) => one.nature !== 'other-unit').map((one) => ({ ...one, amount: one.accepted })),
    plan,
  )
}
