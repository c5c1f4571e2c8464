import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AllocatedChargeRow, WorkloadMonthRow } from '#server/database/schema.ts'

type Writer = Database | DatabaseTransaction

/** SQLite takes 32,766 values in a statement. */
const rowsAtOnce = 3_000

/** Takes away what an earlier allocation of the import wrote. */
export async function clearAllocation(db: Writer, importId: string): Promise<void> {
  await db.deleteFrom('allocated_charge').where('import_id', '=', importId).execute()
  await db.deleteFrom('workload_month').where('import_id', '=', importId).execute()
}

export async function insertAllocated(db: Writer, rows: readonly AllocatedChargeRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await db
      .insertInto('allocated_charge')
      .values(rows.slice(start, start + rowsAtOnce))
      .execute()
}

export async function insertMonths(db: Writer, rows: readonly WorkloadMonthRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await db
      .insertInto('workload_month')
      .values(rows.slice(start, start + rowsAtOnce))
      .execute()
}
