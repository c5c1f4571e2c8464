import { type CadCents, roundToCents } from '../shared/money.ts'
import { splitByWeights } from './largest-remainder.ts'

/** How a benefit comes in (methods §9); months from the first month of the plan. */
export type RealisationCurve =
  | { readonly kind: 'step'; readonly lagMonths: number }
  | { readonly kind: 'ramp' | 's'; readonly lagMonths: number; readonly rampMonths: number }
  | {
      readonly kind: 'ramp-hold-decay'
      readonly lagMonths: number
      readonly rampMonths: number
      readonly holdMonths: number
      readonly halfLifeMonths: number
    }

/** Steepness of the logistic S: it leaves 0 and reaches 1 at the ends of its ramp, once rescaled. */
const steepness = 10
const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const [lowest, highest] = [logistic(-steepness / 2), logistic(steepness / 2)]

/**
 * Share of the plateau reached at a time, in months from the start: 0 before the lag; then at once (step), in a line (ramp), by a logistic S,
 * or in a line followed by a plateau that loses half of itself every half-life: 2^(−(t − t_p) / h). Within [0, 1].
 */
export function shareAt(curve: RealisationCurve, months: number): number {
  const since = months - curve.lagMonths
  if (since < 0) return 0
  if (curve.kind === 'step') return 1
  const ramp = curve.rampMonths === 0 ? 1 : Math.min(1, since / curve.rampMonths)
  if (curve.kind === 'ramp-hold-decay') {
    const declining = since - curve.rampMonths - curve.holdMonths
    return declining <= 0 ? ramp : 2 ** (-declining / curve.halfLifeMonths)
  }
  return curve.kind === 'ramp' ? ramp : (logistic(steepness * (ramp - 0.5)) - lowest) / (highest - lowest)
}

/**
 * Plan of each month, whole cents: the plateau a month × the share at the middle of the month. The months sum exactly to their rounded
 * total, so that a year read twice says the same.
 */
export function monthlyPlan(plateauCadPerMonth: number, curve: RealisationCurve, months: number): readonly CadCents[] {
  const shares = Array.from({ length: months }, (_, at) => shareAt(curve, at + 0.5))
  const total = roundToCents(plateauCadPerMonth * shares.reduce((sum, share) => sum + share, 0))
  const split = splitByWeights(total, shares)
  return split.kind === 'known' ? split.value : [] // shares are in [0, 1]; a total comes from one that is positive
}
