import type { Bilingual } from '../shared/bilingual.ts'
import type {
  Adjustment,
  Baseline,
  Gate,
  Handover,
  MapEdge,
  MapNode,
  Measure,
  Observation,
  Pool,
  PoolShare,
  Profile,
  Trajectory,
} from './register.schemas.ts'

/** A content with where it stands: who said it, who approved it, when, in which version. */
export type Said<T> = {
  readonly content: T
  readonly key: string
  readonly version: number
  readonly recordedAt: string
  readonly statedBy: string
  readonly approvedBy: string | null
  readonly reason: string
  readonly digest: string
}

/** A frozen promise of a benefit: a cost plan of a decision, or a trajectory that a second person approved. */
export type FrozenPromise = {
  readonly version: number
  /** Key of the measure promised: `cout-annuel` for a cost plan. */
  readonly measure: string
  readonly trajectory: Trajectory
  /** What is promised a year once at plateau, whole cents, when the measure is in dollars; null otherwise. */
  readonly annualCents: number | null
  /** What its workload was said to cost a year when a cost plan was promised, whole cents; null for a stated promise. */
  readonly costCents: number | null
  readonly validFrom: string
  readonly recordedAt: string
  readonly frozenBy: string
  /** Who asked for it; null for a promise made by a signed decision. */
  readonly proposedBy: string | null
  readonly reason: string
  readonly digest: string
  /** The figure that opens it; null for a promise stated by people. */
  readonly figure: string | null
}

/** One benefit as it was known: every part at its version of that instant. */
export type RegisterBenefit = {
  readonly id: string
  readonly code: string
  readonly bodyId: string
  readonly body: string
  readonly origin: 'decision' | 'register'
  readonly profile: Said<Profile>
  /** By key. */
  readonly measures: ReadonlyMap<string, Said<Measure>>
  /** Frozen, by key of the measure. */
  readonly baselines: ReadonlyMap<string, Said<Baseline>>
  /** Waiting for a second person, by key of the measure. */
  readonly proposedBaselines: ReadonlyMap<string, Said<Baseline>>
  /** In force, by key of the measure: those of the last promise. */
  readonly trajectories: ReadonlyMap<string, Said<Trajectory>>
  readonly proposedTrajectories: ReadonlyMap<string, Said<Trajectory>>
  /** By key of the measure, in order of period. */
  readonly observations: ReadonlyMap<string, readonly Said<Observation>[]>
  readonly adjustments: readonly Said<Adjustment>[]
  readonly gates: readonly Said<Gate>[]
  readonly handover: Said<Handover> | null
  /** From the first, which never leaves, to the one that stands. */
  readonly promises: readonly FrozenPromise[]
}

export type RegisterNode = { readonly code: string; readonly bodyId: string; readonly body: string } & Said<MapNode>
export type RegisterEdge = {
  readonly from: string
  readonly to: string
  readonly bodyId: string
} & Said<MapEdge>
export type RegisterPool = {
  readonly code: string
  readonly bodyId: string
  readonly body: string
  /** By code of the benefit. */
  readonly shares: ReadonlyMap<string, Said<PoolShare>>
} & Said<Pool>

/** An objective of the strategy: data, the same in every register, edited by nobody. */
export type Objective = { readonly code: string; readonly title: Bilingual }

/** The register as it was known at an instant, of a day or of whatever day each part speaks of. */
export type RegisterState = {
  readonly benefits: readonly RegisterBenefit[]
  readonly nodes: readonly RegisterNode[]
  readonly edges: readonly RegisterEdge[]
  readonly pools: readonly RegisterPool[]
  readonly objectives: readonly Objective[]
  readonly validOn: string | null
  readonly asKnownMs: number
}
