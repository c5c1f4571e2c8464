import type { HomeView } from '#models/home/home.views.ts'
import { get } from './http.ts'

export const homePath = '/api/home'

export async function home(signal: AbortSignal): Promise<HomeView> {
  return await get<HomeView>(homePath, { signal })
}
