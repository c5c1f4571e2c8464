import type { NewBlackout, NewWave, WaveDates, WaveEdit } from '#models/waves/wave.schemas.ts'
import type {
  BlackoutView,
  WaveCalendar,
  WaveChange,
  WaveMembersPage,
  WavePreview,
  WaveView,
} from '#models/waves/wave.views.ts'
import { get, patch, post, remove } from './http.ts'

export const wavesPath = '/api/waves'
const of = (code: string) => `${wavesPath}/${encodeURIComponent(code)}`
type Read = Pick<WaveView, 'code' | 'etag'>

/** The calendar under these filters: also the name under which it is kept. */
export function calendarPath(filters: { readonly body: string; readonly status: string }): string {
  const parameters = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''))
  return `${wavesPath}/calendar${parameters.size === 0 ? '' : `?${parameters}`}`
}

export async function waveCalendar(path: string, signal: AbortSignal): Promise<WaveCalendar> {
  return await get(path, { signal })
}

/** Waves to choose among: as many as a page gives. */
export async function waveChoices(signal: AbortSignal): Promise<readonly WaveView[]> {
  return await get(`${wavesPath}?limit=500`, { signal })
}

export async function oneWave(code: string): Promise<WaveView> {
  return await get(of(code))
}

export const membersPath = (code: string) => `${of(code)}/members`

export async function waveMembers(path: string, signal?: AbortSignal): Promise<WaveMembersPage> {
  return await get(path, { signal })
}

export async function createWave(wave: NewWave): Promise<WaveChange> {
  return await post(wavesPath, wave)
}

export async function editWave(wave: Read, edit: WaveEdit): Promise<WaveView> {
  return await patch(of(wave.code), edit, { ifMatch: wave.etag })
}

export async function removeWave(wave: Read): Promise<void> {
  await remove(of(wave.code), { ifMatch: wave.etag })
}

export async function restoreWave(code: string): Promise<WaveView> {
  return await post(`${of(code)}/restore`)
}

export async function previewWave(code: string, dates: WaveDates, signal: AbortSignal): Promise<WavePreview> {
  return await post(`${of(code)}/preview`, { dates }, { signal })
}

export async function addMembers(wave: Read, workloads: readonly string[], transfer: boolean): Promise<WaveChange> {
  return await post(`${of(wave.code)}/members`, { workloads, transfer }, { ifMatch: wave.etag })
}

export async function removeMembers(wave: Read, workloads: readonly string[]): Promise<WaveView> {
  return await post(`${of(wave.code)}/members/remove`, { workloads }, { ifMatch: wave.etag })
}

export async function splitWave(wave: Read, name: string, workloads: readonly string[]): Promise<WaveChange> {
  return await post(`${of(wave.code)}/split`, { name, workloads }, { ifMatch: wave.etag })
}

export async function mergeWave(wave: Read, into: string): Promise<WaveChange> {
  return await post(`${of(wave.code)}/merge`, { into }, { ifMatch: wave.etag })
}

const blackoutsPath = '/api/blackouts'

export async function addBlackout(period: NewBlackout): Promise<BlackoutView> {
  return await post(blackoutsPath, period)
}

export async function removeBlackout(period: BlackoutView): Promise<void> {
  await remove(`${blackoutsPath}/${encodeURIComponent(period.id)}`, { ifMatch: period.etag })
}
