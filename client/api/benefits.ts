import type { BenefitsPage } from '#models/benefits/benefit.views.ts'
import { get } from './http.ts'

export const benefitsPath = '/api/benefits'

export async function benefits(path: string, signal: AbortSignal): Promise<BenefitsPage> {
  return await get(path, { signal })
}
