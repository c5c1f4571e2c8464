import type {
  ClassificationRecord,
  ClassificationState,
  ClassificationView,
} from '#models/classification/classification.schemas.ts'
import { isLowering } from '#models/classification/lowering.ts'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { isOpen } from '#models/rules/best-option.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { known, type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { type AssessmentDeps, workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { alreadyDecided, classificationNotFound, loweringNeedsReason, olderVersion } from './classification.problems.ts'
import {
  classificationsIn,
  classificationVersions,
  type ClassificationWithNames,
  closeApproved,
  decideClassification,
  findClassification,
  insertClassification,
  openProposals,
  type QueuePage,
  returnedTo,
  supersedeProposals,
} from './classification.repository.ts'

export type ClassificationDeps = AssessmentDeps & {
  readonly reassess: (reach: Reach, workloadIds: readonly string[]) => Promise<void>
}

/** Every version of a workload's classification, newest first. */
export async function classificationsOf(
  deps: Pick<ClassificationDeps, 'db'>,
  reach: Reach,
  code: string,
): Promise<ClassificationView[]> {
  const workload = await ensureWorkload(deps, reach, code)
  return (await classificationVersions(reach, deps.db, workload.id)).map(classificationView)
}

/** What awaits a decision (or was sent back), oldest first, a page at a time. */
export async function classificationQueue(
  deps: Pick<ClassificationDeps, 'db'>,
  reach: Reach,
  page: QueuePage = { state: 'proposed', limit: 500 },
) {
  const rows = await classificationsIn(reach, deps.db, page)
  return rows.map((row) => ({ ...classificationView(row), workloadName: row.workload_name, body: row.body_code }))
}

/** Classifications that await approval, oldest first, as a list names them. */
export async function classificationsToApprove(deps: Pick<ClassificationDeps, 'db'>, reach: Reach, limit: number) {
  return openProposals(reach, deps.db, limit)
}

/** What this person proposed, was sent back and has not been proposed again. */
export async function classificationsReturned(deps: Pick<ClassificationDeps, 'db'>, reach: Reach, limit: number) {
  const rows = await returnedTo(reach, deps.db, reach.actor, limit)
  return rows.map((row) => ({ ...classificationView(row), workloadName: row.workload_name, body: row.body_code }))
}

/** Proposes a new version; a proposal still open gives way to it. Lowering an approved level needs a reason. */
export async function proposeClassification(
  deps: ClassificationDeps,
  reach: Reach,
  code: string,
  proposal: { readonly record: ClassificationRecord; readonly reason: string },
): Promise<ClassificationView> {
  const workload = await ensureWorkload(deps, reach, code)
  const versions = await classificationVersions(reach, deps.db, workload.id)
  const approved = versions.find((one) => one.state === 'approved')
  if (approved !== undefined && isLowering(recordOf(approved), proposal.record) && proposal.reason.length < 10)
    throw loweringNeedsReason()
  const id = newId()
  await changing(deps, reach, async (work) => {
    // Recorded first: on PostgreSQL this takes the lock under which changes follow one another, so no two take one number.
    await work.record({
      bodyId: workload.body_id,
      action: 'classification.proposed',
      objectType: 'workload',
      objectId: workload.id,
      before: approved === undefined ? undefined : recordOf(approved),
      after: proposal.record,
    })
    const [newest] = await classificationVersions(reach, work.tx, workload.id)
    await supersedeProposals(work.tx, workload.id)
    await insertClassification(work.tx, {
      id,
      body_id: workload.body_id,
      workload_id: workload.id,
      version: (newest?.version ?? 0) + 1,
      state: 'proposed',
      record_json: canonicalJson(asJson(proposal.record)),
      reason: proposal.reason,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      valid_from: null,
      valid_to: null,
      row_version: 1,
    })
  })
  return classificationView(await ensureClassification(deps, reach, id))
}

async function ensureClassification(
  deps: Pick<ClassificationDeps, 'db'>,
  reach: Reach,
  id: string,
): Promise<ClassificationWithNames> {
  const row = await findClassification(reach, deps.db, id)
  if (row === undefined) throw classificationNotFound()
  return row
}

