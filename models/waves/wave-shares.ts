import { daysBetween } from '../shared/day.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { FiscalYear } from './fiscal-year.ts'
import type { WaveDates } from './wave.schemas.ts'

/**
 * The parts of one fiscal year that the days of a wave make. The four first are years: days over the days of that fiscal year, 0 to 1.
 *
 * A day is paid whole by the side that stands on its morning: the target is paid from `startsOn` (included), people work on it from
 * `cutsOverOn` (included), the old side is paid until the day before `decommissionsOn`. So, each year,
 * `oldBeforeCutOver + oldInParallel` is what is left to pay of the old side, and the rest of the year it is gone.
 */
export type WaveShares = {
  readonly fiscalYear: string
  /** Days of that fiscal year: what the shares are counted over. */
  readonly days: number
  /** The old side alone serves people. */
  readonly oldBeforeCutOver: number
  /** The old side is still paid after cut-over, until it is decommissioned. */
  readonly oldInParallel: number
  /** The target is already paid before cut-over. */
  readonly newInParallel: number
  /** The target serves people. */
  readonly newAfterCutOver: number
  /** Part of the whole one-time work that falls in this year: spread evenly by days from start to cut-over, whole in its year when both are one day. */
  readonly migration: number
}

/** Days of [from, to) that fall in a fiscal year. */
function daysIn(year: FiscalYear, from: string, to: string): number {
  const [start, end] = [from > year.startsOn ? from : year.startsOn, to < year.endsBefore ? to : year.endsBefore]
  return start < end ? daysBetween(start, end) : 0
}

const earliest = '0000-01-01'
const latest = '9999-12-31'

/** The shares of one fiscal year. Pure calendar: no cost, no index, no rate. */
export function waveShares(dates: WaveDates, year: FiscalYear): WaveShares {
  const { startsOn, cutsOverOn, decommissionsOn } = dates
  const inYears = (from: string, to: string) => daysIn(year, from, to) / year.days
  const work = daysBetween(startsOn, cutsOverOn)
  const isInYear = startsOn >= year.startsOn && startsOn < year.endsBefore
  return {
    fiscalYear: year.label,
    days: year.days,
    oldBeforeCutOver: inYears(earliest, cutsOverOn),
    oldInParallel: inYears(cutsOverOn, decommissionsOn),
    newInParallel: inYears(startsOn, cutsOverOn),
    newAfterCutOver: inYears(cutsOverOn, latest),
    migration: work === 0 ? (isInYear ? 1 : 0) : daysIn(year, startsOn, cutsOverOn) / work,
  }
}

/** The shares of each year of a horizon, in its order. */
export function sharesOverYears(dates: WaveDates, years: readonly FiscalYear[]): readonly WaveShares[] {
  return years.map((year) => waveShares(dates, year))
}

/**
 * Part of the one-time work that falls outside a horizon, 0 to 1: money already spent, or spent after. A case says it rather than lose it.
 */
export function migrationOutside(dates: WaveDates, years: readonly FiscalYear[]): number {
  return Math.max(0, 1 - sharesOverYears(dates, years).reduce((sum, share) => sum + share.migration, 0))
}

/** A workload that never moves: its old side whole each year, no target, no work. */
export function sharesWithoutMove(years: readonly FiscalYear[]): readonly WaveShares[] {
  return years.map((year) => ({
    fiscalYear: year.label,
    days: year.days,
    oldBeforeCutOver: 1,
    oldInParallel: 0,
    newInParallel: 0,
    newAfterCutOver: 0,
    migration: 0,
  }))
}

export type NoMove = 'no-wave'

/**
 * The days on which a workload moves: those of its wave, else those that a case states for all that have none. Without either it never
 * moves, and a figure that needs its days says so: no date is supposed.
 */
export function datesOfMove(own: WaveDates | null, stated: WaveDates | null = null): Outcome<WaveDates, NoMove> {
  const dates = own ?? stated
  return dates === null ? unknownBecause('no-wave') : known(dates)
}
