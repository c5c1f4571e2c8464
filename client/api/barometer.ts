import type { BarometerSettings } from '#models/barometer/barometer-settings.ts'
import type {
  BarometerPreview,
  BarometerView,
  IndicatorVersionView,
  PublicationChange,
  PublicationView,
} from '#models/barometer/barometer.views.ts'
import type { NewIndicatorVersion } from '#models/barometer/indicator.schemas.ts'
import { get, getIfChanged, post, put } from './http.ts'

export const barometerPath = '/api/barometer'
export const previewPath = `${barometerPath}/preview`
export const publicationsPath = `${barometerPath}/publications`
export const barometerSettingsPath = `${barometerPath}/settings`
export const indicatorVersionsPath = `${barometerPath}/indicator-versions`
export const indicatorEffectPath = (id: string) => `${indicatorVersionsPath}/${encodeURIComponent(id)}/effect`

export async function barometer(path: string, signal: AbortSignal): Promise<BarometerView | BarometerPreview> {
  return await get(path, { signal })
}

/** Publishes what was previewed, named by its digest: refused when the figures moved since. */
export async function publishBarometer(digest: string): Promise<void> {
  await post(`${barometerPath}/publications`, undefined, { ifMatch: `"${digest}"` })
}

export async function publications(path: string, signal: AbortSignal): Promise<readonly PublicationView[]> {
  return await get(path, { signal })
}
/** The settings, with the ETag that a change of them names. */
export type ReadSettings = { readonly settings: BarometerSettings; readonly etag: string }
export async function barometerSettings(path: string): Promise<ReadSettings> {
  const answer = await getIfChanged<BarometerSettings>(path, null)
  if (answer === undefined) throw new Error('settings answered « not modified » to no version')
  return { settings: answer.value, etag: answer.etag ?? '' }
}
export async function setBarometerSettings(settings: BarometerSettings, etag: string): Promise<void> {
  await put(barometerSettingsPath, settings, { ifMatch: etag })
}
export async function indicatorVersions(path: string, signal: AbortSignal): Promise<readonly IndicatorVersionView[]> {
  return await get(path, { signal })
}
export async function indicatorEffect(path: string, signal: AbortSignal): Promise<readonly PublicationChange[]> {
  return await get(path, { signal })
}
export async function proposeIndicator(version: NewIndicatorVersion): Promise<void> {
  await post(indicatorVersionsPath, version)
}
/** Another person's answer; it names the version it was read at. */
export async function decideIndicator(
  { id, etag }: Pick<IndicatorVersionView, 'id' | 'etag'>,
  decision: 'approve' | 'return',
): Promise<void> {
  await post(`${indicatorVersionsPath}/${encodeURIComponent(id)}/${decision}`, undefined, { ifMatch: etag })
}
export async function barometerPreview(path: string, signal: AbortSignal): Promise<BarometerPreview> {
  return await get(path, { signal })
}
