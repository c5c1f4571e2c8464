import * as v from 'valibot'

const dayMs = 86_400_000

/** Whether `YYYY-MM-DD` names a day that exists: the thirty-first of February does not. */
export function isCalendarDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/** A day as people write it in a form. */
export const daySchema = v.pipe(v.string(), v.isoDate(), v.check(isCalendarDay))

/** Whole calendar days from one day to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The same day, so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** The same day, so many years later; the twenty-ninth of February falls on the first of March. */
export function yearsAfter(day: string, years: number): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return new Date(Date.UTC(Number(year) + years, Number(month) - 1, Number(date))).toISOString().slice(0, 10)
}
