import { type ClassificationRecord, type ClassificationView } from '#models/classification/classification.schemas.ts'
import type { ConsequencesView } from '#models/classification/consequences.ts'
import { isLowering } from '#models/classification/lowering.ts'
import { recordDayFaults } from '#models/classification/record-days.ts'
import { archetype } from '#models/classification/review.ts'
import type { BulkApproval } from '#models/classification/review.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { daysAfter } from '#models/shared/day.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { AssessmentDeps } from '#server/assessment/assessment.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { consequencesOf } from './consequences.usecases.ts'
import { classificationView, recordOf } from './versions.usecases.ts'
import {
  alreadyDecided,
  classificationNotFound,
  loweringNeedsReason,
  olderVersion,
  recordDaysRefused,
} from './classification.problems.ts'
import {
  classificationsIn,
  classificationVersions,
  type ClassificationWithNames,
  closeApproved,
  decideClassification,
  findClassification,
  insertClassification,
  openProposals,
  proposalsWithWorkload,
  type QueuePage,
  returnedTo,
  supersedeProposals,
} from './classification.repository.ts'

export type ClassificationDeps = AssessmentDeps & {
  readonly reassess: (reach: Reach, workloadIds: readonly string[]) => Promise<void>
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

/** Proposes a new version; a proposal still open gives way to it. Lowering an approved level needs a reason. Its days have come. */
export async function proposeClassification(
  deps: ClassificationDeps,
  reach: Reach,
  code: string,
  proposal: { readonly record: ClassificationRecord; readonly reason: string },
): Promise<ClassificationView> {
  const workload = await ensureWorkload(deps, reach, code)
  const faults = recordDayFaults(proposal.record, daysAfter(todayOf(deps.clock), 1)) // tomorrow here is today somewhere
  if (faults.length > 0) throw recordDaysRefused(faults)
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

/** What approving this version would change, before anyone signs. */
export async function consequencesOfApproving(
  deps: ClassificationDeps,
  reach: Reach,
  id: string,
): Promise<ConsequencesView> {
  const row = await ensureClassification(deps, reach, id)
  return consequencesOf(deps, reach, row.workload_id, recordOf(row))
}

/** What a record that nobody proposed yet would change: the form shows it as it is filled. */
export async function consequencesOfProposing(
  deps: ClassificationDeps,
  reach: Reach,
  code: string,
  record: ClassificationRecord,
): Promise<ConsequencesView> {
  const workload = await ensureWorkload(deps, reach, code)
  return consequencesOf(deps, reach, workload.id, record)
}

/** Open proposals that read alike: same record but for dates and texts, same environment and technology, in reach. */
export async function lookAlikes(deps: ClassificationDeps, reach: Reach, id: string) {
  const row = await ensureClassification(deps, reach, id)
  const rows = await proposalsWithWorkload(reach, deps.db)
  const of = (one: (typeof rows)[number]) => archetype(recordOf(one), one)
  const own = rows.find((one) => one.id === row.id)
  if (own === undefined) return []
  const wanted = of(own)
  return rows
    .filter((one) => of(one) === wanted)
    .map((one) => ({ ...classificationView(one), workloadName: one.workload_name, body: one.body_code }))
}

/** Approves several proposals, each on the version that was read; one that is refused says why and leaves the others. */
export async function approveInBulk(
  deps: ClassificationDeps,
  reach: Reach,
  proposals: readonly { readonly id: string; readonly etag: string }[],
): Promise<BulkApproval> {
  const results: BulkApproval['results'][number][] = []
  for (const { id, etag } of proposals) {
    try {
      await approveClassification(deps, reach, id, Number(etag.replaceAll('"', '')))
      results.push({ id, ok: true, code: null })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      results.push({ id, ok: false, code: error.code })
    }
  }
  return { results }
}

/** One version, as its reviewer reads it. */
export async function oneClassification(
  deps: Pick<ClassificationDeps, 'db'>,
  reach: Reach,
  id: string,
): Promise<ClassificationView> {
  return classificationView(await ensureClassification(deps, reach, id))
}
