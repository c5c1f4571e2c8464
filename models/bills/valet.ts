import { isCalendarDay } from '../shared/day.ts'
import { decimalOf } from './decimals.ts'

/** A rate of a day as the Bank of Canada publishes it: CAD for one unit of the currency, text as received. */
export type ValetRate = { readonly currency: string; readonly day: string; readonly cadPerUnit: string }

export type ValetRefusal = {
  /** Physical line of a CSV, rank of the observation in JSON, from 1. */
  readonly row: number
  readonly column: string
  readonly code: 'rate-not-a-day' | 'rate-not-a-decimal' | 'rate-not-positive'
}

export type ValetRead = {
  readonly rates: readonly ValetRate[]
  /** Series that are not CAD for one unit of another currency: named, not taken. */
  readonly otherSeries: readonly string[]
  /** Days without a value: published empty on a bank holiday. */
  readonly emptyValues: number
  readonly refused: readonly ValetRefusal[]
}

/** `FXUSDCAD` is CAD for one USD; `FXCADUSD` is its inverse and is not taken, for inverting would round. */
const series = /^FX([A-Z]{3})CAD$/

/** Reads the answer of the Valet service, JSON or CSV; undefined when the text is neither. */
export function valetRates(text: string): ValetRead | undefined {
  const plain = text.replace(/^\uFEFF/, '')
  return plain.trimStart().startsWith('{') ? ofJson(plain) : ofCsv(plain)
}

type Cell = { readonly row: number; readonly day: string; readonly column: string; readonly value: unknown }

function ofJson(text: string): ValetRead | undefined {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return undefined
  }
  const observations = field(document, 'observations')
  if (!Array.isArray(observations)) return undefined
  const cells = observations.flatMap((one: unknown, i): Cell[] => {
    if (typeof one !== 'object' || one === null) return []
    const day = field(one, 'd')
    return Object.entries(one)
      .filter(([name]) => name !== 'd')
      .map(([column, value]) => ({
        row: i + 1,
        day: typeof day === 'string' ? day : '',
        column,
        value: field(value, 'v'),
      }))
  })
  return read(cells)
}

/** The CSV opens with terms and a list of series; the table begins at the line whose first cell is `date`. */
function ofCsv(text: string): ValetRead | undefined {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.split(',').map(unquoted))
  const at = lines.findIndex(([first]) => first?.toLowerCase() === 'date')
  const header = lines[at]
  if (header === undefined || header.length < 2) return undefined
  const cells = lines.slice(at + 1).flatMap((line, i): Cell[] => {
    const [day = '', ...values] = line
    if (day === '' && values.every((value) => value === '')) return []
    return header.slice(1).map((column, c) => ({ row: at + 2 + i, day, column, value: values[c] ?? '' }))
  })
  return read(cells)
}

function read(cells: readonly Cell[]): ValetRead {
  const rates: ValetRate[] = []
  const refused: ValetRefusal[] = []
  const otherSeries = new Set<string>()
  let emptyValues = 0
  for (const { row, day, column, value } of cells) {
    const currency = series.exec(column)?.[1]
    // A rate is text; a number is taken as it is written.
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
    if (currency === undefined) {
      otherSeries.add(column)
      continue
    }
    if (text === '') {
      emptyValues += 1
      continue
    }
    const decimal = decimalOf(text)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isCalendarDay(day)) refused.push({ row, column, code: 'rate-not-a-day' })
    else if (decimal.kind === 'unknown') refused.push({ row, column, code: 'rate-not-a-decimal' })
    else if (decimal.value.digits <= 0n) refused.push({ row, column, code: 'rate-not-positive' })
    else rates.push({ currency, day, cadPerUnit: text })
  }
  return { rates, otherSeries: [...otherSeries], emptyValues, refused }
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1')
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name] // narrowed on the line above
    : undefined
}
