/** A month is `YYYY-MM`; its days are counted in the proleptic Gregorian calendar, UTC. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

export function monthAfter(month: string, months: number): string {
  const [year = '', number = ''] = month.split('-')
  return new Date(Date.UTC(Number(year), Number(number) - 1 + months, 1)).toISOString().slice(0, 7)
}

export function firstDayOf(month: string): string {
  return `${month}-01`
}

export function lastDayOf(month: string): string {
  return new Date(Date.parse(firstDayOf(monthAfter(month, 1))) - 86_400_000).toISOString().slice(0, 10)
}

/** Mondays to Fridays of a month: the most days on which a central bank publishes a rate. */
export function weekdaysOf(month: string): number {
  let count = 0
  for (let at = Date.parse(firstDayOf(month)); at <= Date.parse(lastDayOf(month)); at += 86_400_000) {
    const day = new Date(at).getUTCDay()
    if (day !== 0 && day !== 6) count += 1
  }
  return count
}

/** Months from one to another, both included, in order; empty when the second comes first. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = monthAfter(month, 1)) months.push(month)
  return months
}
