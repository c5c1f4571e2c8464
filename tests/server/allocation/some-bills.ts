import type { Database } from '#server/database/database.ts'
import type { BillChargeRow } from '#server/database/schema.ts'
import { newId } from '#server/shared/ids.ts'

type Imported = {
  readonly bodyId: string
  readonly period: string
  readonly charges: readonly Partial<BillChargeRow>[]
  readonly source?: string
  readonly recordedAt?: string
  readonly periodState?: 'open' | 'closed'
}

/** A bill as it stands once read: source, delivery, import in force, charges. A second one of the same source and month supersedes it. */
export async function importedBill(db: Database, given: Imported): Promise<string> {
  const { bodyId, period, source = 'FA-0001', recordedAt = '2026-11-02T10:00:00.000Z' } = given
  const held = await db.selectFrom('bill_source').select('id').where('code', '=', source).executeTakeFirst()
  const sourceId = held?.id ?? newId()
  if (held === undefined)
    await db
      .insertInto('bill_source')
      .values({
        id: sourceId,
        body_id: bodyId,
        code: source,
        provider: 'AWS',
        account: source,
        name: source,
        currency: 'USD',
        created_at: recordedAt,
      })
      .execute()
  const deliveryId = newId()
  await db
    .insertInto('bill_delivery')
    .values({
      id: deliveryId,
      body_id: bodyId,
      file_name: 'focus.csv',
      sha256: deliveryId,
      bytes: 1,
      container: 'csv',
      dialect: 'focus',
      dataset: 'cost-and-usage',
      version: '1.2',
      state: 'imported',
      asked_json: '{}',
      result_json: '{}',
      problem_json: null,
      delivered_at: null,
      stated_by: 'U-0001',
      received_at: recordedAt,
      ended_at: recordedAt,
      row_version: 1,
    })
    .execute()
  const charges = given.charges.map((charge, at) => ({ ...plain(bodyId, period), ordinal: at + 1, ...charge }))
  const id = newId()
  const before = await db
    .updateTable('bill_import')
    .set({ state: 'superseded', superseded_at: recordedAt })
    .where('source_id', '=', sourceId)
    .where('period', '=', period)
    .where('state', '=', 'current')
    .returning('id')
    .executeTakeFirst()
  await db
    .insertInto('bill_import')
    .values({
      id,
      body_id: bodyId,
      delivery_id: deliveryId,
      source_id: sourceId,
      period,
      state: 'current',
      row_count: charges.length,
      charge_count: charges.length,
      billed_micros: charges.reduce((sum, charge) => sum + charge.billed_micros, 0),
      effective_micros: charges.reduce((sum, charge) => sum + charge.effective_micros, 0),
      currency: 'USD',
      result_json: '{}',
      is_restatement: before === undefined ? 0 : 1,
      supersedes_id: before?.id ?? null,
      superseded_at: null,
      parquet_file: null,
      recorded_at: recordedAt,
    })
    .execute()
  await db
    .insertInto('bill_period')
    .values({
      id: newId(),
      body_id: bodyId,
      source_id: sourceId,
      period,
      state: given.periodState ?? 'open',
      current_import_id: id,
      changed_by: 'U-0001',
      changed_at: recordedAt,
      reason: 'import',
      row_version: 1,
    })
    .onConflict((conflict) => conflict.columns(['source_id', 'period']).doUpdateSet({ current_import_id: id }))
    .execute()
  for (let start = 0; start < charges.length; start += 1_000)
    await db
      .insertInto('bill_charge')
      .values(charges.slice(start, start + 1_000).map((charge) => ({ ...charge, import_id: id })))
      .execute()
  return id
}

function plain(bodyId: string, period: string): Omit<BillChargeRow, 'import_id' | 'ordinal'> {
  return {
    body_id: bodyId,
    period,
    day: `${period}-07`,
    provider: 'AWS',
    sub_account: '111122223333',
    service: 'Amazon EC2',
    service_category: 'Compute',
    resource: 'i-0a1b2c',
    region: 'ca-central-1',
    charge_category: 'Usage',
    charge_class: '',
    pricing_category: 'Standard',
    commitment: '',
    commitment_status: '',
    tags_json: '{}',
    currency: 'USD',
    billed_micros: 10_000_000,
    effective_micros: 8_000_000,
    list_micros: null,
    contracted_micros: null,
    row_count: 1,
  }
}
