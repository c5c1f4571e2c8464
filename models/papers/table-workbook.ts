import { unknownMark } from './number-text.ts'
import type { PaperRow, PaperTable, PaperValue } from './document.ts'
import { columnLetters, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** A value of a paper as a cell: its number whole, and for an unknown the reason as a remark. */
export function cellOf(value: PaperValue, look: WorkbookCell['look'] = 'plain'): WorkbookCell {
  switch (value.kind) {
    case 'text':
      return { value: value.text, look }
    case 'money':
      return { value: value.cad, format: 'money', look }
    case 'percent':
      return { value: value.ratio, format: 'percent', look }
    case 'years':
      return { value: value.years, format: 'number', look }
    case 'days':
      return { value: value.days, format: 'integer', look }
    case 'count':
      return { value: value.count, format: 'integer', look }
    case 'number':
      return {
        value: value.number,
        format: value.digits > 2 ? 'rate' : value.digits === 0 ? 'integer' : 'number',
        look,
      }
    case 'day':
      return { value: value.day, format: 'date', look }
    case 'unknown':
      return { value: unknownMark, look, ...(value.reason === '' ? {} : { note: value.reason }) }
  }
}

/** A column that a reader adds up: its rows are numbers of one kind, and the total row sums them. */
function summed(table: PaperTable, column: number, total: PaperRow): boolean {
  if (table.rows.filter((row) => row.kind === 'total').length > 1) return false // subtotals would be added twice
  const rows = table.rows.filter((row) => row.kind === 'row').map((row) => row.cells[column])
  const amounts = rows.flatMap((cell) =>
    cell?.kind === 'money' ? [cell.cad] : cell?.kind === 'count' ? [cell.count] : [],
  )
  const cell = total.cells[column]
  const stated = cell?.kind === 'money' ? cell.cad : cell?.kind === 'count' ? cell.count : undefined
  if (stated === undefined || amounts.length === 0) return false
  const sum = amounts.reduce((all, one) => all + one, 0)
  return Math.abs(sum - stated) <= 1e-9 * Math.max(1, Math.abs(stated))
}

/**
 * A table of a paper as a sheet: for any list, an export that can be sorted and added up. A total that is the sum of the rows above is a
 * live formula; one that is not (a median of a whole) stays the number it is.
 */
export function tableSheet(name: string, table: PaperTable): WorkbookSheet {
  const header = table.columns.map(({ label, unit }): WorkbookCell => ({
    value: unit === undefined ? label : `${label} (${unit})`,
    look: 'header',
  }))
  const last = table.rows.findLastIndex((row) => row.kind === 'row') + 2
  const rows = table.rows.map((row) =>
    row.cells.map((cell, i): WorkbookCell => {
      const made = cellOf(cell, row.kind === 'row' ? 'plain' : 'total')
      const letters = columnLetters(i)
      return row.kind === 'total' && i > 0 && summed(table, i, row)
        ? { ...made, formula: `SUM(${letters}2:${letters}${last})` }
        : made
    }),
  )
  const widths = table.columns.map(({ label, weight, align }) =>
    Math.min(60, Math.max(label.length + 2, (weight ?? 1) * (align === 'end' ? 16 : 20))),
  )
  return { name, widths, frozenRows: 1, rows: [header, ...rows] }
}
