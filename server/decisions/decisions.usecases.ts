import type { AnnualCost, CostGap } from '#models/cost/cost.schemas.ts'
import { decisionChanges, type DecisionSnapshot, openConditions } from '#models/decisions/decision-snapshot.ts'
import { type ProposeDecision, strategiesWithoutOption } from '#models/decisions/decision.schemas.ts'
import type { DecisionView, OptionAssessment, Strategy } from '#models/inventory/workload.views.ts'
import { obligationText, parsedObligation } from '#models/rules/fact-catalogue.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { DecisionReplay } from '#models/rules/pack.views.ts'
import { replayed } from '#models/rules/replay.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import { isOpenVerdict, placementStanding } from '#models/rules/ranking.ts'
import type { RuleOutcome, RuleResult } from '#models/rules/verdict.ts'
import { whoActs, whoName } from '#models/rules/who-acts.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureSecondPerson } from '#server/access/second-person.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { type AssessmentDeps, workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import { freezePromise, hasPromise, type PromiseGap, promiseGaps } from '#server/benefits/benefits.usecases.ts'
import { classificationsOf } from '#server/classification/versions.usecases.ts'
import { hostingOptionLabels } from '#server/hosting/hosting.usecases.ts'
import { currentCostsOf } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { findPackNamed, keepShippedPack } from '#server/rules/pack-in-force.usecases.ts'
import { packNotKept, replayNeedsOption } from '#server/rules/rule-packs.problems.ts'
import { instantOf } from '#server/shared/clock.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  decisionAlreadyAnswered,
  decisionNotFound,
  decisionNotSigned,
  decisionStale,
  optionNeeded,
  optionNotOpen,
  optionUndetermined,
  optionUnknown,
  promiseAlreadyFrozen,
  promiseRefused,
} from './decisions.problems.ts'
import {
  answerDecision,
  type DecisionPage,
  decisionsIn,
  type DecisionWithNames,
  findDecision,
  holdDecision,
  insertDecision,
  openProposals,
  returnedTo,
  standingDecision,
  signedOptionsOf,
  supersede,
} from './decisions.repository.ts'

export type DecisionsDeps = AssessmentDeps

/**
 * Proposes what to do with a workload. The option must be open, and no fact may be missing to say so; what is still to be met is kept
 * with the proposal as conditions.
 */
export async function proposeDecision(
  deps: DecisionsDeps,
  reach: Reach,
  code: string,
  given: ProposeDecision,
): Promise<DecisionView> {
  const workload = await ensureWorkload(deps, reach, code)
  const option = strategiesWithoutOption.includes(given.strategy) ? null : given.option
  if (option === null && !strategiesWithoutOption.includes(given.strategy)) throw optionNeeded()
  const { snapshot, chosen, owner } = await snapshotOf(deps, reach, code, option)
  ensureOpen(chosen, owner)
  const id = newId()
  await keepShippedPack(deps.db, instantOf(deps.clock))
  await changing(deps, reach, async (work) => {
    // Recorded first: on PostgreSQL this takes the lock under which changes follow one another, so only one proposal stands.
    await work.record({
      bodyId: workload.body_id,
      action: 'decision.proposed',
      objectType: 'workload',
      objectId: workload.id,
      after: { ...given, option, figure: chosen?.figure ?? null },
    })
    await supersede(work.tx, workload.id, 'proposed', id)
    await insertDecision(work.tx, {
      id,
      body_id: workload.body_id,
      workload_id: workload.id,
      state: 'proposed',
      strategy: given.strategy,
      option_id: option,
      rationale: given.rationale,
      snapshot_json: canonicalJson(asJson(snapshot)),
      figure: chosen?.figure ?? null,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      digest: null,
      row_version: 1,
    })
  })
  return decisionView(await ensureDecision(deps, reach, id))
}

