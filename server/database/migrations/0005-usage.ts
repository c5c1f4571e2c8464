import { type ColumnDataType, type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

type Column = readonly [name: string, type: 'text' | 'integer', isNullable?: 'null']
type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  /** `cascade`: goes with the row it belongs to, when the import that brought that row is undone. */
  readonly foreign: readonly (readonly [column: string, table: string, whenGone?: 'cascade'])[]
  readonly unique?: readonly string[]
  readonly index?: readonly (readonly string[])[]
}

const tables: readonly Table[] = [
  {
    name: 'usage_import',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['file_name', 'text'],
      ['sha256', 'text'],
      ['bytes', 'integer'],
      ['state', 'text'],
      ['asked_json', 'text'],
      ['result_json', 'text'],
      ['problem_json', 'text', 'null'],
      ['stated_by', 'text'],
      ['received_at', 'text'],
      ['ended_at', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    foreign: [['body_id', 'body']],
    index: [['body_id']],
  },
  {
    name: 'usage_profile',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['asset_id', 'text'],
      ['import_id', 'text'],
      ['file_name', 'text'],
      ['period_from', 'text'],
      ['period_to', 'text'],
      ['profile_json', 'text'],
      ['recorded_at', 'text'],
    ],
    foreign: [
      ['body_id', 'body'],
      ['asset_id', 'asset', 'cascade'],
      ['import_id', 'usage_import'],
    ],
    unique: ['asset_id', 'file_name', 'period_from', 'period_to'],
    index: [['body_id'], ['import_id']],
  },
  {
    name: 'sizing_choice',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['workload_id', 'text'],
      ['version', 'integer'],
      ['choice_json', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    foreign: [
      ['body_id', 'body'],
      ['workload_id', 'workload'],
    ],
    unique: ['workload_id', 'version'],
    index: [['body_id']],
  },
]

const appendOnly = ['sizing_choice']

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const table of tables) await create(db, table, isSqlite)
  for (const name of appendOnly) await guard(db, name, isSqlite)
}

export async function down(db: Kysely<any>): Promise<void> {
  for (const table of tables.toReversed()) await db.schema.dropTable(table.name).execute()
}

async function create(db: Kysely<any>, table: Table, isSqlite: boolean): Promise<void> {
  const types: Record<Column[1], ColumnDataType> = { text: 'text', integer: isSqlite ? 'integer' : 'bigint' }
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(table.name)
  for (const [name, type, isNullable] of table.columns) {
    builder = builder.addColumn(name, types[type], (column) => (isNullable === 'null' ? column : column.notNull()))
  }
  builder = builder.addPrimaryKeyConstraint(`${table.name}_pk`, ['id'])
  for (const [column, target, whenGone] of table.foreign) {
    builder = builder.addForeignKeyConstraint(`${table.name}_${column}_fk`, [column], target, ['id'], (constraint) =>
      whenGone === undefined ? constraint : constraint.onDelete(whenGone),
    )
  }
  const [first, ...others] = table.unique ?? []
  if (first !== undefined)
    builder = builder.addUniqueConstraint(`${table.name}_${[first, ...others].join('_')}_unique`, [first, ...others])
  await (isSqlite ? builder.modifyEnd(sql`strict`) : builder).execute()
  for (const columns of table.index ?? []) {
    await db.schema
      .createIndex(`${table.name}_${columns.join('_')}_index`)
      .on(table.name)
      .columns([...columns])
      .execute()
  }
}

/** Rows of a table are added, never changed: by trigger on SQLite, by the function of the first migration on PostgreSQL. */
async function guard(db: Kysely<any>, table: string, isSqlite: boolean): Promise<void> {
  const statements = isSqlite
    ? ['update', 'delete'].map(
        (act) =>
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, 'append-only'); end`,
      )
    : [
        `create trigger ${table}_append_only before update or delete on ${table} for each row execute function arpent_append_only()`,
      ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
