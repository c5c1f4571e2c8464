import type { BarometerPreview, BarometerView } from '#models/barometer/barometer.views.ts'
import { get, post } from './http.ts'

export const barometerPath = '/api/barometer'
export const previewPath = `${barometerPath}/preview`

export async function barometer(path: string, signal: AbortSignal): Promise<BarometerView | BarometerPreview> {
  return await get(path, { signal })
}

/** Publishes what was previewed, named by its digest: refused when the figures moved since. */
export async function publishBarometer(digest: string): Promise<void> {
  await post(`${barometerPath}/publications`, undefined, { ifMatch: `"${digest}"` })
}
