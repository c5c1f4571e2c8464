import { type ClassificationRecord, storedRecord } from '#models/classification/classification.schemas.ts'
import { annualCost } from '#models/cost/annual-cost.ts'
import { pricesBehind } from '#models/cost/charges.ts'
import { demandedMitigations, type Mitigation } from '#models/cost/mitigations.ts'
import { nothingStated, type StatedFacts } from '#models/cost/cost-facts.ts'
import type { AnnualCostOutcome, CommitmentTerm } from '#models/cost/cost.schemas.ts'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { currentOptionIn } from '#models/hosting/hosting-options.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import type { Environment, OptionAssessment, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { inlined } from '#models/rules/inlined.ts'
import { type Placement, placementFacts } from '#models/rules/placement-facts.ts'
import { type ExemptedRules, placementVerdict, type RuleSettings } from '#models/rules/placement-verdict.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import { isOpenVerdict, placementStanding, rankedOptions } from '#models/rules/ranking.ts'
import type { PlacementVerdict, Verdict } from '#models/rules/verdict.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { statedFacts } from '#server/costs/stated-facts.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { AssessmentRow, FigureInputRow } from '#server/database/schema.ts'
import { livingExemptions } from '#server/exemptions/living-exemptions.usecases.ts'
import { assessmentFigure } from '#server/figures/figure-ids.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { assetsOf } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { assetSize } from '#server/inventory/sourced-values.ts'
import { modesInForce, packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { type Clock, instantOf, todayOf } from '#server/shared/clock.ts'
import type { Reference } from '#server/shared/datasets.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { costReferencesInForce } from '#server/formulas/references-in-force.usecases.ts'
import { keepReferences } from '#server/prices/in-force.usecases.ts'
import { sizingFacts } from '#server/usage/usage-of-assets.usecases.ts'
import {
  approvedRecords,
  type AssessedWorkload,
  keepFigureInputs,
  saveAssessments,
  workloadsToAssess,
} from './assessment.repository.ts'

export type AssessmentDeps = { readonly db: Database; readonly clock: Clock }

/** What a workload's costs are computed from, kept by digest: a figure resolves to it for ever. */
export type KeptInputs = {
  readonly workload: string
  readonly assets: readonly AssetSize[]
  readonly reference: string
  readonly stated: StatedFacts
  /** By option: what the rules demanded there that day; options that demand nothing are left out. */
  readonly mitigations: Readonly<Record<string, readonly Mitigation[]>>
}

/** What all assessments of one run share. */
export type Surroundings = {
  readonly pack: RulePack
  readonly options: readonly HostingOption[]
  /** Prices, assumptions, rate and formulas in force for everybody; and those of one body, which may have its own. */
  readonly reference: Reference
  readonly referenceOf: (bodyId: string) => Reference
  readonly settings: Pick<RuleSettings, 'modes'>
  readonly canadian: boolean | null
  readonly current: (hosting: string | null) => string | null
  readonly today: string
  readonly at: string
}

/** What decides verdicts: the rules as they are applied, the offers, the day. */
async function rulesAround({ db, clock }: AssessmentDeps) {
  const options = await optionsInForce(db)
  const today = todayOf(clock)
  const { pack } = await packInForce(db, today)
  return {
    pack,
    options,
    settings: { modes: await modesInForce(db, pack.id) },
    canadian: canadianQualifiedExists(options, today),
    current: currentOptionIn(options),
    today,
  }
}

/** What verdicts and costs rest on now, for every workload alike. */
export async function surroundings(deps: AssessmentDeps): Promise<Surroundings> {
  const { db, clock } = deps
  const at = instantOf(clock)
  const references = await costReferencesInForce(db, todayOf(clock))
  await keepReferences(db, references.all, at)
  const referenceOf = (bodyId: string) => references.ofBody(bodyId)
  return { ...(await rulesAround(deps)), reference: references.common, referenceOf, at }
}

/**
 * The same for one figure over several workloads: the prices of their body when they have one in common, public ones otherwise, so that
 * a body's own prices never show in a figure of another.
 */
export function withOneReference(around: Surroundings, workloads: readonly AssessedWorkload[]): Surroundings {
  const bodies = new Set(workloads.map((workload) => workload.body_id))
  const [only] = bodies
  const reference = bodies.size === 1 && only !== undefined ? around.referenceOf(only) : around.reference
  return { ...around, reference, referenceOf: () => reference }
}

/** A workload with what it runs on and its record in force. */
export type Subject = {
  readonly workload: AssessedWorkload
  readonly assets: readonly AssetSize[]
  readonly record: ClassificationRecord | null
  /** The rules set aside for this workload today. */
  readonly exempted: ExemptedRules
  /** What was stated of its costs beyond the inventory. */
  readonly stated: StatedFacts
}

type Judged = Pick<Surroundings, 'canadian' | 'today' | 'current'>

function placementOn(subject: Pick<Subject, 'workload' | 'record'>, option: HostingOption, around: Judged): Placement {
  return {
    record: subject.record,
    environment: subject.workload.environment as Environment, // written through the schema
    currentOption: around.current(subject.workload.current_hosting),
    option,
    canadianQualifiedExists: around.canadian,
    today: around.today,
  }
}

function verdictOf(subject: Subject, option: HostingOption, around: Surroundings): PlacementVerdict {
  return placementVerdict(around.pack, placementFacts(placementOn(subject, option, around)), {
    ...around.settings,
    exempted: subject.exempted,
  })
}

/** A workload on every option, the pack with its derived facts written out, and how its rules are applied: what verdicts are explained from. */
export async function placementsOf(
  deps: AssessmentDeps,
  reach: Reach,
  code: string,
): Promise<{
  readonly pack: RulePack
  readonly placements: readonly Placement[]
  readonly settings: RuleSettings
}> {
  const workload = await ensureWorkload(deps, reach, code)
  const around = await rulesAround(deps)
  const record = recordIn(await approvedRecords(reach, deps.db, [workload.id]), workload.id)
  const placements = around.options.map((option) => placementOn({ workload, record }, option, around))
  const exempted = (await livingExemptions(deps.db, reach, [workload.id], around.today)).get(workload.id) ?? new Map()
  return { pack: inlined(around.pack), placements, settings: { ...around.settings, exempted } }
}

type Priced = Pick<Subject, 'assets' | 'stated'> & { readonly code: string; readonly reference: Reference }

function pricedOf({ workload, assets, stated }: Subject, around: Surroundings): Priced {
  return { code: workload.code, assets, stated, reference: around.referenceOf(workload.body_id) }
}

function costOf(
  { code, assets, stated, reference }: Priced,
  { option, mitigations, term = 'on-demand' }: Offered & { readonly term?: CommitmentTerm },
): AnnualCostOutcome {
  const { book, set, rate, formulas } = reference
  return annualCost({ workload: code, assets, option, book, set, rate, formulas, term, stated, mitigations })
}

/** An option with what the rules demand there of a workload. */
type Offered = { readonly option: string; readonly mitigations: readonly Mitigation[] }

function keptInputs(
  subject: Subject,
  offered: readonly Offered[],
  around: Surroundings,
): { readonly digest: string; readonly content: string } {
  const demanding = offered.filter(({ mitigations }) => mitigations.length > 0)
  const kept: KeptInputs = {
    workload: subject.workload.code,
    assets: subject.assets,
    reference: around.referenceOf(subject.workload.body_id).digest,
    stated: subject.stated,
    mitigations: Object.fromEntries(demanding.map(({ option, mitigations }) => [option, mitigations])),
  }
  const content = canonicalJson(asJson(kept))
  return { digest: sha256(content), content }
}

/** Every option with its verdict and what the rules demand there. */
export function judged(subject: Subject, around: Surroundings) {
  return around.options.map((detail) => {
    const verdict = verdictOf(subject, detail, around)
    return { option: detail.id, detail, verdict, mitigations: demandedMitigations(verdict) }
  })
}

/** Verdict and yearly cost of every option for one workload, with every rule, as things stand now; or as they would with another record. */
export async function workloadAssessment(
  deps: AssessmentDeps,
  reach: Reach,
  code: string,
  supposed?: ClassificationRecord,
): Promise<WorkloadAssessment> {
  const workload = await ensureWorkload(deps, reach, code)
  const around = await surroundings(deps)
  const [subject] = await subjectsOf(deps, reach, [workload], around.today)
  if (subject === undefined) throw new Error('a workload without itself')
  const seen = supposed === undefined ? subject : { ...subject, record: supposed }
  const digest = (await keptDigests(deps, [seen], around)).get(workload.id) ?? ''
  const priced = pricedOf(seen, around)
  const results = judged(seen, around).map((one) => ({ ...one, cost: costOf(priced, one) }))
  const order = rankedOptions(results.map((result) => ({ ...result, standing: placementStanding(result.verdict) })))
  const options = order.map(({ option, verdict, detail, cost, mitigations }): OptionAssessment => {
    const prices = pricesBehind({
      assets: seen.assets,
      option,
      book: priced.reference.book,
      rate: priced.reference.rate,
    })
    return {
      option,
      label: detail.label,
      place: detail.place,
      operator: detail.operator,
      kind: detail.kind,
      fictitious: detail.catalogue.fictitious,
      verdict,
      annualCostCad: cost,
      figure: assessmentFigure(option, digest),
      commitments: cost.kind === 'unknown' ? [] : commitmentsOf(priced, { option, mitigations }, digest),
      priceAsOf: prices?.asOf ?? null,
      priceStatus: prices?.status ?? null,
    }
  })
  const [first] = order
  const { book, set, rate, digest: referenceDigest } = priced.reference
  return {
    workload: code,
    computedAt: around.at,
    priceBook: { id: book.id, digest: referenceDigest },
    assumptionSet: `${set.id}@${set.version}`,
    exchangeRate: { cadPerUsd: rate?.cadPerUsd ?? Number.NaN, date: rate?.date ?? '', source: rate?.source ?? '' },
    options,
    best: first !== undefined && isOpenVerdict(first.standing) ? first.option : null,
  }
}

/** What the same sizes would cost engaged; a term that the book does not list for every size says so. */
function commitmentsOf(priced: Priced, offered: Offered, digest: string): OptionAssessment['commitments'] {
  return (['1y', '3y'] as const).map((term) => ({
    term,
    annualCostCad: costOf(priced, { ...offered, term }),
    figure: assessmentFigure(`${offered.option}@${term}`, digest),
  }))
}

/** Active workloads in reach among these, in the order of their ids. */
export async function subjectsById(
  deps: AssessmentDeps,
  reach: Reach,
  ids: readonly string[],
  today: string,
): Promise<Subject[]> {
  return subjectsOf(deps, reach, await workloadsToAssess(reach, deps.db, '', ids.length, ids), today)
}

/** Keeps what the costs of these workloads are computed from, and returns the digest of each: their figures go on opening. */
export async function keptDigests(
  deps: AssessmentDeps,
  subjects: readonly Subject[],
  around: Surroundings,
): Promise<ReadonlyMap<string, string>> {
  const kept = subjects.map((subject) => ({ subject, ...keptInputs(subject, judged(subject, around), around) }))
  await keepFigureInputs(
    deps.db,
    kept.map(({ subject: { workload }, digest, content }) => ({
      digest,
      body_id: workload.body_id,
      workload_id: workload.id,
      content,
      recorded_at: around.at,
    })),
  )
  return new Map(kept.map(({ subject, digest }) => [subject.workload.id, digest]))
}

async function subjectsOf(
  deps: AssessmentDeps,
  reach: Reach,
  workloads: readonly AssessedWorkload[],
  today: string,
): Promise<Subject[]> {
  const ids = workloads.map((workload) => workload.id)
  const assets = Map.groupBy(await assetsOf(reach, deps.db, ids), (asset) => asset.workload_id)
  const records = await approvedRecords(reach, deps.db, ids)
  const exempted = await livingExemptions(deps.db, reach, ids, today)
  const stated = await statedFacts(reach, deps.db, ids)
  const sizing = await sizingFacts(reach, deps.db, ids)
  return workloads.map((workload) => {
    const own = (assets.get(workload.id) ?? []).map((row) => assetSize(row, sizing))
    return {
      workload,
      assets: own,
      record: recordIn(records, workload.id),
      exempted: exempted.get(workload.id) ?? new Map(),
      stated: stated.get(workload.id) ?? nothingStated,
    }
  })
}

function recordIn(
  records: ReadonlyMap<string, { readonly record_json: string }>,
  workloadId: string,
): ClassificationRecord | null {
  const json = records.get(workloadId)?.record_json
  return json === undefined ? null : storedRecord(json)
}

/** One option of the stored summary of a workload. */
export type StoredOption = {
  readonly o: string
  readonly v: Verdict
  /** Where it stands among the others: whether it may be chosen. */
  readonly s: Verdict
  readonly c: readonly [p10: number, p50: number, p90: number] | readonly string[]
  readonly open: readonly string[]
}

/**
 * Brings the stored assessments of workloads up to date (all in reach when `ids` is absent), a page at a time. Yields between pages, so
 * that a stop is seen and, on the thread that answers, others are served. Returns how many were assessed.
 */
export async function assessWorkloads(
  deps: AssessmentDeps,
  reach: Reach,
  ids?: readonly string[],
  watch?: AssessmentWatch,
): Promise<number> {
  // A list is taken by parts that fit in one statement; no list is everything in reach.
  const parts =
    ids === undefined
      ? [undefined]
      : Array.from({ length: Math.ceil(ids.length / 20_000) }, (_, i) => ids.slice(i * 20_000, i * 20_000 + 20_000))
  let done = 0
  for (const part of parts) done = await assessPart(deps, reach, part, done, watch)
  return done
}

type AssessmentWatch = { readonly signal?: AbortSignal; progress?(done: number, step: Bilingual): void }

async function assessPart(
  deps: AssessmentDeps,
  reach: Reach,
  ids: readonly string[] | undefined,
  before: number,
  watch: AssessmentWatch | undefined,
): Promise<number> {
  const around = await surroundings(deps)
  let after = ''
  let done = before
  const pageSize = 200
  for (;;) {
    watch?.signal?.throwIfAborted()
    const page = await workloadsToAssess(reach, deps.db, after, pageSize, ids)
    const last = page.at(-1)
    if (last === undefined) return done
    const subjects = await subjectsOf(deps, reach, page, around.today)
    const rows: AssessmentRow[] = []
    const inputs: FigureInputRow[] = []
    for (const subject of subjects) {
      const offered = judged(subject, around)
      const { digest, content } = keptInputs(subject, offered, around)
      inputs.push({
        digest,
        body_id: subject.workload.body_id,
        workload_id: subject.workload.id,
        content,
        recorded_at: around.at,
      })
      rows.push(summary(subject, offered, digest, around))
      if (rows.length % 20 === 0) await new Promise((resume) => setImmediate(resume))
    }
    await keepFigureInputs(deps.db, inputs)
    await saveAssessments(deps.db, rows)
    done += page.length
    watch?.progress?.(done, { fr: 'Verdicts et coûts', en: 'Verdicts and costs' })
    after = last.id
    if (page.length < pageSize) return done
  }
}

function summary(
  subject: Subject,
  offered: ReturnType<typeof judged>,
  digest: string,
  around: Surroundings,
): AssessmentRow {
  const priced = pricedOf(subject, around)
  const results = offered.map(({ option, verdict: placement, mitigations }) => {
    const open = placement.rules
      .filter((rule) => ['forbid', 'open-require', 'open-mitigation', 'undetermined'].includes(rule.result))
      .map((rule) => rule.id)
    return {
      option,
      verdict: placement.verdict,
      standing: placementStanding(placement),
      missing: placement.rules.find((rule) => rule.result === 'undetermined')?.id ?? null,
      cost: costOf(priced, { option, mitigations }),
      open,
    }
  })
  const order = rankedOptions(results)
  const [first] = order
  const best = first !== undefined && isOpenVerdict(first.standing) ? first : undefined
  const known = best?.cost.kind === 'known' ? best.cost.value : undefined
  const stored = order.map((one): StoredOption => ({
    o: one.option,
    v: one.verdict,
    s: one.standing,
    c: one.cost.kind === 'known' ? [one.cost.value.p10, one.cost.value.p50, one.cost.value.p90] : one.cost.reasons,
    open: one.open,
  }))
  return {
    workload_id: subject.workload.id,
    body_id: subject.workload.body_id,
    input_digest: digest,
    best_option: best?.option ?? null,
    best_verdict: first?.standing ?? 'undetermined',
    p10: known?.p10 ?? null,
    p50: known?.p50 ?? null,
    p90: known?.p90 ?? null,
    gap:
      best === undefined
        ? ((first?.standing === 'undetermined' ? first.missing : first?.open[0]) ?? null)
        : best.cost.kind === 'unknown'
          ? (best.cost.reasons[0] ?? null)
          : null,
    options_json: JSON.stringify(stored),
    computed_at: around.at,
  }
}
