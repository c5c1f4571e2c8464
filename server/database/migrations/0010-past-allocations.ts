import { type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

const columns = [
  ['import_id', 'text'],
  ['given_until', 'text'],
  ['workload_id', 'text'],
  ['rule_id', 'text'],
  ['service_category', 'text'],
  ['body_id', 'text'],
  ['ordinal', 'integer'],
  ['rule_set_id', 'text'],
  ['period', 'text'],
  ['currency', 'text'],
  ['billed_micros', 'integer'],
  ['effective_micros', 'integer'],
  ['list_micros', 'integer', 'null'],
  ['contracted_micros', 'integer', 'null'],
  ['unused_micros', 'integer'],
  ['tax_micros', 'integer'],
  ['is_shared', 'integer'],
  ['charge_count', 'integer'],
] as const

/** What the months of workloads were before other rules were replayed over a bill: a past day shows what was believed then. */
export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  let builder: CreateTableBuilder<string, string> = db.schema.createTable('workload_month_past')
  for (const [name, type, flag] of columns)
    builder = builder.addColumn(name, type === 'text' ? 'text' : isSqlite ? 'integer' : 'bigint', (column) =>
      flag === 'null' ? column : column.notNull(),
    )
  builder = builder
    .addPrimaryKeyConstraint('workload_month_past_pk', [
      'import_id',
      'given_until',
      'workload_id',
      'rule_id',
      'service_category',
    ])
    .addForeignKeyConstraint('workload_month_past_body_id_fk', ['body_id'], 'body', ['id'])
    .addForeignKeyConstraint('workload_month_past_import_id_fk', ['import_id'], 'bill_import', ['id'])
  await (isSqlite ? builder.modifyEnd(sql`strict`) : builder).execute()
  await db.schema
    .createIndex('workload_month_past_workload_id_period_index')
    .on('workload_month_past')
    .columns(['workload_id', 'period'])
    .execute()
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('workload_month_past').execute()
}