async function snapshotOf(
  deps: DecisionsDeps,
  reach: Reach,
  code: string,
  option: string | null,
): Promise<{ snapshot: DecisionSnapshot; chosen: OptionAssessment | undefined; owner: string | null }> {
  const assessment = await workloadAssessment(deps, reach, code)
  const chosen = option === null ? undefined : assessment.options.find((one) => one.option === option)
  if (option !== null && chosen === undefined) throw optionUnknown(option)
  const { cadPerUsd, date } = assessment.exchangeRate
  const [any] = assessment.options
  const pack = (chosen ?? any)?.verdict.pack
  const approved = (await classificationsOf(deps, reach, code)).find((version) => version.state === 'approved')
  const snapshot: DecisionSnapshot = {
    verdict: chosen?.verdict ?? null,
    cost: chosen?.annualCostCad ?? null,
    conditions: chosen === undefined ? [] : openConditions(chosen.verdict),
    classification: approved?.version ?? null,
    pack: `${pack?.id ?? ''}@${pack?.version ?? ''}`,
    priceBook: assessment.priceBook.digest,
    assumptionSet: assessment.assumptionSet,
    exchangeRate: chosen === undefined ? null : { cadPerUsd, date },
  }
  return { snapshot, chosen, owner: approved?.record.owner ?? null }
}

/** Unknown is never allowed: a rule that a missing fact leaves undetermined closes an option as a refusal does, until the fact is known. */
function ensureOpen(chosen: OptionAssessment | undefined, owner: string | null): void {
  if (chosen === undefined) return
  const rules = (result: RuleResult) =>
    chosen.verdict.rules.filter((rule) => rule.result === result).map((rule) => ruleItem(rule, owner))
  const standing = placementStanding(chosen.verdict)
  if (standing === 'undetermined') throw optionUndetermined(rules('undetermined'))
  if (!isOpenVerdict(standing)) throw optionNotOpen(rules('forbid'))
}

/** A rule that closes an option, with what to settle and whom to ask when facts are missing. */
function ruleItem({ id, result, text, facts }: RuleOutcome, owner: string | null): ProblemItem {
  const missing = facts.filter((fact) => fact.value === undefined)
  const asked = missing.map(({ name, question }) => ({ question, who: whoName(whoActs(name), owner) }))
  const toSettle = {
    fr: asked.map(({ question, who }) => ` ${question.fr} À demander : ${who.fr}.`).join(''),
    en: asked.map(({ question, who }) => ` ${question.en} Ask: ${who.en}.`).join(''),
  }
  return {
    code: result,
    pointer: `/rules/${id}`,
    detail: { fr: `${id} : ${text.fr}${toSettle.fr}`, en: `${id}: ${text.en}${toSettle.en}` },
  }
}

async function ensureDecision(deps: Pick<DecisionsDeps, 'db'>, reach: Reach, id: string): Promise<DecisionWithNames> {
  const row = await findDecision(reach, deps.db, id)
  if (row === undefined) throw decisionNotFound()
  return row
}

