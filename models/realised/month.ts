/** A month of a bill or of the ledger, `YYYY-MM`. */
export type Month = string

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

/** Every month from the first to the last, both included; none when the last comes first. */
export function monthsFrom(first: Month, last: Month): readonly Month[] {
  const from = monthNumber(first)
  return Array.from({ length: Math.max(0, monthNumber(last) - from + 1) }, (_, at) => monthOfNumber(from + at))
}

/** Days of a month: 28 to 31, leap years counted. */
export function daysOfMonth(month: Month): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
}

/** First month, April, of the fiscal year that a month belongs to. */
export function fiscalStartOf(month: Month): Month {
  const year = Number(month.slice(0, 4))
  return `${String(Number(month.slice(5, 7)) >= 4 ? year : year - 1).padStart(4, '0')}-04`
}
