import { type ColumnDataType, type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

type Column = readonly [name: string, type: 'text' | 'integer' | 'real', isNullable?: 'null']
type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly primary?: readonly string[]
  readonly foreign?: readonly (readonly [column: string, table: string])[]
  readonly unique?: readonly (readonly string[])[]
  readonly index?: readonly (readonly string[])[]
}

const id: Column = ['id', 'text']
const bodyId: Column = ['body_id', 'text']
const toBody = ['body_id', 'body'] as const
const statedBy: Column = ['stated_by', 'text']
const recordedAt: Column = ['recorded_at', 'text']

const tables: readonly Table[] = [
  {
    name: 'bill_source',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['provider', 'text'],
      ['account', 'text'],
      ['name', 'text'],
      ['currency', 'text'],
      ['created_at', 'text'],
    ],
    foreign: [toBody],
    unique: [['code'], ['body_id', 'provider', 'account', 'currency']],
  },
  {
    name: 'bill_delivery',
    columns: [
      id,
      bodyId,
      ['file_name', 'text'],
      ['sha256', 'text'],
      ['bytes', 'integer'],
      ['container', 'text'],
      ['dialect', 'text', 'null'],
      ['dataset', 'text', 'null'],
      ['version', 'text', 'null'],
      ['state', 'text'],
      ['asked_json', 'text'],
      ['result_json', 'text'],
      ['problem_json', 'text', 'null'],
      ['delivered_at', 'text', 'null'],
      statedBy,
      ['received_at', 'text'],
      ['ended_at', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    foreign: [toBody],
    index: [
      ['body_id', 'received_at'],
      ['body_id', 'sha256'],
    ],
  },
  {
    name: 'bill_period',
    columns: [
      id,
      bodyId,
      ['source_id', 'text'],
      ['period', 'text'],
      ['state', 'text'],
      ['current_import_id', 'text', 'null'],
      ['changed_by', 'text'],
      ['changed_at', 'text'],
      ['reason', 'text'],
      ['row_version', 'integer'],
    ],
    foreign: [toBody, ['source_id', 'bill_source']],
    unique: [['source_id', 'period']],
  },
  {
    name: 'bill_import',
    columns: [
      id,
      bodyId,
      ['delivery_id', 'text'],
      ['source_id', 'text'],
      ['period', 'text'],
      ['state', 'text'],
      ['row_count', 'integer'],
      ['charge_count', 'integer'],
      ['billed_micros', 'integer'],
      ['effective_micros', 'integer'],
      ['currency', 'text'],
      ['result_json', 'text'],
      ['is_restatement', 'integer'],
      ['supersedes_id', 'text', 'null'],
      ['superseded_at', 'text', 'null'],
      ['parquet_file', 'text', 'null'],
      recordedAt,
    ],
    foreign: [toBody, ['delivery_id', 'bill_delivery'], ['source_id', 'bill_source']],
    index: [['source_id', 'period', 'state'], ['delivery_id']],
  },
  {
    name: 'bill_failure',
    columns: [
      ['delivery_id', 'text'],
      ['ordinal', 'integer'],
      bodyId,
      ['line', 'integer'],
      ['rule', 'text'],
      ['column_name', 'text', 'null'],
      ['severity', 'text'],
      ['detail_json', 'text'],
    ],
    primary: ['delivery_id', 'ordinal'],
    foreign: [toBody, ['delivery_id', 'bill_delivery']],
  },
  {
    name: 'bill_charge',
    columns: [
      ['import_id', 'text'],
      ['ordinal', 'integer'],
      bodyId,
      ['period', 'text'],
      ['day', 'text'],
      ['provider', 'text'],
      ['sub_account', 'text'],
      ['service', 'text'],
      ['service_category', 'text'],
      ['resource', 'text'],
      ['region', 'text'],
      ['charge_category', 'text'],
      ['charge_class', 'text'],
      ['pricing_category', 'text'],
      ['commitment', 'text'],
      ['commitment_status', 'text'],
      ['tags_json', 'text'],
      ['currency', 'text'],
      ['billed_micros', 'integer'],
      ['effective_micros', 'integer'],
      ['list_micros', 'integer', 'null'],
      ['contracted_micros', 'integer', 'null'],
      ['row_count', 'integer'],
    ],
    primary: ['import_id', 'ordinal'],
    foreign: [toBody, ['import_id', 'bill_import']],
  },
  {
    name: 'invoice',
    columns: [
      id,
      bodyId,
      ['source_id', 'text'],
      ['period', 'text'],
      ['number', 'text'],
      ['status', 'text'],
      ['issued_on', 'text', 'null'],
      ['currency', 'text'],
      ['amount', 'text'],
      ['tax_amount', 'text', 'null'],
      ['credit_amount', 'text', 'null'],
      ['payment_currency', 'text', 'null'],
      ['payment_amount', 'text', 'null'],
      ['source_json', 'text'],
      statedBy,
      recordedAt,
      ['recorded_to', 'text', 'null'],
    ],
    foreign: [toBody, ['source_id', 'bill_source']],
    index: [['source_id', 'period']],
  },
  {
    name: 'exchange_rate',
    columns: [
      id,
      ['body_id', 'text', 'null'],
      ['currency', 'text'],
      ['kind', 'text'],
      ['valid_on', 'text'],
      ['cad_per_unit', 'text'],
      ['source_json', 'text'],
      statedBy,
      recordedAt,
      ['recorded_to', 'text', 'null'],
    ],
    index: [['currency', 'kind', 'valid_on']],
  },
  {
    name: 'allocation_rule_set',
    columns: [
      id,
      bodyId,
      ['version', 'integer'],
      ['state', 'text'],
      ['content_json', 'text'],
      ['reason', 'text'],
      ['digest', 'text'],
      ['proposed_by', 'text'],
      ['proposed_at', 'text'],
      ['decided_by', 'text', 'null'],
      ['decided_at', 'text', 'null'],
      ['decision_reason', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    foreign: [toBody],
    unique: [['body_id', 'version']],
  },
  {
    name: 'allocated_charge',
    columns: [
      ['import_id', 'text'],
      ['charge_ordinal', 'integer'],
      ['part', 'integer'],
      ['month_ordinal', 'integer'],
      ['billed_micros', 'integer'],
      ['effective_micros', 'integer'],
    ],
    primary: ['import_id', 'charge_ordinal', 'part'],
    foreign: [['import_id', 'bill_import']],
  },
  {
    name: 'workload_month',
    columns: [
      ['import_id', 'text'],
      ['workload_id', 'text'],
      ['rule_id', 'text'],
      ['service_category', 'text'],
      bodyId,
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
    ],
    primary: ['import_id', 'workload_id', 'rule_id', 'service_category'],
    foreign: [toBody, ['import_id', 'bill_import']],
    unique: [['import_id', 'ordinal']],
    index: [
      ['workload_id', 'period'],
      ['body_id', 'period'],
    ],
  },
  {
    name: 'ledger_extract',
    columns: [
      id,
      bodyId,
      ['file_name', 'text'],
      ['sha256', 'text'],
      ['bytes', 'integer'],
      ['state', 'text'],
      ['asked_json', 'text'],
      ['result_json', 'text'],
      statedBy,
      ['received_at', 'text'],
      ['undone_at', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    foreign: [toBody],
    index: [['body_id', 'received_at']],
  },
  {
    name: 'ledger_entry',
    columns: [
      ['extract_id', 'text'],
      ['line', 'integer'],
      bodyId,
      ['period', 'text'],
      ['kind', 'text'],
      ['cost_element', 'text'],
      ['account', 'text'],
      ['fund', 'text'],
      ['workload_id', 'text', 'null'],
      ['amount_cents', 'integer'],
      ['hours', 'real', 'null'],
      ['role', 'text', 'null'],
      ['description', 'text'],
      ['reference', 'text'],
    ],
    primary: ['extract_id', 'line'],
    foreign: [toBody, ['extract_id', 'ledger_extract']],
    index: [
      ['workload_id', 'period'],
      ['body_id', 'period'],
    ],
  },
  {
    name: 'budget_entry',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['fund', 'text'],
      ['fiscal_year', 'text'],
      ['amount_cents', 'integer'],
      ['effective_on', 'text'],
      ['reference', 'text'],
      statedBy,
      recordedAt,
      ['recorded_to', 'text', 'null'],
    ],
    foreign: [toBody],
    unique: [['code', 'recorded_at']],
  },
  {
    name: 'register_record',
    columns: [
      id,
      bodyId,
      ['subject', 'text'],
      ['kind', 'text'],
      ['key', 'text'],
      ['version', 'integer'],
      ['valid_from', 'text', 'null'],
      ['valid_to', 'text', 'null'],
      recordedAt,
      ['recorded_to', 'text', 'null'],
      ['content_json', 'text'],
      ['reason', 'text'],
      statedBy,
      ['approved_by', 'text', 'null'],
      ['prev_digest', 'text'],
      ['digest', 'text'],
    ],
    foreign: [toBody],
    unique: [['subject', 'kind', 'key', 'version']],
    index: [
      ['body_id', 'kind', 'recorded_at'],
      ['subject', 'recorded_at'],
    ],
  },
  {
    name: 'claim',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['benefit_id', 'text'],
      ['period_from', 'text'],
      ['period_to', 'text'],
      ['state', 'text'],
      ['nature', 'text'],
      ['gross_cents', 'integer'],
      ['net_cents', 'integer'],
      ['accepted_cents', 'integer', 'null'],
      ['grade', 'text'],
      ['content_json', 'text'],
      ['submitted_by', 'text', 'null'],
      ['submitted_at', 'text', 'null'],
      ['supersedes_id', 'text', 'null'],
      ['superseded_at', 'text', 'null'],
      ['created_by', 'text'],
      ['created_at', 'text'],
      ['row_version', 'integer'],
    ],
    unique: [['code']],
    index: [['benefit_id'], ['body_id', 'state']],
    foreign: [toBody],
  },
  {
    name: 'claim_backing',
    columns: [
      ['claim_id', 'text'],
      ['kind', 'text'],
      ['reference', 'text'],
      ['period', 'text'],
      bodyId,
      ['amount_cents', 'integer'],
    ],
    primary: ['claim_id', 'kind', 'reference', 'period'],
    foreign: [toBody, ['claim_id', 'claim']],
    index: [['kind', 'reference', 'period']],
  },
  {
    name: 'claim_check',
    columns: [
      ['claim_id', 'text'],
      ['round', 'integer'],
      ['rule', 'text'],
      bodyId,
      ['rule_version', 'text'],
      ['verdict', 'text'],
      ['detail_json', 'text'],
      ['overridden_by', 'text', 'null'],
      ['override_reason', 'text', 'null'],
      ['checked_at', 'text'],
    ],
    primary: ['claim_id', 'round', 'rule'],
    foreign: [toBody, ['claim_id', 'claim']],
  },
  {
    name: 'claim_validation',
    columns: [
      id,
      bodyId,
      ['claim_id', 'text'],
      ['decision', 'text'],
      ['accepted_cents', 'integer', 'null'],
      ['budget_entry_id', 'text', 'null'],
      ['comment', 'text'],
      ['decided_by', 'text'],
      ['decided_at', 'text'],
      ['content_json', 'text'],
      ['digest', 'text'],
    ],
    foreign: [toBody, ['claim_id', 'claim']],
    index: [['claim_id']],
  },
  {
    name: 'evidence',
    columns: [
      id,
      bodyId,
      ['subject', 'text'],
      ['kind', 'text'],
      ['title', 'text'],
      ['file_name', 'text', 'null'],
      ['sha256', 'text'],
      ['bytes', 'integer', 'null'],
      ['sensitivity', 'text'],
      ['retention', 'text'],
      ['content_json', 'text'],
      statedBy,
      recordedAt,
      ['recorded_to', 'text', 'null'],
    ],
    foreign: [toBody],
    index: [['subject']],
  },
  {
    name: 'board_snapshot',
    columns: [
      id,
      bodyId,
      ['kind', 'text'],
      ['subject', 'text'],
      ['as_known_at', 'text'],
      ['content_json', 'text'],
      ['digest', 'text'],
      ['made_by', 'text'],
      ['made_at', 'text'],
    ],
    foreign: [toBody],
    index: [['body_id', 'kind', 'made_at']],
  },
  {
    name: 'indicator_version',
    columns: [
      id,
      ['indicator', 'text'],
      ['version', 'text'],
      ['state', 'text'],
      ['content_json', 'text'],
      ['reason', 'text'],
      ['proposed_by', 'text'],
      ['proposed_at', 'text'],
      ['decided_by', 'text', 'null'],
      ['decided_at', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    unique: [['indicator', 'version']],
  },
]

/** Rows are added, never changed: what was billed, allocated, frozen, decided or shown on a day. */
const appendOnly = ['bill_failure', 'bill_charge', 'claim_validation', 'board_snapshot']

const benefit: Table = {
  name: 'benefit',
  columns: [
    id,
    bodyId,
    ['code', 'text'],
    ['workload_id', 'text', 'null'],
    ['decision_id', 'text', 'null'],
    ['title_fr', 'text'],
    ['title_en', 'text'],
    ['sign', 'integer'],
    ['created_at', 'text'],
  ],
  foreign: [toBody, ['workload_id', 'workload'], ['decision_id', 'decision']],
  unique: [['code']],
  index: [['body_id'], ['workload_id']],
}
const promise: Table = {
  name: 'promise',
  columns: [
    id,
    bodyId,
    ['benefit_id', 'text'],
    ['version', 'integer'],
    ['current_cost_cents', 'integer', 'null'],
    ['planned_cost_cents', 'integer', 'null'],
    ['promised_cents', 'integer', 'null'],
    ['p10_cents', 'integer', 'null'],
    ['p90_cents', 'integer', 'null'],
    ['valid_from', 'text'],
    ['valid_to', 'text', 'null'],
    ['recorded_at', 'text'],
    ['frozen_by', 'text'],
    ['reason', 'text'],
    ['figure', 'text', 'null'],
    ['content_json', 'text'],
    ['prev_digest', 'text'],
    ['digest', 'text'],
  ],
  foreign: [toBody, ['benefit_id', 'benefit']],
  unique: [['benefit_id', 'version']],
}
/** Not every benefit comes from a workload or a decision, and not every promise is a cost plan: these columns may be empty. */
const widened: readonly (readonly [table: Table, columns: readonly string[]])[] = [
  [benefit, ['workload_id', 'decision_id']],
  [promise, ['current_cost_cents', 'planned_cost_cents', 'promised_cents', 'p10_cents', 'p90_cents', 'figure']],
]

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const table of tables) await create(db, table, isSqlite)
  for (const name of appendOnly) await guard(db, name, isSqlite)
  await setNullable(db, isSqlite, true)
}

/** Refused by the database while a row uses what the column could not hold before. */
export async function down(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await setNullable(db, isSqlite, false)
  for (const table of tables.toReversed()) await db.schema.dropTable(table.name).execute()
}

/** PostgreSQL changes a column in place; SQLite copies the tables, the one that refers to the other dropped first. */
async function setNullable(db: Kysely<any>, isSqlite: boolean, isNullable: boolean): Promise<void> {
  if (!isSqlite) {
    for (const [table, columns] of widened)
      for (const column of columns)
        await db.schema
          .alterTable(table.name)
          .alterColumn(column, (c) => (isNullable ? c.dropNotNull() : c.setNotNull()))
          .execute()
    return
  }
  const next = widened.map(([table, changed]): Table => ({
    ...table,
    columns: table.columns.map(([name, type, flag]): Column => {
      const may = flag === 'null' && (isNullable || !changed.includes(name))
      return may ? [name, type, 'null'] : [name, type]
    }),
  }))
  for (const table of next) {
    const foreign = (table.foreign ?? []).map(([column, target]) =>
      target === 'benefit' ? ([column, 'benefit_next'] as const) : ([column, target] as const),
    )
    await createTable(db, { ...table, name: `${table.name}_next`, foreign }, true)
    const columns = table.columns.map(([name]) => name).join(', ')
    await sql.raw(`insert into ${table.name}_next (${columns}) select ${columns} from ${table.name}`).execute(db)
  }
  for (const table of next.toReversed()) await db.schema.dropTable(table.name).execute()
  for (const table of next) {
    await db.schema.alterTable(`${table.name}_next`).renameTo(table.name).execute()
    await createIndexes(db, table)
  }
  await guard(db, 'promise', true)
}

async function create(db: Kysely<any>, table: Table, isSqlite: boolean): Promise<void> {
  await createTable(db, table, isSqlite)
  await createIndexes(db, table)
}

async function createTable(db: Kysely<any>, table: Table, isSqlite: boolean): Promise<void> {
  const types: Record<Column[1], ColumnDataType> = isSqlite
    ? { text: 'text', integer: 'integer', real: 'real' }
    : { text: 'text', integer: 'bigint', real: 'double precision' }
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(table.name)
  for (const [name, type, flag] of table.columns)
    builder = builder.addColumn(name, types[type], (column) => (flag === 'null' ? column : column.notNull()))
  builder = builder.addPrimaryKeyConstraint(`${table.name}_pk`, [...(table.primary ?? ['id'])] as [string, ...string[]]) // never empty above
  for (const [column, target] of table.foreign ?? [])
    builder = builder.addForeignKeyConstraint(`${table.name}_${column}_fk`, [column], target, ['id'])
  for (const columns of table.unique ?? [])
    builder = builder.addUniqueConstraint(`${table.name}_${columns.join('_')}_unique`, [...columns] as [
      string,
      ...string[],
    ]) // never empty above
  await (isSqlite ? builder.modifyEnd(sql`strict`) : builder).execute()
}

async function createIndexes(db: Kysely<any>, table: Table): Promise<void> {
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
