import { daysAfter, daysBetween } from '#models/shared/day.ts'
import { type FiscalQuarter, fiscalQuarters } from '#models/waves/fiscal-year.ts'

/** The quarters that the calendar shows, each as wide as its days. */
export type CalendarScale = {
  readonly quarters: readonly FiscalQuarter[]
  readonly from: string
  /** First day that is not shown. */
  readonly to: string
  readonly days: number
}

export const shownQuarters = 6

/** The quarter of a day and those that follow it. */
export function calendarScale(day: string, count: number = shownQuarters): CalendarScale {
  const quarters = fiscalQuarters(day, daysAfter(day, (count + 1) * 92)).slice(0, count)
  const from = quarters[0]?.startsOn ?? day
  const to = quarters.at(-1)?.endsBefore ?? day
  return { quarters, from, to, days: daysBetween(from, to) }
}

/** First day of the quarter so many quarters away. */
export function quarterAway(day: string, step: number): string {
  const [first] = fiscalQuarters(day, day)
  let at = first?.startsOn ?? day
  for (let left = Math.abs(step); left > 0; left -= 1) {
    const next = step > 0 ? fiscalQuarters(at, at)[0]?.endsBefore : daysAfter(at, -1)
    at = fiscalQuarters(next ?? at, next ?? at)[0]?.startsOn ?? at
  }
  return at
}

/** Where a day begins, in percent of the width; below 0 or above 100 when it is not shown. */
export function placeOf(scale: CalendarScale, day: string): number {
  return (daysBetween(scale.from, day) / scale.days) * 100
}

/** The part of [from, to) that is shown, in percent of the width; undefined when none is. */
export function spanOf(
  scale: CalendarScale,
  from: string,
  to: string,
): { readonly left: number; readonly width: number } | undefined {
  const left = Math.max(0, placeOf(scale, from))
  const right = Math.min(100, placeOf(scale, to))
  return right < 0 || left > 100 || right < left ? undefined : { left, width: right - left }
}

/** Whole days that a distance on screen stands for. */
export function daysFor(scale: CalendarScale, px: number, widthPx: number): number {
  return widthPx === 0 ? 0 : Math.round((px / widthPx) * scale.days)
}
