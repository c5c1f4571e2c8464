import { type ColumnDataType, type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

type Column = readonly [name: string, type: 'text' | 'integer', isNullable?: 'null']
type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly foreign: readonly (readonly [column: string, table: string])[]
  readonly unique?: readonly string[]
  readonly index?: readonly (readonly string[])[]
}

const tables: readonly Table[] = [
  {
    name: 'questionnaire',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['code', 'text'],
      ['state', 'text'],
      ['content', 'text'],
      ['digest', 'text'],
      ['reason', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
      ['retired_at', 'text', 'null'],
      ['retired_reason', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    foreign: [['body_id', 'body']],
    unique: ['code'],
    index: [['body_id']],
  },
  {
    name: 'answer',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['workload_id', 'text'],
      ['questionnaire', 'text'],
      ['question', 'text'],
      ['answer', 'text', 'null'],
      ['state', 'text'],
      ['answered_on', 'text'],
      ['evidence_json', 'text', 'null'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    foreign: [
      ['body_id', 'body'],
      ['workload_id', 'workload'],
    ],
    index: [['workload_id'], ['body_id']],
  },
  {
    name: 'score_definition',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['name_fr', 'text'],
      ['name_en', 'text'],
      ['expression', 'text'],
      ['state', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
      ['row_version', 'integer'],
    ],
    foreign: [['body_id', 'body']],
    index: [['body_id']],
  },
  {
    name: 'strategy_override',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['workload_id', 'text'],
      ['strategy', 'text', 'null'],
      ['computed', 'text'],
      ['reason', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    foreign: [
      ['body_id', 'body'],
      ['workload_id', 'workload'],
    ],
    index: [['workload_id'], ['body_id']],
  },
]

const appendOnly = ['answer', 'strategy_override']

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
  for (const [column, target] of table.foreign) {
    builder = builder.addForeignKeyConstraint(`${table.name}_${column}_fk`, [column], target, ['id'])
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
