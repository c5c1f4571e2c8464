import { type DecimalMark, numberEvidence, readNumber } from '../imports/values.ts'
import { readCostElement, readLedgerKind, readLedgerPeriod } from './ledger-columns.ts'
import type { LedgerField, LedgerGap, LedgerLine, RefusedLine } from './ledger.schemas.ts'

/** A row of the file: cells in order, with its physical line. */
export type LedgerRow = { readonly line: number; readonly cells: readonly (string | null)[] }

/** Where each field stands, and the header it has. */
export type PlacedColumns = Partial<Record<LedgerField, { readonly at: number; readonly header: string }>>

export type ReadLedger = { readonly lines: readonly LedgerLine[]; readonly refused: readonly RefusedLine[] }

const mostCents = 1e15
const mostText = 500

/** Cells that say there is nothing. */
const isBlank = (cell: string) => cell === '' || /^(null|n\/d|n\/a)$/i.test(cell)

/**
 * Reads the rows of an extract. Every row is a line or is refused, with its column and why; blank rows and total rows (no period, no
 * element) of nothing are passed over. The decimal mark is proved over the whole column, as spreadsheets of one office write one way.
 */
export function readLedgerRows(rows: readonly LedgerRow[], columns: PlacedColumns): ReadLedger {
  const evidence = numberEvidence()
  const cellOf = (row: LedgerRow, field: LedgerField) => {
    const place = columns[field]
    const cell = place === undefined ? '' : (row.cells[place.at] ?? '').trim()
    return isBlank(cell) ? '' : cell
  }
  for (const row of rows) {
    const amount = cellOf(row, 'amount')
    if (amount !== '') evidence.see(signed(amount).size)
  }
  const { mark } = evidence.told()
  const lines: LedgerLine[] = []
  const refused: RefusedLine[] = []
  for (const row of rows) {
    if (row.cells.every((cell) => cell === null || cell.trim() === '')) continue
    const read = readRow(row, (field) => cellOf(row, field), mark)
    if ('gap' in read)
      refused.push({ line: row.line, column: columns[read.field]?.header ?? read.field, gap: read.gap })
    else lines.push(read)
  }
  return { lines, refused }
}

function readRow(
  row: LedgerRow,
  cell: (field: LedgerField) => string,
  mark: DecimalMark | undefined,
): LedgerLine | { readonly field: LedgerField; readonly gap: LedgerGap } {
  if (cell('period') === '') return { field: 'period', gap: 'period-missing' }
  const period = readLedgerPeriod(cell('period'))
  if (period === undefined) return { field: 'period', gap: 'period-unreadable' }
  if (cell('costElement') === '') return { field: 'costElement', gap: 'element-missing' }
  const costElement = readCostElement(cell('costElement'))
  if (costElement === undefined) return { field: 'costElement', gap: 'element-unknown' }
  const amountCents = readCents(cell('amount'), mark)
  if (typeof amountCents === 'string') return { field: 'amount', gap: amountCents }
  const kind = readLedgerKind(cell('kind'))
  if (kind === undefined) return { field: 'kind', gap: 'kind-unknown' }
  if (!/^(|cad|\$ ?ca|ca\$|\$)$/i.test(cell('currency'))) return { field: 'currency', gap: 'currency-other' }
  const hours = cell('hours') === '' ? null : readNumber(cell('hours').replace(/\s*h$/i, ''), mark)
  if (hours?.kind === 'unknown') return { field: 'hours', gap: 'hours-unreadable' }
  const texts = ['account', 'fund', 'workload', 'role', 'description', 'reference'] as const
  const long = texts.find((field) => cell(field).length > mostText)
  if (long !== undefined) return { field: long, gap: 'text-too-long' }
  return {
    line: row.line,
    period,
    kind,
    costElement,
    account: cell('account'),
    fund: cell('fund'),
    workload: cell('workload') === '' ? null : cell('workload'),
    amountCents,
    hours: hours?.value ?? null,
    role: cell('role') === '' ? null : cell('role'),
    description: cell('description'),
    reference: cell('reference'),
  }
}

/** Credits are written `-12,50`, `12,50-` or `(12,50)`. */
function signed(cell: string): { readonly sign: 1 | -1; readonly size: string } {
  const text = cell.replace(/[$\s\u00a0\u202f]+$/, '').replace(/^\$\s*/, '')
  const inner =
    /^\((.*)\)$/.exec(text)?.[1] ?? /^(.*\d)\s*[-\u2212]$/.exec(text)?.[1] ?? /^[-\u2212]\s*(.*)$/.exec(text)?.[1]
  return inner === undefined ? { sign: 1, size: text } : { sign: -1, size: inner.trim() }
}

/** Cents of an amount, exactly; a third decimal that is not zero is refused rather than rounded. */
export function readCents(cell: string, mark?: DecimalMark): number | LedgerGap {
  if (cell.trim() === '') return 'amount-missing'
  const { sign, size } = signed(cell.trim())
  const read = readNumber(size, mark)
  if (read.kind === 'unknown') return read.reasons[0] === 'ambiguous-number' ? 'amount-ambiguous' : 'amount-unreadable'
  const scaled = read.value * 100
  if (scaled > mostCents) return 'amount-too-large'
  const cents = Math.round(scaled)
  if (Math.abs(scaled - cents) > 1e-6 * Math.max(1, scaled * 1e-6)) return 'amount-too-precise'
  return cents === 0 ? 0 : sign * cents
}
