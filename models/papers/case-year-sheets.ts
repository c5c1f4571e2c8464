import { assumptionOf } from '../assumptions/assumption-set.ts'
import {
  caseYearInputs,
  dueByYear,
  growthOf,
  likelySums,
  type PreparedCase,
  yearInputs,
  yearParts,
} from '../cases/case-flows.ts'
import { datedFlows } from '../cases/case-schedule.ts'
import { evaluated, valueAt } from '../cost/evaluated.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import { assumptionName, type CaseBook, growthInputs, wordsOf } from './case-book.ts'
import type { HeadSheet } from './case-head-sheets.ts'
import { sourceText } from './case-source-sheet.ts'
import { formulaColumns, formulaHeads, type FormulaRow, formulaSheet } from './formula-sheet.ts'
import { onSheet, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** A sheet of formulas by fiscal year, and a formula's or an input's whole column there. */
export type YearSheet = { readonly sheet: WorkbookSheet; readonly column: (name: string) => string }

const dated = ['statusQuoRefresh', 'refresh', 'stranded', 'residual'] as const
export type Dated = (typeof dated)[number]

/** What falls due on days that people stated, a row a workload and a year; amounts changed there are summed again by year. */
export function dueSheet(book: CaseBook): {
  readonly sheet: WorkbookSheet
  readonly sum: (part: Dated, year: string) => string
} {
  const w = wordsOf(book)
  const { rows, years, inputs } = book.prepared
  const label = (name: string) =>
    inputs.formulas.caseYear.formulas.find((formula) => formula.name === name)?.label[book.language] ?? name
  const header = [
    w.code,
    w.title,
    w.yearIndex,
    w.year,
    ...dated.map((name) => `${label(name)} (CAD)`),
    w.statement,
  ].map((value): WorkbookCell => ({ value, look: 'header' }))
  const body = rows.flatMap((row) => {
    const flows = datedFlows([row], years)
    const { source } = row.workload.stated
    return years.flatMap(({ label: year }, index): WorkbookCell[][] => {
      const amounts = dated.map((name) => flows[name][index] ?? 0)
      if (amounts.every((amount) => amount === 0)) return []
      return [
        [
          { value: row.workload.code },
          { value: row.workload.name },
          { value: index, format: 'integer' },
          { value: year },
          ...amounts.map((value): WorkbookCell => ({ value, format: 'money', look: 'input' })),
          { value: source === null ? w.noStatement : sourceText(source, w, book.language) },
        ],
      ]
    })
  })
  const end = Math.max(2, body.length + 1)
  const down = (letters: string) => onSheet(w.due, `$${letters}$2:$${letters}$${end}`)
  const letters = { statusQuoRefresh: 'E', refresh: 'F', stranded: 'G', residual: 'H' } as const
  return {
    sheet: { name: w.due, widths: [12, 36, 12, 14, 22, 22, 22, 22, 60], frozenRows: 1, rows: [header, ...body] },
    sum: (part, year) => `SUMIFS(${down(letters[part])},${down('C')},${year})`,
  }
}

const likelyOf = (prepared: PreparedCase) => (name: string) => assumptionOf(prepared.inputs.set, name).likely

/** Assumptions that a set by year reads under their own name. */
function ownAssumptions(set: LoadedFormulaSet): Record<string, string> {
  return Object.fromEntries(
    set.inputs.flatMap(({ kind, name }) =>
      kind === 'assumption' && !Object.hasOwn(growthInputs, name) ? [[name, assumptionName(name)]] : [],
    ),
  )
}

/** `fiscal-year` over head × cut-over × year of a variant: both sides, from the sums of the workloads. */
export function yearSheet(
  book: CaseBook,
  heads: HeadSheet,
  { id, at }: { readonly id: string; readonly at: number },
): YearSheet {
  const w = wordsOf(book)
  const { prepared, language } = book
  const { set: assumptions, formulas } = prepared.inputs
  const set = formulas.year
  const sums = likelySums(prepared, at, assumptions)
  const likely = likelyOf(prepared)
  const label = (name: string) => formulas.annual.formulas.find((one) => one.name === name)?.label[language] ?? name
  const rows = prepared.cells.all.map((cell): FormulaRow => {
    const { head, group, index } = cell
    const annual = { asIs: valueAt(sums.asIs[head][group]), target: valueAt(sums.target[head][group]) }
    const inputs = yearInputs(cell, annual, likely)
    const values = evaluated(set, inputs, 1)
    const growth = Object.entries(growthInputs).map(([input, side]): [string, WorkbookCell] => {
      const name = growthOf[side][head]
      return [input, { value: likely(name), formula: assumptionName(name), format: 'rate' }]
    })
    return {
      lead: [
        { value: label(head) },
        { value: group + 1, format: 'integer' },
        { value: prepared.years[index]?.label ?? '' },
      ],
      inputs: {
        ...numbersOf(inputs),
        ...Object.fromEntries(growth),
        asIsAnnual: { value: annual.asIs, formula: heads.asIs(head, group), format: 'money' },
        targetAnnual: { value: annual.target, formula: heads.target(at, head, group), format: 'money' },
      },
      values: numbersOf(values),
    }
  })
  const name = w.years(id)
  const leads = [w.head, w.group, w.year]
  const shared = ownAssumptions(set)
  return {
    sheet: formulaSheet({ name, language, set, leads, leadWidths: [36, 12, 14], shared, rows }),
    column: columnOf({ name, set, leads, shared, rows: rows.length }),
  }
}

function numbersOf(columns: Readonly<Record<string, number | Float64Array>>): Record<string, number> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, valueAt(column)]))
}

