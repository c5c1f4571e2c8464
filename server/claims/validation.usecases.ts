import { hundredths } from '#models/claims/claim-amounts.ts'
import { acceptanceObstacles, type CheckResult, claimChecks } from '#models/claims/claim-checks.ts'
import type { StoodOn } from '#models/claims/changed-basis.ts'
import { claimGrade, isHeadline } from '#models/claims/claim-grade.ts'
import {
  awaitingStates,
  type ClaimDecision,
  type ClaimGrade,
  type ClaimState,
  type Validation,
} from '#models/claims/claim.schemas.ts'
import type { CheckedSample } from '#models/claims/claim-sample.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { canonicalJson, type Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { DatabaseTransaction } from '#server/database/database.ts'
import type { EvidenceRow } from '#server/database/schema.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { type ClaimsDeps, type GatheredFacts, measuredFor, stoodOn } from './claim-facts.usecases.ts'
import { checkRows, contentOf, decimal } from './claim-views.ts'
import {
  claimAlreadyMoved,
  claimChecksFailed,
  claimState,
  claimWarningsOpen,
  decisionRefused,
  supersededUnfit,
} from './claims.problems.ts'
import {
  alone,
  type ClaimWithNames,
  insertChecks,
  insertValidation,
  moveClaim,
  supersedeClaim,
  validationsOf,
} from './claims.repository.ts'
import { ensureClaim, factsOf, oneClaim } from './claim-reading.usecases.ts'
import { nextRound } from './claims.usecases.ts'
import { evidenceRows } from './evidence.repository.ts'

/** What stands before the first decision of a claim. */
export const firstValidation = '0'.repeat(64)

const shortestComment = 3

/** A claim that this person may decide now, on the version that was read when one is named. */
export async function ensureDecidable(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected?: number,
): Promise<ClaimWithNames> {
  const row = await ensureClaim(reach, deps.db, code)
  const state = row.state as ClaimState // states are ours
  if (!awaitingStates.includes(state)) throw claimState(code, state)
  if (expected !== undefined) ensureVersion(row.row_version, expected)
  for (const proposedBy of new Set([row.submitted_by ?? row.created_by, row.created_by]))
    await ensureSecondPerson(deps, reach, { action: 'claims.validate', bodyId: row.body_id, proposedBy })
  return row
}

/** Says that somebody of finance looks at it: the others see it is taken. */
export async function takeInReview(deps: ClaimsDeps, reach: Reach, code: string, expected: number): Promise<ClaimView> {
  const row = await ensureDecidable(deps, reach, code, expected)
  if (row.state === 'in-review') throw claimState(code, 'in-review')
  await changing(deps, reach, async (work) => {
    if (!(await moveClaim(work.tx, row, { state: 'in-review' }))) throw claimAlreadyMoved(code)
    await work.record({
      bodyId: row.body_id,
      action: 'claim.taken-in-review',
      objectType: 'claim',
      objectId: row.id,
      after: { claim: code },
    })
  })
  return oneClaim(deps, reach, code)
}

/** The amount that a decision gives, in hundredths; null when it gives none. */
function decidedAmount(row: ClaimWithNames, { decision, accepted, comment }: Validation): number | null {
  if (decision !== 'accept' && comment.length < shortestComment) throw decisionRefused('comment-needed')
  if (decision !== 'accept-part' && accepted !== null) throw decisionRefused('amount-not-asked')
  if (decision === 'accept') return row.net_cents
  if (decision !== 'accept-part') return null
  const amount = accepted === null ? 0 : hundredths(accepted)
  const isPart = Math.sign(amount) === Math.sign(row.net_cents) && Math.abs(amount) < Math.abs(row.net_cents)
  if (amount === 0 || !isPart) throw decisionRefused('accepted-amount')
  return amount
}

const stateAfter: Readonly<Record<ClaimDecision, ClaimState>> = {
  accept: 'accepted',
  'accept-part': 'accepted-in-part',
  return: 'returned',
  reject: 'rejected',
}

/**
 * What finance decides of a claim. The checks run again in the transaction that writes the decision, with every other decision held back:
 * two people who accept at once can neither use one row twice nor go above a pool or a budget.
 */
export async function decideClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected: number,
  validation: Validation,
): Promise<ClaimView> {
  const row = await ensureDecidable(deps, reach, code, expected)
  const amount = decidedAmount(row, validation)
  const measured = await measuredFor(deps, reach, row.benefit_code, contentOf(row))
  await changing(deps, reach, async (work) => {
    await alone(work.tx)
    const budgetEntry = validation.budgetEntry ?? contentOf(row).budgetEntry
    const gathered = await factsOf(deps, reach, work.tx, row, {
      measured,
      validator: reach.actor,
      budgetEntry,
      ...(amount === null ? {} : { amount }),
    })
    const checks = claimChecks(gathered.facts)
    const evidence = await evidenceOf(work.tx, row)
    const grade = gradeOf(row, gathered, amount !== null)
    if (amount !== null) ensureAcceptable(checks, validation, grade, evidence.length)
    const state = stateAfter[validation.decision]
    const set = { state, accepted_cents: amount, ...(amount === null ? {} : { grade }) }
    if (!(await moveClaim(work.tx, row, set))) throw claimAlreadyMoved(code)
    const usesBudget = amount !== null && contentOf(row).nature === 'cashable'
    await keepDecision(work, reach, row, {
      validation,
      amount,
      grade,
      checks,
      evidence,
      rows: stoodOn(gathered.found),
      budget: usesBudget ? { id: gathered.budgetEntryId, code: budgetEntry } : { id: null, code: null },
    })
    if (amount !== null && row.supersedes_id !== null && !(await supersedeClaim(work.tx, row.supersedes_id, work.at)))
      throw supersededUnfit(row.supersedes_code ?? '')
  })
  return oneClaim(deps, reach, code)
}

