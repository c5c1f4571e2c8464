import { approverOf, daysLeft, endDateFault, isAlive, standingOf } from '#models/exemptions/exemption.ts'
import type {
  ExemptionPolicy,
  ExemptionStanding,
  ExemptionState,
  ExemptionView,
  NewExemption,
} from '#models/exemptions/exemption.schemas.ts'
import type { Rule, RulePack } from '#models/rules/rule-pack.ts'
import { isExemptible } from '#models/rules/verdict.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { daysAfter } from '#models/shared/day.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureEtag, ensureVersion, etagOf, etagOfContent } from '#server/app/versions.ts'
import type { AssessmentDeps, StoredOption } from '#server/assessment/assessment.usecases.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import { hostingOptionLabels } from '#server/hosting/hosting.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  endDateRefused,
  endPassed,
  exemptionAlreadyAnswered,
  exemptionNotFound,
  neverOnLaw,
  nothingToWithdraw,
  notOffered,
  olderExemption,
  policyNeedsAllBodies,
  ruleUnknown,
} from './exemptions.problems.ts'
import {
  endedSince,
  exemptionsIn,
  type ExemptionWithNames,
  findExemption,
  insertExemption,
  laterExemption,
  moveExemption,
  returnedTo,
  supersedeOthers,
} from './exemptions.repository.ts'
import { exemptionPolicy } from './living-exemptions.usecases.ts'

export type ExemptionsDeps = AssessmentDeps & {
  readonly reassess: (reach: Reach, workloadIds: readonly string[]) => Promise<void>
}
type ReadingDeps = Pick<ExemptionsDeps, 'db' | 'clock'>

/** The rule as the pack in force has it, or why an exemption to it may not be asked. */
function ensureOffered(id: string, { pack, policy }: Grounds): Rule {
  const rule = ruleOf(pack, id)
  if (rule === undefined) throw ruleUnknown(id)
  if (!isExemptible(rule.force)) throw neverOnLaw(id)
  if (approverOf(policy, rule.force) === null) throw notOffered(id)
  return rule
}

/** What an exemption is read and answered under: the day, its pack, and how exemptions are granted. */
type Grounds = { readonly day: string; readonly pack: RulePack; readonly policy: ExemptionPolicy }

async function groundsOf({ db, clock }: ReadingDeps): Promise<Grounds> {
  const day = todayOf(clock)
  const [{ pack }, policy] = await Promise.all([packInForce(db, day), exemptionPolicy(db)])
  return { day, pack, policy }
}

function ruleOf(pack: RulePack, id: string): Rule | undefined {
  return pack.rules.find((rule) => rule.id === id)
}

/** Asks for an exemption; a request still open for the same rule and workload gives way to it. */
export async function proposeExemption(
  deps: ExemptionsDeps,
  reach: Reach,
  workloadCode: string,
  asked: NewExemption,
): Promise<ExemptionView> {
  const workload = await ensureWorkload(deps, reach, workloadCode)
  const grounds = await groundsOf(deps)
  const { day, pack, policy } = grounds
  ensureOffered(asked.rule, grounds)
  const fault = endDateFault(asked.endsOn, day, policy)
  if (fault !== undefined) throw endDateRefused(fault, policy.longestDays)
  const id = newId()
  const code = await changing(deps, reach, async (work) => {
    const [given = ''] = await nextCodes(work.tx, 'exemption', 1)
    await work.record({
      bodyId: workload.body_id,
      action: 'exemption.proposed',
      objectType: 'workload',
      objectId: workload.id,
      after: { exemption: given, ...asked },
    })
    await supersedeOthers(work.tx, { id, workload_id: workload.id, rule_id: asked.rule }, 'proposed')
    await insertExemption(work.tx, {
      id,
      body_id: workload.body_id,
      code: given,
      workload_id: workload.id,
      pack_id: pack.id,
      rule_id: asked.rule,
      state: 'proposed',
      reason: asked.reason,
      measures: asked.measures,
      ends_on: asked.endsOn,
      withdrawn_at: null,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      row_version: 1,
    })
    return given
  })
  return oneExemption(deps, reach, code)
}

async function ensureExemption(deps: ReadingDeps, reach: Reach, code: string): Promise<ExemptionWithNames> {
  const row = await findExemption(reach, deps.db, code)
  if (row === undefined) throw exemptionNotFound(code)
  return row
}

/** A request that this person may answer: open, the newest of its kind, as it was read, and not their own. */
async function ensureAnswerable(
  deps: ExemptionsDeps,
  reach: Reach,
  code: string,
  expected: number,
): Promise<ExemptionWithNames> {
  const row = await ensureExemption(deps, reach, code)
  const newer = await laterExemption(reach, deps.db, row)
  if (newer !== undefined && (row.state === 'proposed' || row.state === 'superseded')) throw olderExemption(newer)
  if (row.state !== 'proposed') throw exemptionAlreadyAnswered()
  ensureVersion(row.row_version, expected)
  const { pack, policy } = await groundsOf(deps)
  const rule = ruleOf(pack, row.rule_id)
  const approver = rule === undefined ? null : approverOf(policy, rule.force)
  await ensureSecondPerson(deps, reach, {
    action: 'exemptions.approve',
    bodyId: row.body_id,
    proposedBy: row.proposed_by,
    isForCentre: approver === 'centre',
  })
  return row
}

