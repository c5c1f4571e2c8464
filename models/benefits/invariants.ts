import type { RegisterBenefit } from './register-state.ts'
import {
  type Adjustment,
  type LifeState,
  type Measure,
  monthsOf,
  type Observation,
  type Trajectory,
} from './register.schemas.ts'
import { monthsApart } from '../shared/month.ts'

/** What a benefit lacks before it may be said to realise (domain benefits §4.1). */
export type RealisingGap =
  | 'no-owner'
  | 'no-outcome-measure'
  | 'no-frozen-baseline'
  | 'no-source'
  | 'no-finance-counterpart'

/** Everything that is missing for "realising"; empty when it may. A measure cannot be recorded without a frequency. */
export function realisingGaps(
  benefit: Pick<RegisterBenefit, 'profile' | 'measures' | 'baselines'>,
): readonly RealisingGap[] {
  const outcomes = [...benefit.measures].filter(([, { content }]) => content.role === 'outcome')
  const gaps: RealisingGap[] = []
  if (benefit.profile.content.owner === null) gaps.push('no-owner')
  if (outcomes.length === 0) gaps.push('no-outcome-measure')
  if (outcomes.some(([key]) => benefit.baselines.get(key)?.content.state !== 'frozen')) gaps.push('no-frozen-baseline')
  if (outcomes.some(([, { content }]) => content.source === '')) gaps.push('no-source')
  if (benefit.profile.content.financeCounterpart === null) gaps.push('no-finance-counterpart')
  return gaps
}

/**
 * What a benefit said to be realising would lose by a change: it keeps its owner, its finance counterpart and its outcome measure. What it
 * already lacked before is not this change's.
 */
export function lostWhileRealising(
  before: Pick<RegisterBenefit, 'profile' | 'measures' | 'baselines'>,
  after: Pick<RegisterBenefit, 'profile' | 'measures' | 'baselines'>,
): readonly RealisingGap[] {
  if (!['realising', 'sustained'].includes(before.profile.content.life)) return []
  const already = realisingGaps(before)
  return realisingGaps(after).filter((gap) => !already.includes(gap))
}

const nextStates: Readonly<Record<LifeState, readonly LifeState[]>> = {
  draft: ['baselined', 'abandoned', 'superseded'],
  baselined: ['in-delivery', 'realising', 'abandoned', 'superseded'],
  'in-delivery': ['realising', 'abandoned', 'superseded'],
  realising: ['sustained', 'closed', 'abandoned', 'superseded'],
  sustained: ['closed', 'abandoned', 'superseded'],
  closed: [],
  abandoned: [],
  superseded: [],
}
export type LifeFault =
  | { readonly kind: 'not-from-there' }
  | { readonly kind: 'not-ready'; readonly gaps: readonly RealisingGap[] }
  | { readonly kind: 'no-frozen-baseline' }
  | { readonly kind: 'handover-not-accepted' }

/**
 * Why a benefit may not pass to a state; undefined when it may. Baselined needs a frozen baseline, realising everything of §4.1, closed a
 * handover that the owner and finance accepted. Nothing leaves closed, abandoned or superseded, and nothing is deleted.
 */
export function lifeFault(
  benefit: Pick<RegisterBenefit, 'profile' | 'measures' | 'baselines' | 'handover'>,
  to: LifeState,
): LifeFault | undefined {
  if (!nextStates[benefit.profile.content.life].includes(to)) return { kind: 'not-from-there' }
  if (to === 'baselined' && benefit.baselines.size === 0) return { kind: 'no-frozen-baseline' }
  if (to === 'realising' || to === 'sustained') {
    const gaps = realisingGaps(benefit)
    if (gaps.length > 0) return { kind: 'not-ready', gaps }
  }
  if (to === 'closed' && !isHandoverAccepted(benefit)) return { kind: 'handover-not-accepted' }
  return undefined
}

/** The states a benefit may pass to from where it stands, the closed ones included. */
export function statesAfter(life: LifeState): readonly LifeState[] {
  return nextStates[life]
}

/** Whether the owner and finance both accepted the handover in force. */
export function isHandoverAccepted(benefit: Pick<RegisterBenefit, 'handover'>): boolean {
  const handover = benefit.handover?.content
  return handover !== undefined && handover.ownerAccepted !== null && handover.financeAccepted !== null
}

