import type { AllocationRule, NewRuleSet } from '#models/allocation/allocation.schemas.ts'
import type { RuleSetPreview, RuleSetsView, RuleSetState, RuleSetView } from '#models/allocation/allocation.views.ts'
import { ruleSetFaults } from '#models/allocation/rule-set-faults.ts'
import type { WorkloadIndex } from '#models/allocation/workload-index.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { AllocationRuleSetRow } from '#server/database/schema.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { nextNumber } from '#server/shared/codes.ts'
import { shippedAllocation } from '#server/shared/datasets.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { importsByRuleSet, keepPastMonths } from './allocated.repository.ts'
import { allocateImport, indexOf, rulesOf } from './allocating.usecases.ts'
import {
  ownRuleSet,
  ruleSetDecided,
  ruleSetNotFound,
  ruleSetNotInForce,
  ruleSetRefused,
  ruleSetUnchanged,
} from './allocation.problems.ts'
import { currentImports } from './imported-charges.repository.ts'
import { findRuleSet, insertRuleSet, ruleSetInForce, ruleSetsOf, updateRuleSet } from './rule-sets.repository.ts'

export type AllocationDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly jobs: Jobs
  readonly reports: Reports
}
type Deps = Pick<AllocationDeps, 'db' | 'clock'>

export function ruleSetView(row: AllocationRuleSetRow, body: string): RuleSetView {
  return {
    id: row.id,
    body,
    version: row.version,
    state: row.state as RuleSetState, // written by this file only
    reason: row.reason,
    digest: row.digest,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    rules: rulesOf(row),
    etag: etagOf(row.row_version),
  }
}

const digestOfRules = (rules: readonly AllocationRule[]) => sha256(canonicalJson(asJson(rules)))

/** The rules of the product, as the version that stands while a body has none of its own. */
export function shippedView(body: string): RuleSetView {
  const { id, rules } = shippedAllocation()
  const nobody = { proposedBy: null, proposedAt: null, decidedBy: null, decidedAt: null, decisionReason: null }
  return {
    id,
    body,
    version: 0,
    state: 'shipped',
    reason: '',
    digest: digestOfRules(rules),
    ...nobody,
    rules,
    etag: etagOf(0),
  }
}

/** The rules in force of a body, what is proposed, and the versions before. */
export async function ruleSets(deps: Deps, reach: Reach, body: string): Promise<RuleSetsView> {
  const { id } = await bodyInReach(deps, reach, body)
  const views = (await ruleSetsOf(reach, deps.db, id)).map((row) => ruleSetView(row, body))
  const inForce = views.find(({ state }) => state === 'in-force') ?? shippedView(body)
  const [imports, given] = await Promise.all([
    currentImports(reach, deps.db, id),
    importsByRuleSet(reach, deps.db, id, inForce.id),
  ])
  return {
    body,
    inForce,
    proposed: views.filter(({ state }) => state === 'proposed'),
    versions: views.map(withoutRules),
    imports: { total: imports.length, byTheseRules: given },
  }
}

function withoutRules(view: RuleSetView): RuleSetsView['versions'][number] {
  const {
    id,
    body,
    version,
    state,
    reason,
    digest,
    proposedBy,
    proposedAt,
    decidedBy,
    decidedAt,
    decisionReason,
    etag,
  } = view
  return {
    id,
    body,
    version,
    state,
    reason,
    digest,
    proposedBy,
    proposedAt,
    decidedBy,
    decidedAt,
    decisionReason,
    etag,
  }
}

async function ensureRuleSet(deps: Deps, reach: Reach, id: string): Promise<AllocationRuleSetRow> {
  const row = await findRuleSet(reach, deps.db, id)
  if (row === undefined) throw ruleSetNotFound()
  return row
}

export async function oneRuleSet(deps: Deps, reach: Reach, id: string): Promise<RuleSetView> {
  const row = await ensureRuleSet(deps, reach, id)
  return ruleSetView(row, await bodyCodeOf(deps, row.body_id))
}

async function bodyCodeOf({ db }: Deps, id: string): Promise<string> {
  const { code } = await db.selectFrom('body').select('code').where('id', '=', id).executeTakeFirstOrThrow()
  return code
}

/** Refuses rules that cannot be applied to the workloads of a body. */
export function ensureApplicable(rules: readonly AllocationRule[], index: WorkloadIndex): void {
  const faults = ruleSetFaults(rules, {
    isWorkload: (code) => index.byCode(code) !== undefined,
    reaches: ({ target }) => !('over' in target) || index.over(target.over).length > 0,
  })
  if (faults.length > 0) throw ruleSetRefused(faults)
}

/** Proposes a version of the rules of a body: nothing moves before another person approves it. */
export async function proposeRuleSet(deps: Deps, reach: Reach, given: NewRuleSet): Promise<RuleSetView> {
  const { id: bodyId } = await bodyInReach(deps, reach, given.body)
  ensureApplicable(given.rules, await indexOf(reach, deps.db, bodyId))
  const digest = digestOfRules(given.rules)
  const standing = await ruleSetInForce(reach, deps.db, bodyId)
  if (digest === (standing?.digest ?? shippedView(given.body).digest)) throw ruleSetUnchanged()
  const id = newId()
  await changing(deps, reach, async (work) => {
    const version = await nextNumber(work.tx, `allocation-rules ${bodyId}`)
    await insertRuleSet(work.tx, {
      id,
      body_id: bodyId,
      version,
      state: 'proposed',
      content_json: canonicalJson(asJson(given.rules)),
      reason: given.reason,
      digest,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      row_version: 1,
    })
    await work.record({
      bodyId,
      action: 'allocation-rules.proposed',
      objectType: 'allocation-rules',
      objectId: id,
      after: { body: given.body, version, digest, reason: given.reason, count: given.rules.length },
    })
  })
  return oneRuleSet(deps, reach, id)
}

