import { proposedMark } from '#models/benefits/assemble.ts'
import {
  hasCents,
  isBackdated,
  lifeFault,
  lostWhileRealising,
  observationFault,
  ownerFault,
  trajectoryFault,
} from '#models/benefits/invariants.ts'
import type * as requests from '#models/benefits/register.requests.ts'
import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import type {
  Baseline,
  Measure,
  Profile,
  RecordContents,
  RecordKind,
  Trajectory,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import type * as v from 'valibot'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { etagOf } from '#server/app/versions.ts'
import { approvedLevels } from '#server/classification/approved-levels.usecases.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { findWorkloads } from '#server/inventory/inventory.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { insertBenefit } from './benefits.repository.ts'
import { promiseStanding } from './benefits.usecases.ts'
import { frozenTrajectory } from './promise-freezing.ts'
import {
  baselineHasCents,
  benefitBodyUnknown,
  benefitWorkloadsUnknown,
  benefitEnded,
  lifeRefused,
  measureBackdated,
  measureUnknown,
  nothingProposed,
  observationRefused,
  ownerLeadsProject,
  realisingKeeps,
  samePersonTwice,
  trajectoryRefused,
  windowReversed,
} from './register.problems.ts'
import { recordCount } from './register.repository.ts'
import { benefitAsOf, type RegisterDeps } from './register.usecases.ts'
import { detailOf } from './register-views.ts'
import { type Statement, type Subject, takeSubject } from './register-writing.ts'

type Asked<S extends v.GenericSchema> = v.InferOutput<S>
export type On = { readonly code: string; readonly expected: number }
type Held = { readonly work: Work; readonly benefit: RegisterBenefit; readonly subject: Subject }

/** One benefit with what `If-Match` names when it is changed: as it was known, it is only read. */
export async function benefitDetail(
  deps: RegisterDeps,
  reach: Reach,
  code: string,
  asked: { readonly validOn?: string | undefined; readonly asKnownMs?: number | undefined } = {},
): Promise<BenefitDetail> {
  const benefit = await benefitAsOf(deps, reach, code, asked)
  const isNow = asked.asKnownMs === undefined
  const count = isNow ? await recordCount(reach, deps.db, code) : 0
  const known = asked.asKnownMs === undefined ? null : new Date(asked.asKnownMs).toISOString()
  const dic = await approvedLevels(deps, reach, benefit.profile.content.workloads, known)
  const standing = await promiseStanding(deps, reach, benefit.id, asked.asKnownMs)
  return detailOf(benefit, { etag: isNow ? etagOf(count) : null, dic, ...standing })
}

/** Refuses workloads that are not of the body of a benefit or of one under it: a benefit tells nothing of another's inventory. */
export async function ensureWorkloads(
  deps: { readonly db: Database | DatabaseTransaction; readonly clock: Clock },
  reach: Reach,
  bodyId: string,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  const bodies = new Set(withDescendants(tree, bodyId))
  const found = await findWorkloads(deps, reach, codes)
  const known = new Set(found.filter((one) => bodies.has(one.body_id)).map((one) => one.code))
  const unknown = codes.filter((code) => !known.has(code))
  if (unknown.length > 0) throw benefitWorkloadsUnknown(unknown.slice(0, 10), tree.byId.get(bodyId)?.code ?? '')
}

/** Refuses a change by which a benefit that is realising would lose what proves it. */
export function ensureStillRealising(before: RegisterBenefit, after: Partial<RegisterBenefit>): void {
  const lost = lostWhileRealising(before, { ...before, ...after })
  if (lost.length > 0) throw realisingKeeps(lost)
}

/** Takes a benefit to write on; nothing more is said of one that has ended. */
export async function onBenefit(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  act: (held: Held) => Promise<{ readonly action: string; readonly after: object }>,
): Promise<BenefitDetail> {
  const read = await benefitAsOf(deps, reach, on.code)
  await changing(deps, reach, async (work) => {
    const subject = await takeSubject(work, reach, { code: on.code, bodyId: read.bodyId, expected: on.expected })
    const benefit = await benefitAsOf({ db: work.tx }, reach, on.code)
    const { life } = benefit.profile.content
    if (['closed', 'abandoned', 'superseded'].includes(life)) throw benefitEnded(life)
    const { action, after } = await act({ work, benefit, subject })
    await work.record({
      bodyId: benefit.bodyId,
      action,
      objectType: 'benefit',
      objectId: benefit.id,
      after: { benefit: benefit.code, ...after },
    })
  })
  return benefitDetail(deps, reach, on.code)
}

/** Says one thing of a benefit and tells it to the journal. */
export async function told<K extends RecordKind>(subject: Subject, action: string, statement: Statement<K>) {
  const record = await subject.say(statement)
  const { key, content, reason, version, digest } = record
  return { action, after: { key, version, content, reason, digest } }
}

/** Registers a benefit, as a draft: it does not need a workload, nor a decision. */
export async function createBenefit(
  deps: RegisterDeps,
  reach: Reach,
  asked: Asked<typeof requests.newBenefitSchema>,
): Promise<BenefitDetail> {
  const { body: bodyCode, reason, ...fields } = asked
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(bodyCode)
  if (body === undefined || !reach.bodies.includes(body.id)) throw benefitBodyUnknown(bodyCode)
  await ensureWorkloads(deps, reach, body.id, fields.workloads)
  const code = await changing(deps, reach, (work) =>
    registerBenefit(work, reach, { bodyId: body.id, reason, profile: { ...fields, life: 'draft' } }),
  )
  return benefitDetail(deps, reach, code)
}

/** The same, in a transaction of its caller. */
export async function registerBenefit(
  work: Work,
  reach: Reach,
  given: { readonly bodyId: string; readonly reason: string; readonly profile: Profile },
): Promise<string> {
  const { profile, bodyId, reason } = given
  const [code = ''] = await nextCodes(work.tx, 'benefit', 1)
  const id = newId()
  await insertBenefit(work.tx, {
    id,
    body_id: bodyId,
    code,
    workload_id: null,
    decision_id: null,
    title_fr: profile.title.fr,
    title_en: profile.title.en,
    sign: profile.sign,
    created_at: work.at,
  })
  const subject = await takeSubject(work, reach, { code, bodyId, expected: null })
  const { action, after } = await told(subject, 'benefit.registered', {
    kind: 'profile',
    key: '-',
    content: profile,
    reason,
  })
  await work.record({ bodyId, action, objectType: 'benefit', objectId: id, after: { benefit: code, ...after } })
  return code
}

/** Changes what is said of a benefit; what was said before stays known. */
export async function editProfile(deps: RegisterDeps, reach: Reach, on: On, asked: requests.ProfileEdit) {
  const { reason, ...edit } = asked
  return onBenefit(deps, reach, on, async ({ work, benefit, subject }) => {
    const stated = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
    const content: Profile = { ...benefit.profile.content, ...stated }
    if (benefit.handover !== null && ownerFault(content.owner, content.projectLead) !== undefined)
      throw ownerLeadsProject('/owner')
    ensureStillRealising(benefit, { profile: { ...benefit.profile, content } })
    if (edit.workloads !== undefined)
      await ensureWorkloads({ db: work.tx, clock: deps.clock }, reach, benefit.bodyId, edit.workloads)
    return told(subject, 'benefit.profile-edited', { kind: 'profile', key: '-', content, reason })
  })
}

/** Passes a benefit to another state, when everything that state needs is there. */
export async function changeLife(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  asked: Asked<typeof requests.lifeChangeSchema>,
) {
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const fault = lifeFault(benefit, asked.to)
    if (fault !== undefined) throw lifeRefused(fault, benefit.profile.content.life, asked.to)
    const content: Profile = { ...benefit.profile.content, life: asked.to }
    return told(subject, 'benefit.life-changed', { kind: 'profile', key: '-', content, reason: asked.reason })
  })
}

