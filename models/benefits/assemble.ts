import { isRemoved } from './as-of.ts'
import { monthAfter } from '../shared/month.ts'
import type {
  FrozenPromise,
  RegisterBenefit,
  RegisterEdge,
  RegisterNode,
  RegisterPool,
  Said,
} from './register-state.ts'
import type { Measure, Profile, RecordContents, RecordKind, RegisterRecord, Trajectory } from './register.schemas.ts'

/** Key of the measure of a hosting cost, and the mark of what waits for a second person. */
export const hostingCostKey = 'cout-hebergement'
export const proposedMark = '~proposed'
/** Months a cost plan is followed when nothing says when it ends: ten years. */
const planMonths = 120

/** What is kept of a benefit beside its records. */
export type BenefitIdentity = {
  readonly id: string
  readonly code: string
  readonly bodyId: string
  readonly body: string
  readonly title: { readonly fr: string; readonly en: string }
  readonly sign: number
  readonly createdAt: string
  /** The workload whose cost it is and its decision; null when it does not come from one. */
  readonly workload: string | null
  readonly decision: string | null
  readonly promises: readonly FrozenPromise[]
}

type Of<K extends RecordKind> = RegisterRecord<K> & { readonly content: RecordContents[K] }

function ofKind<K extends RecordKind>(records: readonly RegisterRecord[], kind: K): readonly Of<K>[] {
  return records.filter((one): one is Of<K> => one.kind === kind && !isRemoved(one))
}

function said<K extends RecordKind>({ content, key, version, ...rest }: Of<K>): Said<RecordContents[K]> {
  const { recordedAt, statedBy, approvedBy, reason, digest } = rest
  return { content, key, version, recordedAt, statedBy, approvedBy, reason, digest }
}

function byKey<K extends RecordKind>(records: readonly Of<K>[]): ReadonlyMap<string, Said<RecordContents[K]>> {
  return new Map(records.map((one) => [one.key, said(one)]))
}

/** One benefit from the records that stand; undefined when its profile was not known yet. */
export function assembledBenefit(
  identity: BenefitIdentity,
  records: readonly RegisterRecord[],
): RegisterBenefit | undefined {
  const stated = ofKind(records, 'profile').at(-1)
  const isDecided = identity.decision !== null
  if (stated === undefined && !isDecided) return undefined
  const profile = stated === undefined ? derivedSaid(identity, derivedProfile(identity)) : said(stated)
  const measures = new Map(byKey(ofKind(records, 'measure')))
  if (isDecided && !measures.has(hostingCostKey))
    measures.set(hostingCostKey, derivedSaid(identity, hostingCostMeasure))
  const baselines = [...byKey(ofKind(records, 'baseline'))]
  const trajectories = [...byKey(ofKind(records, 'trajectory'))]
  const inForce = new Map(trajectories.filter(([key]) => !key.endsWith(proposedMark)))
  for (const promise of identity.promises) {
    const own = inForce.get(promise.measure)
    if (own === undefined || own.content.promise === null || own.content.promise < promise.version)
      inForce.set(promise.measure, promisedSaid(promise))
  }
  return {
    id: identity.id,
    code: identity.code,
    bodyId: identity.bodyId,
    body: identity.body,
    origin: isDecided ? 'decision' : 'register',
    profile,
    measures,
    baselines: new Map(baselines.filter(([key]) => !key.endsWith(proposedMark))),
    proposedBaselines: waiting(baselines),
    trajectories: inForce,
    proposedTrajectories: waiting(trajectories),
    observations: observationsOf(records),
    adjustments: ofKind(records, 'adjustment').map(said),
    gates: ofKind(records, 'gate')
      .map(said)
      .toSorted((a, b) => a.key.localeCompare(b.key)),
    handover: ofKind(records, 'handover').map(said).at(-1) ?? null,
    promises: identity.promises,
  }
}

/** What a second person has not decided yet, by the key of its measure. */
function waiting<T extends { readonly state: string }>(
  all: readonly (readonly [string, Said<T>])[],
): ReadonlyMap<string, Said<T>> {
  return new Map(
    all.flatMap(([key, one]) =>
      key.endsWith(proposedMark) && one.content.state === 'proposed'
        ? [[key.slice(0, -proposedMark.length), one] as const]
        : [],
    ),
  )
}

