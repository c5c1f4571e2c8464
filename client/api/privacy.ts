import type { PrivacyFileView, PrivacyList } from '#models/privacy/privacy.views.ts'
import { get } from './http.ts'
import { workloadPath } from './workload.ts'

export const privacyListPath = '/api/privacy-files'

export function privacyFilePath(code: string): string {
  return `${workloadPath(code)}/privacy-file`
}

export async function privacyList(path: string, signal: AbortSignal): Promise<PrivacyList> {
  return await get(path, { signal })
}

export async function privacyFile(path: string, signal: AbortSignal): Promise<PrivacyFileView> {
  return await get(path, { signal })
}
