import type {
  ImportBatchView,
  ImportChangeView,
  ImportField,
  ImportGrouping,
  RowChange,
} from '#models/imports/import.views.ts'
import { get, post, put, remove, sendFile } from './http.ts'

export type Started = { readonly job: string; readonly batch: string }
export type Mapping = {
  readonly columns: readonly {
    readonly table: string
    readonly column: string
    readonly field: ImportField
    readonly unit: string | null
  }[]
  readonly grouping: ImportGrouping
  /** Kept for the next file of the same shape. */
  readonly remember: boolean
}
export type ChangesPage = { readonly items: readonly ImportChangeView[]; readonly next: string | null }

export const importsPath = '/api/imports'

export function importPath(id: string): string {
  return `${importsPath}/${encodeURIComponent(id)}`
}

export async function imports(path: string, signal: AbortSignal): Promise<readonly ImportBatchView[]> {
  return await get(path, { signal })
}

export async function importBatch(path: string, signal: AbortSignal): Promise<ImportBatchView> {
  return await get(path, { signal })
}

export async function sendImport(body: string, file: File): Promise<Started> {
  const query = new URLSearchParams({ body, fileName: file.name })
  return await sendFile(`${importsPath}?${query.toString()}`, file)
}

/** The mapping is staged again at once, or by a job when the answer names one. */
export async function mapImport(
  { id, etag }: Pick<ImportBatchView, 'id' | 'etag'>,
  mapping: Mapping,
): Promise<{ readonly job?: string } | undefined> {
  return await put(`${importPath(id)}/mapping`, mapping, { ifMatch: etag })
}

export function changesPath(
  id: string,
  filter: { change: RowChange | 'all'; text: string; cursor: string | null },
): string {
  const query = new URLSearchParams({ limit: '50' })
  if (filter.change !== 'all') query.set('change', filter.change)
  if (filter.text !== '') query.set('q', filter.text)
  if (filter.cursor !== null) query.set('cursor', filter.cursor)
  return `${importPath(id)}/changes?${query.toString()}`
}

export async function importChanges(path: string, signal?: AbortSignal): Promise<ChangesPage> {
  return await get(path, { signal })
}

export async function applyImport(id: string): Promise<{ readonly job: string }> {
  return await post(`${importPath(id)}/apply`)
}

export async function undoImport(id: string): Promise<{ readonly job: string }> {
  return await post(`${importPath(id)}/undo`)
}

export async function discardImport(id: string): Promise<void> {
  await remove(importPath(id))
}
