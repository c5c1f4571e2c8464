import type * as v from 'valibot'
import type { ClassificationView, proposeClassificationSchema } from '#models/classification/classification.schemas.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { get, post } from './http.ts'
import { workloadPath } from './workload.ts'

/** A classification that awaits an officer, with what tells it apart in a list. */
export type QueuedClassification = ClassificationView & { readonly workloadName: string; readonly body: string }

/** What approving would change on the options of the workload. */
export type Consequences = {
  /** Option ids. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly costChangeCad: Outcome<{ readonly p50: number }, string>
}

export const queuePath = '/api/classifications?state=proposed'

export function classificationsPath(code: string): string {
  return `${workloadPath(code)}/classifications`
}

export function consequencesPath(id: string): string {
  return `/api/classifications/${encodeURIComponent(id)}/consequences`
}

export async function classificationQueue(path: string, signal: AbortSignal): Promise<readonly QueuedClassification[]> {
  return await get(path, { signal })
}

export async function classificationsOf(path: string, signal: AbortSignal): Promise<readonly ClassificationView[]> {
  return await get(path, { signal })
}

export async function consequences(path: string, signal: AbortSignal): Promise<Consequences> {
  return await get(path, { signal })
}

export async function proposeClassification(
  code: string,
  proposal: v.InferInput<typeof proposeClassificationSchema>,
): Promise<ClassificationView> {
  return await post(classificationsPath(code), proposal)
}

function classificationPath(classification: ClassificationView): string {
  return `/api/classifications/${encodeURIComponent(classification.id)}`
}

export async function approveClassification(classification: ClassificationView): Promise<void> {
  await post(`${classificationPath(classification)}/approve`, {}, { ifMatch: classification.etag })
}

export async function returnClassification(classification: ClassificationView, reason: string): Promise<void> {
  await post(`${classificationPath(classification)}/return`, { reason }, { ifMatch: classification.etag })
}
