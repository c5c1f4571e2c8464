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

const decided: readonly Column[] = [
  ['proposed_by', 'text'],
  ['proposed_at', 'text'],
  ['decided_by', 'text', 'null'],
  ['decided_at', 'text', 'null'],
  ['decision_reason', 'text', 'null'],
  ['row_version', 'integer'],
]

const tables: readonly Table[] = [
  {
    name: 'rule_pack_version',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['pack_id', 'text'],
      ['version', 'text'],
      ['state', 'text'],
      ['content', 'text'],
      ['digest', 'text'],
      ['cases_json', 'text'],
      ['in_force_from', 'text'],
      ['in_force_to', 'text', 'null'],
      ['reason', 'text'],
      ...decided,
    ],
    foreign: [['body_id', 'body']],
    unique: ['pack_id', 'version'],
    index: [['state', 'in_force_from']],
  },
  {
    name: 'exemption',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['code', 'text'],
      ['workload_id', 'text'],
      ['pack_id', 'text'],
      ['rule_id', 'text'],
      ['state', 'text'],
      ['reason', 'text'],
      ['measures', 'text'],
      ['ends_on', 'text'],
      ['withdrawn_at', 'text', 'null'],
      ...decided,
    ],
    foreign: [
      ['body_id', 'body'],
      ['workload_id', 'workload'],
    ],
    unique: ['code'],
    index: [['workload_id'], ['body_id', 'state'], ['ends_on']],
  },
  {
    name: 'detection',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['workload_id', 'text'],
      ['file_name', 'text'],
      ['sha256', 'text'],
      ['source_kind', 'text'],
      ['columns_json', 'text'],
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
    name: 'incident',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['code', 'text'],
      ['workload_id', 'text', 'null'],
      ['state', 'text'],
      ['content_json', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
      ['updated_at', 'text'],
      ['row_version', 'integer'],
    ],
    foreign: [
      ['body_id', 'body'],
      ['workload_id', 'workload'],
    ],
    unique: ['code'],
    index: [['body_id']],
  },
  {
    name: 'ladder',
    columns: [
      ['id', 'text'],
      ['body_id', 'text'],
      ['content_json', 'text'],
      ['reason', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    foreign: [['body_id', 'body']],
    index: [['body_id']],
  },
]

const appendOnly = ['detection', 'ladder']

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const table of tables) await create(db, table, isSqlite)
  for (const name of appendOnly) await guard(db, name, isSqlite)
  // Never written: packs now have versions with a state and a period.
  await db.schema.dropTable('rule_pack').execute()
  await db.schema
    .alterTable('rule_mode')
    .addColumn('reason', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
}

export async function down(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await db.schema.alterTable('rule_mode').dropColumn('reason').execute()
  const pack = db.schema
    .createTable('rule_pack')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('loaded_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('rule_pack_pk', ['id', 'version'])
  await (isSqlite ? pack.modifyEnd(sql`strict`) : pack).execute()
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