type Decision = { readonly id: string; readonly expected: number; readonly reason: string }

/** Puts a version in force; its rules then go over every bill in force, in a job. */
export async function approveRuleSet(
  deps: AllocationDeps,
  reach: Reach,
  decision: Decision,
): Promise<{ readonly rules: RuleSetView; readonly job: JobView }> {
  const rules = await putRulesInForce(deps, reach, decision)
  return { rules, job: await replayRuleSet(deps, reach, rules.id) }
}

/** Puts a version in force, for the bills that come: those that have come keep what they were given until they are replayed. */
export async function putRulesInForce(deps: Deps, reach: Reach, decision: Decision): Promise<RuleSetView> {
  const row = await ensureDecidable(deps, reach, decision)
  ensureApplicable(rulesOf(row), await indexOf(reach, deps.db, row.body_id))
  await changing(deps, reach, async (work) => {
    const before = await ruleSetInForce(reach, work.tx, row.body_id)
    if (before !== undefined) await updateRuleSet(work.tx, before.id, before.row_version, { state: 'superseded' })
    await decide(work.tx, row, decision, { state: 'in-force', actor: reach.actor, at: work.at })
    await work.record({
      bodyId: row.body_id,
      action: 'allocation-rules.approved',
      objectType: 'allocation-rules',
      objectId: row.id,
      before: before === undefined ? undefined : { version: before.version, digest: before.digest },
      after: { version: row.version, digest: row.digest, reason: decision.reason },
    })
  })
  return oneRuleSet(deps, reach, row.id)
}

export async function returnRuleSet(deps: Deps, reach: Reach, decision: Decision): Promise<RuleSetView> {
  const row = await ensureDecidable(deps, reach, decision)
  await changing(deps, reach, async (work) => {
    await decide(work.tx, row, decision, { state: 'returned', actor: reach.actor, at: work.at })
    await work.record({
      bodyId: row.body_id,
      action: 'allocation-rules.returned',
      objectType: 'allocation-rules',
      objectId: row.id,
      after: { version: row.version, digest: row.digest, reason: decision.reason },
    })
  })
  return oneRuleSet(deps, reach, row.id)
}

async function ensureDecidable(deps: Deps, reach: Reach, { id, expected }: Decision): Promise<AllocationRuleSetRow> {
  const row = await ensureRuleSet(deps, reach, id)
  if (row.state !== 'proposed') throw ruleSetDecided()
  if (row.proposed_by === reach.actor) throw ownRuleSet()
  ensureVersion(row.row_version, expected)
  return row
}

async function decide(
  tx: Parameters<typeof updateRuleSet>[0],
  row: AllocationRuleSetRow,
  { expected, reason }: Decision,
  { state, actor, at }: { readonly state: RuleSetState; readonly actor: string; readonly at: string },
): Promise<void> {
  const set = { state, decided_by: actor, decided_at: at, decision_reason: reason }
  if (!(await updateRuleSet(tx, row.id, expected, set))) ensureVersion(expected + 1, expected)
}

/** The rules in force over every bill in force again: after a stop, or when the inventory has changed. */
export async function replayRuleSet(deps: AllocationDeps, reach: Reach, id: string): Promise<JobView> {
  const row = await ensureRuleSet(deps, reach, id)
  if (row.state !== 'in-force') throw ruleSetNotInForce()
  return deps.jobs.start(reach, {
    kind: 'allocation-replay',
    bodyId: row.body_id,
    input: { bodyId: row.body_id, ruleSetId: row.id },
  })
}

/** One transaction for each import: what is read meanwhile is wholly before, or wholly after. */
export const replayJob: JobHandler = async (context, input) => {
  const { db, clock, reach, signal } = context
  const { bodyId, ruleSetId } = input as { readonly bodyId: string; readonly ruleSetId: string } // written by replayRuleSet
  const imports = await currentImports(reach, db, bodyId)
  for (const [at, billed] of imports.entries()) {
    signal.throwIfAborted()
    context.progress(at, imports.length, { fr: `Affectation de ${billed.period}`, en: `Allocating ${billed.period}` })
    await changing({ db, clock }, reach, async (work) => {
      await keepPastMonths(work.tx, billed.id, work.at)
      await allocateImport(work.tx, reach, billed.id, { signal })
      await work.record({
        bodyId,
        action: 'allocation.replayed',
        objectType: 'bill-import',
        objectId: billed.id,
        after: { period: billed.period, rules: ruleSetId },
      })
    })
  }
  return `/api/allocation/rule-sets/${ruleSetId}`
}

/** What other rules would move, before anybody approves them: made in the report thread, nothing is kept. */
export async function previewRuleSet(
  deps: AllocationDeps,
  reach: Reach,
  asked: { readonly body: string; readonly rules: readonly AllocationRule[]; readonly months: number },
): Promise<RuleSetPreview> {
  const { id: bodyId } = await bodyInReach(deps, reach, asked.body)
  ensureApplicable(asked.rules, await indexOf(reach, deps.db, bodyId))
  const input = asJson({ bodyId, rules: asked.rules, months: asked.months })
  const bytes = await deps.reports.make('allocation-preview', reach, input)
  return JSON.parse(new TextDecoder().decode(bytes)) as RuleSetPreview // written by the report thread from the same type
}
