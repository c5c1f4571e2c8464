import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import { spreadsheetText } from '../formulas/spreadsheet.ts'
import type { Language } from '../shared/bilingual.ts'
import { type CellFormat, columnLetters, unknownNumber, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** One row of a sheet of formulas: what names it, its inputs, and what each formula came to here. NaN is unknown. */
export type FormulaRow = {
  /** As many cells as the sheet's `leads`. */
  readonly lead: readonly WorkbookCell[]
  /** A number, or a cell of its own: a formula that reads another sheet, a remark that names the source. */
  readonly inputs: Readonly<Record<string, number | WorkbookCell>>
  readonly values: Readonly<Record<string, number>>
}

export type FormulaSheet = {
  readonly name: string
  readonly language: Language
  readonly set: LoadedFormulaSet
  /** Headers of the first columns. */
  readonly leads: readonly string[]
  readonly rows: readonly FormulaRow[]
  /**
   * Inputs that stand once for all rows, by the cell or the name that holds each: `'Hypothèses'!$C$4`, `assumption_growth`. Changed there, every
   * row follows. They take no column here.
   */
  readonly shared?: Readonly<Record<string, string>>
}

/** A number that may be unknown, as a cell: unknown is `#N/A`, which every formula over it becomes too, and never 0. */
export function numberCell(value: number, format: CellFormat = 'number'): WorkbookCell {
  return Number.isFinite(value) ? { value, format } : { value: unknownNumber, formula: 'NA()', format }
}

/**
 * A set of formulas over rows, live: the inputs of a row are its first columns, then each formula, written over the cells of its own row. The
 * second row shows each formula as it is written in the set.
 */
export function formulaSheet({ name, language, set, leads, rows, shared = {} }: FormulaSheet): WorkbookSheet {
  const inputs = set.inputs.filter((input) => !Object.hasOwn(shared, input.name))
  const columns = [...inputs, ...set.ordered]
  const letters = new Map(columns.map((column, i) => [column.name, columnLetters(leads.length + i)]))
  const at = (row: number) => (column: string) => shared[column] ?? `$${letters.get(column) ?? ''}${row}`
  const header = [
    ...leads.map((value): WorkbookCell => ({ value, look: 'header' })),
    ...columns.map(({ label, unit }): WorkbookCell => ({
      value: unit === '1' ? label[language] : `${label[language]} (${unit})`,
      look: 'header',
    })),
  ]
  const written = [
    ...leads.map((): WorkbookCell => ({ value: null, look: 'small' })),
    ...inputs.map((input): WorkbookCell => ({ value: input.name, look: 'small' })),
    ...set.ordered.map((formula): WorkbookCell => ({
      value: `${formula.name} = ${formula.expression}`,
      look: 'small',
    })),
  ]
  const body = rows.map(({ lead, inputs: given, values }, i): WorkbookCell[] => {
    const cellOf = at(i + 3)
    return [
      ...lead,
      ...inputs.map((input): WorkbookCell => {
        const value = given[input.name] ?? Number.NaN
        return typeof value === 'number' ? { look: 'input', ...numberCell(value, formatOf(input.unit)) } : value
      }),
      ...set.ordered.map((formula): WorkbookCell => ({
        ...numberCell(values[formula.name] ?? Number.NaN, formatOf(formula.unit)),
        formula: spreadsheetText(formula.tree, cellOf),
      })),
    ]
  })
  const widths = [...leads.map(() => 28), ...columns.map(() => 18)]
  return { name, widths, frozenRows: 2, rows: [header, written, ...body] }
}

function formatOf(unit: string): CellFormat {
  if (unit.startsWith('CAD')) return 'money'
  return unit === '1' ? 'rate' : 'number'
}
