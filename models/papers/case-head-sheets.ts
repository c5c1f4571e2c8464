import { valueAt } from '../cost/evaluated.ts'
import { type CostHead, costHeads } from '../cost/heads.ts'
import type { WaveShares } from '../waves/wave-shares.ts'
import { type CaseBook, variantsOf, wordsOf } from './case-book.ts'
import type { CostSheet, CostSheets } from './case-cost-sheets.ts'
import { columnLetters, fixedAddress, onSheet, type WorkbookCell, type WorkbookSheet } from './workbook.ts'

/** What falls once, by cut-over: formulas of `move-cost`. */
export const onceParts = ['migration', 'exit', 'days'] as const
export type OncePart = (typeof onceParts)[number]

/** Sums of the workloads by head and by cut-over, live, and where each stands. */
export type HeadSheet = {
  readonly sheet: WorkbookSheet
  readonly asIs: (head: CostHead, group: number) => string
  readonly target: (variant: number, head: CostHead, group: number) => string
  /** All cut-overs of a part, or of a head on a side. */
  readonly once: (variant: number, part: OncePart) => string
  readonly today: (head: CostHead) => string
  /** What a head comes to once everything has moved: the new side, or the old one still for workloads that stay. */
  readonly afterMoves: (variant: number, head: CostHead) => string
}

const firstRow = 1
const asIsColumn = 2

export function headSheet(book: CaseBook, sheets: CostSheets): HeadSheet {
  const w = wordsOf(book)
  const { prepared, language } = book
  const { groups } = prepared
  const variants = variantsOf(book)
  const label = (head: CostHead) =>
    prepared.inputs.formulas.annual.formulas.find(({ name }) => name === head)?.label[language] ?? head
  const header = [w.head, w.group, w.asIsAnnual, ...variants.map(({ id }) => w.targetAnnual(id))].map(
    (value): WorkbookCell => ({ value, look: 'header' }),
  )
  const summed = (from: CostSheet, formula: string, row: number, group: number): WorkbookCell => {
    const column = from.column(formula)
    if (column === undefined) return { value: 0, format: 'money' }
    const value = groupSum(book, from, formula, group)
    return { value, format: 'money', formula: `SUMIFS(${column},${from.groups},$B${row + 1})` }
  }
  const headRow = (h: number, group: number) => firstRow + h * groups.length + group
  const onceRow = (p: number, group: number) => firstRow + (costHeads.length + p) * groups.length + group
  const rows = [
    ...costHeads.flatMap((head, h) =>
      groups.map((_, g): WorkbookCell[] => [
        { value: label(head) },
        { value: g + 1, format: 'integer' },
        summed(sheets.today, head, headRow(h, g), g),
        ...sheets.targets.map((target) => summed(target, head, headRow(h, g), g)),
      ]),
    ),
    ...onceParts.flatMap((part, p) =>
      groups.map((_, g): WorkbookCell[] => [
        { value: `${w[part]}, ${w.once}`, look: 'small' },
        { value: g + 1, format: 'integer' },
        { value: null },
        ...sheets.moves.map((move) => summed(move, part, onceRow(p, g), g)),
      ]),
    ),
  ]
  const at = (row: number, column: number) => onSheet(w.heads, fixedAddress(row, column))
  const down = (row: number, column: number) => {
    const letters = columnLetters(column)
    return onSheet(w.heads, `$${letters}$${row + 1}:$${letters}$${row + groups.length}`)
  }
  const targetColumn = (variant: number) => asIsColumn + 1 + variant
  return {
    sheet: { name: w.heads, widths: [44, 12, 22, 22, 22, 22], frozenRows: 1, rows: [header, ...rows] },
    asIs: (head, group) => at(headRow(costHeads.indexOf(head), group), asIsColumn),
    target: (variant, head, group) => at(headRow(costHeads.indexOf(head), group), targetColumn(variant)),
    once: (variant, part) => down(onceRow(onceParts.indexOf(part), 0), targetColumn(variant)),
    today: (head) => down(headRow(costHeads.indexOf(head), 0), asIsColumn),
    afterMoves: (variant, head) =>
      groups
        .map(({ dates }, g) =>
          at(headRow(costHeads.indexOf(head), g), dates === null ? asIsColumn : targetColumn(variant)),
        )
        .join('+'),
  }
}

/** What a formula of a side comes to over the workloads of a cut-over. */
export function groupSum({ prepared }: CaseBook, from: CostSheet, formula: string, group: number): number {
  return prepared.groupOf.reduce(
    (sum, of, row) => (of === group ? sum + valueAt(from.values[formula] ?? 0, row) : sum),
    0,
  )
}

/** The cut-overs of the case: their days, how many workloads, and the part of the migration that each year takes. */
export function groupSheet(book: CaseBook): {
  readonly sheet: WorkbookSheet
  readonly migrationShares: (index: number) => string
} {
  const w = wordsOf(book)
  const { groups, groupOf, years } = book.prepared
  const header = [
    w.group,
    w.startsOn,
    w.cutsOverOn,
    w.decommissionsOn,
    w.workloads,
    ...years.map(({ label }) => w.migrationShare(label)),
  ].map((value): WorkbookCell => ({ value, look: 'header' }))
  const day = (value: string | undefined): WorkbookCell =>
    value === undefined ? { value: '–' } : { value, format: 'date' }
  const share = (one: WaveShares | undefined): WorkbookCell => ({
    value: one?.migration ?? 0,
    format: 'rate',
    look: 'input',
  })
  const rows = groups.map(({ dates, shares }, g): WorkbookCell[] => [
    { value: g + 1, format: 'integer' },
    day(dates?.startsOn),
    day(dates?.cutsOverOn),
    day(dates?.decommissionsOn),
    { value: groupOf.filter((of) => of === g).length, format: 'integer' },
    ...years.map((_, index) => share(shares[index])),
  ])
  return {
    sheet: {
      name: w.groups,
      widths: [12, 14, 14, 18, 10, ...years.map(() => 20)],
      frozenRows: 1,
      rows: [header, ...rows],
    },
    migrationShares: (index) => {
      const letters = columnLetters(5 + index)
      return onSheet(w.groups, `$${letters}$2:$${letters}$${groups.length + 1}`)
    },
  }
}
