import type { AllocatableCharge } from '#models/allocation/charge.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'

// What allocation reads of the bills: whole imports, page after page. It writes nothing there.

type Reader = Database | DatabaseTransaction

export type BilledImport = {
  readonly id: string
  readonly body_id: string
  readonly source_id: string
  readonly period: string
  readonly currency: string
  readonly charge_count: number
  readonly recorded_at: string
}

function importsIn(reach: Reach, db: Reader) {
  return db
    .selectFrom('bill_import')
    .select(['id', 'body_id', 'source_id', 'period', 'currency', 'charge_count', 'recorded_at'])
    .where('body_id', 'in', [...reach.bodies, ''])
}

export async function findImport(reach: Reach, db: Reader, id: string): Promise<BilledImport | undefined> {
  return importsIn(reach, db).where('id', '=', id).executeTakeFirst()
}

/** The imports in force of a body, the latest months first. */
export async function currentImports(
  reach: Reach,
  db: Reader,
  bodyId: string,
  months?: { readonly from: string; readonly to: string },
): Promise<BilledImport[]> {
  let query = importsIn(reach, db).where('body_id', '=', bodyId).where('state', '=', 'current')
  if (months !== undefined) query = query.where('period', '>=', months.from).where('period', '<=', months.to)
  return query.orderBy('period', 'desc').orderBy('id').execute()
}

/** Charges of an import in their order, after one of them. */
export async function chargesAfter(
  reach: Reach,
  db: Reader,
  importId: string,
  after: number,
  limit: number,
): Promise<AllocatableCharge[]> {
  const rows = await db
    .selectFrom('bill_charge')
    .select([
      'ordinal',
      'provider',
      'sub_account as subAccount',
      'service',
      'service_category as serviceCategory',
      'resource',
      'region',
      'charge_category as chargeCategory',
      'commitment',
      'commitment_status as commitmentStatus',
      'tags_json as tagsJson',
      'billed_micros as billedMicros',
      'effective_micros as effectiveMicros',
      'list_micros as listMicros',
      'contracted_micros as contractedMicros',
    ])
    .where('import_id', '=', importId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
  return rows
}
