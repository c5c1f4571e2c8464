import type { PortfolioColumns, Strategy } from '#models/inventory/workload.views.ts'
import { get, getIfChanged, post, remove } from './http.ts'

export type SavedView = {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly shared: boolean
}
export type BulkChange = {
  readonly workload: string
  readonly version: number
  readonly proposedStrategy?: Strategy | null
}
export type BulkResult = {
  readonly changeSet: string
  readonly results: readonly { readonly workload: string; readonly ok: boolean; readonly code?: string }[]
}

export const viewsPath = '/api/views'

export async function portfolioColumns(
  etag: string | null,
): Promise<{ value: PortfolioColumns; etag: string | null } | undefined> {
  return await getIfChanged<PortfolioColumns>('/api/workloads/columns', etag)
}

export async function changeWorkloads(changes: readonly BulkChange[]): Promise<BulkResult> {
  return await post<BulkResult>('/api/workloads/bulk', { changes })
}

export async function undoChangeSet(id: string): Promise<void> {
  await post(`/api/change-sets/${encodeURIComponent(id)}/undo`)
}

export async function savedViews(signal: AbortSignal): Promise<readonly SavedView[]> {
  return await get(viewsPath, { signal })
}

export async function saveView(view: Omit<SavedView, 'id'>): Promise<SavedView> {
  return await post(viewsPath, view)
}

export async function deleteView(id: string): Promise<void> {
  await remove(`${viewsPath}/${encodeURIComponent(id)}`)
}
