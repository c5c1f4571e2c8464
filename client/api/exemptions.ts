import type { ExemptionPolicy, ExemptionView, NewExemption } from '#models/exemptions/exemption.schemas.ts'
import { get, post } from './http.ts'
import { workloadPath } from './workload.ts'

export const exemptionsPath = '/api/exemptions'
export const exemptionPolicyPath = '/api/exemptions/policy'

export function workloadExemptionsPath(code: string): string {
  return `${workloadPath(code)}/exemptions`
}

export async function exemptionsAt(path: string, signal: AbortSignal): Promise<readonly ExemptionView[]> {
  return await get(path, { signal })
}

/** Every page of the register: numbers are given in order, and the last one of a page starts the next. */
export async function exemptionRegister(path: string, signal: AbortSignal): Promise<readonly ExemptionView[]> {
  const all: ExemptionView[] = []
  for (;;) {
    const last = all.at(-1)?.code
    const page = await exemptionsAt(`${path}?limit=500${last === undefined ? '' : `&cursor=${last}`}`, signal)
    all.push(...page)
    if (page.length < 500) return all
  }
}

export async function exemptionPolicy(path: string, signal: AbortSignal): Promise<ExemptionPolicy> {
  return await get(path, { signal })
}

export async function askExemption(workload: string, asked: NewExemption): Promise<ExemptionView> {
  return await post(workloadExemptionsPath(workload), asked)
}

function exemptionPath(exemption: ExemptionView): string {
  return `${exemptionsPath}/${encodeURIComponent(exemption.code)}`
}

export async function approveExemption(exemption: ExemptionView): Promise<ExemptionView> {
  return await post(`${exemptionPath(exemption)}/approve`, {}, { ifMatch: exemption.etag })
}

export async function returnExemption(exemption: ExemptionView, reason: string): Promise<ExemptionView> {
  return await post(`${exemptionPath(exemption)}/return`, { reason }, { ifMatch: exemption.etag })
}

export async function withdrawExemption(exemption: ExemptionView, reason: string): Promise<ExemptionView> {
  return await post(`${exemptionPath(exemption)}/withdraw`, { reason }, { ifMatch: exemption.etag })
}
