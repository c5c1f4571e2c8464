/** A month of a bill or of the ledger, `YYYY-MM`; its days are counted in the proleptic Gregorian calendar, UTC. */
export type Month = string

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** Months since January of year 0: months are ordered and counted by it. */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

/** The month of a number given by `monthNumber`. */
export function monthOfNumber(number: number): Month {
  const year = Math.floor(number / 12)
  return `${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}`
}

/** The same month, so many months later (earlier when negative). */
export const monthAfter = (month: Month, months: number): Month => monthOfNumber(monthNumber(month) + months)

/** Whole months from one month to another; negative when the second comes first. */
export const monthsApart = (from: Month, to: Month): number => monthNumber(to) - monthNumber(from)

/** Every month from the first to the last, both included; none when the last comes first. */
export function monthsFrom(first: Month, last: Month): readonly Month[] {
  const from = monthNumber(first)
  return Array.from({ length: Math.max(0, monthNumber(last) - from + 1) }, (_, at) => monthOfNumber(from + at))
}

export const firstDayOf = (month: Month): string => `${month}-01`

export const lastDayOf = (month: Month): string => `${month}-${daysOfMonth(month)}`

/** Days of a month: 28 to 31, leap years counted. */
export function daysOfMonth(month: Month): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
}

/** Mondays to Fridays of a month: the most days on which a central bank publishes a rate. */
export function weekdaysOf(month: Month): number {
  const first = new Date(firstDayOf(month)).getUTCDay()
  return Array.from({ length: daysOfMonth(month) }, (_, at) => (first + at) % 7).filter((day) => day !== 0 && day !== 6)
    .length
}

/** First month, April, of the fiscal year that a month belongs to. */
export function fiscalStartOf(month: Month): Month {
  const year = Number(month.slice(0, 4))
  return `${String(Number(month.slice(5, 7)) >= 4 ? year : year - 1).padStart(4, '0')}-04`
}
