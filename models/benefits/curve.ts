import { monthAfter, monthsApart } from '../shared/month.ts'
import { type Measure, monthsOf, type Trajectory } from './register.schemas.ts'

/**
 * Part of the plateau that has come so many whole months after the start, 0 to 1 (domain methods §9). `step`: all after the lag. `ramp`:
 * linear. `s`: logistic, scaled so that it starts at 0 and ends at 1. `ramp-hold-decay`: linear, then held, then halved each half-life.
 */
export function curveShare(curve: NonNullable<Trajectory['curve']>, month: number): number {
  const since = month - curve.lagMonths
  if (since < 0) return 0
  if (curve.kind === 'step') return 1
  const ramp = curve.rampMonths === 0 ? 1 : Math.min(1, since / curve.rampMonths)
  if (curve.kind === 'ramp') return ramp
  if (curve.kind === 's')
    return ramp === 0 || ramp === 1 ? ramp : (logistic(ramp) - logistic(0)) / (logistic(1) - logistic(0))
  const fading = since - curve.rampMonths - curve.holdMonths
  return fading <= 0 ? ramp : 2 ** (-fading / curve.halfLifeMonths)
}

/** Steepness of the logistic S: nine tenths of the way in the middle six tenths of the ramp. */
const steepness = 10
const logistic = (x: number) => 1 / (1 + Math.exp(-steepness * (x - 0.5)))

export type PlannedValue = {
  readonly period: string
  readonly low: number
  readonly mode: number
  readonly high: number
}

/**
 * What a trajectory says of each period, in its measure's unit: its points as stated, else the plateau along its curve, one value each
 * `months` months from its first month to its last. A period without a point has none: nothing is drawn between two points.
 */
export function plannedValues(
  trajectory: Pick<Trajectory, 'points' | 'plateau' | 'curve' | 'from' | 'to'>,
  months: number,
): readonly PlannedValue[] {
  const { points, plateau, curve, from, to } = trajectory
  if (points.length > 0) return points.toSorted((a, b) => a.period.localeCompare(b.period))
  if (plateau === null) return []
  const count = Math.floor(monthsApart(from, to) / months) + 1
  return Array.from({ length: Math.max(count, 0) }, (_, i) => {
    const part = curve === null ? 1 : curveShare(curve, i * months)
    return {
      period: monthAfter(from, i * months),
      low: plateau.low * part,
      mode: plateau.mode * part,
      high: plateau.high * part,
    }
  })
}

export type PlannedMonth = {
  readonly month: string
  readonly low: number
  readonly mode: number
  readonly high: number
}

/**
 * The dollars a trajectory plans for each month, when its measure is in dollars; empty otherwise. `CAD/year` is a rate: a twelfth a month.
 * `CAD/month` is a rate too. `CAD` is an amount of a period: spread evenly over its months, and once for a measure taken once.
 */
export function plannedDollars(
  trajectory: Pick<Trajectory, 'points' | 'plateau' | 'curve' | 'from' | 'to'>,
  measure: Pick<Measure, 'unit' | 'frequency'>,
): readonly PlannedMonth[] {
  const known = dollarsOf.get(trajectory)
  if (known?.unit === measure.unit && known.frequency === measure.frequency) return known.months
  const months = dollarsByMonth(trajectory, measure)
  dollarsOf.set(trajectory, { unit: measure.unit, frequency: measure.frequency, months })
  return months
}

/** Months of a trajectory, counted once: a page asks for its year, its sum to date and its whole. */
const dollarsOf = new WeakMap<
  object,
  Pick<Measure, 'unit' | 'frequency'> & { readonly months: readonly PlannedMonth[] }
>()

function dollarsByMonth(
  trajectory: Pick<Trajectory, 'points' | 'plateau' | 'curve' | 'from' | 'to'>,
  measure: Pick<Measure, 'unit' | 'frequency'>,
): readonly PlannedMonth[] {
  const isRate = measure.unit === 'CAD/year' || measure.unit === 'CAD/month'
  if (!isRate && measure.unit !== 'CAD') return []
  const months = monthsOf[measure.frequency]
  const values = plannedValues(trajectory, months ?? Math.max(monthsApart(trajectory.from, trajectory.to) + 1, 1))
  const divisor = measure.unit === 'CAD/year' ? 12 : measure.unit === 'CAD/month' ? 1 : (months ?? 1)
  return values.flatMap(({ period, low, mode, high }) =>
    Array.from({ length: months ?? 1 }, (_, i) => ({
      month: monthAfter(period, i),
      low: low / divisor,
      mode: mode / divisor,
      high: high / divisor,
    })),
  )
}
