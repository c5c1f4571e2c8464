import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import type { RulePackView } from '#models/rules/pack.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { get } from './http.ts'

export type PriceBookView = {
  readonly id: string
  readonly digest: string
  readonly asOf: string
  readonly items: number
  readonly gaps: readonly Bilingual[]
  readonly ageDays: number
}

export const rulePackPath = '/api/rule-pack'
export const hostingOptionsPath = '/api/hosting-options'
export const priceBooksPath = '/api/price-books'

export async function rulePack(path: string, signal: AbortSignal): Promise<RulePackView> {
  return await get(path, { signal })
}

export async function hostingOptions(path: string, signal: AbortSignal): Promise<readonly HostingOption[]> {
  return await get(path, { signal })
}

export async function priceBooks(path: string, signal: AbortSignal): Promise<readonly PriceBookView[]> {
  return await get(path, { signal })
}
