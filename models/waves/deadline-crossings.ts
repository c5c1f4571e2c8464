import { fiscalYearOf } from './fiscal-year.ts'
import type { WaveDates } from './wave.schemas.ts'

/** An exemption that a workload of the wave lives under, and the last day it holds. */
export type HeldExemption = { readonly exemption: string; readonly workload: string; readonly endsOn: string }

export type DeadlineCrossing =
  | {
      readonly kind: 'fiscal-year'
      readonly event: keyof WaveDates
      /** Labels of the fiscal years in which the day falls, before and after. */
      readonly before: string
      readonly after: string
    }
  | ({ readonly kind: 'exemption-ends-first' } & HeldExemption)

const events = ['startsOn', 'cutsOverOn', 'decommissionsOn'] as const

/**
 * What other days of a wave would pass that the present ones do not: the end of a fiscal year, for each of the three days; the last day of an
 * exemption of one of its workloads, when cut-over would come after it.
 */
export function deadlineCrossings(
  before: WaveDates,
  after: WaveDates,
  exemptions: readonly HeldExemption[],
): readonly DeadlineCrossing[] {
  const years = events.flatMap((event): DeadlineCrossing[] => {
    const [from, to] = [fiscalYearOf(before[event]).label, fiscalYearOf(after[event]).label]
    return from === to ? [] : [{ kind: 'fiscal-year', event, before: from, after: to }]
  })
  const ended = exemptions
    .filter(({ endsOn }) => endsOn >= before.cutsOverOn && endsOn < after.cutsOverOn)
    .map((one): DeadlineCrossing => ({ kind: 'exemption-ends-first', ...one }))
  return [...years, ...ended]
}
