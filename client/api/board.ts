import type { BoardCheck, BoardSnapshotView } from '#models/board/board.views.ts'
import { get, postForFile } from './http.ts'

export const boardPath = '/api/board-snapshots'
export const boardCheckPath = (id: string) => `${boardPath}/${encodeURIComponent(id)}/check`

export async function boardSnapshots(path: string, signal: AbortSignal): Promise<readonly BoardSnapshotView[]> {
  return await get(path, { signal })
}
export async function boardCheck(path: string, signal: AbortSignal): Promise<BoardCheck> {
  return await get(path, { signal })
}
/** Issues the board page of a body as a PDF: it goes out, and is kept with its digest. */
export async function issueBoard(body: string | null): Promise<Blob> {
  return postForFile('/api/reports', { kind: 'board', subject: body, format: 'pdf' })
}
/** The page as a file, as it was known on a day, or now. */
export function boardPaper(body: string | null, format: 'html' | 'pdf' | 'xlsx', asKnown: string | null): string {
  const query = new URLSearchParams({ format })
  if (body !== null) query.set('subject', body)
  if (asKnown !== null) query.set('asKnown', asKnown)
  return `/api/reports/board?${query.toString()}`
}
