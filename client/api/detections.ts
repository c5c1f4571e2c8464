import type { DetectionSummary, DetectionView } from '#models/detection/detection.views.ts'
import { get, post, sendFile } from './http.ts'
import { workloadPath } from './workload.ts'

export function detectionsPath(code: string): string {
  return `${workloadPath(code)}/detections`
}

/** Newest first. */
export async function detections(path: string, signal: AbortSignal): Promise<readonly DetectionSummary[]> {
  return await get(path, { signal })
}

export async function detection(path: string, signal: AbortSignal): Promise<DetectionView> {
  return await get(path, { signal })
}

export async function sendSample(code: string, file: File): Promise<{ readonly job: string }> {
  return await sendFile(`${detectionsPath(code)}?${new URLSearchParams({ fileName: file.name }).toString()}`, file)
}

export async function analyseInventory(code: string): Promise<{ readonly job: string }> {
  return await post(`${detectionsPath(code)}/inventory`)
}
