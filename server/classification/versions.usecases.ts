import {
  type ClassificationRecord,
  type ClassificationState,
  type ClassificationView,
  storedRecord,
} from '#models/classification/classification.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { classificationVersions, type ClassificationWithNames } from './classification.repository.ts'

/** Every version of a workload's classification, newest first. */
export async function classificationsOf(
  deps: { readonly db: Database },
  reach: Reach,
  code: string,
): Promise<ClassificationView[]> {
  const workload = await ensureWorkload(deps, reach, code)
  return (await classificationVersions(reach, deps.db, workload.id)).map(classificationView)
}

export function recordOf(row: { readonly record_json: string }): ClassificationRecord {
  return storedRecord(row.record_json)
}

export function classificationView(row: ClassificationWithNames): ClassificationView {
  return {
    id: row.id,
    workload: row.workload_code,
    version: row.version,
    state: row.state as ClassificationState, // written by this file and imports only
    record: recordOf(row),
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    etag: etagOf(row.row_version),
  }
}
