import type { Derivation } from '#models/shared/derivation.ts'
import { get } from './http.ts'

export async function derivationOf(figure: string, signal: AbortSignal): Promise<Derivation> {
  return await get<Derivation>(`/api/figures/${encodeURIComponent(figure)}`, { signal })
}
