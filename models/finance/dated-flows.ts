import { daysBetween, isCalendarDay } from '../shared/day.ts'
import { type Outcome, unknownBecause } from '../shared/outcome.ts'
import { flatSchedule, netPresentValue, type PresentValueGap } from './discounting.ts'
import type { Cad, PriceBasis, Rate } from './price-basis.ts'

/** An amount paid on a day, `YYYY-MM-DD`. */
export type DatedFlow<B extends PriceBasis> = { readonly day: string; readonly amount: Cad<B> }

const daysPerYear = 365 // by convention of XNPV and XIRR, leap years included

export type DatedFlowGap = 'no-flows' | 'not-a-day' | 'day-before-the-first'

/** Years of 365 days from the day of the first flow, which is the date of the valuation; days are counted in UTC, so no hour is lost in March. */
export function yearsFromFirst<B extends PriceBasis>(
  flows: readonly DatedFlow<B>[],
): { readonly years: readonly number[] } | { readonly gap: DatedFlowGap } {
  const first = flows[0]
  if (first === undefined) return { gap: 'no-flows' }
  if (!flows.every(({ day }) => isCalendarDay(day))) return { gap: 'not-a-day' }
  const days = flows.map(({ day }) => daysBetween(first.day, day))
  return days.some((count) => count < 0) ? { gap: 'day-before-the-first' } : { years: days.map((d) => d / daysPerYear) }
}

/**
 * XNPV = Σ X_i · (1 + r)^−((d_i − d_0)/365), CAD at the day of the first flow; the others follow it in any order.
 * Source: the definition that spreadsheets share (OpenDocument 1.3 part 4, 6.12.52 XNPV).
 */
export function datedNetPresentValue<B extends PriceBasis>(
  flows: readonly DatedFlow<B>[],
  rate: Rate<B>,
): Outcome<Cad<B>, PresentValueGap | DatedFlowGap> {
  const dated = yearsFromFirst(flows)
  if ('gap' in dated) return unknownBecause(dated.gap)
  return netPresentValue({
    flows: flows.map(({ amount }) => amount),
    schedule: flatSchedule(rate),
    timing: dated.years,
  })
}
