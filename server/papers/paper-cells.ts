import type { KeyFigure, PaperTable, PaperValue } from '#models/papers/document.ts'
import { tableSheet } from '#models/papers/table-workbook.ts'
import { sheetNames, type Workbook, type WorkbookCell, type WorkbookSheet } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'

// Cells that papers about benefits share. Agreed amounts are whole cents.

const nominal = { kind: 'nominal' } as const
export const textCell = (text: string): PaperValue => ({ kind: 'text', text })
export const countCell = (count: number): PaperValue => ({ kind: 'count', count })
export const dayCell = (day: string | null): PaperValue =>
  day === null ? { kind: 'unknown', reason: '' } : { kind: 'day', day: day.slice(0, 10) }
export const centsCell = (cents: number | null, reason = ''): PaperValue =>
  cents === null ? { kind: 'unknown', reason } : { kind: 'money', cad: cents / 100, basis: nominal, cents: true }

/** Key figures as a sheet of two columns, and every table as a sheet of its own, whose totals are live formulas. */
export function tablesWorkbook(
  given: { readonly title: string; readonly language: Language; readonly asOf: string; readonly digest: string },
  figures: readonly KeyFigure[],
  tables: readonly PaperTable[],
): Workbook {
  const head: WorkbookCell[][] = [
    [{ value: given.title, look: 'title' }],
    [{ value: `${given.asOf} · ${given.digest}`, look: 'small' }],
    [],
  ]
  const rows = figures.map(({ label, value }): WorkbookCell[] => [
    { value: label },
    value.kind === 'money'
      ? { value: value.cad, format: 'money' }
      : value.kind === 'count'
        ? { value: value.count, format: 'integer' }
        : { value: value.kind === 'text' ? value.text : '–' },
  ])
  const summary: WorkbookSheet = {
    name: given.language === 'fr' ? 'Sommaire' : 'Summary',
    widths: [60, 24],
    frozenRows: 0,
    rows: [...head, ...rows],
  }
  const names = sheetNames([summary.name, ...tables.map(({ caption }) => caption)])
  return {
    title: given.title,
    language: given.language,
    asOf: given.asOf,
    sheets: [summary, ...tables.map((table, i) => tableSheet(names[i + 1] ?? table.caption, table))],
  }
}
