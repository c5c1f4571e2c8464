import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AssessmentRow, FigureInputRow, WorkloadRow } from '#server/database/schema.ts'

// Assessments are computed, not agreed: they are replaced as facts change, and carry no audit of their own.

export type AssessedWorkload = Pick<WorkloadRow, 'id' | 'body_id' | 'code' | 'name' | 'environment' | 'current_hosting'>

export async function workloadsToAssess(
  reach: Reach,
  db: Database,
  after: string,
  limit: number,
  ids?: readonly string[],
): Promise<AssessedWorkload[]> {
  let query = db
    .selectFrom('workload')
    .select(['id', 'body_id', 'code', 'name', 'environment', 'current_hosting'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('status', '=', 'active')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
  if (ids !== undefined) query = query.where('id', 'in', [...ids, ''])
  return query.execute()
}

export async function approvedRecords(
  reach: Reach,
  db: Database,
  workloadIds: readonly string[],
): Promise<Map<string, { version: number; record_json: string }>> {
  const rows = await db
    .selectFrom('classification')
    .select(['workload_id', 'version', 'record_json'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .where('state', '=', 'approved')
    .where('valid_to', 'is', null)
    .orderBy('version')
    .execute()
  return new Map(rows.map((row) => [row.workload_id, row]))
}

export async function saveAssessments(
  tx: Database | DatabaseTransaction,
  rows: readonly AssessmentRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += 500) {
    await tx
      .insertInto('assessment')
      .values(rows.slice(start, start + 500))
      .onConflict((conflict) =>
        conflict.column('workload_id').doUpdateSet((set) => ({
          input_digest: set.ref('excluded.input_digest'),
          best_option: set.ref('excluded.best_option'),
          best_verdict: set.ref('excluded.best_verdict'),
          p10: set.ref('excluded.p10'),
          p50: set.ref('excluded.p50'),
          p90: set.ref('excluded.p90'),
          gap: set.ref('excluded.gap'),
          options_json: set.ref('excluded.options_json'),
          computed_at: set.ref('excluded.computed_at'),
        })),
      )
      .execute()
  }
}

/** Inputs are kept by digest and never change; the same ones twice are one row. */
export async function keepFigureInputs(
  db: Database | DatabaseTransaction,
  rows: readonly FigureInputRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('figure_input')
      .values(rows.slice(start, start + 500))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export async function findFigureInput(reach: Reach, db: Database, digest: string): Promise<FigureInputRow | undefined> {
  return db
    .selectFrom('figure_input')
    .selectAll()
    .where('digest', '=', digest)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function keepPriceBook(
  db: Database,
  row: { digest: string; id: string; as_of: string; content: string; loaded_at: string },
): Promise<void> {
  await db
    .insertInto('price_book')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function hasPriceBook(db: Database, digest: string): Promise<boolean> {
  return (
    (await db.selectFrom('price_book').select('digest').where('digest', '=', digest).executeTakeFirst()) !== undefined
  )
}

export async function findPriceBook(db: Database, digest: string): Promise<{ content: string } | undefined> {
  return db.selectFrom('price_book').select('content').where('digest', '=', digest).executeTakeFirst()
}

/** What the last assessment of each workload said of every option, as it was written, and the inputs it was made from. */
export async function storedOptions(
  reach: Reach,
  db: Database,
  workloadIds: readonly string[],
): Promise<Map<string, Pick<AssessmentRow, 'options_json' | 'input_digest'>>> {
  const rows = await db
    .selectFrom('assessment')
    .select(['workload_id', 'options_json', 'input_digest'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('workload_id', 'in', [...workloadIds, ''])
    .execute()
  return new Map(rows.map((row) => [row.workload_id, row]))
}

/** An active workload with what its last assessment said of every option, and what that assessment was computed from. */
export type LastAssessed = Pick<WorkloadRow, 'id' | 'code' | 'name'> & {
  readonly bodyId: string
  readonly options: string
  readonly inputs: string
}

export async function lastAssessed(reach: Reach, db: Database, after: string, limit: number): Promise<LastAssessed[]> {
  return db
    .selectFrom('workload')
    .innerJoin('assessment', 'assessment.workload_id', 'workload.id')
    .innerJoin('figure_input', 'figure_input.digest', 'assessment.input_digest')
    .select(['workload.id', 'workload.code', 'workload.name'])
    .select(['workload.body_id as bodyId', 'assessment.options_json as options', 'figure_input.content as inputs'])
    .where('workload.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
    .where('workload.id', '>', after)
    .orderBy('workload.id')
    .limit(limit)
    .execute()
}

export async function countToAssess(reach: Reach, db: Database): Promise<number> {
  const row = await db
    .selectFrom('workload')
    .select((e) => e.fn.countAll().as('n'))
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('status', '=', 'active')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
