import { billedMonthsOfBody, type BilledMonth } from '#server/allocation/workload-months.usecases.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { ledgerLinesOfBody, type LedgerLine } from '#server/ledgers/ledger-months.usecases.ts'

type Reading = Database | DatabaseTransaction
type Asked = { readonly bodyId: string; readonly months: readonly string[]; readonly asKnown?: string | undefined }

/** What a claim calls the rows it may stand on, as they were known at an instant; now when absent. */
export async function billRows(db: Reading, asked: Asked): Promise<(BilledMonth & { readonly reference: string })[]> {
  return (await billedMonthsOfBody(db, asked)).map((month) => ({
    ...month,
    reference: `${month.source}|${month.workload}|${month.serviceCategory}`,
  }))
}

export async function ledgerRows(
  db: Reading,
  asked: Asked,
): Promise<(LedgerLine & { readonly reference: string; readonly label: string })[]> {
  return (await ledgerLinesOfBody(db, asked)).map((line) => ({
    ...line,
    reference: `${line.extractId}|${line.line}`,
    label: `${line.fileName}:${line.line}`,
  }))
}