async function ensureDecidable(
  deps: ClassificationDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<ClassificationWithNames> {
  const row = await ensureClassification(deps, reach, id)
  const [newest] = await classificationVersions(reach, deps.db, row.workload_id)
  if (newest !== undefined && newest.version !== row.version) throw olderVersion(newest.version)
  if (row.state !== 'proposed') throw alreadyDecided()
  ensureVersion(row.row_version, expected)
  await ensureSecondPerson(deps, reach, {
    action: 'classification.approve',
    bodyId: row.body_id,
    proposedBy: row.proposed_by,
  })
  return row
}

/** Approves the newest proposal: it enters into force now, the one before keeps its content and its period. */
export async function approveClassification(
  deps: ClassificationDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<ClassificationView> {
  const row = await ensureDecidable(deps, reach, id, expected)
  await changing(deps, reach, async (work) => {
    await closeApproved(work.tx, row.workload_id, work.at)
    const decided = { state: 'approved', decided_by: reach.actor, decided_at: work.at, valid_from: work.at }
    if (!(await decideClassification(work.tx, id, expected, decided))) throw alreadyDecided()
    await work.record({
      bodyId: row.body_id,
      action: 'classification.approved',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { version: row.version, record: recordOf(row) },
    })
  })
  await deps.reassess(reach, [row.workload_id])
  return classificationView(await ensureClassification(deps, reach, id))
}

/** Sends a proposal back with a reason; nothing in force changes. */
export async function returnClassification(
  deps: ClassificationDeps,
  reach: Reach,
  id: string,
  expected: number,
  reason: string,
): Promise<ClassificationView> {
  const row = await ensureDecidable(deps, reach, id, expected)
  await changing(deps, reach, async (work) => {
    const decided = { state: 'returned', decided_by: reach.actor, decided_at: work.at, decision_reason: reason }
    if (!(await decideClassification(work.tx, id, expected, decided))) throw alreadyDecided()
    await work.record({
      bodyId: row.body_id,
      action: 'classification.returned',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { version: row.version, reason },
    })
  })
  return classificationView(await ensureClassification(deps, reach, id))
}

export type Consequences = {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  /** Change of the best option's P50, CAD a year. */
  readonly costChangeCad: Outcome<{ readonly p50: number }, string>
}

/** What approving would change, before anyone signs: options opened and closed, and what the best one would cost more or less. */
export async function consequencesOf(deps: ClassificationDeps, reach: Reach, id: string): Promise<Consequences> {
  const row = await ensureClassification(deps, reach, id)
  const before = await workloadAssessment(deps, reach, row.workload_code)
  const after = await workloadAssessment(deps, reach, row.workload_code, recordOf(row))
  const open = (assessment: WorkloadAssessment) =>
    assessment.options.filter((one) => isOpen(one.verdict.verdict)).map((one) => one.option)
  const best = (assessment: WorkloadAssessment) =>
    assessment.options.find((one) => one.option === assessment.best)?.annualCostCad
  const [costBefore, costAfter] = [best(before), best(after)]
  return {
    gained: open(after).filter((option) => !open(before).includes(option)),
    lost: open(before).filter((option) => !open(after).includes(option)),
    costChangeCad:
      costBefore?.kind === 'known' && costAfter?.kind === 'known'
        ? known({ p50: costAfter.value.p50 - costBefore.value.p50 })
        : unknownBecause(
            costAfter === undefined
              ? 'no-open-option'
              : costBefore === undefined
                ? 'no-open-option-before'
                : 'no-price',
          ),
  }
}

/** One version, as its reviewer reads it. */
export async function oneClassification(
  deps: Pick<ClassificationDeps, 'db'>,
  reach: Reach,
  id: string,
): Promise<ClassificationView> {
  return classificationView(await ensureClassification(deps, reach, id))
}

export function recordOf(row: { readonly record_json: string }): ClassificationRecord {
  return JSON.parse(row.record_json) as ClassificationRecord // written through the schema
}

function classificationView(row: ClassificationWithNames): ClassificationView {
  return {
    id: row.id,
    workload: row.workload_code,
    version: row.version,
    state: row.state as ClassificationState, // written by this file and imports only
    record: recordOf(row),
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    etag: etagOf(row.row_version),
  }
}
