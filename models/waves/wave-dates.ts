import { daysAfter, daysBetween } from '../shared/day.ts'
import type { WaveDates, WaveStatus } from './wave.schemas.ts'

export type DatesFault = {
  readonly field: 'cutsOverOn' | 'decommissionsOn' | 'startsOn'
  readonly kind: DatesFaultKind
}
export type DatesFaultKind = 'cut-over-before-start' | 'decommissioning-before-cut-over' | 'out-of-calendar'

/** Years that a plan may speak of; beyond, a day is a slip of the keyboard. */
const firstYear = '1990'
const lastYear = '2100'

/** Days out of order, or out of any plan: a wave with one is refused. Two or three of them may be one day. */
export function datesFaults(dates: WaveDates): DatesFault[] {
  const faults: DatesFault[] = []
  for (const field of ['startsOn', 'cutsOverOn', 'decommissionsOn'] as const) {
    const year = dates[field].slice(0, 4)
    if (year < firstYear || year > lastYear) faults.push({ field, kind: 'out-of-calendar' })
  }
  if (dates.cutsOverOn < dates.startsOn) faults.push({ field: 'cutsOverOn', kind: 'cut-over-before-start' })
  if (dates.decommissionsOn < dates.cutsOverOn)
    faults.push({ field: 'decommissionsOn', kind: 'decommissioning-before-cut-over' })
  return faults
}

/** Where a wave stands on a day: planned before its start, done from its decommissioning on, under way between. */
export function waveStatus(dates: WaveDates, today: string): WaveStatus {
  if (today < dates.startsOn) return 'planned'
  return today < dates.decommissionsOn ? 'under-way' : 'done'
}

/** The whole wave, so many days later (or earlier): its three days keep their distances. */
export function movedByDays(dates: WaveDates, days: number): WaveDates {
  return {
    startsOn: daysAfter(dates.startsOn, days),
    cutsOverOn: daysAfter(dates.cutsOverOn, days),
    decommissionsOn: daysAfter(dates.decommissionsOn, days),
  }
}

/**
 * The whole wave, so many months later (or earlier): its cut-over falls on the same date of the month, or on the last one when the month is
 * shorter, and the two other days keep their distances to it.
 */
export function movedByMonths(dates: WaveDates, months: number): WaveDates {
  const [year = '', month = '', date = ''] = dates.cutsOverOn.split('-')
  const target = new Date(Date.UTC(Number(year), Number(month) - 1 + months, 1))
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(Number(date), last))
  return movedByDays(dates, daysBetween(dates.cutsOverOn, target.toISOString().slice(0, 10)))
}
