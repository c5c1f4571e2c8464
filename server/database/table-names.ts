import type { Schema } from './schema.ts'

/** Every table, parents before children: the order in which a backup is written and restored. */
export const tableNames = [
  'body',
  'body_parent',
  'user_account',
  'role_grant',
  'session',
  'one_time_link',
  'api_token',
  'audit_event',
  'application',
  'workload',
  'asset',
  'dependency',
  'current_cost',
  'import_batch',
  'import_row',
  'import_mapping',
  'classification',
  'rule_pack_version',
  'rule_mode',
  'exemption',
  'detection',
  'incident',
  'ladder',
  'formula_set_version',
  'price_book',
  'cost_fact',
  'assumption_set_version',
  'business_case',
  'case_result',
  'price_snapshot',
  'assessment',
  'figure_input',
  'questionnaire',
  'answer',
  'score_definition',
  'strategy_override',
  'decision',
  'benefit',
  'promise',
  'barometer_publication',
  'wave',
  'wave_member',
  'blackout_period',
  'saved_view',
  'change_set',
  'job',
  'idempotency_key',
  'code_counter',
  'setting',
  'usage_import',
  'usage_profile',
  'sizing_choice',
] as const satisfies readonly (keyof Schema)[]

export type TableName = (typeof tableNames)[number]
type Missing = Exclude<keyof Schema, TableName>
/** Fails to compile when a table of the schema is left out of a backup. */
export const nothingIsMissing: Missing extends never ? true : Missing = true

/** What dies with a restore: open sessions, unused links, half-done requests. */
export const transientTables: readonly TableName[] = ['session', 'one_time_link', 'idempotency_key', 'job']
