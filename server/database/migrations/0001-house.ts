import { type ColumnDataType, type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely'

// Frozen in time: imports nothing of ours, never edited after a release.

type Column = readonly [name: string, type: 'text' | 'integer' | 'real', ...flags: readonly ('null' | 'unique')[]]
type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly primary: readonly string[]
  readonly foreign?: readonly (readonly [column: string, table: string, target?: string])[]
  readonly unique?: readonly (readonly string[])[]
  readonly index?: readonly (readonly string[])[]
}

const id: Column = ['id', 'text']
const bodyId: Column = ['body_id', 'text']
const toBody = ['body_id', 'body'] as const

const tables: readonly Table[] = [
  {
    name: 'body',
    columns: [id, ['code', 'text'], ['name_fr', 'text'], ['name_en', 'text'], ['kind', 'text'], ['created_at', 'text']],
    primary: ['id'],
    unique: [['code']],
  },
  {
    name: 'body_parent',
    columns: [bodyId, ['parent_id', 'text'], ['valid_from', 'text'], ['valid_to', 'text', 'null']],
    primary: ['body_id', 'valid_from'],
    foreign: [toBody, ['parent_id', 'body']],
    index: [['parent_id']],
  },
  {
    name: 'user_account',
    columns: [
      id,
      ['code', 'text'],
      ['login', 'text'],
      ['password_hash', 'text', 'null'],
      ['language', 'text'],
      ['status', 'text'],
      ['created_at', 'text'],
      ['last_seen_at', 'text', 'null'],
    ],
    primary: ['id'],
    unique: [['code'], ['login']],
  },
  {
    name: 'role_grant',
    columns: [
      id,
      ['user_id', 'text'],
      ['role', 'text'],
      bodyId,
      ['valid_from', 'text'],
      ['valid_to', 'text', 'null'],
      ['granted_by', 'text'],
    ],
    primary: ['id'],
    foreign: [['user_id', 'user_account'], toBody],
    index: [['user_id'], ['body_id', 'role']],
  },
  {
    name: 'session',
    columns: [
      ['token_sha256', 'text'],
      ['user_id', 'text'],
      ['created_at', 'text'],
      ['last_seen_at', 'text'],
      ['expires_at', 'text'],
      ['ended_at', 'text', 'null'],
    ],
    primary: ['token_sha256'],
    foreign: [['user_id', 'user_account']],
    index: [['user_id']],
  },
  {
    name: 'one_time_link',
    columns: [
      ['token_sha256', 'text'],
      ['kind', 'text'],
      ['user_id', 'text', 'null'],
      ['created_at', 'text'],
      ['expires_at', 'text'],
      ['used_at', 'text', 'null'],
    ],
    primary: ['token_sha256'],
    foreign: [['user_id', 'user_account']],
  },
  {
    name: 'api_token',
    columns: [
      id,
      ['token_sha256', 'text'],
      ['role', 'text'],
      bodyId,
      ['created_at', 'text'],
      ['expires_at', 'text'],
      ['revoked_at', 'text', 'null'],
      ['created_by', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody],
    unique: [['token_sha256']],
  },
  {
    name: 'audit_event',
    columns: [
      ['seq', 'integer'],
      ['at', 'text'],
      ['actor', 'text'],
      ['body_id', 'text', 'null'],
      ['action', 'text'],
      ['object_type', 'text'],
      ['object_id', 'text'],
      ['before_json', 'text', 'null'],
      ['after_json', 'text', 'null'],
      ['request_id', 'text'],
      ['prev_hash', 'text'],
      ['hash', 'text'],
    ],
    primary: ['seq'],
    index: [
      ['object_type', 'object_id'],
      ['body_id', 'seq'],
    ],
  },
  {
    name: 'application',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['name', 'text'],
      ['mission', 'text', 'null'],
      ['owner', 'text', 'null'],
      ['source_json', 'text'],
      ['row_version', 'integer'],
      ['created_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody],
    unique: [['code']],
    index: [['body_id', 'name']],
  },
  {
    name: 'workload',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['application_id', 'text'],
      ['name', 'text'],
      ['environment', 'text'],
      ['technology', 'text', 'null'],
      ['current_hosting', 'text', 'null'],
      ['proposed_strategy', 'text', 'null'],
      ['status', 'text'],
      ['search_text', 'text'],
      ['source_json', 'text'],
      ['imported_json', 'text', 'null'],
      ['row_version', 'integer'],
      ['created_at', 'text'],
      ['updated_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['application_id', 'application']],
    unique: [['code']],
    index: [['body_id', 'code'], ['application_id']],
  },
  {
    name: 'asset',
    columns: [
      id,
      bodyId,
      ['workload_id', 'text'],
      ['natural_key', 'text'],
      ['name', 'text'],
      ['kind', 'text'],
      ['is_powered_on', 'integer', 'null'],
      ['vcpu', 'real', 'null'],
      ['memory_mib', 'real', 'null'],
      ['storage_gib', 'real', 'null'],
      ['operating_system', 'text', 'null'],
      ['operating_system_text', 'text', 'null'],
      ['cpu_percent', 'real', 'null'],
      ['memory_percent', 'real', 'null'],
      ['extra_json', 'text'],
      ['source_json', 'text'],
      ['imported_json', 'text', 'null'],
      ['status', 'text'],
      ['row_version', 'integer'],
      ['created_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['workload_id', 'workload']],
    unique: [['body_id', 'natural_key']],
    index: [['workload_id']],
  },
  {
    name: 'dependency',
    columns: [
      id,
      bodyId,
      ['from_workload_id', 'text'],
      ['to_workload_id', 'text'],
      ['kind', 'text'],
      ['latency_need_ms', 'integer', 'null'],
      ['personal_information', 'integer', 'null'],
      ['source_json', 'text'],
      ['created_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['from_workload_id', 'workload'], ['to_workload_id', 'workload']],
    unique: [['from_workload_id', 'to_workload_id', 'kind']],
    index: [['to_workload_id']],
  },
  {
    name: 'current_cost',
    columns: [
      id,
      bodyId,
      ['workload_id', 'text'],
      ['amount_cents', 'integer'],
      ['period', 'text'],
      ['kind', 'text'],
      ['reference', 'text'],
      ['source_json', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['workload_id', 'workload']],
    index: [['workload_id', 'recorded_at']],
  },
  {
    name: 'import_batch',
    columns: [
      id,
      bodyId,
      ['file_name', 'text'],
      ['sha256', 'text'],
      ['bytes', 'integer'],
      ['format', 'text'],
      ['format_version', 'text'],
      ['state', 'text'],
      ['description_json', 'text'],
      ['grouping', 'text'],
      ['counts_json', 'text'],
      ['problem_json', 'text', 'null'],
      ['stated_by', 'text'],
      ['received_at', 'text'],
      ['applied_at', 'text', 'null'],
      ['undone_at', 'text', 'null'],
    ],
    primary: ['id'],
    foreign: [toBody],
    index: [['body_id', 'received_at']],
  },
  {
    name: 'import_row',
    columns: [
      ['batch_id', 'text'],
      ['ordinal', 'integer'],
      ['line', 'integer'],
      ['change', 'text'],
      ['entity', 'text'],
      ['natural_key', 'text'],
      ['subject_id', 'text', 'null'],
      ['name', 'text'],
      ['code', 'text', 'null'],
      ['before_json', 'text', 'null'],
      ['after_json', 'text', 'null'],
    ],
    primary: ['batch_id', 'ordinal'],
    foreign: [['batch_id', 'import_batch']],
    index: [['batch_id', 'change'], ['subject_id']],
  },
  {
    name: 'import_mapping',
    columns: [
      id,
      bodyId,
      ['header_signature', 'text'],
      ['mapping_json', 'text'],
      ['stated_by', 'text'],
      ['recorded_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody],
    unique: [['body_id', 'header_signature']],
  },
  {
    name: 'classification',
    columns: [
      id,
      bodyId,
      ['workload_id', 'text'],
      ['version', 'integer'],
      ['state', 'text'],
      ['record_json', 'text'],
      ['reason', 'text'],
      ['proposed_by', 'text'],
      ['proposed_at', 'text'],
      ['decided_by', 'text', 'null'],
      ['decided_at', 'text', 'null'],
      ['decision_reason', 'text', 'null'],
      ['valid_from', 'text', 'null'],
      ['valid_to', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    primary: ['id'],
    foreign: [toBody, ['workload_id', 'workload']],
    unique: [['workload_id', 'version']],
    index: [['body_id', 'state']],
  },
  {
    name: 'rule_pack',
    columns: [id, ['version', 'text'], ['digest', 'text'], ['content', 'text'], ['loaded_at', 'text']],
    primary: ['id', 'version'],
  },
  {
    name: 'rule_mode',
    columns: [
      ['pack_id', 'text'],
      ['rule_id', 'text'],
      ['mode', 'text'],
      ['set_by', 'text'],
      ['set_at', 'text'],
    ],
    primary: ['pack_id', 'rule_id', 'set_at'],
  },
  {
    name: 'price_book',
    columns: [['digest', 'text'], id, ['as_of', 'text'], ['content', 'text'], ['loaded_at', 'text']],
    primary: ['digest'],
  },
  {
    name: 'assessment',
    columns: [
      ['workload_id', 'text'],
      bodyId,
      ['input_digest', 'text'],
      ['best_option', 'text', 'null'],
      ['best_verdict', 'text'],
      ['p10', 'real', 'null'],
      ['p50', 'real', 'null'],
      ['p90', 'real', 'null'],
      ['gap', 'text', 'null'],
      ['options_json', 'text'],
      ['computed_at', 'text'],
    ],
    primary: ['workload_id'],
    foreign: [toBody, ['workload_id', 'workload']],
    index: [
      ['body_id', 'best_verdict', 'gap', 'p50'],
      ['body_id', 'computed_at'],
    ],
  },
  {
    name: 'figure_input',
    columns: [
      ['digest', 'text'],
      bodyId,
      ['workload_id', 'text', 'null'],
      ['content', 'text'],
      ['recorded_at', 'text'],
    ],
    primary: ['digest', 'body_id'],
    foreign: [toBody],
  },
  {
    name: 'decision',
    columns: [
      id,
      bodyId,
      ['workload_id', 'text'],
      ['state', 'text'],
      ['strategy', 'text'],
      ['option_id', 'text', 'null'],
      ['rationale', 'text'],
      ['snapshot_json', 'text'],
      ['figure', 'text', 'null'],
      ['proposed_by', 'text'],
      ['proposed_at', 'text'],
      ['decided_by', 'text', 'null'],
      ['decided_at', 'text', 'null'],
      ['decision_reason', 'text', 'null'],
      ['digest', 'text', 'null'],
      ['row_version', 'integer'],
    ],
    primary: ['id'],
    foreign: [toBody, ['workload_id', 'workload']],
    index: [
      ['workload_id', 'proposed_at'],
      ['body_id', 'state'],
    ],
  },
  {
    name: 'benefit',
    columns: [
      id,
      bodyId,
      ['code', 'text'],
      ['workload_id', 'text'],
      ['decision_id', 'text'],
      ['title_fr', 'text'],
      ['title_en', 'text'],
      ['sign', 'integer'],
      ['created_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['workload_id', 'workload'], ['decision_id', 'decision']],
    unique: [['code']],
    index: [['body_id'], ['workload_id']],
  },
  {
    name: 'promise',
    columns: [
      id,
      bodyId,
      ['benefit_id', 'text'],
      ['version', 'integer'],
      ['current_cost_cents', 'integer'],
      ['planned_cost_cents', 'integer'],
      ['promised_cents', 'integer'],
      ['p10_cents', 'integer'],
      ['p90_cents', 'integer'],
      ['valid_from', 'text'],
      ['valid_to', 'text', 'null'],
      ['recorded_at', 'text'],
      ['frozen_by', 'text'],
      ['reason', 'text'],
      ['figure', 'text'],
      ['content_json', 'text'],
      ['prev_digest', 'text'],
      ['digest', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody, ['benefit_id', 'benefit']],
    unique: [['benefit_id', 'version']],
  },
  {
    name: 'barometer_publication',
    columns: [
      id,
      bodyId,
      ['as_of', 'text'],
      ['indicators_json', 'text'],
      ['approved_by', 'text'],
      ['approved_at', 'text'],
      ['digest', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody],
    index: [['approved_at']],
  },
  {
    name: 'saved_view',
    columns: [
      id,
      bodyId,
      ['user_id', 'text'],
      ['name', 'text'],
      ['query', 'text'],
      ['is_shared', 'integer'],
      ['created_at', 'text'],
    ],
    primary: ['id'],
    foreign: [toBody],
    index: [['body_id']],
  },
  {
    name: 'change_set',
    columns: [
      id,
      bodyId,
      ['user_id', 'text'],
      ['kind', 'text'],
      ['changes_json', 'text'],
      ['applied_at', 'text'],
      ['undone_at', 'text', 'null'],
    ],
    primary: ['id'],
    foreign: [toBody],
  },
  {
    name: 'job',
    columns: [
      id,
      bodyId,
      ['kind', 'text'],
      ['state', 'text'],
      ['input_json', 'text'],
      ['progress_json', 'text'],
      ['result', 'text', 'null'],
      ['problem_json', 'text', 'null'],
      ['created_by', 'text'],
      ['created_at', 'text'],
      ['ended_at', 'text', 'null'],
    ],
    primary: ['id'],
    foreign: [toBody],
    index: [['state']],
  },
  {
    name: 'idempotency_key',
    columns: [
      ['user_id', 'text'],
      ['route', 'text'],
      ['key', 'text'],
      ['body_digest', 'text'],
      ['status', 'integer'],
      ['response', 'text', 'null'],
      ['created_at', 'text'],
    ],
    primary: ['user_id', 'route', 'key'],
  },
  {
    name: 'code_counter',
    columns: [
      ['kind', 'text'],
      ['last', 'integer'],
    ],
    primary: ['kind'],
  },
  {
    name: 'setting',
    columns: [
      ['key', 'text'],
      ['value', 'text'],
    ],
    primary: ['key'],
  },
]

/** Rows that are agreed for ever: the database itself refuses to change or delete them. */
const appendOnly = ['audit_event', 'current_cost', 'promise', 'figure_input', 'price_book', 'barometer_publication']

export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const table of tables) await create(db, table, isSqlite)
  for (const name of appendOnly) await guard(db, name, isSqlite)
}

export async function down(db: Kysely<any>): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const table of tables.toReversed()) await db.schema.dropTable(table.name).execute()
  if (!isSqlite) await sql`drop function arpent_append_only()`.execute(db)
}

async function create(db: Kysely<any>, table: Table, isSqlite: boolean): Promise<void> {
  const types: Record<Column[1], ColumnDataType> = isSqlite
    ? { text: 'text', integer: 'integer', real: 'real' }
    : { text: 'text', integer: 'bigint', real: 'double precision' }
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(table.name)
  for (const [name, type, ...flags] of table.columns) {
    builder = builder.addColumn(name, types[type], (column) => (flags.includes('null') ? column : column.notNull()))
  }
  builder = builder.addPrimaryKeyConstraint(`${table.name}_pk`, [...table.primary] as [string, ...string[]]) // never empty above
  for (const [column, target, key = 'id'] of table.foreign ?? []) {
    builder = builder.addForeignKeyConstraint(`${table.name}_${column}_fk`, [column], target, [key])
  }
  for (const columns of table.unique ?? []) {
    builder = builder.addUniqueConstraint(`${table.name}_${columns.join('_')}_unique`, [...columns] as [
      string,
      ...string[],
    ]) // never empty above
  }
  await (isSqlite ? builder.modifyEnd(sql`strict`) : builder).execute()
  for (const columns of table.index ?? []) {
    await db.schema
      .createIndex(`${table.name}_${columns.join('_')}_index`)
      .on(table.name)
      .columns([...columns])
      .execute()
  }
}

async function guard(db: Kysely<any>, table: string, isSqlite: boolean): Promise<void> {
  if (isSqlite) {
    for (const act of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, 'append-only'); end`,
        )
        .execute(db)
    }
    return
  }
  await sql
    .raw(
      `create or replace function arpent_append_only() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$`,
    )
    .execute(db)
  await sql
    .raw(
      `create trigger ${table}_append_only before update or delete on ${table} for each row execute function arpent_append_only()`,
    )
    .execute(db)
}