/** Registers a measure, or changes it. It may not start before the baseline it is held against. */
export async function putMeasure(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  asked: Asked<typeof requests.measureRequestSchema>,
) {
  const { reason, ...content } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const from = benefit.baselines.get(on.key)?.content.window.from
    if (from !== undefined && isBackdated(content.startsOn, from)) throw measureBackdated(from, '/startsOn')
    const standing = benefit.measures.get(on.key)
    if (standing !== undefined)
      ensureStillRealising(benefit, {
        measures: new Map([...benefit.measures, [on.key, { ...standing, content }]]),
      })
    return told(subject, 'benefit.measure-set', { kind: 'measure', key: on.key, content, reason })
  })
}

export function measureOf(benefit: RegisterBenefit, key: string): Measure {
  const measure = benefit.measures.get(key)
  if (measure === undefined) throw measureUnknown(key)
  return measure.content
}

/** Enters the value of a period, or why it is missing; a second entry of the period replaces the first, which stays known. */
export async function observe(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  asked: Asked<typeof requests.observationRequestSchema>,
) {
  const { reason, ...content } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const measure = measureOf(benefit, on.key)
    const from = benefit.baselines.get(on.key)?.content.window.from
    const fault = observationFault(content, measure, from)
    if (fault !== undefined)
      throw observationRefused(
        fault,
        content.period,
        fault === 'before-measure' ? (measure.startsOn ?? '') : (from ?? ''),
      )
    return told(subject, 'benefit.observed', {
      kind: 'observation',
      key: `${on.key}:${content.period}`,
      content,
      reason,
      validFrom: `${content.period}-01`,
    })
  })
}