/** Approves: from now and until its last day the rule is set aside, and one that stood for the same rule gives way. */
export async function approveExemption(
  deps: ExemptionsDeps,
  reach: Reach,
  code: string,
  expected: number,
): Promise<ExemptionView> {
  const row = await ensureAnswerable(deps, reach, code, expected)
  ensureOffered(row.rule_id, await groundsOf(deps))
  if (row.ends_on < todayOf(deps.clock)) throw endPassed(row.ends_on)
  await changing(deps, reach, async (work) => {
    const decided = { state: 'approved' as const, decided_by: reach.actor, decided_at: work.at }
    if (!(await moveExemption(work.tx, row, decided))) throw exemptionAlreadyAnswered()
    const replaced = await supersedeOthers(work.tx, row, 'approved')
    await work.record({
      bodyId: row.body_id,
      action: 'exemption.approved',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { exemption: code, rule: row.rule_id, endsOn: row.ends_on, replaced },
    })
  })
  await deps.reassess(reach, [row.workload_id])
  return oneExemption(deps, reach, code)
}

/** Sends a request back with a reason; nothing in force changes. */
export async function returnExemption(
  deps: ExemptionsDeps,
  reach: Reach,
  code: string,
  expected: number,
  reason: string,
): Promise<ExemptionView> {
  const row = await ensureAnswerable(deps, reach, code, expected)
  await changing(deps, reach, async (work) => {
    const decided = { decided_by: reach.actor, decided_at: work.at, decision_reason: reason }
    if (!(await moveExemption(work.tx, row, { state: 'returned', ...decided }))) throw exemptionAlreadyAnswered()
    await work.record({
      bodyId: row.body_id,
      action: 'exemption.returned',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { exemption: code, rule: row.rule_id, reason },
    })
  })
  return oneExemption(deps, reach, code)
}

/** Takes back a request, or ends an exemption before its day: the rule weighs again at once. */
export async function withdrawExemption(
  deps: ExemptionsDeps,
  reach: Reach,
  code: string,
  expected: number,
  reason: string,
): Promise<ExemptionView> {
  const row = await ensureExemption(deps, reach, code)
  const isLiving = isAlive(datesOf(row), todayOf(deps.clock))
  if (row.state !== 'proposed' && !isLiving) throw nothingToWithdraw()
  ensureVersion(row.row_version, expected)
  await changing(deps, reach, async (work) => {
    const set = { state: 'withdrawn' as const, withdrawn_at: work.at, decision_reason: reason }
    if (!(await moveExemption(work.tx, row, set))) throw exemptionAlreadyAnswered()
    await work.record({
      bodyId: row.body_id,
      action: 'exemption.withdrawn',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { exemption: code, rule: row.rule_id, reason },
    })
  })
  if (isLiving) await deps.reassess(reach, [row.workload_id])
  return oneExemption(deps, reach, code)
}

