import type { StatedFacts } from '#models/cost/cost-facts.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AssumptionSetVersionRow, CostFactRow } from '#server/database/schema.ts'

const partSize = 5_000

/** What was stated last of each workload; a workload of which nothing was stated is absent. */
export async function statedRows(
  reach: Reach,
  db: Database,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, CostFactRow>> {
  const latest = new Map<string, CostFactRow>()
  for (let start = 0; start < workloadIds.length; start += partSize) {
    const rows = await db
      .selectFrom('cost_fact')
      .selectAll()
      .where('body_id', 'in', [...reach.bodies, ''])
      .where('workload_id', 'in', workloadIds.slice(start, start + partSize))
      .orderBy('recorded_at')
      .orderBy('id')
      .execute()
    for (const row of rows) latest.set(row.workload_id, row)
  }
  return latest
}

export async function insertCostFact(tx: DatabaseTransaction, row: CostFactRow): Promise<void> {
  await tx.insertInto('cost_fact').values(row).execute()
}

/** A statement as derivations end in it. */
export function statementOf(row: CostFactRow): StatedFacts {
  return {
    facts: JSON.parse(row.content_json) as StatedFacts['facts'], // written through costFactsSchema
    source: { kind: 'statement', by: row.stated_by, at: row.recorded_at, reference: row.reference },
  }
}

/** The body's own values that stand: its latest version; undefined when it has stated none. */
export async function findAssumptionVersion(
  reach: Reach,
  db: Database,
  bodyId: string,
): Promise<AssumptionSetVersionRow | undefined> {
  return db
    .selectFrom('assumption_set_version')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('body_id', '=', bodyId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function assumptionVersions(
  reach: Reach,
  db: Database,
  bodyId: string,
): Promise<AssumptionSetVersionRow[]> {
  return db
    .selectFrom('assumption_set_version')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('body_id', '=', bodyId)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
}

export async function insertAssumptionVersion(tx: DatabaseTransaction, row: AssumptionSetVersionRow): Promise<void> {
  await tx.insertInto('assumption_set_version').values(row).execute()
}
