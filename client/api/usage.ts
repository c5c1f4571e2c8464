import type { UsageImportView, WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import type { NewSizingChoice } from '#models/sizing/usage.schemas.ts'
import { get, put, sendFile } from './http.ts'
import { workloadPath } from './workload.ts'

export type UsageStarted = { readonly job: string; readonly batch: string }

/** What a person says of a file of measures that it may not say itself; an empty text says nothing. */
export type AskedReading = { readonly zone: string; readonly dateOrder: string; readonly cpuUnit: string }

export const usagePath = '/api/usage'

export async function usageImports(path: string, signal: AbortSignal): Promise<readonly UsageImportView[]> {
  return await get(path, { signal })
}

export async function sendUsage(body: string, file: File, asked: AskedReading): Promise<UsageStarted> {
  const query = new URLSearchParams({ body, fileName: file.name })
  for (const [name, value] of Object.entries(asked)) if (value !== '') query.set(name, value)
  return await sendFile(`${usagePath}?${query.toString()}`, file)
}

export function refusedRowsPath(id: string): string {
  return `${usagePath}/${encodeURIComponent(id)}/errors`
}

export function sizesPath(code: string, option: string | undefined): string {
  const query = option === undefined ? '' : `?option=${encodeURIComponent(option)}`
  return `${workloadPath(code)}/sizes${query}`
}

export async function workloadSizes(path: string, signal: AbortSignal): Promise<WorkloadSizesView> {
  return await get(path, { signal })
}

export async function settleSizingRule(view: WorkloadSizesView, choice: NewSizingChoice): Promise<WorkloadSizesView> {
  const query = view.option === null ? '' : `?option=${encodeURIComponent(view.option)}`
  return await put(`${workloadPath(view.workload)}/sizing-rule${query}`, choice, { ifMatch: view.etag })
}