function observationsOf(records: readonly RegisterRecord[]): RegisterBenefit['observations'] {
  const all = ofKind(records, 'observation')
    .map(said)
    .toSorted((a, b) => a.content.period.localeCompare(b.content.period))
  return Map.groupBy(all, (one) => one.key.split(':')[0] ?? '')
}

const derivedSaid = <T>(identity: BenefitIdentity, content: T): Said<T> => ({
  content,
  key: '-',
  version: 0,
  recordedAt: identity.createdAt,
  statedBy: identity.promises[0]?.frozenBy ?? 'system',
  approvedBy: null,
  reason: identity.promises[0]?.reason ?? '',
  digest: '',
})

const promisedSaid = (promise: FrozenPromise): Said<Trajectory> => ({
  content: promise.trajectory,
  key: promise.measure,
  version: promise.version,
  recordedAt: promise.recordedAt,
  statedBy: promise.proposedBy ?? promise.frozenBy,
  approvedBy: promise.frozenBy,
  reason: promise.reason,
  digest: promise.digest,
})

/** What a signed decision says of the benefit of a workload's hosting cost; people complete it. */
function derivedProfile(identity: BenefitIdentity): Profile {
  return {
    title: identity.title,
    class: 'economy',
    type: 'cost-avoidance',
    sign: identity.sign < 0 ? -1 : 1,
    category: 'efficiency',
    recurrence: 'recurring',
    layer: 'end',
    beneficiary: '',
    owner: null,
    realisationOwner: null,
    financeCounterpart: null,
    projectLead: null,
    fund: null,
    budgetLine: null,
    workloads: identity.workload === null ? [] : [identity.workload],
    ward: null,
    startsOn: identity.promises[0]?.validFrom ?? null,
    endsOn: null,
    life: 'draft',
  }
}

/** The measure of a hosting cost: what the register holds the bill against. */
export const hostingCostMeasure: Measure = {
  role: 'outcome',
  name: { fr: 'Coût d’hébergement évité', en: 'Hosting cost avoided' },
  unit: 'CAD/year',
  direction: 'up',
  formula: '',
  frequency: 'monthly',
  source: 'decision',
  method: '',
  lagMonths: 1,
  collector: '',
  precision: null,
  costCentsPerYear: null,
  startsOn: null,
}

/** The trajectory of a cost plan: all of it from the month that was frozen with it. Dollars a year, nominal. */
export function costPlanTrajectory(
  plan: {
    readonly promisedCents: number
    readonly p10Cents: number
    readonly p90Cents: number
    readonly version: number
  },
  /** `YYYY-MM`. */
  from: string,
): Trajectory {
  const [low = 0, mode = 0, high = 0] = [plan.p10Cents, plan.promisedCents, plan.p90Cents]
    .toSorted((a, b) => a - b)
    .map((cents) => cents / 100)
  return {
    points: [],
    plateau: { low, mode, high },
    curve: { kind: 'step', lagMonths: 0 },
    from,
    to: monthAfter(from, planMonths - 1),
    priceBasis: { kind: 'nominal' },
    state: 'frozen',
    promise: plan.version,
  }
}

type Named = { readonly bodyId: string; readonly body: string }

/** Nodes, edges and pools from the records that stand. */
export function assembledMap(
  records: readonly RegisterRecord[],
  bodyOf: (bodyId: string) => string,
): { nodes: readonly RegisterNode[]; edges: readonly RegisterEdge[]; pools: readonly RegisterPool[] } {
  const named = ({ bodyId }: { bodyId: string }): Named => ({ bodyId, body: bodyOf(bodyId) })
  const shares = Map.groupBy(ofKind(records, 'share'), (one) => one.subject)
  return {
    nodes: ofKind(records, 'node').map((one) => ({ code: one.subject, ...named(one), ...said(one) })),
    edges: ofKind(records, 'edge').map((one) => ({
      from: one.subject,
      to: one.key,
      bodyId: one.bodyId,
      ...said(one),
    })),
    pools: ofKind(records, 'pool').map((one) => ({
      code: one.subject,
      ...named(one),
      shares: byKey(shares.get(one.subject) ?? []),
      ...said(one),
    })),
  }
}
