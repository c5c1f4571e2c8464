import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { get, post } from './http.ts'

export const barometerPath = '/api/barometer'
export const previewPath = `${barometerPath}/preview`

export async function barometer(path: string, signal: AbortSignal): Promise<BarometerView> {
  return await get(path, { signal })
}

export async function publishBarometer(): Promise<void> {
  await post(`${barometerPath}/publications`)
}
