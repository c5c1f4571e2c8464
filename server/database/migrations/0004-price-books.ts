import { type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const integer = isSqlite ? 'integer' : 'bigint'
  const table = db.schema
    .createTable('price_snapshot')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body_id', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('visibility', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('region', 'text')
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('is_whole', integer, (column) => column.notNull())
    .addColumn('items', integer, (column) => column.notNull())
    .addColumn('refused', integer, (column) => column.notNull())
    .addColumn('refused_json', 'text', (column) => column.notNull())
    .addColumn('outliers_json', 'text', (column) => column.notNull())
    .addColumn('accepted_outliers_json', 'text', (column) => column.notNull())
    .addColumn('counts_json', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('in_force_from', 'text')
    .addColumn('proposed_by', 'text', (column) => column.notNull())
    .addColumn('proposed_at', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('decision_reason', 'text')
    .addColumn('row_version', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('price_snapshot_pk', ['id'])
    .addForeignKeyConstraint('price_snapshot_body_id_fk', ['body_id'], 'body', ['id'])
    .addUniqueConstraint('price_snapshot_code_unique', ['code'])
  await (isSqlite ? table.modifyEnd(sql`strict`) : table).execute()
  for (const columns of [['state', 'in_force_from'], ['body_id']]) {
    await db.schema
      .createIndex(`price_snapshot_${columns.join('_')}_index`)
      .on('price_snapshot')
      .columns(columns)
      .execute()
  }
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('price_snapshot').execute()
}
