import type { StatedFacts } from '#models/cost/cost-facts.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { statedRows, statementOf } from './costs.repository.ts'

/** What people stated of the costs of these workloads, by workload id; absent where nobody did. */
export async function statedFacts(
  reach: Reach,
  db: Database,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, StatedFacts>> {
  const rows = await statedRows(reach, db, workloadIds)
  return new Map([...rows].map(([id, row]) => [id, statementOf(row)]))
}
