import type { AssumptionSet } from '#models/assumptions/assumption-set.ts'
import type { CaseContent } from '#models/cases/case.schemas.ts'
import type { CaseInputs, CaseWorkload, Placed } from '#models/cases/case-inputs.ts'
import { demandedMitigations } from '#models/cost/mitigations.ts'
import type { Strategy } from '#models/inventory/workload.views.ts'
import { isOpenVerdict, placementStanding } from '#models/rules/ranking.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { storedOptions } from '#server/assessment/assessment.repository.ts'
import {
  type AssessmentDeps,
  judged,
  type StoredOption,
  type Subject,
  subjectsById,
  type Surroundings,
  surroundings,
} from '#server/assessment/assessment.usecases.ts'
import { bodyAssumptions } from '#server/costs/assumptions.usecases.ts'
import { signedPlaces } from '#server/decisions/decisions.usecases.ts'
import { currentCostsOf } from '#server/inventory/inventory.repository.ts'
import { findWorkloads, workloadsOfBody } from '#server/inventory/inventory.usecases.ts'
import { rowSource, sourceOf } from '#server/inventory/sourced-values.ts'
import { todayOf } from '#server/shared/clock.ts'
import { strategiesOf } from '#server/strategies/strategies.usecases.ts'
import { workloadsOfWave, wavesOf } from '#server/waves/waves.usecases.ts'
import { caseWaveNotFound, caseWorkloadsNotFound } from './cases.problems.ts'

type Selected = { readonly id: string; readonly code: string; readonly proposed_strategy: string | null }

/** Everything a case is computed from, as it stands now, and the digest of the reference it rests on. */
export async function caseInputs(
  deps: AssessmentDeps,
  reach: Reach,
  of: { readonly bodyId: string; readonly content: CaseContent },
): Promise<{ readonly inputs: CaseInputs; readonly referenceDigest: string }> {
  const { content, bodyId } = of
  const selected = await selectedWorkloads(deps, reach, of)
  return inputsOf(deps, reach, { bodyId, content, selected })
}

/** The same for workloads already chosen. */
export async function inputsOf(
  deps: AssessmentDeps,
  reach: Reach,
  of: { readonly bodyId: string; readonly content: CaseContent; readonly selected: readonly Selected[] },
): Promise<{ readonly inputs: CaseInputs; readonly referenceDigest: string }> {
  const { content, bodyId, selected } = of
  const general = await surroundings(deps)
  const reference = general.referenceOf(bodyId)
  // A case is of one body: its own prices hold for all of its workloads.
  const around: Surroundings = { ...general, reference, referenceOf: () => reference }
  const ids = selected.map(({ id }) => id)
  const [subjects, stored, signed, waves, costs, recommended] = await Promise.all([
    subjectsById(deps, reach, ids, around.today),
    storedOptions(reach, deps.db, ids),
    signedPlaces(deps, reach, ids),
    wavesOf(deps.db, reach, ids),
    currentCostsOf(reach, deps.db, ids),
    strategiesOf(deps, reach, ids),
  ])
  const bySubject = new Map(subjects.map((subject) => [subject.workload.id, subject]))
  const workloads = selected.flatMap(({ id, code, proposed_strategy }): CaseWorkload[] => {
    const subject = bySubject.get(id)
    if (subject === undefined) return []
    const decided = signed.get(id)
    const wave = waves.get(id)
    const cost = costs.get(id)
    const chosen = decided?.option ?? bestPriced(stored.get(id)?.options_json)
    return [
      {
        code,
        name: subject.workload.name,
        assets: subject.assets,
        stated: subject.stated,
        current:
          cost === undefined
            ? null
            : {
                amountCad: cost.amount_cents / 100,
                source: sourceOf(rowSource(cost.source_json), 'amount') ?? {
                  kind: 'statement',
                  by: cost.stated_by,
                  at: cost.recorded_at,
                  reference: cost.reference,
                },
              },
        // What was signed, else what somebody proposed (written through the schema), else what the rules recommend.
        strategy: decided?.strategy ?? (proposed_strategy as Strategy | null) ?? moveOf(recommended.get(id)?.strategy),
        wave: wave?.code ?? null,
        dates: wave?.dates ?? content.defaultDates,
        places: placesOf(subject, around, content, chosen),
      },
    ]
  })
  const { book, rate, formulas } = around.reference
  const set: AssumptionSet = await bodyAssumptions(deps.db, reach, bodyId, around.reference.set)
  const { baseYear, years, basis, variants } = content
  return {
    inputs: { book, set, rate, formulas, baseYear, years, basis, variants, workloads },
    referenceDigest: around.reference.digest,
  }
}

/**
 * The workloads that a case selects. A wave, or a workload, that is unknown, out of reach or not of the case's body is refused by name.
 */
export async function selectedWorkloads(
  deps: Pick<AssessmentDeps, 'db' | 'clock'>,
  reach: Reach,
  { bodyId, content }: { readonly bodyId: string; readonly content: CaseContent },
): Promise<readonly Selected[]> {
  const { selection } = content
  const bodies = new Set(withDescendants(await bodyTree(deps.db, todayOf(deps.clock)), bodyId))
  if (selection.kind === 'body') return workloadsOfBody(deps, reach, [...bodies])
  if (selection.kind === 'wave') {
    const wave = await workloadsOfWave(deps.db, reach, selection.wave)
    if (wave === undefined || !bodies.has(wave.bodyId)) throw caseWaveNotFound(selection.wave)
    return wave.workloads
  }
  const found = (await findWorkloads(deps, reach, selection.codes)).filter(({ body_id }) => bodies.has(body_id))
  const known = new Set(found.map(({ code }) => code))
  const missing = selection.codes.filter((code) => !known.has(code))
  if (missing.length > 0) throw caseWorkloadsNotFound(missing)
  return found
}

function placesOf(
  subject: Subject,
  around: Surroundings,
  content: CaseContent,
  chosen: string | null,
): readonly (Placed | null)[] {
  const offered = new Map(judged(subject, around).map((one) => [one.option, one]))
  return content.variants.map(({ place }) => {
    const option = place.kind === 'option' ? place.option : chosen
    const found = option === null ? undefined : offered.get(option)
    if (found === undefined) return null
    const isForbidden = placementStanding(found.verdict) === 'forbid'
    return { option: found.option, mitigations: demandedMitigations(found.verdict), isForbidden }
  })
}

/** The first open option of the last assessment that has a price: options were kept best first. */
function bestPriced(json: string | undefined): string | null {
  if (json === undefined) return null
  const options = JSON.parse(json) as readonly StoredOption[] // written by the assessment
  return options.find((one) => isOpenVerdict(one.s) && typeof one.c[0] === 'number')?.o ?? null
}

/**
 * How a workload that nobody decided on would move: as the rules recommend. When they recommend to keep it, for want of facts most of the
 * time, the case still asks what leaving would cost: it is rehosted, the default at scale.
 */
function moveOf(recommended: Strategy | undefined): Strategy {
  return recommended === undefined || recommended === 'retain' ? 'rehost' : recommended
}
