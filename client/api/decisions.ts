import type { DecisionView, Strategy } from '#models/inventory/workload.views.ts'
import { post } from './http.ts'
import { workloadPath } from './workload.ts'

export type NewDecision = {
  readonly strategy: Strategy
  readonly option: string | null
  readonly rationale: string
}

function decisionPath(id: string): string {
  return `/api/decisions/${encodeURIComponent(id)}`
}

export async function proposeDecision(code: string, decision: NewDecision): Promise<DecisionView> {
  return await post(`${workloadPath(code)}/decisions`, decision)
}

export async function signDecision(decision: DecisionView): Promise<DecisionView> {
  return await post(`${decisionPath(decision.id)}/sign`, {}, { ifMatch: decision.etag })
}

export async function returnDecision(decision: DecisionView, reason: string): Promise<DecisionView> {
  return await post(`${decisionPath(decision.id)}/return`, { reason }, { ifMatch: decision.etag })
}

export async function promise(decision: DecisionView): Promise<void> {
  await post(`${decisionPath(decision.id)}/promise`)
}
