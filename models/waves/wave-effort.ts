import { daysBetween } from '../shared/day.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { WaveDates } from './wave.schemas.ts'

export type EffortGap = 'no-effort-stated'

/**
 * Person-days of a wave: the sum over the workloads whose effort is known, with how many are not. Unknown when none is: an effort that
 * nobody stated is not zero.
 */
export function waveEffort(
  personDays: readonly Outcome<number, EffortGap>[],
): Outcome<{ readonly personDays: number; readonly uncounted: number }, EffortGap> {
  const counted = personDays.flatMap((one) => (one.kind === 'known' ? [one.value] : []))
  if (counted.length === 0) return unknownBecause('no-effort-stated')
  const total = counted.reduce((sum, days) => sum + days, 0)
  return known({ personDays: total, uncounted: personDays.length - counted.length })
}

/** People needed at once: person-days over the working days (five in seven) from start to cut-over; a wave of one day has one. */
export function peopleNeeded(personDays: number, dates: WaveDates): number {
  const workingDays = Math.max(1, (daysBetween(dates.startsOn, dates.cutsOverOn) * 5) / 7)
  return personDays / workingDays
}
