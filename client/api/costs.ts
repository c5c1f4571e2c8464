import type { AssumptionsView, BodyAssumptions } from '#models/assumptions/assumptions.views.ts'
import type { CostFactsView, NewCostFacts } from '#models/cost/cost-facts.views.ts'
import { get, post, put } from './http.ts'
import { workloadPath } from './workload.ts'

export function assumptionsPath(body: string): string {
  return `/api/assumptions/${encodeURIComponent(body)}`
}

export async function assumptions(path: string, signal: AbortSignal): Promise<AssumptionsView> {
  return await get(path, { signal })
}

export async function stateAssumptions(
  of: Pick<AssumptionsView, 'body' | 'etag'>,
  stated: BodyAssumptions,
): Promise<AssumptionsView> {
  return await put(assumptionsPath(of.body), stated, { ifMatch: of.etag })
}

export function costFactsPath(code: string): string {
  return `${workloadPath(code)}/cost-facts`
}

export async function costFacts(path: string, signal: AbortSignal): Promise<CostFactsView> {
  return await get(path, { signal })
}

export async function stateCostFacts(code: string, stated: NewCostFacts): Promise<CostFactsView> {
  return await post(costFactsPath(code), stated)
}
