import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import type { RulePackView } from '#models/rules/pack.views.ts'
import { get } from './http.ts'

export const rulePackPath = '/api/rule-pack'
export const hostingOptionsPath = '/api/hosting-options'

export async function rulePack(path: string, signal: AbortSignal): Promise<RulePackView> {
  return await get(path, { signal })
}

export async function hostingOptions(path: string, signal: AbortSignal): Promise<readonly HostingOption[]> {
  return await get(path, { signal })
}