function gradeOf(row: ClaimWithNames, { grade }: GatheredFacts, isAccepted: boolean): ClaimGrade {
  return isAccepted ? claimGrade({ ...grade, isAccepted: true }) : (row.grade as ClaimGrade) // grades are ours
}

function ensureAcceptable(
  checks: readonly CheckResult[],
  validation: Validation,
  grade: ClaimGrade,
  evidence: number,
): void {
  const overridden = new Set(validation.overrides.map((one) => one.rule))
  const { failures, warnings } = acceptanceObstacles(checks, overridden)
  if (failures.length > 0) throw claimChecksFailed(failures)
  if (warnings.length > 0) throw claimWarningsOpen(warnings)
  if (isHeadline(grade) && evidence === 0) throw decisionRefused('evidence-needed')
}

async function evidenceOf(tx: DatabaseTransaction, row: ClaimWithNames): Promise<EvidenceRow[]> {
  const rows = await evidenceRows(tx, [row.body_id], [row.code, row.benefit_code])
  return rows.filter((one) => one.recorded_to === null)
}

/** What the last sample of its rows said, with its digest; null when none was checked. */
function sampleSigned(evidence: readonly EvidenceRow[]) {
  const last = evidence.findLast(({ kind }) => kind === 'sample')
  if (last === undefined) return null
  const { sample } = JSON.parse(last.content_json) as { readonly sample: CheckedSample } // written when it was kept
  const { method, seed, size, population, currency, interval, wrong, projected, low, high } = sample
  return { sha256: last.sha256, method, seed, size, population, currency, interval, wrong, projected, low, high }
}

/** What is signed: the claim as it stood, what the checks said, the evidence by digest, the decision, on the decision before. */
async function keepDecision(
  work: Work,
  reach: Reach,
  row: ClaimWithNames,
  given: {
    readonly validation: Validation
    readonly amount: number | null
    readonly grade: ClaimGrade
    readonly checks: readonly CheckResult[]
    readonly evidence: readonly EvidenceRow[]
    readonly rows: readonly StoodOn[]
    readonly budget: { readonly id: string | null; readonly code: string | null }
  },
): Promise<void> {
  const { validation, amount, grade, checks, evidence, rows, budget } = given
  const previousDigest = (await validationsOf(reach, work.tx, row.id)).at(-1)?.digest ?? firstValidation
  const round = await nextRound(reach, work.tx, row.id)
  const { id: claimId, body_id: bodyId } = row
  const { overrides } = validation
  await insertChecks(work.tx, checkRows({ claimId, bodyId, round, at: work.at, checks, overrides, by: reach.actor }))
  const signed: Json = asJson({
    claim: row.code,
    benefit: row.benefit_code,
    body: row.body_code,
    content: contentOf(row),
    net: decimal(row.net_cents),
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    round,
    checks: checks.map(({ rule, version, verdict }) => ({ rule, version, verdict })),
    overrides,
    evidence: evidence.map(({ id, kind, sha256 }) => ({ id, kind, sha256 })),
    sample: sampleSigned(evidence),
    stoodOn: rows,
    decision: validation.decision,
    accepted: amount === null ? null : decimal(amount),
    budgetEntry: budget.code,
    grade,
    comment: validation.comment,
    decidedBy: reach.actor,
    decidedAt: work.at,
    previousDigest,
  })
  const digest = digestOf(signed)
  await insertValidation(work.tx, {
    id: newId(),
    body_id: bodyId,
    claim_id: claimId,
    decision: validation.decision,
    accepted_cents: amount,
    budget_entry_id: budget.id,
    comment: validation.comment,
    decided_by: reach.actor,
    decided_at: work.at,
    content_json: canonicalJson(signed),
    digest,
  })
  await work.record({
    bodyId,
    action: `claim.${pastWords[validation.decision]}`,
    objectType: 'claim',
    objectId: claimId,
    after: {
      claim: row.code,
      benefit: row.benefit_code,
      netCad: decimal(row.net_cents),
      acceptedCad: amount === null ? null : decimal(amount),
      budgetEntry: budget.code,
      grade,
      comment: validation.comment,
      digest,
    },
  })
}

const pastWords: Readonly<Record<ClaimDecision, string>> = {
  accept: 'accepted',
  'accept-part': 'accepted-in-part',
  return: 'returned',
  reject: 'rejected',
}
