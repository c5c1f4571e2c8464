import type { HistoryEvent } from '#models/inventory/workload.views.ts'
import { get } from './http.ts'

export type AuditCheck = { readonly events: number; readonly valid: boolean; readonly firstBreak: number | null }

/** Newest first; `before` is the sequence number above the page. */
export function auditPath(before: number | undefined): string {
  const query = new URLSearchParams({ limit: '100' })
  if (before !== undefined) query.set('before', String(before))
  return `/api/audit-events?${query.toString()}`
}

export async function auditEvents(path: string, signal?: AbortSignal): Promise<readonly HistoryEvent[]> {
  return await get(path, { signal })
}

export async function verifyAudit(): Promise<AuditCheck> {
  return await get('/api/audit-events/verify')
}
