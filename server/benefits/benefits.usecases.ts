import type { BenefitsPage, BenefitView, PromiseSupport, PromiseView } from '#models/benefits/benefit.views.ts'
import {
  type ChainedPromise,
  nextPromise,
  promiseBreak,
  type PromiseContent,
  promiseDerivation,
  promisedTotal,
} from '#models/benefits/promise.ts'
import { decisionInForce, promiseSupport, type SignedDecision } from '#models/benefits/support.ts'
import { plannedBenefit } from '#models/cost/agreed.ts'
import type { AnnualCostOutcome } from '#models/cost/cost.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { cadCents, centsToDecimal, sumCents } from '#models/shared/money.ts'
import { known, type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { CurrentCostRow, PromiseRow } from '#server/database/schema.ts'
import { currentCostFigure, parsedFigureId, promiseFigure, promisedTotalFigure } from '#server/figures/figure-ids.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { benefitNotFound } from './benefits.problems.ts'
import {
  benefitsIn,
  type BenefitWithNames,
  type CostBenefitRow,
  type CostPlanRow,
  decisionsBehind,
  findPromise,
  insertBenefit,
  insertPromise,
  promisesOfWorkload,
  promisesOfWorkloads,
  waveOfWorkload,
  workloadOfBenefit,
} from './benefits.repository.ts'

import { promisesKnown } from './register.repository.ts'
import { trajectoryOf, trajectoryPromiseRow } from './trajectory-promise.ts'

export type BenefitsDeps = { readonly db: Database; readonly clock: Clock }

export type PromiseBasis = {
  readonly workload: { readonly id: string; readonly body_id: string; readonly code: string; readonly name: string }
  readonly decisionId: string
  /** Why: the rationale of the decision. */
  readonly reason: string
  readonly currentCost: CurrentCostRow | undefined
  /** Null when the strategy names no option: there is no cost to plan. */
  readonly planned: AnnualCostOutcome | null
  readonly plannedFigure: string
}

export type PromiseGap = 'no-current-cost' | 'no-planned-cost' | 'no-option'

/** Whether a promise can be frozen on this basis; every reason when not (DECISIONS 10). */
export function promiseGaps(basis: Pick<PromiseBasis, 'currentCost' | 'planned'>): PromiseGap[] {
  return [
    ...(basis.currentCost === undefined ? (['no-current-cost'] as const) : []),
    ...(basis.planned === null ? (['no-option'] as const) : []),
    ...(basis.planned?.kind === 'unknown' ? (['no-planned-cost'] as const) : []),
  ]
}

/**
 * Freezes the planned benefit of a signed decision, in the transaction of the signature, valid from the day it is signed. The first
 * decision of a workload makes its benefit and version 1; a later one adds a version chained to the one before, so that a workload is
 * never promised twice. Unknown when a cost is missing: nothing is written then, and what was promised before stands.
 */
export async function freezePromise(
  deps: Pick<BenefitsDeps, 'clock'>,
  reach: Reach,
  work: Work,
  basis: PromiseBasis,
): Promise<Outcome<string, PromiseGap>> {
  const [gap, ...gaps] = promiseGaps(basis)
  if (gap !== undefined || basis.currentCost === undefined || basis.planned?.kind !== 'known')
    return unknownBecause(gap ?? 'no-planned-cost', ...gaps)
  const { workload } = basis
  const plan = plannedBenefit(cadCents(basis.currentCost.amount_cents), basis.planned.value)
  const standing = (await promisesOfWorkload(reach, work.tx, workload.id)).at(-1)
  const benefit =
    standing === undefined
      ? await newBenefit(work, basis, plan.promisedCents < 0 ? -1 : 1)
      : { id: standing.benefit_id, code: standing.benefit_code }
  const wave = await waveOfWorkload(work.tx, workload.id)
  const validFrom = todayOf(deps.clock)
  const grounds = {
    plan,
    benefit: benefit.code,
    workload: workload.code,
    decision: basis.decisionId,
    validFrom,
    start: { month: (wave?.cutsOverOn ?? validFrom).slice(0, 7), wave: wave?.code ?? null },
    recordedAt: work.at,
    frozenBy: reach.actor,
    reason: basis.reason,
    currentCostFigure: currentCostFigure(basis.currentCost.id),
    plannedCostFigure: basis.plannedFigure,
  }
  const content = nextPromise(grounds, await lastPromise(reach, work, benefit.id))
  const id = newId()
  const digest = promiseDigest(content)
  await insertPromise(work.tx, promiseRow({ id, benefitId: benefit.id, bodyId: workload.body_id, content, digest }))
  await work.record({
    bodyId: workload.body_id,
    action: standing === undefined ? 'promise.frozen' : 'promise.revised',
    objectType: 'workload',
    objectId: workload.id,
    before: standing === undefined ? undefined : contentOf(standing),
    after: { ...content, digest },
  })
  return known(benefit.code)
}

/** What the next promise is chained to: the last of any kind, a cost plan or a trajectory that two persons revised. */
async function lastPromise(reach: Reach, work: Work, benefitId: string) {
  const last = (await promisesKnown(reach, work.tx, null, benefitId)).at(-1)
  return last === undefined ? undefined : { content: { version: Number(last.version) }, digest: last.digest }
}

async function newBenefit(work: Work, basis: PromiseBasis, sign: 1 | -1): Promise<{ id: string; code: string }> {
  const { workload } = basis
  const [code = ''] = await nextCodes(work.tx, 'benefit', 1)
  const id = newId()
  await insertBenefit(work.tx, {
    id,
    body_id: workload.body_id,
    code,
    workload_id: workload.id,
    decision_id: basis.decisionId,
    title_fr: `Coût d’hébergement : ${workload.name}`,
    title_en: `Hosting cost: ${workload.name}`,
    sign,
    created_at: work.at,
  })
  return { id, code }
}

const isCostPlan = (row: PromiseRow): row is CostPlanRow => row.figure !== null
const promiseDigest = (content: PromiseContent) => digestOf(asJson(content))

function contentOf(row: Pick<CostPlanRow, 'content_json'>): PromiseContent {
  return JSON.parse(row.content_json) as PromiseContent // written by freezePromise, held against its digest
}

/** Whether a decision already has its promise. */
export async function hasPromise(reach: Reach, work: Work, workloadId: string, decisionId: string): Promise<boolean> {
  const promises = await promisesOfWorkload(reach, work.tx, workloadId)
  return promises.some((row) => contentOf(row).decision === decisionId)
}

function promiseRow(given: {
  id: string
  benefitId: string
  bodyId: string
  content: PromiseContent
  digest: string
}): CostPlanRow {
  const { content } = given
  return {
    id: given.id,
    body_id: given.bodyId,
    benefit_id: given.benefitId,
    version: content.version,
    current_cost_cents: content.currentCostCents,
    planned_cost_cents: content.plannedCostCents,
    promised_cents: content.promisedCents,
    p10_cents: content.p10Cents,
    p90_cents: content.p90Cents,
    valid_from: content.validFrom,
    valid_to: null,
    recorded_at: content.recordedAt,
    frozen_by: content.frozenBy,
    reason: content.reason,
    figure: promiseFigure(given.id),
    content_json: canonicalJson(asJson(content)),
    prev_digest: content.previousDigest,
    digest: given.digest,
  }
}

/** First version at which the stored promises of a benefit no longer say what was frozen, by their digests or by their columns. */
export function storedPromiseBreak(rows: readonly PromiseRow[]): number | null {
  const changed = rows.findIndex((row) => canonicalJson(asJson(refrozen(row))) !== canonicalJson(asJson(row)))
  const kept = rows.map((row) => ({ content: contentOf(row) as ChainedPromise, digest: row.digest })) // both kinds have these
  const broken = promiseBreak(kept, (content) => digestOf(asJson(content)))
  if (changed === -1 || broken === null) return changed === -1 ? broken : changed + 1
  return Math.min(broken, changed + 1)
}

/** The row that its content would make again. */
function refrozen(row: PromiseRow): PromiseRow {
  const { id, benefit_id: benefitId, body_id: bodyId, digest } = row
  const trajectory = trajectoryOf(row)
  return trajectory === undefined
    ? promiseRow({ id, benefitId, bodyId, content: contentOf(row), digest })
    : trajectoryPromiseRow({ id, benefitId, bodyId, content: trajectory })
}

type Kept = {
  readonly benefit: BenefitWithNames
  readonly promises: readonly CostPlanRow[]
  /** Of every kind: they are one chain. */
  readonly chain: readonly PromiseRow[]
  readonly support: PromiseSupport
  /** The last promise, when the decision in force supports it: what the total counts. */
  readonly counted: CostPlanRow | undefined
}
type Register = { readonly kept: readonly Kept[]; readonly lastRecordedMs: number }

/** The register, or one benefit of it, as it stood at an instant: promises and signatures are only ever added, so that each is found again by its own. */
async function registerAt(
  deps: Pick<BenefitsDeps, 'db'>,
  reach: Reach,
  atMs: number = Number.POSITIVE_INFINITY,
  code?: string,
): Promise<Register> {
  const benefits = await benefitsIn(reach, deps.db, code)
  const [only] = benefits
  const one = code === undefined ? undefined : only
  const [promises, signatures] = await Promise.all([
    promisesKnown(reach, deps.db, null, one?.id),
    decisionsBehind(reach, deps.db, one === undefined ? undefined : [one.workload_id]),
  ])
  const then = promises.filter((promise) => Date.parse(promise.recorded_at) <= atMs)
  const byBenefit = Map.groupBy(then, (promise) => promise.benefit_id)
  const signedFor = signedByWorkload(signatures)
  let lastRecordedMs = 0
  const kept = benefits.map((benefit): Kept => {
    const chain = byBenefit.get(benefit.id) ?? []
    const own = chain.filter(isCostPlan)
    const last = own.at(-1)
    const inForce = decisionInForce(signedFor.get(benefit.workload_id) ?? [], atMs)
    const support = supportOf(last, inForce)
    for (const at of [last?.recorded_at, support.kind === 'unsupported' ? support.since : undefined])
      if (at !== undefined) lastRecordedMs = Math.max(lastRecordedMs, Date.parse(at))
    return { benefit, promises: own, chain, support, counted: support.kind === 'supported' ? last : undefined }
  })
  return { kept, lastRecordedMs }
}

function signedByWorkload(
  rows: Awaited<ReturnType<typeof decisionsBehind>>,
): ReadonlyMap<string, readonly SignedDecision[]> {
  const signed = rows.map(({ decided_at, ...row }) => ({ ...row, signedAt: decided_at ?? '' })) // a signature has its instant
  return Map.groupBy(signed, (row) => row.workload_id)
}

function supportOf(
  last: Pick<CostPlanRow, 'content_json'> | undefined,
  inForce: SignedDecision | undefined,
): PromiseSupport {
  return last === undefined ? { kind: 'supported' } : promiseSupport(contentOf(last).decision, inForce)
}

/** What signed decisions promised: every benefit with its promises, the first never hidden. Made in the report thread. */
export async function benefitsPage(deps: Pick<BenefitsDeps, 'db'>, reach: Reach): Promise<BenefitsPage> {
  const { kept, lastRecordedMs } = await registerAt(deps, reach)
  const current = kept.flatMap(({ counted }) => counted ?? [])
  return {
    benefits: kept.map(viewOf),
    totalPromisedCad: centsToDecimal(sumCents(current.map((promise) => cadCents(promise.promised_cents)))),
    figure: promisedTotalFigure(digestOfTotal(current), lastRecordedMs),
  }
}

const viewOf = ({ benefit, promises, chain, support }: Kept): BenefitView => ({
  code: benefit.code,
  body: benefit.body_code,
  title: { fr: benefit.title_fr, en: benefit.title_en },
  workload: benefit.workload_code,
  workloadName: benefit.workload_name,
  ...standingOf(benefit, promises),
  chainBreak: storedPromiseBreak(chain),
  support,
})

const digestOfTotal = (promises: readonly Pick<CostPlanRow, 'digest'>[]) =>
  sha256(promises.map((promise) => promise.digest).join())

function standingOf(benefit: CostBenefitRow, rows: readonly CostPlanRow[]) {
  const last = rows.at(-1)
  return {
    decision: last === undefined ? benefit.decision_id : contentOf(last).decision,
    kind: (last === undefined ? benefit.sign < 0 : last.promised_cents < 0)
      ? ('dis-benefit' as const)
      : ('benefit' as const),
    promises: rows.map(promiseView),
  }
}

export async function findBenefit(deps: BenefitsDeps, reach: Reach, code: string): Promise<BenefitView> {
  const [found] = (await registerAt(deps, reach, undefined, code)).kept
  if (found === undefined) throw benefitNotFound(code)
  return viewOf(found)
}

function promiseView(row: CostPlanRow): PromiseView {
  const amount = (cents: number) => centsToDecimal(cadCents(cents))
  return {
    version: row.version,
    currentCostCad: amount(row.current_cost_cents),
    plannedCostCad: amount(row.planned_cost_cents),
    promisedCad: amount(row.promised_cents),
    rangeCad: { p10: amount(row.p10_cents), p90: amount(row.p90_cents) },
    validFrom: row.valid_from,
    recordedAt: row.recorded_at,
    frozenBy: row.frozen_by,
    reason: row.reason,
    decision: contentOf(row).decision,
    digest: row.digest,
    figure: row.figure,
  }
}

/** What each of these workloads promises now, when it promises anything that its decision in force supports. */
export async function standingPromises(
  deps: BenefitsDeps,
  reach: Reach,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly benefit: string; readonly promisedCad: string }>> {
  const [rows, signatures] = await Promise.all([
    promisesOfWorkloads(reach, deps.db, workloadIds),
    decisionsBehind(reach, deps.db, workloadIds),
  ])
  const signedFor = signedByWorkload(signatures)
  const last = new Map(rows.map((row) => [row.workload_id, row]))
  const supported = [...last.values()].filter(
    (row) => supportOf(row, decisionInForce(signedFor.get(row.workload_id) ?? [])).kind === 'supported',
  )
  return new Map(
    supported.map((row) => [
      row.workload_id,
      { benefit: row.benefit_code, promisedCad: centsToDecimal(cadCents(row.promised_cents)) },
    ]),
  )
}

/** Whether the decision in force supports what one benefit promises, and whether its chain of promises holds, as known at an instant. */
export async function promiseStanding(
  deps: { readonly db: Database | DatabaseTransaction },
  reach: Reach,
  benefitId: string,
  atMs: number = Number.POSITIVE_INFINITY,
): Promise<{ readonly support: PromiseSupport; readonly chainBreak: number | null }> {
  const all = await promisesKnown(reach, deps.db, null, benefitId)
  const chain = all.filter((promise) => Date.parse(promise.recorded_at) <= atMs)
  const last = chain.filter(isCostPlan).at(-1)
  const workload = last === undefined ? undefined : await workloadOfBenefit(reach, deps.db, benefitId)
  const signed = workload === undefined ? [] : await decisionsBehind(reach, deps.db, [workload])
  const inForce = decisionInForce([...signedByWorkload(signed).values()].flat(), atMs)
  return { support: supportOf(last, inForce), chainBreak: storedPromiseBreak(chain) }
}

type OpenFigure = (reach: Reach, id: string) => Promise<Derivation>

/** Where a promise comes from: through the figures it was frozen on. */
export async function promiseFigureDerivation(
  deps: BenefitsDeps,
  open: OpenFigure,
  reach: Reach,
  figure: string,
): Promise<Derivation | undefined> {
  const row = await findPromise(reach, deps.db, figure.split('~')[1] ?? '')
  if (row === undefined) return undefined
  const content = contentOf(row)
  const [current, plan] = [await open(reach, content.currentCostFigure), await open(reach, content.plannedCostFigure)]
  const { currentCostCents, plannedCostCents, promisedCents, p10Cents, p90Cents } = content
  const cents = {
    currentCostCents: cadCents(currentCostCents),
    plannedCostCents: cadCents(plannedCostCents),
    promisedCents: cadCents(promisedCents),
    p10Cents: cadCents(p10Cents),
    p90Cents: cadCents(p90Cents),
  }
  return promiseDerivation(cents, { current, plan })
}

/**
 * The total promised within reach, as a sum of its promises. Promises and signatures are only ever added: those that stood when the figure
 * was shown are found again by their instant, whatever was frozen or decided since, and held against the digest in the figure. Another
 * reach sums others: not found.
 */
export async function promisedTotalDerivation(
  deps: BenefitsDeps,
  reach: Reach,
  figure: string,
): Promise<Derivation | undefined> {
  const id = parsedFigureId(figure)
  if (id?.kind !== 'promised-total') return undefined
  const { kept } = await registerAt(deps, reach, id.lastRecordedMs)
  const standing = kept.flatMap(({ benefit, counted }) =>
    counted === undefined ? [] : [{ benefit, promise: counted }],
  )
  if (digestOfTotal(standing.map(({ promise }) => promise)) !== id.inputDigest) return undefined
  return promisedTotal(
    standing.map(({ benefit, promise }): Derivation => ({
      name: 'b',
      label: { fr: benefit.title_fr, en: benefit.title_en },
      value: promise.promised_cents / 100,
      unit: 'CAD/year',
      inputs: [],
      source: {
        kind: 'statement',
        by: promise.frozen_by,
        at: promise.recorded_at,
        reference: `${benefit.code}, ${promise.digest.slice(0, 16)}`,
      },
    })),
  )
}
