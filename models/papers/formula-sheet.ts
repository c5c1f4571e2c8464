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
  /** Widths of the first columns, in characters; 28 each when absent. */
  readonly leadWidths?: readonly number[]
  /** Read once, in order: a long sheet need not stand whole in memory. */
  readonly rows: Iterable<FormulaRow>
  /**
   * Inputs that stand once for all rows, by the cell or the name that holds each: `'Hypothèses'!$C$4`, `assumption_growth`. Changed there, every
   * row follows. They take no column here.
   */
  readonly shared?: Readonly<Record<string, string>>
}

/** Rows above the first row of formulas: the headers, and the formulas as written. */
export const formulaHeads = 2

/** The columns of a sheet of formulas, by the name of an input or of a formula: shared inputs have none. */
export function formulaColumns({
  set,
  leads,
  shared = {},
}: Pick<FormulaSheet, 'set' | 'leads' | 'shared'>): ReadonlyMap<string, string> {
  const inputs = set.inputs.filter((input) => !Object.hasOwn(shared, input.name))
  return new Map([...inputs, ...set.ordered].map((column, i) => [column.name, columnLetters(leads.length + i)]))
}

/** A number that may be unknown, as a cell: unknown is `#N/A`, which every formula over it becomes too, and never 0. */
export function numberCell(value: number, format: CellFormat = 'number'): WorkbookCell {
  return Number.isFinite(value) ? { value, format } : { value: unknownNumber, formula: 'NA()', format }
}

/**
 * A set of formulas over rows, live: the inputs of a row are its first columns, then each formula, written over the cells of its own row. The
 * second row shows each formula as it is written in the set.
 */
export function formulaSheet(sheet: FormulaSheet): WorkbookSheet {
  const { name, language, set, leads, leadWidths = leads.map(() => 28), shared = {} } = sheet
  const inputs = set.inputs.filter((input) => !Object.hasOwn(shared, input.name))
  const columns = [...inputs, ...set.ordered]
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
  const widths = [...leadWidths, ...columns.map(() => 18)]
  return {
    name,
    widths,
    frozenRows: formulaHeads,
    rows: { [Symbol.iterator]: () => sheetRows([header, written], sheet) },
  }
}

function* sheetRows(
  heads: readonly (readonly WorkbookCell[])[],
  { set, leads, rows, shared = {} }: FormulaSheet,
): Generator<readonly WorkbookCell[]> {
  yield* heads
  const inputs = set.inputs.filter((input) => !Object.hasOwn(shared, input.name))
  const letters = formulaColumns({ set, leads, shared })
  let at = formulaHeads
  for (const { lead, inputs: given, values } of rows) {
    at += 1
    const row = at
    const cellOf = (column: string) => shared[column] ?? `$${letters.get(column) ?? ''}${row}`
    yield [
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
  }
}

/** How a number of a unit is shown. */
export function formatOf(unit: string): CellFormat {
  if (unit.startsWith('CAD')) return 'money'
  return unit === '1' ? 'rate' : 'number'
}