type Columns = {
  readonly name: string
  readonly set: LoadedFormulaSet
  readonly leads: readonly string[]
  readonly shared: Readonly<Record<string, string>>
  readonly rows: number
}

function columnOf({ name, set, leads, shared, rows }: Columns): (of: string) => string {
  const letters = formulaColumns({ set, leads, shared })
  return (of) => {
    const column = letters.get(of)
    if (column === undefined) throw new RangeError(`no column ${of} on sheet ${name}`)
    return onSheet(name, `$${column}$${formulaHeads + 1}:$${column}$${formulaHeads + rows}`)
  }
}

type CaseParts = {
  readonly years: YearSheet
  readonly heads: HeadSheet
  readonly migrationShares: (index: number) => string
  readonly due: (part: Dated, year: string) => string
}

/** `case-year` over the fiscal years of a variant: flows, discounting, present values. */
export function caseYearSheet(
  book: CaseBook,
  { id, at }: { readonly id: string; readonly at: number },
  parts: CaseParts,
): YearSheet {
  const w = wordsOf(book)
  const { prepared, language } = book
  const set = prepared.inputs.formulas.caseYear
  const { set: assumptions } = prepared.inputs
  const due = dueByYear(prepared, likelySums(prepared, at, assumptions), assumptions)
  const name = w.case(id)
  const leads = [w.year]
  const shared = ownAssumptions(set)
  const letters = formulaColumns({ set, leads, shared })
  const rows = due.map((dueThere, index): FormulaRow => {
    const inputs = caseYearInputs(prepared, index, dueThere, likelyOf(prepared))
    const values = numbersOf(inputs)
    const live = liveInputs(
      { index, year: `$${letters.get('yearIndex') ?? ''}${formulaHeads + 1 + index}`, last: due.length - 1, at },
      parts,
    )
    const cells = Object.entries(live).map(([input, formula]): [string, WorkbookCell] => [
      input,
      { value: values[input] ?? 0, formula, format: 'money' },
    ])
    return {
      lead: [{ value: prepared.years[index]?.label ?? '' }],
      inputs: { ...values, ...Object.fromEntries(cells) },
      values: numbersOf(evaluated(set, inputs, 1)),
    }
  })
  return {
    sheet: formulaSheet({ name, language, set, leads, leadWidths: [40], shared, rows }),
    column: columnOf({ name, set, leads, shared, rows: rows.length }),
  }
}

/** Where the sums of a fiscal year come from; `year` is the cell of its index. */
function liveInputs(
  {
    index,
    year,
    last,
    at,
  }: { readonly index: number; readonly year: string; readonly last: number; readonly at: number },
  { years, heads, migrationShares, due }: CaseParts,
): Record<string, string> {
  const byYear = yearParts.map((part) => [
    `${part}Sum`,
    `SUMIFS(${years.column(part)},${years.column('yearIndex')},${year})`,
  ])
  return {
    ...Object.fromEntries(byYear),
    migrationShare: `SUMPRODUCT(${heads.once(at, 'migration')},${migrationShares(index)})`,
    ...Object.fromEntries(dated.map((part) => [`${part}Due`, due(part, year)])),
    // The exit is counted once, in the last year of the horizon.
    ...(index === last ? { exitDue: `SUM(${heads.once(at, 'exit')})` } : {}),
  }
}
