import { likelyFlows, flowNames } from '../cases/case-flows.ts'
import type { CaseVariant } from '../cases/case.schemas.ts'
import { costHeads } from '../cost/heads.ts'
import { assumptionName, type CaseBook, wordsOf } from './case-book.ts'
import { groupSum, type HeadSheet, onceParts } from './case-head-sheets.ts'
import type { CostSheets } from './case-cost-sheets.ts'
import type { YearSheet } from './case-year-sheets.ts'
import { formulaHeads } from './formula-sheet.ts'
import { unknownMark } from './number-text.ts'
import { fixedAddress, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** A number of the case that the workbook finds again: what the case says, and the formula that recalculates it. */
type Checked = {
  readonly label: string
  readonly year: string
  readonly ours: number
  readonly formula: string
  readonly again: number
  readonly format: 'money' | 'number' | 'rate'
}

/** The names of the cells of a variant's indicators. */
export const indicatorName = (name: 'npv' | 'irr' | 'mirr', variant: string) => `${name}_${variant}`

/** The years of a variant with its indicators under them: NPV as the sum of present values, rates by the spreadsheet's own functions. */
export function caseSheet(book: CaseBook, variant: CaseVariant, years: YearSheet): WorkbookSheet {
  const w = wordsOf(book)
  const { indicators, id } = variant
  const net = years.column('net')
  const rate = assumptionName('discountRate')
  // The spreadsheet looks for one rate from where ours stands; where there are several, one alone would mislead.
  const isSeveral = indicators.allRates.length > 1
  const found = indicators.rateOfReturn.kind === 'known' ? indicators.rateOfReturn.value : undefined
  const guess = found === undefined ? 0.1 : Number(found.toFixed(3))
  const hasBothSigns = `AND(MIN(${net})<0,MAX(${net})>0)`
  const irr: WorkbookCell = isSeveral
    ? { value: w.severalRates }
    : {
        value: found ?? unknownMark,
        format: 'percent',
        name: indicatorName('irr', id),
        formula: `IF(${hasBothSigns},IFERROR(IRR(${net},${guess}),"${unknownMark}"),"${unknownMark}")`,
      }
  const modified = indicators.modifiedRate.kind === 'known' ? indicators.modifiedRate.value : undefined
  const tail: WorkbookCell[][] = [
    [],
    [
      { value: w.npv, look: 'total' },
      {
        value: indicators.npv,
        format: 'money',
        look: 'total',
        name: indicatorName('npv', id),
        formula: `SUM(${years.column('presentValue')})`,
      },
    ],
    [{ value: `${w.rate} (IRR)` }, irr],
    [
      { value: `${w.modifiedRate} (MIRR)` },
      {
        value: modified ?? unknownMark,
        format: 'percent',
        name: indicatorName('mirr', id),
        formula: `IF(${hasBothSigns},IFERROR(MIRR(${net},${rate},${rate}),"${unknownMark}"),"${unknownMark}")`,
      },
    ],
    [{ value: w.discounting }, { value: book.result.discountRate, format: 'percent', formula: rate }],
  ]
  const { sheet } = years
  function* rows() {
    yield* sheet.rows
    yield* tail
  }
  return { ...sheet, rows: { [Symbol.iterator]: rows } }
}

/** Each figure of the case beside what the workbook recalculates, and the difference: 0.00 as long as nothing was changed. */
export function checkSheet(
  book: CaseBook,
  parts: {
    readonly costs: CostSheets
    readonly heads: HeadSheet
    readonly cases: readonly YearSheet[]
  },
): WorkbookSheet {
  const w = wordsOf(book)
  const checked = book.result.variants.flatMap((variant, at) =>
    checkedOf(book, { variant, at, costs: parts.costs, heads: parts.heads, years: parts.cases[at] }).map((one) => ({
      ...one,
      id: variant.id,
    })),
  )
  const header = [w.variant, w.measure, w.year, w.ours, w.theirs, w.gap].map((value): WorkbookCell => ({
    value,
    look: 'header',
  }))
  const first = 5
  const rows = checked.map(({ id, label, year, ours, formula, again, format }, i): WorkbookCell[] => {
    const digits = format === 'rate' ? 6 : 2
    const row = first + i
    return [
      { value: id },
      { value: label },
      { value: year === '' ? null : year },
      { value: ours, format },
      { value: again, format, formula },
      {
        value: Number((ours - again).toFixed(digits)) + 0,
        format,
        formula: `ROUND(D${row}-E${row},${digits})`,
      },
    ]
  })
  const last = first + Math.max(1, rows.length) - 1
  return {
    name: w.check,
    widths: [10, 52, 14, 24, 26, 16],
    frozenRows: 4,
    rows: [
      [{ value: w.checkNote, look: 'small' }],
      [
        { value: null },
        { value: w.gaps, look: 'total' },
        { value: null, look: 'total' },
        { value: null, look: 'total' },
        { value: null, look: 'total' },
        {
          value: 0,
          format: 'integer',
          look: 'total',
          name: 'check_differences',
          formula: `SUMPRODUCT(--(ABS(F${first}:F${last})>=0.005))`,
        },
      ],
      [],
      header,
      ...rows,
    ],
  }
}

type Of = {
  readonly variant: CaseVariant
  readonly at: number
  readonly costs: CostSheets
  readonly heads: HeadSheet
  readonly years: YearSheet | undefined
}

function checkedOf(book: CaseBook, { variant, at, costs, heads, years }: Of): Checked[] {
  if (years === undefined) return []
  const w = wordsOf(book)
  const { prepared, result } = book
  const { formulas, set } = prepared.inputs
  const { indicators, id } = variant
  const likely = likelyFlows(prepared, at, set)
  const npv = indicatorName('npv', id)
  const money = (label: string, ours: number, again: number, formula: string, year = ''): Checked => ({
    label,
    ours,
    again,
    formula,
    year,
    format: 'money',
  })
  const flowLabel = (name: string) =>
    formulas.caseYear.formulas.find((one) => one.name === name)?.label[book.language] ?? name
  const headLabel = (name: string) =>
    formulas.annual.formulas.find((one) => one.name === name)?.label[book.language] ?? name
  const cell = (name: string, index: number) => `INDEX(${years.column(name)},${index + 1})`
  const isReal = result.basis === 'real'
  const flows = flowNames.flatMap((name) =>
    result.years.map(({ label }, t) => {
      const nominal = likely.flows[name][t] ?? Number.NaN
      const again = isReal ? nominal / (likely.deflators[t] ?? Number.NaN) : nominal
      const formula = isReal ? `${cell(name, t)}/${cell('deflator', t)}` : cell(name, t)
      return money(flowLabel(name), variant.flows[name][t] ?? Number.NaN, again, formula, label)
    }),
  )
  const running = result.years.map(({ label }, t) => {
    const [column, first] = [years.column('presentValue'), t === 0]
    const again = likely.presentValues.slice(0, t + 1).reduce((sum, value) => sum + value, 0)
    const formula = first ? cell('presentValue', 0) : `SUM(INDEX(${column},1):INDEX(${column},${t + 1}))`
    return money(w.running_, variant.cumulative[t]?.likely ?? Number.NaN, again, formula, label)
  })
  const annual = costHeads.flatMap((head) => [
    money(
      `${headLabel(head)}, ${w.asIsAnnual}`,
      indicators.asIsAnnual[head],
      likely.asIsAnnual[head],
      `SUM(${heads.today(head)})`,
    ),
    money(
      `${headLabel(head)}, ${w.targetAnnual(id)}`,
      indicators.targetAnnual[head],
      likely.targetAnnual[head],
      heads.afterMoves(at, head),
    ),
  ])
  const move = costs.moves[at]
  const days =
    move === undefined ? 0 : prepared.groups.reduce((sum, _, g) => sum + groupSum(book, move, onceParts[2], g), 0)
  return [
    money(w.npv, indicators.npv, likely.npv, npv),
    money(w.oneTime, indicators.oneTime, likely.migration, `SUM(${heads.once(at, 'migration')})`),
    { ...money(w.days, indicators.effortDays, days, `SUM(${heads.once(at, 'days')})`), format: 'number' },
    ...rates(book, variant),
    ...running,
    ...flows,
    ...annual,
  ]
}

/** The rates and the yearly gain, where the case has them. */
function rates(book: CaseBook, { indicators, id }: CaseVariant): Checked[] {
  const w = wordsOf(book)
  const rate = (label: string, ours: number, name: 'irr' | 'mirr'): Checked => ({
    label,
    ours,
    again: ours,
    formula: indicatorName(name, id),
    year: '',
    format: 'rate',
  })
  const { rateOfReturn, modifiedRate, equivalentAnnual, allRates } = indicators
  const years = book.result.years.length
  const discount = assumptionName('discountRate')
  return [
    ...(rateOfReturn.kind === 'known' && allRates.length === 1
      ? [rate(`${w.rate} (IRR)`, rateOfReturn.value, 'irr')]
      : []),
    ...(modifiedRate.kind === 'known' ? [rate(`${w.modifiedRate} (MIRR)`, modifiedRate.value, 'mirr')] : []),
    ...(equivalentAnnual.kind === 'known'
      ? [
          {
            label: w.equivalent,
            ours: equivalentAnnual.value,
            again: equivalentAnnual.value,
            formula: `IF(${discount}=0,${indicatorName('npv', id)}/${years},${indicatorName('npv', id)}*${discount}/(1-(1+${discount})^-${years}))`,
            year: '',
            format: 'money' as const,
          },
        ]
      : []),
  ]
}

/** The discounted running total of a variant over the draws, with its chart: as computed, not live. */
export function runningSheet(book: CaseBook, variant: CaseVariant): WorkbookSheet {
  const w = wordsOf(book)
  const name = w.running(variant.id)
  const header = [w.year, w.mean, w.p10, w.p50, w.p90].map((value): WorkbookCell => ({ value, look: 'header' }))
  const money = (value: number): WorkbookCell => ({ value, format: 'money' })
  const rows = variant.cumulative.map(({ likely, p10, p50, p90 }, t): WorkbookCell[] => [
    { value: book.result.years[t]?.label ?? '' },
    money(likely),
    money(p10),
    money(p50),
    money(p90),
  ])
  const range = (column: string) => ({ sheet: name, range: `${column}2:${column}${rows.length + 1}` })
  return {
    name,
    widths: [14, 22, 22, 22, 22],
    frozenRows: 1,
    rows: [header, ...rows],
    charts: [
      {
        kind: 'line',
        title: `${w.running_}, ${variant.id}`,
        categories: range('A'),
        series: [
          { title: w.p10, values: range('C') },
          { title: w.p50, values: range('D') },
          { title: w.p90, values: range('E') },
        ],
        at: { row: 1, column: 6, rows: 20, columns: 8 },
      },
    ],
  }
}

/** The formulas of the case as written, set by set with its version. */
export function formulaListSheet(book: CaseBook): WorkbookSheet {
  const w = wordsOf(book)
  const { asIs, annual, move, year, caseYear } = book.prepared.inputs.formulas
  const header = [w.set, w.name, w.formula, w.unit, w.expression].map((value): WorkbookCell => ({
    value,
    look: 'header',
  }))
  const rows = [asIs, annual, move, year, caseYear].flatMap((set) =>
    set.formulas.map((formula): WorkbookCell[] => [
      { value: `${set.id} ${set.version}` },
      { value: formula.name },
      { value: formula.label[book.language] },
      { value: formula.unit },
      { value: formula.expression },
    ]),
  )
  return { name: w.formulaSets, widths: [22, 20, 44, 14, 120], frozenRows: 1, rows: [header, ...rows] }
}

/** The address of a variant's NPV, for a link from the summary. */
export function npvPlace(book: CaseBook, id: string): { readonly sheet: string; readonly cell: string } {
  return { sheet: wordsOf(book).case(id), cell: fixedAddress(formulaHeads + book.result.years.length + 1, 1) }
}
