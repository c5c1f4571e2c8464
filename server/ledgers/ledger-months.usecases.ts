import type { CostElement, LedgerKind } from '#models/ledgers/ledger.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { ledgerSums, linesOfMonths } from './ledgers.repository.ts'

/** What the ledger says of a workload for a month and a cost element; whole cents of CAD, negative for a credit. */
export type LedgerMonth = {
  /** Null: lines that name no workload. */
  readonly workloadId: string | null
  /** `YYYY-MM`. */
  readonly period: string
  readonly kind: LedgerKind
  readonly costElement: CostElement
  readonly fund: string
  readonly extractId: string
  readonly fileName: string
  /** Physical line of the first entry that the sum holds. */
  readonly firstLine: number
  readonly amountCents: number
  /** Hours of labour; null where no line says any. */
  readonly hours: number | null
  readonly lines: number
  readonly recordedAt: string
}

/** Months of the ledger of workloads in reach, from the extracts that counted at the instant asked; in order of workload and month. */
export async function ledgerMonths(
  deps: { readonly db: Database },
  reach: Reach,
  asked: {
    readonly workloadIds?: readonly string[]
    readonly from: string
    readonly to: string
    /** What was known at that instant (milliseconds of UNIX time); now when absent. */
    readonly asKnownMs?: number
  },
): Promise<LedgerMonth[]> {
  const { workloadIds, from, to, asKnownMs } = asked
  const asKnown = asKnownMs === undefined ? undefined : new Date(asKnownMs).toISOString()
  const rows = await ledgerSums(reach, deps.db, { workloadIds, from, to, asKnown })
  return rows.map((row) => ({
    workloadId: row.workload_id,
    period: row.period,
    kind: row.kind as LedgerKind, // written from ledgerKinds only
    costElement: row.cost_element as CostElement, // written from costElements only
    fund: row.fund,
    extractId: row.extract_id,
    fileName: row.file_name,
    firstLine: Number(row.first_line),
    amountCents: Number(row.amount_cents),
    hours: row.hours === null ? null : Number(row.hours),
    lines: Number(row.lines),
    recordedAt: row.received_at,
  }))
}

/** A line of the ledger that something may stand on: its place in the extract, what it is of, cents of CAD. */
export type LedgerLine = {
  readonly extractId: string
  readonly fileName: string
  readonly line: number
  readonly period: string
  readonly costElement: CostElement
  readonly workload: string | null
  readonly amountCents: number
}

/** Lines of some months of a body as they counted at an instant (ISO; now when absent), read on the connection that is given. */
export async function ledgerLinesOfBody(
  db: Database | DatabaseTransaction,
  asked: { readonly bodyId: string; readonly months: readonly string[]; readonly asKnown?: string | undefined },
): Promise<LedgerLine[]> {
  return (await linesOfMonths(db, asked)).map((row) => ({
    extractId: row.extract_id,
    fileName: row.file_name,
    line: row.line,
    period: row.period,
    costElement: row.cost_element as CostElement, // written from costElements only
    workload: row.workload,
    amountCents: row.amount_cents,
  }))
}
