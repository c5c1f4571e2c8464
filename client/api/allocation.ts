import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type {
  ChargeTraceView,
  RuleSetPreview,
  RuleSetsView,
  RuleSetView,
  UnallocatedView,
  WorkloadChargesView,
  WorkloadMonthView,
} from '#models/allocation/allocation.views.ts'
import type { UnitCostsView, UnitMeasure } from '#models/allocation/unit-cost.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { get, post } from './http.ts'

export const allocationPath = '/api/allocation'
const part = encodeURIComponent
const query = (of: Readonly<Record<string, string>>) => new URLSearchParams(of).toString()

export const ruleSetsPath = (body: string): string => `${allocationPath}/rule-sets?${query({ body })}`
export const ruleSetPreviewPath = (id: string): string => `${allocationPath}/rule-sets/${part(id)}/preview`
export const unallocatedPath = (asked: { body: string; from: string; to: string }): string =>
  `${allocationPath}/unallocated?${query(asked)}`
export const tracePath = (importId: string, ordinal: number): string =>
  `${allocationPath}/imports/${part(importId)}/charges/${ordinal}`
export const workloadMonthsPath = (workload: string, asked: { from: string; to: string }): string =>
  `${allocationPath}/workloads/${part(workload)}/months?${query(asked)}`
export const workloadChargesPath = (workload: string, importId: string, cursor: string): string =>
  `${allocationPath}/workloads/${part(workload)}/charges?${query({ import: importId, ...(cursor === '' ? {} : { cursor }) })}`
export const unitMeasuresPath = (benefit: string): string => `${allocationPath}/unit-measures?${query({ benefit })}`
export const unitCostsPath = (asked: Readonly<Record<string, string>>): string =>
  `${allocationPath}/unit-costs?${query(asked)}`

export async function workloadMonths(path: string, signal: AbortSignal): Promise<readonly WorkloadMonthView[]> {
  return await get(path, { signal })
}
export async function workloadCharges(path: string, signal: AbortSignal): Promise<WorkloadChargesView> {
  return await get(path, { signal })
}
export async function ruleSets(path: string, signal: AbortSignal): Promise<RuleSetsView> {
  return await get(path, { signal })
}
export async function ruleSetPreview(path: string, signal: AbortSignal): Promise<RuleSetPreview> {
  return await get(path, { signal })
}
export async function unallocated(path: string, signal: AbortSignal): Promise<UnallocatedView> {
  return await get(path, { signal })
}
export async function chargeTrace(path: string, signal: AbortSignal): Promise<ChargeTraceView> {
  return await get(path, { signal })
}
export async function unitMeasures(path: string, signal: AbortSignal): Promise<readonly UnitMeasure[]> {
  return await get(path, { signal })
}
export async function unitCosts(path: string, signal: AbortSignal): Promise<UnitCostsView> {
  return await get(path, { signal })
}
export async function previewRules(
  body: string,
  rules: readonly AllocationRule[],
  signal: AbortSignal,
): Promise<RuleSetPreview> {
  return await post(`${allocationPath}/preview`, { body, rules }, { signal })
}
export async function proposeRules(
  body: string,
  rules: readonly AllocationRule[],
  reason: string,
): Promise<RuleSetView> {
  return await post(`${allocationPath}/rule-sets`, { body, rules, reason })
}
export async function approveRules(
  { id, etag }: Pick<RuleSetView, 'id' | 'etag'>,
  reason: string,
): Promise<{ readonly rules: RuleSetView; readonly job: JobView }> {
  return await post(`${allocationPath}/rule-sets/${part(id)}/approve`, { reason }, { ifMatch: etag })
}
export async function returnRules(
  { id, etag }: Pick<RuleSetView, 'id' | 'etag'>,
  reason: string,
): Promise<RuleSetView> {
  return await post(`${allocationPath}/rule-sets/${part(id)}/return`, { reason }, { ifMatch: etag })
}
export async function replayRules(id: string): Promise<JobView> {
  return await post(`${allocationPath}/rule-sets/${part(id)}/replay`)
}
