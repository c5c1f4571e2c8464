import type { BillChargeRow } from '#server/database/schema.ts'
import { newId } from '#server/shared/ids.ts'
import type { TestApp } from '#tests/support/test-app.ts'

const dollars = (amount: number) => Math.round(amount * 1_000_000)

export type PlainCharge = {
  readonly service?: string
  readonly category?: string
  readonly commitment?: string
  readonly status?: string
  readonly billed: number
  readonly effective?: number
  readonly list?: number | null
  readonly contracted?: number | null
}

/** A source of bills with nothing received yet. */
export async function aSource(setup: TestApp, more: { body?: string; account?: string; currency?: string } = {}) {
  const id = newId()
  const code = `SF-${id.slice(-6)}`
  const account = more.account ?? id.slice(-12)
  await setup.db
    .insertInto('bill_source')
    .values({
      id,
      body_id: setup.bodyId(more.body ?? 'MSC'),
      code,
      provider: 'AWS',
      account,
      name: 'Compte de paiement',
      currency: more.currency ?? 'USD',
      created_at: setup.clock.now().toISOString(),
    })
    .execute()
  return { id, code, account, bodyId: setup.bodyId(more.body ?? 'MSC'), currency: more.currency ?? 'USD' }
}

/** An import of a month as the reading leaves it: one delivery, its charges, the month open; what it supersedes is superseded. */
export async function anImport(
  setup: TestApp,
  source: Awaited<ReturnType<typeof aSource>>,
  month: string,
  charges: readonly PlainCharge[],
  result: object = {},
) {
  const { db } = setup
  const at = setup.clock.now().toISOString()
  const [delivery, id] = [newId(), newId()]
  const before = await db
    .selectFrom('bill_import')
    .select('id')
    .where('source_id', '=', source.id)
    .where('period', '=', month)
    .where('state', '=', 'current')
    .executeTakeFirst()
  await db
    .insertInto('bill_delivery')
    .values({
      id: delivery,
      body_id: source.bodyId,
      file_name: `focus-${month}.csv`,
      sha256: delivery.replaceAll('-', '').padEnd(64, '0'),
      bytes: 1,
      container: 'csv',
      dialect: 'focus',
      dataset: 'CostAndUsage',
      version: '1.2',
      state: 'imported',
      asked_json: '{}',
      result_json: '{}',
      problem_json: null,
      delivered_at: null,
      stated_by: 'test',
      received_at: at,
      ended_at: at,
      row_version: 1,
    })
    .execute()
  if (before !== undefined)
    await db
      .updateTable('bill_import')
      .set({ state: 'superseded', superseded_at: at })
      .where('id', '=', before.id)
      .execute()
  const micros = charges.map((one) => ({
    billed: dollars(one.billed),
    effective: dollars(one.effective ?? one.billed),
  }))
  await db
    .insertInto('bill_import')
    .values({
      id,
      body_id: source.bodyId,
      delivery_id: delivery,
      source_id: source.id,
      period: month,
      state: 'current',
      row_count: charges.length,
      charge_count: charges.length,
      billed_micros: micros.reduce((total, one) => total + one.billed, 0),
      effective_micros: micros.reduce((total, one) => total + one.effective, 0),
      currency: source.currency,
      result_json: JSON.stringify(result),
      is_restatement: before === undefined ? 0 : 1,
      supersedes_id: before?.id ?? null,
      superseded_at: null,
      parquet_file: null,
      recorded_at: at,
    })
    .execute()
  if (charges.length > 0)
    await db
      .insertInto('bill_charge')
      .values(
        charges.map((one, ordinal): BillChargeRow => ({
          import_id: id,
          ordinal,
          body_id: source.bodyId,
          period: month,
          day: `${month}-01`,
          provider: 'AWS',
          sub_account: '',
          service: one.service ?? 'Amazon EC2',
          service_category: 'Compute',
          resource: '',
          region: '',
          charge_category: one.category ?? 'Usage',
          charge_class: '',
          pricing_category: '',
          commitment: one.commitment ?? '',
          commitment_status: one.status ?? '',
          tags_json: '{}',
          currency: source.currency,
          billed_micros: dollars(one.billed),
          effective_micros: dollars(one.effective ?? one.billed),
          list_micros: one.list === undefined || one.list === null ? null : dollars(one.list),
          contracted_micros: one.contracted === undefined || one.contracted === null ? null : dollars(one.contracted),
          row_count: 1,
        })),
      )
      .execute()
  const period = await db
    .selectFrom('bill_period')
    .selectAll()
    .where('source_id', '=', source.id)
    .where('period', '=', month)
    .executeTakeFirst()
  if (period === undefined)
    await db
      .insertInto('bill_period')
      .values({
        id: newId(),
        body_id: source.bodyId,
        source_id: source.id,
        period: month,
        state: 'open',
        current_import_id: id,
        changed_by: 'test',
        changed_at: at,
        reason: '',
        row_version: 1,
      })
      .execute()
  else await db.updateTable('bill_period').set({ current_import_id: id }).where('id', '=', period.id).execute()
  return id
}
