import { daysBetween } from '../shared/day.ts'

/** A fiscal year, 1 April to 31 March (domain methods §3). */
export type FiscalYear = {
  /** Calendar year in which it begins: 2026 for 2026-2027. */
  readonly year: number
  /** « 2026-2027 ». */
  readonly label: string
  /** First day, included. */
  readonly startsOn: string
  /** First day of the next year: not included. */
  readonly endsBefore: string
  /** 365, or 366 when its February has twenty-nine days. */
  readonly days: number
}

const pad = (number: number, width: number) => String(number).padStart(width, '0')
const firstOfApril = (year: number) => `${pad(year, 4)}-04-01`

/** The fiscal year that begins in April of a calendar year. */
export function fiscalYear(year: number): FiscalYear {
  const [startsOn, endsBefore] = [firstOfApril(year), firstOfApril(year + 1)]
  return {
    year,
    label: `${pad(year, 4)}-${pad(year + 1, 4)}`,
    startsOn,
    endsBefore,
    days: daysBetween(startsOn, endsBefore),
  }
}

/** The fiscal year of a day: January to March belong to the one begun the April before. */
export function fiscalYearOf(day: string): FiscalYear {
  const [year = '', month = ''] = day.split('-')
  return fiscalYear(Number(month) >= 4 ? Number(year) : Number(year) - 1)
}

/** So many fiscal years in a row, the first one beginning in April of `year`. */
export function fiscalYears(year: number, count: number): readonly FiscalYear[] {
  return Array.from({ length: count }, (_, index) => fiscalYear(year + index))
}

/** Whole fiscal years from the one that begins in April of `firstYear` to that of a day: 0 within it, negative before. */
export function fiscalYearIndex(day: string, firstYear: number): number {
  return fiscalYearOf(day).year - firstYear
}

/** A quarter of a fiscal year: T1 is April to June. */
export type FiscalQuarter = {
  readonly quarter: 1 | 2 | 3 | 4
  readonly fiscalYear: string
  readonly startsOn: string
  readonly endsBefore: string
}

const quarters = [1, 2, 3, 4] as const

/** The quarters that hold a day of [from, to], in order; none when `to` comes before `from`. */
export function fiscalQuarters(from: string, to: string): readonly FiscalQuarter[] {
  const found: FiscalQuarter[] = []
  for (let year = fiscalYearOf(from).year; firstOfApril(year) <= to; year += 1) {
    for (const quarter of quarters) {
      const startsOn = monthOf(year, quarter)
      const endsBefore = quarter === 4 ? firstOfApril(year + 1) : monthOf(year, quarter + 1)
      if (endsBefore > from && startsOn <= to)
        found.push({ quarter, fiscalYear: fiscalYear(year).label, startsOn, endsBefore })
    }
  }
  return found
}

/** First day of a quarter of the fiscal year that begins in April of `year`. */
function monthOf(year: number, quarter: number): string {
  return quarter === 4 ? `${pad(year + 1, 4)}-01-01` : `${pad(year, 4)}-${pad(1 + quarter * 3, 2)}-01`
}