/** Σ shares out of a pool ≤ 1 (§4.3), with the tolerance of a binary sum. */
export function shareExcess(shares: readonly number[]): number {
  const excess = shares.reduce((sum, one) => sum + one, 0) - 1
  return excess > 1e-9 ? excess : 0
}

/** Place of the first ceiling of a pool that ends before it starts; −1 when none does. */
export function reversedCeiling(ceilings: readonly { readonly from: string; readonly to: string }[]): number {
  return ceilings.findIndex(({ from, to }) => to < from)
}

export type ObservationFault = 'before-baseline' | 'before-measure' | 'off-frequency' | 'cents'

/**
 * Why a value is refused; undefined when it is taken. A period before the window of the frozen baseline, or before the measure starts, is
 * backdated; one that starts between two periods of the measure is nobody's; dollars have two decimals.
 */
export function observationFault(
  observation: Pick<Observation, 'period' | 'value'>,
  measure: Pick<Measure, 'startsOn' | 'frequency' | 'unit'>,
  baselineFrom: string | undefined,
): ObservationFault | undefined {
  if (baselineFrom !== undefined && observation.period < baselineFrom) return 'before-baseline'
  if (measure.startsOn !== null && observation.period < measure.startsOn.slice(0, 7)) return 'before-measure'
  const months = monthsOf[measure.frequency]
  // Periods of a measure are counted from April, the first month of the fiscal year.
  if (months !== null && months > 1 && ((monthsApart('2000-04', observation.period) % months) + months) % months !== 0)
    return 'off-frequency'
  if (observation.value.kind === 'known' && !hasCents(observation.value.value, measure.unit)) return 'cents'
  return undefined
}

/** Whether a value may be of a unit: dollars have two decimals at most. */
export function hasCents(value: number, unit: string): boolean {
  return !isMoney(unit) || Math.abs(value * 100 - Math.round(value * 100)) < 1e-6
}

/** Units of dollars: `CAD`, `CAD/year`, `CAD/month`. */
export function isMoney(unit: string): boolean {
  return unit === 'CAD' || unit.startsWith('CAD/')
}

/** Whether a measure starts before the window of the baseline it is held against. */
export function isBackdated(startsOn: string | null, baselineFrom: string | undefined): boolean {
  return startsOn !== null && baselineFrom !== undefined && startsOn.slice(0, 7) < baselineFrom
}

export type TrajectoryFault =
  | 'ends-before-start'
  | 'says-nothing'
  | 'says-twice'
  | 'low-mode-high'
  | 'same-period-twice'
  | 'cents'
  | 'price-basis'

/** Why a trajectory says nothing that can be promised; undefined when it can. */
export function trajectoryFault(
  trajectory: Pick<Trajectory, 'points' | 'plateau' | 'curve' | 'from' | 'to' | 'priceBasis'>,
  unit: string,
): TrajectoryFault | undefined {
  const { points, plateau, from, to, priceBasis } = trajectory
  if (to < from) return 'ends-before-start'
  if (points.length === 0 && plateau === null) return 'says-nothing'
  if (points.length > 0 && plateau !== null) return 'says-twice'
  const stated = plateau === null ? points : [plateau]
  if (stated.some(({ low, mode, high }) => low > mode || mode > high)) return 'low-mode-high'
  if (new Set(points.map((point) => point.period)).size !== points.length) return 'same-period-twice'
  if (stated.some(({ low, mode, high }) => [low, mode, high].some((value) => !hasCents(value, unit)))) return 'cents'
  return isMoney(unit) === (priceBasis.kind === 'not-money') ? 'price-basis' : undefined
}

/** Adjustments count once a second person approved them: Σ effects of a month, in the measure's unit. */
export function adjustmentsIn(adjustments: readonly Adjustment[], measure: string, month: string): number {
  return adjustments
    .filter((one) => one.state === 'approved' && one.measure === measure)
    .filter((one) => one.from <= month && (one.to === null || month <= one.to))
    .reduce((sum, one) => sum + one.effect, 0)
}

/** The business owner of a benefit is not its project lead once it is handed over (§4.2). */
export function ownerFault(
  owner: { readonly person: string | null } | null,
  projectLead: { readonly person: string | null } | null,
): 'owner-leads-project' | undefined {
  const person = owner?.person ?? null
  const isSame = person !== null && person === projectLead?.person
  return isSame ? 'owner-leads-project' : undefined
}
