import type * as v from 'valibot'
import type {
  ClassificationRecord,
  ClassificationView,
  proposeClassificationSchema,
} from '#models/classification/classification.schemas.ts'
import type { ConsequencesView } from '#models/classification/consequences.ts'
import type { BulkApproval, ReviewList } from '#models/classification/review.views.ts'
import { get, post } from './http.ts'
import { workloadPath } from './workload.ts'

/** A classification that awaits an officer, with what tells it apart in a list. */
export type QueuedClassification = ClassificationView & { readonly workloadName: string; readonly body: string }

export const reviewsPath = '/api/classification-reviews'
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

export async function consequences(path: string, signal: AbortSignal): Promise<ConsequencesView> {
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

export async function classificationReviews(path: string, signal: AbortSignal): Promise<ReviewList> {
  return await get(path, { signal })
}

/** What a record that nobody proposed yet would change. */
export async function supposedConsequences(code: string, record: ClassificationRecord): Promise<ConsequencesView> {
  return await post(`${classificationsPath(code)}/consequences`, { record })
}

export function lookAlikesPath(id: string): string {
  return `/api/classifications/${encodeURIComponent(id)}/look-alikes`
}

export async function approveTogether(proposals: readonly ClassificationView[]): Promise<BulkApproval> {
  return await post('/api/classifications/approve', { proposals: proposals.map(({ id, etag }) => ({ id, etag })) })
}
