import type { BudgetCorrection, LedgerMapping, NewBudgetEntry } from '#models/ledgers/ledger.schemas.ts'
import type { BudgetEntryView, LedgerExtractView, LedgerLineView, LedgerSent } from '#models/ledgers/ledger.views.ts'
import { get, post, sendFile } from './http.ts'

export const ledgersPath = '/api/ledgers'
const part = encodeURIComponent

export const extractsPath = (body: string): string => `${ledgersPath}/extracts?body=${part(body)}`
export const linesPath = (body: string, cursor: string): string =>
  `${ledgersPath}/lines?body=${part(body)}${cursor === '' ? '' : `&cursor=${part(cursor)}`}`
export const budgetEntriesPath = (body: string): string => `${ledgersPath}/budget-entries?body=${part(body)}`

export async function extracts(path: string, signal: AbortSignal): Promise<readonly LedgerExtractView[]> {
  return await get(path, { signal })
}
export async function ledgerLines(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly items: readonly LedgerLineView[]; readonly next: string | null }> {
  return await get(path, { signal })
}
export async function budgetEntries(path: string, signal: AbortSignal): Promise<readonly BudgetEntryView[]> {
  return await get(path, { signal })
}
export async function sendExtract(
  file: File,
  asked: {
    readonly body: string
    readonly dryRun: boolean
    readonly replace: boolean
    readonly mapping: LedgerMapping | undefined
  },
): Promise<LedgerSent> {
  const query = new URLSearchParams({
    body: asked.body,
    name: file.name,
    dryRun: String(asked.dryRun),
    replace: String(asked.replace),
    ...(asked.mapping === undefined ? {} : { mapping: JSON.stringify(asked.mapping) }),
  })
  return await sendFile(`${ledgersPath}/extracts?${query}`, file)
}
export async function undoExtract({ id, etag }: Pick<LedgerExtractView, 'id' | 'etag'>): Promise<LedgerExtractView> {
  return await post(`${ledgersPath}/extracts/${part(id)}/undo`, {}, { ifMatch: etag })
}
export const extractPath = (id: string): string => `${ledgersPath}/extracts/${part(id)}`
export async function oneExtract(path: string, signal: AbortSignal): Promise<LedgerExtractView> {
  return await get(path, { signal })
}
/** Takes refused lines again, the workloads of their cost centres being said. */
export async function replayExtract(
  { id, etag }: Pick<LedgerExtractView, 'id' | 'etag'>,
  costCentres: Readonly<Record<string, string>>,
): Promise<LedgerExtractView> {
  return await post(`${extractPath(id)}/replay`, { costCentres }, { ifMatch: etag })
}
export async function createBudgetEntry(entry: NewBudgetEntry): Promise<BudgetEntryView> {
  return await post(`${ledgersPath}/budget-entries`, entry)
}
export async function correctBudgetEntry(
  { code, etag }: Pick<BudgetEntryView, 'code' | 'etag'>,
  entry: BudgetCorrection,
): Promise<BudgetEntryView> {
  return await post(`${ledgersPath}/budget-entries/${part(code)}/correct`, entry, { ifMatch: etag })
}
