import type { Language } from '../shared/bilingual.ts'

/** How a number is shown; its value keeps all its decimals. `money` has cents, `rate` six decimals. */
export type CellFormat = 'text' | 'integer' | 'number' | 'money' | 'percent' | 'rate' | 'date'
export type CellLook = 'plain' | 'title' | 'header' | 'total' | 'input' | 'small'

/**
 * One cell. `value` is what it shows, and for a formula what the formula gave here: a reader that does not calculate shows it, one that does
 * finds it again. `null` is empty; an unknown is written as a text that says so. A date is `YYYY-MM-DD` with format `date`.
 */
export type WorkbookCell = {
  readonly value: string | number | boolean | null
  /** In the notation of the file format: English function names, commas, no equals sign: `SUM(B2:B9)`. Never made of what people typed. */
  readonly formula?: string
  readonly format?: CellFormat
  readonly look?: CellLook
  /** A name for this cell in the whole workbook, letters, digits and underscores: `discount_rate`. */
  readonly name?: string
  /** Where a click goes: a cell of a sheet, or an address. */
  readonly link?: { readonly sheet: string; readonly cell: string } | { readonly url: string }
  /** A remark that shows on hover. */
  readonly note?: string
}

/** What a formula cell shows when it comes to no known number: spreadsheets carry it through every formula over it. */
export const unknownNumber = '#N/A'

/** A range of one column or one row of a sheet: `B2:B9`. */
export type ChartRange = { readonly sheet: string; readonly range: string }

/** A native chart, drawn by the spreadsheet from its cells. */
export type WorkbookChart = {
  readonly kind: 'bar' | 'stacked-bar' | 'line'
  readonly title: string
  readonly categories: ChartRange
  readonly series: readonly { readonly title: string; readonly values: ChartRange }[]
  /** Where its corner stands, and its size in cells. */
  readonly at: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number }
}

export type WorkbookSheet = {
  readonly name: string
  /** Widths in characters; columns without one take 12. */
  readonly widths: readonly number[]
  /** Rows that stay in sight. */
  readonly frozenRows: number
  /** Read once, in order, so that a long sheet need not stand whole in memory. */
  readonly rows: Iterable<readonly WorkbookCell[]>
  readonly charts?: readonly WorkbookChart[]
}

export type Workbook = {
  readonly title: string
  readonly language: Language
  /** The day the file says it was made: the same workbook has the same bytes. */
  readonly asOf: string
  readonly sheets: readonly WorkbookSheet[]
}

/** The letters of a column counted from 0: 0 is `A`, 26 is `AA`. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** `B3`, from a row and a column counted from 0. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`
}

/** `$B$3`. */
export function fixedAddress(row: number, column: number): string {
  return `$${columnLetters(column)}$${row + 1}`
}

/** A cell or a range of another sheet, as formulas write it: `'Prix'!B3`. */
export function onSheet(sheet: string, address: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${address}`
}

/**
 * Names that sheets may have: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at an end, not empty, each once whatever its case.
 * The first keeps its name; the next take a number.
 */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const cleaned = name.replace(/[[\]:*?/\\]/g, ' ').replace(/^['\s]+|['\s]+$/g, '')
    const base = cleaned === '' ? 'Feuille' : cleaned
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '' : ` (${count})`
      const named = `${base.slice(0, 31 - suffix.length).trimEnd()}${suffix}`
      if (taken.has(named.toLowerCase())) continue
      taken.add(named.toLowerCase())
      return named
    }
  })
}

/** Days since 1899-12-30, as spreadsheets count them; undefined for what is no day. */
export function dayNumber(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const at = Date.parse(day)
  return Number.isNaN(at) ? undefined : Math.round(at / 86_400_000) + 25_569
}
