import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

type Column = readonly [name: string, type: 'text' | 'integer', isNullable?: 'null']
type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly primary: string
  readonly foreign: readonly (readonly [column: string, table: string])[]
  readonly unique?: string
  readonly index: readonly string[]
}

const tables: readonly Table[] = [
  {
    name: 'wave',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['code', 'text'],
      ['name', 'text'],
      ['note', 'text', 'null'],
      ['starts_on', 'text'],
      ['cuts_over_on', 'text'],
      ['decommissions_on', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
      ['updated_at', 'text'],
      ['removed_at', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    primary: 'id',
    foreign: [['body_id', 'body']],
    unique: 'code',
    index: ['body_id'],
  },
  {
    // Its key is the workload: one wave at most.
    name: 'wave_member',
    columns: [
      ['workload_id', 'text'],
      ['wave_id', 'text'],
      ['body_id', 'text'],
      ['added_by', 'text'],
      ['added_at', 'text'],
    ],
    primary: 'workload_id',
    foreign: [
      ['workload_id', 'workload'],
      ['wave_id', 'wave'],
      ['body_id', 'body'],
    ],
    index: ['wave_id', 'body_id'],
  },
  {
    name: 'blackout_period',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['name', 'text'],
      ['from_day', 'text'],
      ['to_day', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
      ['row_version', 'integer'],
    ],
    primary: 'id',
    foreign: [['body_id', 'body']],
    index: ['body_id'],
  },
]

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const types: Record<Column[1], ColumnDataType> = { text: 'text', integer: isSqlite ? 'integer' : 'bigint' }
  for (const table of tables) {
    let builder = db.schema
      .createTable(table.name)
      .addPrimaryKeyConstraint(`${table.name}_pk`, [table.primary as never])
    for (const [name, type, isNullable] of table.columns)
      builder = builder.addColumn(name, types[type], (column) => (isNullable === 'null' ? column : column.notNull()))
    for (const [column, target] of table.foreign)
      builder = builder.addForeignKeyConstraint(`${table.name}_${column}_fk`, [column as never], target, ['id'])
    if (table.unique !== undefined)
      builder = builder.addUniqueConstraint(`${table.name}_${table.unique}_unique`, [table.unique as never])
    await (isSqlite ? builder.modifyEnd(sql`strict`) : builder).execute()
    for (const column of table.index)
      await db.schema.createIndex(`${table.name}_${column}_index`).on(table.name).column(column).execute()
  }
}

export async function down(db: Kysely<any>): Promise<void> {
  for (const table of tables.toReversed()) await db.schema.dropTable(table.name).execute()
}