/** Proposes a baseline: it binds nobody until a second person freezes it. */
export async function proposeBaseline(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  asked: Asked<typeof requests.baselineRequestSchema>,
) {
  const { reason, ...fields } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const measure = measureOf(benefit, on.key)
    if (fields.window.to < fields.window.from) throw windowReversed('/window/to')
    if (isBackdated(measure.startsOn, fields.window.from)) throw measureBackdated(fields.window.from, '/window/from')
    if (fields.model.kind === 'value' && !hasCents(fields.model.value, measure.unit)) throw baselineHasCents()
    const content: Baseline = { ...fields, state: 'proposed', frozenOn: null }
    const key = `${on.key}${proposedMark}`
    return told(subject, 'benefit.baseline-proposed', { kind: 'baseline', key, content, reason })
  })
}

/** Who proposed does not decide: what waits, and the word of another person. */
export function waiting<
  T extends { readonly content: RecordContents[RecordKind] | { removed: true }; readonly statedBy: string },
>(proposal: T | undefined, key: string, reach: Reach): T {
  if (proposal === undefined) throw nothingProposed(key)
  if (proposal.statedBy === reach.actor) throw samePersonTwice(proposal.statedBy)
  return proposal
}

/** The second person freezes the baseline, or refuses it with a reason. */
export async function decideBaseline(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  word: requests.SecondWord,
) {
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const proposal = waiting(benefit.proposedBaselines.get(on.key), on.key, reach)
    const isFrozen = word.decision === 'accept'
    const content: Baseline = {
      ...proposal.content,
      state: isFrozen ? 'frozen' : 'refused',
      frozenOn: isFrozen ? todayOf(deps.clock) : null,
    }
    const statement = {
      kind: 'baseline' as const,
      content,
      reason: isFrozen ? proposal.reason : word.reason,
      statedBy: proposal.statedBy,
      approvedBy: reach.actor,
    }
    const told1 = await told(subject, isFrozen ? 'benefit.baseline-frozen' : 'benefit.baseline-refused', {
      ...statement,
      key: `${on.key}${proposedMark}`,
    })
    if (isFrozen) await subject.say({ ...statement, key: on.key })
    return told1
  })
}

/** Proposes what to promise; where something was already promised, it proposes a re-baseline and its reason. */
export async function proposeTrajectory(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  asked: Asked<typeof requests.trajectoryRequestSchema>,
) {
  const { reason, ...fields } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const fault = trajectoryFault(fields, measureOf(benefit, on.key).unit)
    if (fault !== undefined) throw trajectoryRefused(fault, fields.points.length > 0)
    const content: Trajectory = { ...fields, state: 'proposed', promise: null }
    const key = `${on.key}${proposedMark}`
    return told(subject, 'benefit.trajectory-proposed', { kind: 'trajectory', key, content, reason })
  })
}

/** The second person freezes the promise, or refuses it. The first promise stays for ever; a later one says from when it counts. */
export async function decideTrajectory(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  word: requests.SecondWord,
) {
  return onBenefit(deps, reach, on, async ({ work, benefit, subject }) => {
    const proposal = waiting(benefit.proposedTrajectories.get(on.key), on.key, reach)
    const said = { kind: 'trajectory' as const, statedBy: proposal.statedBy, approvedBy: reach.actor }
    const waitingKey = `${on.key}${proposedMark}`
    if (word.decision === 'refuse')
      return told(subject, 'benefit.trajectory-refused', {
        ...said,
        key: waitingKey,
        content: { ...proposal.content, state: 'refused' },
        reason: word.reason,
      })
    const { content, isFirst } = await frozenTrajectory(deps, reach, work, { benefit, key: on.key, proposal })
    const frozen: Trajectory = { ...proposal.content, state: 'frozen', promise: content.version }
    await subject.say({ ...said, key: waitingKey, content: frozen, reason: proposal.reason })
    const { after } = await told(subject, '', { ...said, key: on.key, content: frozen, reason: proposal.reason })
    return {
      action: isFirst ? 'benefit.promise-frozen' : 'benefit.promise-revised',
      after: { ...after, promise: content },
    }
  })
}
