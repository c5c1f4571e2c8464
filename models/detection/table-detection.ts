import { nameReading } from './column-names.ts'
import { type ColumnFinding, type ColumnTally, createColumnTally } from './column-detection.ts'
import { isLikeValue, safeName, wordKinds } from './safe-names.ts'
import { createValueReader } from './value-reader.ts'

/** More columns than any table of a person's making: past it, the separator was not one. */
export const mostColumns = 5_000

export type TableFinding = {
  readonly columns: readonly ColumnFinding[]
  /** Rows after the header that hold something. */
  readonly rows: number
  /** The first row holds values: columns are named by their place. */
  readonly isHeadless: boolean
  /** Values longer than what is looked at. */
  readonly cutValues: number
  readonly hasTooManyColumns: boolean
}

export type TableDetector = {
  cell(text: string, start: number, end: number, column: number): void
  endRow(): void
  finding(): TableFinding
  /** Characters looked at: the measure of the work done. */
  readonly charactersRead: number
}

/**
 * Finds what is sensitive in a table given cell by cell, first row first. The first row that is not blank is the header unless it holds
 * values. Only counts are kept.
 */
export function createTableDetector(options: { readonly table: string | null; readonly year: number }): TableDetector {
  const reader = createValueReader()
  const columns: ColumnTally[] = []
  let header: string[] | undefined = []
  let isHeadless = false
  let isFilled = false
  let rows = 0
  let cutValues = 0
  let hasTooManyColumns = false

  const addColumn = (name: string) => columns.push(createColumnTally({ name, table: options.table }, options.year))

  function settleHeader(first: readonly string[]): void {
    isHeadless = holdsValues(first)
    let last = first.length
    while (last > 0 && first[last - 1]?.trim() === '') last -= 1
    for (let at = 0; at < last; at += 1)
      addColumn((isHeadless ? null : safeName(first[at] ?? '', reader)) ?? placeName(at))
    header = undefined
    if (!isHeadless) return
    first.forEach((text, at) => see(text, 0, text.length, at))
    rows += 1
  }

  /** A number, an address or a date is a value; words are when nothing in the row reads as a column's name. */
  function holdsValues(first: readonly string[]): boolean {
    let isMaybe = false
    let isNamed = false
    for (const text of first) {
      const name = text.replace(/^\ufeff/, '')
      if (!reader.read(name, 0, name.length)) continue
      if (isLikeValue(name, reader)) return true
      if (reader.isPlainNumber || (reader.whole & wordKinds) !== 0) isMaybe = true
      if (nameReading(name).scores.size > 0) isNamed = true
    }
    return isMaybe && !isNamed
  }

  function see(text: string, start: number, end: number, column: number): void {
    if (column >= columns.length) {
      if (column >= mostColumns) {
        hasTooManyColumns = true
        return
      }
      while (columns.length <= column) addColumn(placeName(columns.length))
    }
    if (!reader.read(text, start, end)) return
    isFilled = true
    if (reader.isCut) cutValues += 1
    columns[column]?.add(reader)
  }

  return {
    cell(text, start, end, column) {
      if (header === undefined) {
        if (end > start) see(text, start, end, column)
        return
      }
      if (column >= mostColumns) {
        hasTooManyColumns = true
        return
      }
      while (header.length < column) header.push('')
      header[column] = text.slice(start, end)
    },
    endRow() {
      if (header === undefined) {
        if (isFilled) rows += 1
        isFilled = false
        return
      }
      if (header.some((text) => text.replace(/^\ufeff/, '').trim() !== '')) settleHeader(header)
      else header = []
    },
    finding: () => ({
      columns: columns.map((column) => column.finding()),
      rows,
      isHeadless,
      cutValues,
      hasTooManyColumns,
    }),
    get charactersRead() {
      return reader.charactersRead
    },
  }
}

/** What a column is called when its name is unknown, or could be a value: its place, from 1. */
function placeName(at: number): string {
  return `#${at + 1}`
}
