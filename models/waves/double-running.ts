import { daysBetween } from '../shared/day.ts'
import { fiscalYearOf, fiscalYears } from './fiscal-year.ts'
import type { WaveDates } from './wave.schemas.ts'
import { sharesOverYears } from './wave-shares.ts'

/** Calendar days on which both sides are paid: from the start (included) to the day before decommissioning. Cut-over ends nothing. */
export function doubleRunningDays(dates: WaveDates): number {
  return daysBetween(dates.startsOn, dates.decommissionsOn)
}

export type YearlyCosts = { readonly oldCadPerYear: number; readonly newCadPerYear: number }

export type DoubleRunning = {
  /** The target, paid before it serves: CAD. */
  readonly beforeCutOverCad: number
  /** The old side, paid once it no longer serves: CAD. */
  readonly afterCutOverCad: number
  readonly totalCad: number
}

/**
 * What is paid twice, CAD of the year of the costs: the target's yearly cost over the days from start to cut-over, the old side's over
 * those from cut-over to decommissioning, each day being 1/365 or 1/366 of its own fiscal year. The side that serves is not counted: it would
 * be paid anyway.
 */
export function doubleRunningCost(dates: WaveDates, { oldCadPerYear, newCadPerYear }: YearlyCosts): DoubleRunning {
  const first = fiscalYearOf(dates.startsOn).year
  const years = fiscalYears(first, fiscalYearOf(dates.decommissionsOn).year - first + 1)
  const shares = sharesOverYears(dates, years)
  const sum = (share: 'newInParallel' | 'oldInParallel') => shares.reduce((total, one) => total + one[share], 0)
  const beforeCutOverCad = newCadPerYear * sum('newInParallel')
  const afterCutOverCad = oldCadPerYear * sum('oldInParallel')
  return { beforeCutOverCad, afterCutOverCad, totalCad: beforeCutOverCad + afterCutOverCad }
}
