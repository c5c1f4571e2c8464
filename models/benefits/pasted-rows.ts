import * as v from 'valibot'
import { keySchema, monthSchema } from './register.schemas.ts'

export type RowsFault = 'columns' | 'element' | 'number' | 'key' | 'index-without-base' | 'month' | 'nothing'
/** Line counted from 1 as pasted, blank lines included. */
export type FaultAtLine = { readonly kind: 'fault'; readonly line: number; readonly fault: RowsFault }

/** What is wrong with a line, until it is told with its place. */
export class Faulty extends Error {
  readonly fault: RowsFault
  constructor(fault: RowsFault) {
    super(fault)
    this.fault = fault
  }
}

/** Cells stand apart by tabs or semicolons. */
export const cellsOf = (line: string) => line.split(line.includes('\t') ? '\t' : ';').map((cell) => cell.trim())

/** A number as people type it: spaces between thousands, a comma or a point for the decimals. */
export function numberIn(cell: string | undefined): number {
  const text = (cell ?? '').replaceAll(/[\s\u00a0\u202f$]/g, '').replace(',', '.')
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) throw new Faulty('number')
  return value
}
export function keyIn(cell: string | undefined): string {
  if (!v.is(keySchema, cell)) throw new Faulty('key')
  return cell
}
export function monthIn(cell: string | undefined): string {
  if (!v.is(monthSchema, cell)) throw new Faulty('month')
  return cell
}

/** Reads what was pasted line by line, blank ones left out; the first line that cannot be read is told. */
export function lineByLine<T>(text: string, read: (cells: readonly string[], place: number) => T): T[] | FaultAtLine {
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
