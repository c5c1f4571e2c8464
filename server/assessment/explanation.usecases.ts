import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { nsiStanding } from '#models/hosting/nsi-ladder.ts'
import { elementPlaces } from '#models/hosting/places.ts'
import { conflicts, type JudgedOption } from '#models/rules/conflicts.ts'
import { decidingFacts, originOf } from '#models/rules/deciding-facts.ts'
import type {
  DecidingRule,
  OptionExplanation,
  StatedClassification,
  WorkloadConflicts,
} from '#models/rules/explanation.views.ts'
import type { PlacementFacts } from '#models/rules/facts.ts'
import { type Placement, placementFacts } from '#models/rules/placement-facts.ts'
import { placementVerdict, type RuleSettings } from '#models/rules/placement-verdict.ts'
import { smallestChange } from '#models/rules/smallest-change.ts'
import type { RuleOutcome } from '#models/rules/verdict.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { classificationsOf } from '#server/classification/versions.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { instantOf } from '#server/shared/clock.ts'
import { currentPack } from '#server/shared/datasets.ts'
import type { Reports } from '#server/shared/reports.ts'
import { type AssessmentDeps, placementsOf } from './assessment.usecases.ts'
import { optionNotFound } from './explanation.problems.ts'

// The search for what would open an option may take some tenths of a second: it runs in the report thread, once what is asked for is
// known to exist.

export type ExplanationDeps = AssessmentDeps & { readonly reports: Reports }

/** Why an option is what it is for a workload, what would open it, and where things would be: JSON ready to send. */
export async function explanationOf(deps: ExplanationDeps, reach: Reach, code: string, option: string) {
  await ensureWorkload(deps, reach, code)
  if (!(await optionsInForce(deps.db)).some(({ id }) => id === option)) throw optionNotFound(option)
  return deps.reports.make('option-explanation', reach, { code, option, at: instantOf(deps.clock) })
}

/** Why nothing is open for a workload: JSON ready to send. */
export async function conflictsOf(deps: ExplanationDeps, reach: Reach, code: string) {
  await ensureWorkload(deps, reach, code)
  return deps.reports.make('workload-conflicts', reach, { code, at: instantOf(deps.clock) })
}

/** Made in the report thread. */
export async function explanationReport(db: Database, reach: Reach, input: Json) {
  const { code, option: id, at } = input as { readonly code: string; readonly option: string; readonly at: string } // from explanationOf
  const { placements, settings } = await placementsOf(depsAt(db, at), reach, code)
  const placement = placements.find(({ option }) => option.id === id)
  if (placement === undefined) throw optionNotFound(id)
  const { option, record } = placement
  const { pack } = currentPack()
  const facts = placementFacts(placement)
  const verdict = placementVerdict(pack, facts, settings)
  const explanation: OptionExplanation = {
    workload: code,
    option: id,
    label: option.label,
    place: option.place,
    verdict: verdict.verdict,
    pack: verdict.pack,
    deciding: verdict.rules.filter(isDeciding).map((outcome) => decidingRule(outcome, facts)),
    stated: { classification: await statedClassification(db, reach, code), option: statedOption(option) },
    smallestChange: smallestChange(pack, placement, settings),
    places: elementPlaces(option, record),
    nsi: nsiStanding(option, [...option.obligationsMet, ...(record?.obligationsMet ?? [])]),
  }
  return sent(explanation)
}

/** Made in the report thread. */
export async function conflictsReport(db: Database, reach: Reach, input: Json) {
  const { code, at } = input as { readonly code: string; readonly at: string } // from conflictsOf
  const { placements, settings } = await placementsOf(depsAt(db, at), reach, code)
  const { pack } = currentPack()
  const judged = placements.map((placement): JudgedOption => {
    const facts = placementFacts(placement)
    return { option: placement.option.id, verdict: placementVerdict(pack, facts, settings), placement: facts }
  })
  const found = conflicts(pack, judged)
  const answer: WorkloadConflicts = {
    workload: code,
    pack: judged[0]?.verdict.pack ?? null,
    options: placements.map(({ option: { id, label, place } }) => ({ option: id, label, place })),
    classification: await statedClassification(db, reach, code),
    conflicts: found,
    nearest: found.kind === 'open' ? null : nearestOf(placements, settings),
  }
  return sent(answer)
}

function depsAt(db: Database, at: string): AssessmentDeps {
  return { db, clock: { now: () => new Date(at) } }
}

function sent(answer: OptionExplanation | WorkloadConflicts): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(answer))
}

function nearestOf(placements: readonly Placement[], settings: RuleSettings): WorkloadConflicts['nearest'] {
  const { pack } = currentPack()
  const opened = placements.flatMap((placement) => {
    const change = smallestChange(pack, placement, settings, 1)
    const [first] = change.kind === 'changes' ? change.sets : []
    return first === undefined ? [] : [{ option: placement.option.id, change: first }]
  })
  return opened.toSorted((a, b) => a.change.weight - b.change.weight)[0] ?? null
}

function isDeciding({ result }: RuleOutcome): boolean {
  return result === 'forbid' || result === 'open-require' || result === 'open-mitigation' || result === 'undetermined'
}

function decidingRule(outcome: RuleOutcome, placement: PlacementFacts): DecidingRule {
  const rule = currentPack().pack.rules.find(({ id }) => id === outcome.id)
  const names = rule === undefined ? [] : decidingFacts(rule.when, placement)
  const { id, result, effect, force, status, source, text, obligations } = outcome
  const facts = outcome.facts
    .filter(({ name }) => names.includes(name))
    .map((fact) => ({ ...fact, origin: originOf(fact.name) }))
  return { id, result, effect, force, status, source, text, obligations, facts }
}

function statedOption({ source, status, catalogue }: HostingOption): OptionExplanation['stated']['option'] {
  return { source, status, agreement: catalogue.agreement, fictitious: catalogue.fictitious }
}

async function statedClassification(db: Database, reach: Reach, code: string): Promise<StatedClassification> {
  const approved = (await classificationsOf({ db }, reach, code)).find(({ state }) => state === 'approved')
  if (approved === undefined) return null
  const { version, proposedBy, proposedAt, decidedBy, decidedAt } = approved
  return { version, proposedBy, proposedAt, approvedBy: decidedBy, approvedAt: decidedAt }
}