async function ensureAnswerable(
  deps: DecisionsDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<DecisionWithNames> {
  const row = await ensureDecision(deps, reach, id)
  if (row.state !== 'proposed') throw decisionAlreadyAnswered()
  ensureVersion(row.row_version, expected)
  await ensureSecondPerson(deps, reach, { action: 'decisions.sign', bodyId: row.body_id, proposedBy: row.proposed_by })
  return row
}

export type Signed = DecisionView & { readonly promise: Outcome<string, PromiseGap> }

/**
 * Signs a proposal: refused when the verdict, the cost or the facts are no longer those proposed. The signature carries the digest of
 * all it rests on; the planned benefit is frozen in the same transaction when today's cost and the planned one are known.
 */
export async function signDecision(deps: DecisionsDeps, reach: Reach, id: string, expected: number): Promise<Signed> {
  const row = await ensureAnswerable(deps, reach, id, expected)
  const snapshot = snapshotAsProposed(row)
  const today = await snapshotOf(deps, reach, row.workload_code, row.option_id)
  const changes = decisionChanges(snapshot, today.snapshot)
  if (changes.length > 0) throw decisionStale(changes)
  ensureOpen(today.chosen, today.owner)
  const promise = await changing(deps, reach, async (work) => {
    const { strategy, option_id, rationale, proposed_by, proposed_at, figure } = row
    const content = {
      id,
      workload: row.workload_code,
      strategy,
      option: option_id,
      rationale,
      snapshot,
      figure,
      proposedBy: proposed_by,
      proposedAt: proposed_at,
      signedBy: reach.actor,
      signedAt: work.at,
    }
    const digest = digestOf(asJson(content))
    if (
      !(await answerDecision(work.tx, id, expected, {
        state: 'signed',
        decided_by: reach.actor,
        decided_at: work.at,
        digest,
      }))
    )
      throw decisionAlreadyAnswered()
    await supersede(work.tx, row.workload_id, 'signed', id)
    await work.record({
      bodyId: row.body_id,
      action: 'decision.signed',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { ...content, digest },
    })
    const currentCost = (await currentCostsOf(reach, work.tx, [row.workload_id])).get(row.workload_id)
    return freezePromise(deps, reach, work, basisOf(row, currentCost))
  })
  return { ...decisionView(await ensureDecision(deps, reach, id)), promise }
}

function snapshotAsProposed(row: Pick<DecisionWithNames, 'snapshot_json'>): DecisionSnapshot {
  return JSON.parse(row.snapshot_json) as DecisionSnapshot // written by proposeDecision
}

function basisOf(row: DecisionWithNames, currentCost: Parameters<typeof promiseGaps>[0]['currentCost']) {
  const { cost } = snapshotAsProposed(row)
  return {
    workload: { id: row.workload_id, body_id: row.body_id, code: row.workload_code, name: row.workload_name },
    decisionId: row.id,
    reason: row.rationale,
    currentCost,
    planned: cost,
    plannedFigure: row.figure ?? '',
  }
}

/** The option that each of these workloads is signed for; absent when none is, or when the strategy names no option. */
export async function signedOptions(
  deps: Pick<DecisionsDeps, 'db'>,
  reach: Reach,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await signedOptionsOf(reach, deps.db, workloadIds)
  return new Map(rows.flatMap((row) => (row.option_id === null ? [] : [[row.workload_id, row.option_id] as const])))
}

/** The strategy, and the option if it names one, that each of these workloads is signed for; absent when none is. */
export async function signedPlaces(
  deps: Pick<DecisionsDeps, 'db'>,
  reach: Reach,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly option: string | null; readonly strategy: Strategy }>> {
  const rows = await signedOptionsOf(reach, deps.db, workloadIds)
  return new Map(
    rows.map((row) => [row.workload_id, { option: row.option_id, strategy: row.strategy as Strategy }]), // written through the schema
  )
}

/** Freezes the promise of a decision signed before today's cost was known. */
export async function promiseLater(deps: DecisionsDeps, reach: Reach, id: string): Promise<{ benefit: string }> {
  const row = await ensureDecision(deps, reach, id)
  if (row.state !== 'signed') throw decisionNotSigned()
  await ensureSecondPerson(deps, reach, { action: 'decisions.sign', bodyId: row.body_id, proposedBy: row.proposed_by })
  return changing(deps, reach, async (work) => {
    await holdDecision(work.tx, id)
    if (await hasPromise(reach, work, row.workload_id, id)) throw promiseAlreadyFrozen()
    const currentCost = (await currentCostsOf(reach, work.tx, [row.workload_id])).get(row.workload_id)
    const frozen = await freezePromise(deps, reach, work, basisOf(row, currentCost))
    if (frozen.kind === 'unknown') throw promiseRefused(frozen.reasons)
    return { benefit: frozen.value }
  })
}

/** Sends a proposal back with a reason. */
export async function returnDecision(
  deps: DecisionsDeps,
  reach: Reach,
  id: string,
  expected: number,
  reason: string,
): Promise<DecisionView> {
  const row = await ensureAnswerable(deps, reach, id, expected)
  await changing(deps, reach, async (work) => {
    if (
      !(await answerDecision(work.tx, id, expected, {
        state: 'returned',
        decided_by: reach.actor,
        decided_at: work.at,
        decision_reason: reason,
      }))
    )
      throw decisionAlreadyAnswered()
    await work.record({
      bodyId: row.body_id,
      action: 'decision.returned',
      objectType: 'workload',
      objectId: row.workload_id,
      after: { decision: id, reason },
    })
  })
  return decisionView(await ensureDecision(deps, reach, id))
}

export async function decisionsAwaiting(
  deps: Pick<DecisionsDeps, 'db'>,
  reach: Reach,
  page: DecisionPage,
): Promise<DecisionView[]> {
  return (await decisionsIn(reach, deps.db, page)).map(decisionView)
}

/** Decisions that await a signature, oldest first, as a list names them. */
export async function decisionsToSign(deps: Pick<DecisionsDeps, 'db'>, reach: Reach, limit: number) {
  const labels = new Map(hostingOptionLabels().map((option) => [option.id, option.label]))
  const proposals = await openProposals(reach, deps.db, limit)
  return proposals.map((one) => ({ ...one, optionLabel: labels.get(one.option ?? '') ?? null }))
}

/** What this person proposed, was sent back and has not been proposed again, with why and when. */
export async function decisionsReturned(deps: Pick<DecisionsDeps, 'db'>, reach: Reach, limit: number) {
  return (await returnedTo(reach, deps.db, reach.actor, limit)).map(decisionView)
}

export async function oneDecision(deps: Pick<DecisionsDeps, 'db'>, reach: Reach, id: string): Promise<DecisionView> {
  return decisionView(await ensureDecision(deps, reach, id))
}

/** A decision judged again under the pack it names, with the facts it kept: old decisions never follow a newer pack. */
export async function decisionReplay(
  deps: Pick<DecisionsDeps, 'db'>,
  reach: Reach,
  id: string,
): Promise<DecisionReplay> {
  const snapshot = snapshotAsProposed(await ensureDecision(deps, reach, id))
  if (snapshot.verdict === null) throw replayNeedsOption()
  const found = await findPackNamed(deps.db, snapshot.pack)
  if (found === undefined) throw packNotKept(snapshot.pack)
  const { verdict, differing, isEqual } = replayed(found.pack, snapshot.verdict)
  return {
    decision: id,
    pack: { id: found.pack.id, version: found.pack.version, digest: found.digest },
    recorded: snapshot.verdict.verdict,
    replayed: verdict,
    differing,
    isEqual,
  }
}

/** The decision that stands for a workload, if any. */
export async function decisionOf(
  deps: Pick<DecisionsDeps, 'db'>,
  reach: Reach,
  code: string,
): Promise<DecisionView | null> {
  const workload = await ensureWorkload(deps, reach, code)
  const row = await standingDecision(reach, deps.db, workload.id)
  return row === undefined ? null : decisionView(row)
}

function decisionView(row: DecisionWithNames): DecisionView {
  const snapshot = snapshotAsProposed(row)
  return {
    id: row.id,
    workload: row.workload_code,
    workloadName: row.workload_name,
    body: row.body_code,
    option: row.option_id,
    optionLabel: hostingOptionLabels().find((option) => option.id === row.option_id)?.label ?? null,
    strategy: row.strategy as Strategy, // written through the schema
    state: row.state as DecisionView['state'], // written by this file only
    verdict: snapshot.verdict?.verdict ?? null,
    annualCostCad: snapshot.cost as Outcome<AnnualCost, CostGap> | null, // as frozen
    figure: row.figure,
    pack: snapshot.pack,
    priceBook: snapshot.priceBook,
    rationale: row.rationale,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    conditions: snapshot.conditions.map((name) => ({ name, label: obligationText(parsedObligation(name)).label })),
    returned:
      row.state === 'returned'
        ? { reason: row.decision_reason ?? '', by: row.decided_by ?? '', at: row.decided_at ?? row.proposed_at }
        : null,
    signedBy: row.state === 'returned' ? null : row.decided_by,
    signedAt: row.state === 'returned' ? null : row.decided_at,
    digest: row.digest,
    benefit: row.benefit_code,
    etag: etagOf(row.row_version),
  }
}
