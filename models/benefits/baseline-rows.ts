import * as v from 'valibot'
import { type BaselineModel, costElements, keySchema, monthSchema } from './register.schemas.ts'

export type RowsFault = 'columns' | 'element' | 'number' | 'key' | 'index-without-base' | 'month' | 'nothing'
export type ReadRows =
  | { readonly kind: 'read'; readonly model: BaselineModel }
  /** Line counted from 1 as pasted, blank lines included. */
  | { readonly kind: 'fault'; readonly line: number; readonly fault: RowsFault }

class Faulty extends Error {
  readonly fault: RowsFault
  constructor(fault: RowsFault) {
    super(fault)
    this.fault = fault
  }
}

const cellsOf = (line: string) => line.split(line.includes('\t') ? '\t' : ';').map((cell) => cell.trim())

function numberIn(cell: string | undefined): number {
  const text = (cell ?? '').replaceAll(/[\s\u00a0\u202f$]/g, '').replace(',', '.')
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) throw new Faulty('number')
  return value
}
function keyIn(cell: string | undefined): string {
  if (!v.is(keySchema, cell)) throw new Faulty('key')
  return cell
}

function lineByLine<T>(text: string, read: (cells: readonly string[], place: number) => T): T[] | ReadRows {
  const rows: T[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      rows.push(read(cellsOf(line), rows.length))
    } catch (error) {
      if (error instanceof Faulty) return { kind: 'fault', line: i + 1, fault: error.fault }
      throw error
    }
  }
  return rows
}

/**
 * Unit rates as pasted from a workbook, a line for each: element; dollars a month per unit; driver; quantity; index; its value in the window.
 * Driver, index and value may be empty. Cells stand apart by tabs or semicolons.
 */
export function unitRateRows(text: string): ReadRows {
  const elements = lineByLine(text, (cells) => {
    const [element, rate, driver = '', quantity, index = '', base = ''] = cells
    if (cells.length < 4 || cells.length > 6) throw new Faulty('columns')
    const named = costElements.find((one) => one === element)
    if (named === undefined) throw new Faulty('element')
    if ((index === '') !== (base === '')) throw new Faulty('index-without-base')
    return {
      element: named,
      rateCents: Math.round(numberIn(rate) * 1e8) / 1e6,
      driver: driver === '' ? null : keyIn(driver),
      quantity: numberIn(quantity),
      index: index === '' ? null : { measure: keyIn(index), base: numberIn(base) },
    }
  })
  if (!Array.isArray(elements)) return elements
  if (elements.length === 0) return { kind: 'fault', line: 1, fault: 'nothing' }
  return { kind: 'read', model: { kind: 'unit-rates', elements } }
}

/** Months of a regression as pasted: a first line `month; cost; driver; driver…`, then a line for each month, its cost in dollars. */
export function regressionRows(text: string): ReadRows {
  const [head = '', ...rest] = text.split('\n')
  const [, , ...names] = cellsOf(head)
  if (names.length === 0 || names.length > 6) return { kind: 'fault', line: 1, fault: 'columns' }
  if (!names.every((name) => v.is(keySchema, name))) return { kind: 'fault', line: 1, fault: 'key' }
  const months = lineByLine(['', ...rest].join('\n'), (cells) => {
    const [period, cost, ...drivers] = cells
    if (drivers.length !== names.length) throw new Faulty('columns')
    if (!v.is(monthSchema, period)) throw new Faulty('month')
    return { period, costCents: Math.round(numberIn(cost) * 100), drivers: drivers.map(numberIn) }
  })
  if (!Array.isArray(months)) return months
  if (months.length === 0) return { kind: 'fault', line: 2, fault: 'nothing' }
  return { kind: 'read', model: { kind: 'regression', drivers: names, months } }
}
