import { claimChecks, entryFailures } from '#models/claims/claim-checks.ts'
import { claimGrade } from '#models/claims/claim-grade.ts'
import {
  acceptedStates,
  type ClaimContent,
  type ClaimState,
  type NewClaim,
  openStates,
} from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import { benefitNotFound } from '#server/benefits/benefits.problems.ts'
import type { DatabaseTransaction } from '#server/database/database.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { type ClaimsDeps, measuredFor } from './claim-facts.usecases.ts'
import { ensureClaim, factsOf, oneClaim } from './claim-reading.usecases.ts'
import { backingRows, checkRows, columnsOf, contentOf, decimal } from './claim-views.ts'
import { claimAlreadyMoved, claimChecksFailed, claimNotYours, claimState, supersededUnfit } from './claims.problems.ts'
import {
  alone,
  checksOf,
  type ClaimWithNames,
  findBenefitByCode,
  findClaim,
  insertChecks,
  insertClaim,
  moveClaim,
  replaceBacking,
} from './claims.repository.ts'

/** Begins a claim on a benefit. It counts nowhere until another person accepted it. */
export async function draftClaim(
  deps: ClaimsDeps,
  reach: Reach,
  benefitCode: string,
  { content, supersedes }: NewClaim,
): Promise<ClaimView> {
  const benefit = await findBenefitByCode(reach, deps.db, benefitCode)
  if (benefit === undefined) throw benefitNotFound(benefitCode)
  const corrected = supersedes === null ? undefined : await findClaim(reach, deps.db, supersedes)
  if (supersedes !== null && !isSupersedable(corrected, benefit.id)) throw supersededUnfit(supersedes)
  const code = await changing(deps, reach, async (work) => {
    const [given = ''] = await nextCodes(work.tx, 'claim', 1)
    const id = newId()
    await insertClaim(
      work.tx,
      {
        id,
        body_id: benefit.body_id,
        code: given,
        benefit_id: benefit.id,
        ...columnsOf(content),
        state: 'draft',
        accepted_cents: null,
        submitted_by: null,
        submitted_at: null,
        supersedes_id: corrected?.id ?? null,
        superseded_at: null,
        created_by: reach.actor,
        created_at: work.at,
        row_version: 1,
      },
      backingRows(id, benefit.body_id, content),
    )
    await work.record({
      bodyId: benefit.body_id,
      action: 'claim.drafted',
      objectType: 'claim',
      objectId: id,
      after: { claim: given, benefit: benefit.code, supersedes, ...content },
    })
    return given
  })
  return oneClaim(deps, reach, code)
}

export function isSupersedable(row: ClaimWithNames | undefined, benefitId: string): row is ClaimWithNames {
  return (
    row?.benefit_id === benefitId && acceptedStates.includes(row.state as ClaimState) && row.superseded_at === null // states are ours
  )
}

function ensureOwn(row: ClaimWithNames, reach: Reach, states: readonly ClaimState[]): void {
  if (!states.includes(row.state as ClaimState)) throw claimState(row.code, row.state as ClaimState) // states are ours
  if (row.created_by !== reach.actor) throw claimNotYours(row.code)
}

/** Writes a draft, or one that was returned, anew. */
export async function editClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected: number,
  content: ClaimContent,
): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  await changing(deps, reach, async (work) => {
    if (!(await moveClaim(work.tx, row, columnsOf(content)))) throw claimAlreadyMoved(code)
    await replaceBacking(work.tx, row.id, backingRows(row.id, row.body_id, content))
    await work.record({
      bodyId: row.body_id,
      action: 'claim.edited',
      objectType: 'claim',
      objectId: row.id,
      before: { claim: code, ...contentOf(row) },
      after: { claim: code, ...content },
    })
  })
  return oneClaim(deps, reach, code)
}

/** Takes a draft, or one that was returned, out of the way; it stays readable. */
export async function withdrawClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected: number,
): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  await changing(deps, reach, async (work) => {
    if (!(await moveClaim(work.tx, row, { state: 'withdrawn' }))) throw claimAlreadyMoved(code)
    await work.record({
      bodyId: row.body_id,
      action: 'claim.withdrawn',
      objectType: 'claim',
      objectId: row.id,
      after: { claim: code },
    })
  })
  return oneClaim(deps, reach, code)
}

/** The next round of checks of a claim. */
export async function nextRound(reach: Reach, tx: DatabaseTransaction, claimId: string): Promise<number> {
  return ((await checksOf(reach, tx, claimId)).at(-1)?.round ?? 0) + 1
}

/** Sends a claim to finance. The checks run and are kept; what fails for reasons of others blocks its acceptance, not its sending. */
export async function submitClaim(deps: ClaimsDeps, reach: Reach, code: string, expected: number): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  const measured = await measuredFor(deps, reach, row.benefit_code, contentOf(row))
  await changing(deps, reach, async (work) => {
    await alone(work.tx)
    const { facts, grade } = await factsOf(deps, reach, work.tx, row, { measured })
    const checks = claimChecks(facts)
    const failures = entryFailures(checks)
    if (failures.length > 0) throw claimChecksFailed(failures)
    const graded = claimGrade({ ...grade, isAccepted: false })
    const sent = { state: 'submitted', submitted_by: reach.actor, submitted_at: work.at, grade: graded }
    if (!(await moveClaim(work.tx, row, sent))) throw claimAlreadyMoved(code)
    const round = await nextRound(reach, work.tx, row.id)
    const { id: claimId, body_id: bodyId } = row
    await insertChecks(
      work.tx,
      checkRows({ claimId, bodyId, round, at: work.at, checks, overrides: [], by: reach.actor }),
    )
    await work.record({
      bodyId: row.body_id,
      action: 'claim.submitted',
      objectType: 'claim',
      objectId: row.id,
      after: { claim: code, benefit: row.benefit_code, netCad: decimal(row.net_cents), grade: graded, round },
    })
  })
  return oneClaim(deps, reach, code)
}