export type ExemptionQuery = {
  readonly standing?: ExemptionStanding | undefined
  readonly body?: string | undefined
  readonly rule?: string | undefined
  readonly workload?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** The register, in order of number, a page at a time. */
export async function exemptionRegister(
  deps: ReadingDeps,
  reach: Reach,
  asked: ExemptionQuery,
): Promise<ExemptionView[]> {
  const grounds = await groundsOf(deps)
  const { day, policy } = grounds
  const rows = await exemptionsIn(reach, deps.db, { ...asked, day, soon: soonOn(day, policy) })
  return rows.map((row) => exemptionView(row, grounds))
}

const pageSize = 500

/** The whole register under these filters, page after page: for the file a spreadsheet opens. */
export async function wholeRegister(
  deps: ReadingDeps,
  reach: Reach,
  asked: Omit<ExemptionQuery, 'after' | 'limit'>,
): Promise<ExemptionView[]> {
  const all: ExemptionView[] = []
  for (;;) {
    const page = await exemptionRegister(deps, reach, { ...asked, after: all.at(-1)?.code, limit: pageSize })
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

export async function oneExemption(deps: ReadingDeps, reach: Reach, code: string): Promise<ExemptionView> {
  const row = await ensureExemption(deps, reach, code)
  return exemptionView(row, await groundsOf(deps))
}

/** Those of one workload, oldest first. */
export async function exemptionsOf(deps: ReadingDeps, reach: Reach, workloadCode: string): Promise<ExemptionView[]> {
  const { code } = await ensureWorkload(deps, reach, workloadCode)
  return exemptionRegister(deps, reach, { workload: code, limit: pageSize })
}

export type ExemptionToApprove = {
  readonly exemption: ExemptionView
  readonly bodyId: string
  readonly proposedBy: string
  readonly isForCentre: boolean
}

/** Requests that await an answer, oldest first, with what tells who may give it. */
export async function exemptionsToApprove(
  deps: ReadingDeps,
  reach: Reach,
  limit: number,
): Promise<ExemptionToApprove[]> {
  const grounds = await groundsOf(deps)
  const { day } = grounds
  const rows = await exemptionsIn(reach, deps.db, { standing: 'proposed', limit, day, soon: day })
  return rows.map((row) => {
    const exemption = exemptionView(row, grounds)
    const { body_id: bodyId, proposed_by: proposedBy } = row
    return { exemption, bodyId, proposedBy, isForCentre: exemption.approver === 'centre' }
  })
}

/** What this person asked for, was sent back and has not been asked again. */
export async function exemptionsReturned(deps: ReadingDeps, reach: Reach, limit: number): Promise<ExemptionView[]> {
  const grounds = await groundsOf(deps)
  const rows = await returnedTo(reach, deps.db, reach.actor, limit)
  return rows.map((row) => exemptionView(row, grounds))
}

/**
 * What must be looked at because a last day is near, or has gone by lately without a request to renew: what this person asked for, and
 * everything of the bodies where they are also an officer.
 */
export async function exemptionReminders(
  deps: ReadingDeps,
  reach: Reach,
  officerIn: readonly string[],
  limit: number,
): Promise<{ readonly ending: ExemptionView[]; readonly ended: ExemptionView[] }> {
  const grounds = await groundsOf(deps)
  const { day, policy } = grounds
  const soon = soonOn(day, policy)
  const ending = await exemptionsIn(reach, deps.db, { standing: 'ending', limit: mostLookedAt, day, soon })
  const from = daysAfter(day, -policy.reminderDays)
  const ended = await endedSince(reach, deps.db, { from, today: day }, mostLookedAt)
  const bodies = new Set(officerIn)
  const views = (rows: readonly ExemptionWithNames[]) =>
    rows
      .filter((row) => row.proposed_by === reach.actor || bodies.has(row.body_id))
      .slice(0, limit)
      .map((row) => exemptionView(row, grounds))
  return { ending: views(ending), ended: views(ended) }
}

/** Reminders looked through for those that concern a person. */
const mostLookedAt = 2_000

/** The last day that is near: one that ends then has as many days left as the reminder says. */
function soonOn(day: string, policy: ExemptionPolicy): string {
  return daysAfter(day, policy.reminderDays - 1)
}

/** Changes how exemptions are granted; those already approved keep their last day. */
export async function changeExemptionPolicy(
  deps: ExemptionsDeps,
  reach: Reach,
  expected: string,
  policy: ExemptionPolicy,
): Promise<ExemptionPolicy> {
  if (!(await reachesAllBodies(deps.db, reach))) throw policyNeedsAllBodies()
  const before = await exemptionPolicy(deps.db)
  ensureEtag(etagOfContent(before), expected)
  await changing(deps, reach, async (work) => {
    await setSetting(work.tx, 'exemption-policy', canonicalJson(asJson(policy)))
    await work.record({
      bodyId: null,
      action: 'exemption.policy-changed',
      objectType: 'setting',
      objectId: 'exemption-policy',
      before,
      after: policy,
    })
  })
  return policy
}

function datesOf(row: Pick<ExemptionWithNames, 'state' | 'ends_on'>) {
  return { state: row.state as ExemptionState, endsOn: row.ends_on } // written by this folder only
}

/** The option decided for the workload, or else the best one, and what it came to when last assessed. */
export function placementOf(
  row: Pick<ExemptionWithNames, 'decided_option' | 'best_option' | 'options_json'>,
): ExemptionView['placement'] {
  const option = row.decided_option ?? row.best_option
  if (option === null || row.options_json === null) return null
  const stored = JSON.parse(row.options_json) as readonly StoredOption[] // written by the assessment
  const found = stored.find((one) => one.o === option)
  if (found === undefined) return null
  const label = hostingOptionLabels().find((one) => one.id === option)?.label ?? { fr: option, en: option }
  return { option, label, isDecided: row.decided_option !== null, verdict: found.v }
}

function exemptionView(row: ExemptionWithNames, { day, pack, policy }: Grounds): ExemptionView {
  const rule = ruleOf(pack, row.rule_id)
  const dates = datesOf(row)
  return {
    code: row.code,
    workload: row.workload_code,
    workloadName: row.workload_name,
    body: row.body_code,
    pack: row.pack_id,
    rule: row.rule_id,
    ruleText: rule === undefined ? null : { fr: rule.fr, en: rule.en },
    force: rule?.force ?? null,
    approver: rule === undefined ? null : approverOf(policy, rule.force),
    state: dates.state,
    standing: standingOf(dates, day, policy),
    reason: row.reason,
    measures: row.measures,
    endsOn: row.ends_on,
    daysLeft: isAlive(dates, day) ? daysLeft(row.ends_on, day) : null,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    placement: placementOf(row),
    etag: etagOf(row.row_version),
  }
}
