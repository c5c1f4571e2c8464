import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const integer: ColumnDataType = isSqlite ? 'integer' : 'bigint'
  const table = db.schema
    .createTable('formula_set_version')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body_id', 'text', (column) => column.notNull())
    .addColumn('set_id', 'text', (column) => column.notNull())
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('content_json', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('valid_from', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('proposed_by', 'text', (column) => column.notNull())
    .addColumn('proposed_at', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('decision_reason', 'text')
    .addColumn('row_version', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('formula_set_version_pk', ['id'])
    .addForeignKeyConstraint('formula_set_version_body_id_fk', ['body_id'], 'body', ['id'])
    .addUniqueConstraint('formula_set_version_number_unique', ['body_id', 'set_id', 'number'])
  await (isSqlite ? table.modifyEnd(sql`strict`) : table).execute()
  await db.schema
    .createIndex('formula_set_version_state_index')
    .on('formula_set_version')
    .columns(['state', 'valid_from'])
    .execute()
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('formula_set_version').execute()
}
