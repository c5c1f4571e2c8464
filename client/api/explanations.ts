import type { OptionExplanation, WorkloadConflicts } from '#models/rules/explanation.views.ts'
import { get } from './http.ts'
import { workloadPath } from './workload.ts'

export function explanationPath(code: string, option: string): string {
  return `${workloadPath(code)}/options/${encodeURIComponent(option)}/explanation`
}

export async function optionExplanation(path: string, signal: AbortSignal): Promise<OptionExplanation> {
  return await get(path, { signal })
}

export async function workloadConflicts(path: string, signal: AbortSignal): Promise<WorkloadConflicts> {
  return await get(path, { signal })
}
