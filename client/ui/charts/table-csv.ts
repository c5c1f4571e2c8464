import type { Language } from '#models/shared/bilingual.ts'

/** A word, or a figure as it is read and as a spreadsheet takes it. */
export type TableCell = string | { readonly text: string; readonly value: number }
/** The figures of a chart; the first cell of a row names it. */
export type ChartTable = {
  readonly caption: string
  readonly columns: readonly { readonly text: string; readonly isNumeric?: boolean }[]
  readonly rows: readonly (readonly TableCell[])[]
}

function written(cell: TableCell, language: Language): string {
  if (typeof cell !== 'string') {
    const plain = String(cell.value)
    return language === 'fr' ? plain.replace('.', ',') : plain
  }
  // A spreadsheet would run such a text as a formula.
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The table as a file for a spreadsheet of the language: BOM, CRLF; semicolons and decimal commas in French. */
export function tableCsv(table: ChartTable, language: Language): string {
  const separator = language === 'fr' ? ';' : ','
  const lines = [table.columns.map(({ text }) => text), ...table.rows].map((row) =>
    row.map((cell) => written(cell, language)).join(separator),
  )
  return `\ufeff${lines.join('\r\n')}\r\n`
}

/** `Valeur cumulée, M$` → `arpent-valeur-cumulee-m.csv`. */
export function tableFileName(caption: string): string {
  const plain = caption
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `arpent-${plain}.csv`
}
