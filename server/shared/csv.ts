import Papa from 'papaparse'

/**
 * Rows as CSV text for spreadsheets: BOM, CRLF, quotes where needed. A cell that a spreadsheet would run as a formula
 * (`= + - @`, tab, carriage return) is preceded by an apostrophe, unless it is a plain number.
 */
export function csvText(rows: readonly (readonly string[])[], delimiter: ',' | ';'): string {
  const safe = rows.map((row) =>
    row.map((cell) => (/^[=+\-@\t\r]/.test(cell) && !/^-?\d+([.,]\d+)?$/.test(cell) ? `'${cell}` : cell)),
  )
  return `\ufeff${Papa.unparse(safe, { delimiter, newline: '\r\n' })}\r\n`
}
