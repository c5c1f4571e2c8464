import { assumptionOf, type AssumptionSet } from '../assumptions/assumption-set.ts'
import { type Binding, type Bindings, boundTo } from '../cost/bindings.ts'
import { rowColumns } from '../cases/case-rows.ts'
import { type Columns, evaluated, valueAt } from '../cost/evaluated.ts'
import {
  assumptionName,
  type CaseBook,
  type CaseSide,
  caseSides,
  sharedInputs,
  variantsOf,
  wordsOf,
} from './case-book.ts'
import { formatOf, formulaColumns, formulaHeads, type FormulaRow, formulaSheet } from './formula-sheet.ts'
import { onSheet, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** A side of the case as a sheet of live formulas, a row a workload in their order, and where its columns stand. */
export type CostSheet = {
  readonly sheet: WorkbookSheet
  /** What each formula came to, a value a workload. */
  readonly values: Columns
  /** `'Charges actuelles'!$X$3:$X$9`, for a formula of the set; undefined when the set has no such formula. */
  readonly column: (formula: string) => string | undefined
  /** The column that says in which cut-over a workload is. */
  readonly groups: string
}

export type CostSheets = {
  readonly today: CostSheet
  readonly targets: readonly CostSheet[]
  readonly moves: readonly CostSheet[]
}

export function costSheets(book: CaseBook): CostSheets {
  const w = wordsOf(book)
  const sides = caseSides(book)
  const { rows } = book.prepared
  const strategies = rows.map(({ workload }) => book.strategyName(workload.strategy))
  const option = (at: number) =>
    rows.map(({ workload, moved }) => {
      const place = workload.places[at] ?? null
      return place === null || (moved[at]?.annual ?? null) === null ? w.goesNowhere : book.optionName(place.option)
    })
  const variants = variantsOf(book)
  return {
    today: costSheet(book, { name: w.today, side: sides.today, last: w.strategy, lasts: strategies }),
    targets: variants.map(({ id, at }) =>
      costSheet(book, { name: w.target(id), side: sides.target(at), last: w.option, lasts: option(at) }),
    ),
    moves: variants.map(({ id, at }) =>
      costSheet(book, { name: w.move(id), side: sides.move(at), last: w.strategy, lasts: strategies }),
    ),
  }
}

type Of = {
  readonly name: string
  readonly side: CaseSide
  /** The header of the last column before the numbers, and what it says of each workload. */
  readonly last: string
  readonly lasts: readonly string[]
}

const groupColumn = 'C'

function costSheet(book: CaseBook, { name, side, last, lasts }: Of): CostSheet {
  const { language, prepared } = book
  const w = wordsOf(book)
  const { set } = prepared.inputs
  const shared = sharedInputs(side)
  const leads = [w.code, w.title, w.group, last]
  const values = evaluated(side.set, rowColumns(side.set, side.rows)(set), side.rows.length)
  const letters = formulaColumns({ set: side.set, leads, shared })
  const end = formulaHeads + side.rows.length
  const down = (column: string) => onSheet(name, `$${column}$${formulaHeads + 1}:$${column}$${end}`)
  function* rows(): Generator<FormulaRow> {
    for (const [i, { workload }] of prepared.rows.entries()) {
      const bindings = side.rows[i] ?? null
      yield {
        lead: [
          { value: workload.code },
          { value: workload.name },
          { value: (prepared.groupOf[i] ?? 0) + 1, format: 'integer' },
          { value: lasts[i] ?? '' },
        ],
        inputs: inputCells(side, bindings, set),
        values: Object.fromEntries(side.set.ordered.map((formula) => [formula.name, valueAt(values[formula.name], i)])),
      }
    }
  }
  return {
    sheet: formulaSheet({
      name,
      language,
      set: side.set,
      leads,
      leadWidths: [12, 36, 10, 30],
      shared,
      rows: { [Symbol.iterator]: rows },
    }),
    values,
    column: (formula) => {
      const column = side.set.ordered.some((one) => one.name === formula) ? letters.get(formula) : undefined
      return column === undefined ? undefined : down(column)
    },
    groups: down(groupColumn),
  }
}

function inputCells(
  side: CaseSide,
  bindings: Bindings | null,
  set: AssumptionSet,
): Record<string, number | WorkbookCell> {
  return Object.fromEntries(
    side.set.inputs.map((input) => [
      input.name,
      // A workload that is not there counts nothing: its inputs are 0.
      bindings === null ? 0 : boundCell(boundTo(input, bindings), input.unit, set),
    ]),
  )
}

function boundCell(one: Binding, unit: string, set: AssumptionSet): number | WorkbookCell {
  if (one.kind === 'value') return one.value
  return { value: assumptionOf(set, one.name).likely, formula: assumptionName(one.name), format: formatOf(unit) }
}
