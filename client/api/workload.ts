import type * as v from 'valibot'
import type { EditWorkload, currentCostSchema } from '#models/inventory/inventory.schemas.ts'
import type { HistoryEvent, WorkloadAssessment, WorkloadView } from '#models/inventory/workload.views.ts'
import { get, patch, post } from './http.ts'

export function workloadPath(code: string): string {
  return `/api/workloads/${encodeURIComponent(code)}`
}

export async function workload(path: string, signal: AbortSignal): Promise<WorkloadView> {
  return await get(path, { signal })
}

export async function workloadAssessment(path: string, signal: AbortSignal): Promise<WorkloadAssessment> {
  return await get(path, { signal })
}

export async function workloadHistory(path: string, signal: AbortSignal): Promise<readonly HistoryEvent[]> {
  return await get(path, { signal })
}

export async function editWorkload(code: string, change: EditWorkload, ifMatch: string): Promise<void> {
  await patch(workloadPath(code), change, { ifMatch })
}

export async function stateCurrentCost(code: string, cost: v.InferInput<typeof currentCostSchema>): Promise<void> {
  await post(`${workloadPath(code)}/current-cost`, cost)
}
