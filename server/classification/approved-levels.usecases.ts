import { highestLevels } from '#models/classification/highest-levels.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { approvedRecords } from './classification.repository.ts'
import { recordOf } from './versions.usecases.ts'

/** DIC that several workloads hand on: the highest of each level among the classifications approved at an instant; null is now. */
export async function approvedLevels(
  deps: { readonly db: Database | DatabaseTransaction },
  reach: Reach,
  workloads: readonly string[],
  asKnown: string | null,
): Promise<string | null> {
  if (workloads.length === 0) return null
  return highestLevels((await approvedRecords(reach, deps.db, workloads, asKnown)).map(recordOf))
}
