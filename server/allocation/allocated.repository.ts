import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { insertMany } from '#server/database/many-rows.ts'
import { monthColumns } from './workload-months.repository.ts'
import type { AllocatedChargeRow, WorkloadMonthRow } from '#server/database/schema.ts'

type Writer = Database | DatabaseTransaction

const columns = [
  'import_id',
  'charge_ordinal',
  'part',
  'month_ordinal',
  'billed_micros',
  'effective_micros',
] as const satisfies readonly (keyof AllocatedChargeRow)[]
const monthsAtOnce = 2_000

/** Takes away what an earlier allocation of the import wrote. */
export async function clearAllocation(db: Writer, importId: string): Promise<void> {
  await db.deleteFrom('allocated_charge').where('import_id', '=', importId).execute()
  await db.deleteFrom('workload_month').where('import_id', '=', importId).execute()
}

/** Keeps the months of an import as they are given, until an instant: other rules are about to be replayed over it. */
export async function keepPastMonths(db: DatabaseTransaction, importId: string, until: string): Promise<void> {
  await db
    .insertInto('workload_month_past')
    .columns([...monthColumns, 'given_until'])
    .expression(
      db
        .selectFrom('workload_month')
        .select(monthColumns)
        .select((e) => e.val(until).as('given_until'))
        .where('import_id', '=', importId),
    )
    .execute()
}

export async function insertAllocated(db: Writer, rows: readonly AllocatedChargeRow[]): Promise<void> {
  await insertMany(
    db,
    'allocated_charge',
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
}

export async function insertMonths(db: Writer, rows: readonly WorkloadMonthRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += monthsAtOnce)
    await db
      .insertInto('workload_month')
      .values(rows.slice(start, start + monthsAtOnce))
      .execute()
}

/** How many imports in force of a body were given by a set of rules. */
export async function importsByRuleSet(reach: Reach, db: Database, bodyId: string, ruleSetId: string): Promise<number> {
  const row = await db
    .selectFrom('bill_import as import')
    .select((e) => e.fn.countAll<number | string>().as('n'))
    .where('import.body_id', 'in', [...reach.bodies, ''])
    .where('import.body_id', '=', bodyId)
    .where('import.state', '=', 'current')
    .where((where) =>
      where.exists(
        where
          .selectFrom('workload_month as month')
          .select('month.ordinal')
          .whereRef('month.import_id', '=', 'import.id')
          .where('month.ordinal', '=', 0)
          .where('month.rule_set_id', '=', ruleSetId),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
