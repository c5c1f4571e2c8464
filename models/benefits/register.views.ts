import { plannedDollars, type PlannedMonth } from './curve.ts'
import type { RealisingGap } from './invariants.ts'
import type { FrozenPromise, RegisterBenefit, Said } from './register-state.ts'
import type { RecordChange } from './as-of.ts'
import type {
  Adjustment,
  Baseline,
  Gate,
  Handover,
  LifeState,
  MapEdge,
  MapLayer,
  MapNode,
  Measure,
  Observation,
  Profile,
  RecordKind,
  RegisterRecord,
  Trajectory,
} from './register.schemas.ts'

/** One line of the register. Dollars are whole cents as decimal text; null is unknown, never zero. */
export type RegisterLine = {
  readonly code: string
  readonly body: string
  readonly title: Profile['title']
  readonly type: Profile['type']
  readonly category: Profile['category']
  readonly recurrence: Profile['recurrence']
  readonly sign: Profile['sign']
  readonly life: LifeState
  readonly owner: string | null
  readonly unit: string | null
  /** Planned a year once at plateau, in dollars; null when the benefit is not in dollars. */
  readonly plannedCadPerYear: string | null
  /** Planned until the month the page speaks of; null when the benefit is not in dollars. */
  readonly plannedToDateCad: string | null
  /** The same of the first promise, which never leaves. */
  readonly firstCadPerYear: string | null
  /** Plateau or last point of a measure that is not dollars, with its unit. */
  readonly target: number | null
  readonly promises: number
  readonly measures: number
  readonly observations: number
  /** Last period with a value; null when nothing was measured. */
  readonly lastMeasured: string | null
  readonly waiting: number
  readonly gaps: readonly RealisingGap[]
}

export type RegisterPage = {
  readonly items: readonly RegisterLine[]
  readonly next: string | null
  readonly total: number
  readonly asKnown: string | null
  readonly validOn: string | null
  readonly counts: {
    readonly all: number
    readonly waiting: number
    readonly unmeasured: number
    readonly disBenefits: number
  }
  /** Dollars planned to the end of a month, and over the whole of the plans: gross, and net of dis-benefits. */
  readonly planned: {
    readonly through: string
    readonly toDate: Sums
    readonly whole: Sums
  }
}
/** Gains and losses are both shown, and what is left (domain benefits §4.10). Decimal text. */
export type Sums = { readonly gains: string; readonly losses: string; readonly net: string }

export type BenefitDetail = {
  readonly code: string
  readonly body: string
  readonly origin: RegisterBenefit['origin']
  readonly etag: string | null
  readonly profile: Said<Profile>
  readonly measures: readonly (Said<Measure> & {
    readonly baseline: Said<Baseline> | null
    readonly proposedBaseline: Said<Baseline> | null
    readonly trajectory: Said<Trajectory> | null
    readonly proposedTrajectory: Said<Trajectory> | null
    readonly observations: readonly Said<Observation>[]
  })[]
  readonly adjustments: readonly Said<Adjustment>[]
  readonly gates: readonly Said<Gate>[]
  readonly handover: Said<Handover> | null
  readonly promises: readonly FrozenPromise[]
  /** DIC of its workloads, the highest level of each among approved classifications: `2-3-2`; null when none is approved. */
  readonly dic: string | null
  readonly gaps: readonly RealisingGap[]
  readonly mayPassTo: readonly LifeState[]
}

export type HistoryLine = {
  readonly kind: RecordKind
  readonly key: string
  readonly version: number
  readonly recordedAt: string
  readonly recordedTo: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly statedBy: string
  readonly approvedBy: string | null
  readonly reason: string
  readonly content: RegisterRecord['content']
  readonly digest: string
}
export type BenefitHistory = {
  readonly code: string
  readonly records: readonly HistoryLine[]
  readonly promises: readonly FrozenPromise[]
  /** Whether the chain of digests holds, and where it stops. */
  readonly chain: { readonly holds: true } | { readonly holds: false; readonly record: string; readonly fault: string }
}
export type RegisterDifference = {
  readonly from: string
  readonly to: string | null
  readonly changes: readonly RecordChange[]
}

export type MapView = {
  readonly nodes: readonly {
    readonly code: string
    readonly layer: MapLayer
    readonly title: { readonly fr: string; readonly en: string }
    readonly body: string | null
    readonly life: LifeState | null
    readonly sign: 1 | -1
    readonly dueOn: string | null
    readonly agreed: boolean
    /** Planned a year, for a benefit in dollars. */
    readonly plannedCadPerYear: string | null
    readonly etag: string | null
    readonly content: MapNode | null
  }[]
  readonly edges: readonly ({ readonly from: string; readonly to: string } & MapEdge)[]
  readonly gaps: readonly { readonly code: string; readonly gap: 'no-objective' | 'no-enabler' | 'enables-nothing' }[]
}
export type PoolView = {
  readonly code: string
  readonly body: string
  readonly title: { readonly fr: string; readonly en: string }
  readonly metric: string
  readonly unit: string
  readonly rule: 'sequence' | 'shapley' | 'agreed'
  readonly ceilings: readonly { readonly from: string; readonly to: string; readonly ceiling: number }[]
  readonly shares: readonly { readonly benefit: string; readonly share: number; readonly rationale: string }[]
  /** Σ of the shares: 1 at most. */
  readonly allotted: number
}

/** The measures whose dollars count, each with its trajectory in force. */
export function moneyPlans(
  benefit: Pick<RegisterBenefit, 'measures' | 'trajectories'>,
): readonly { readonly key: string; readonly trajectory: Trajectory; readonly months: readonly PlannedMonth[] }[] {
  return [...benefit.trajectories].flatMap(([key, { content }]) => {
    const measure = benefit.measures.get(key)?.content
    if (measure === undefined || measure.role !== 'outcome') return []
    const months = plannedDollars(content, measure)
    return months.length === 0 ? [] : [{ key, trajectory: content, months }]
  })
}

/** Dollars a year at the most the plan brings: twelve times its best month; null when nothing is in dollars. */
export function yearlyDollars(trajectory: Trajectory, measure: Pick<Measure, 'unit' | 'frequency'>): number | null {
  const months = plannedDollars(trajectory, measure)
  if (months.length === 0) return null
  return 12 * months.reduce((best, { mode }) => (Math.abs(mode) > Math.abs(best) ? mode : best), 0)
}

/** Sums of a benefit's plan up to a month, its sign applied: what a dis-benefit costs is negative. Dollars. */
export function plannedThrough(benefit: RegisterBenefit, through: string | null): number | null {
  const plans = moneyPlans(benefit)
  if (plans.length === 0) return null
  const sign = signOf(benefit)
  const dollars = plans
    .flatMap(({ months }) => months)
    .filter(({ month }) => through === null || month <= through)
    .reduce((sum, { mode }) => sum + mode, 0)
  return sign * dollars
}

/** A cost plan of a decision carries its own sign; a stated plan is a size, turned by the sign of its profile. */
export function signOf(benefit: Pick<RegisterBenefit, 'profile' | 'promises'>): 1 | -1 {
  const isCostPlan = benefit.promises.at(-1)?.proposedBy === null
  return isCostPlan ? 1 : benefit.profile.content.sign
}
