/**
 * Row types, one interface a table. Ids are UUIDv7 text, dates ISO text in UTC, amounts whole cents, flags 0 or 1, JSON canonical text.
 * `null` only where absence means something. A test holds these against both engines.
 */
export interface Schema {
  body: BodyRow
  body_parent: BodyParentRow
  user_account: UserAccountRow
  role_grant: RoleGrantRow
  session: SessionRow
  one_time_link: OneTimeLinkRow
  api_token: ApiTokenRow
  audit_event: AuditEventRow
  application: ApplicationRow
  workload: WorkloadRow
  asset: AssetRow
  dependency: DependencyRow
  current_cost: CurrentCostRow
  import_batch: ImportBatchRow
  import_row: ImportRowRow
  import_mapping: ImportMappingRow
  classification: ClassificationRow
  rule_pack_version: RulePackVersionRow
  rule_mode: RuleModeRow
  exemption: ExemptionRow
  detection: DetectionRow
  incident: IncidentRow
  ladder: LadderRow
  price_book: PriceBookRow
  cost_fact: CostFactRow
  formula_set_version: FormulaSetVersionRow
  assumption_set_version: AssumptionSetVersionRow
  business_case: BusinessCaseRow
  case_result: CaseResultRow
  price_snapshot: PriceSnapshotRow
  assessment: AssessmentRow
  figure_input: FigureInputRow
  questionnaire: QuestionnaireRow
  answer: AnswerRow
  score_definition: ScoreDefinitionRow
  strategy_override: StrategyOverrideRow
  decision: DecisionRow
  benefit: BenefitRow
  promise: PromiseRow
  barometer_publication: BarometerPublicationRow
  wave: WaveRow
  wave_member: WaveMemberRow
  blackout_period: BlackoutPeriodRow
  saved_view: SavedViewRow
  change_set: ChangeSetRow
  job: JobRow
  idempotency_key: IdempotencyKeyRow
  code_counter: CodeCounterRow
  setting: SettingRow
  usage_import: UsageImportRow
  usage_profile: UsageProfileRow
  sizing_choice: SizingChoiceRow
  bill_source: BillSourceRow
  bill_delivery: BillDeliveryRow
  bill_period: BillPeriodRow
  bill_import: BillImportRow
  bill_failure: BillFailureRow
  bill_charge: BillChargeRow
  invoice: InvoiceRow
  exchange_rate: ExchangeRateRow
  allocation_rule_set: AllocationRuleSetRow
  allocated_charge: AllocatedChargeRow
  workload_month: WorkloadMonthRow
  workload_month_past: PastWorkloadMonthRow
  ledger_extract: LedgerExtractRow
  ledger_entry: LedgerEntryRow
  budget_entry: BudgetEntryRow
  register_record: RegisterRecordRow
  claim: ClaimRow
  claim_backing: ClaimBackingRow
  claim_check: ClaimCheckRow
  claim_validation: ClaimValidationRow
  evidence: EvidenceRow
  board_snapshot: BoardSnapshotRow
  indicator_version: IndicatorVersionRow
}

export interface BodyRow {
  id: string
  code: string
  name_fr: string
  name_en: string
  kind: string
  created_at: string
}
/** Dated parent link: [valid_from, valid_to). */
export interface BodyParentRow {
  body_id: string
  parent_id: string
  valid_from: string
  valid_to: string | null
}
export interface UserAccountRow {
  id: string
  code: string
  login: string
  password_hash: string | null
  language: string
  status: string
  created_at: string
  last_seen_at: string | null
}
export interface RoleGrantRow {
  id: string
  user_id: string
  role: string
  body_id: string
  valid_from: string
  valid_to: string | null
  granted_by: string
}
export interface SessionRow {
  token_sha256: string
  user_id: string
  created_at: string
  last_seen_at: string
  expires_at: string
  ended_at: string | null
}
export interface OneTimeLinkRow {
  token_sha256: string
  kind: string
  user_id: string | null
  created_at: string
  expires_at: string
  used_at: string | null
}
export interface ApiTokenRow {
  id: string
  token_sha256: string
  role: string
  body_id: string
  created_at: string
  expires_at: string
  revoked_at: string | null
  created_by: string
}
export interface AuditEventRow {
  seq: number
  at: string
  actor: string
  body_id: string | null
  action: string
  object_type: string
  object_id: string
  /** Canonical JSON of what was and of what is. */
  before_json: string | null
  after_json: string | null
  request_id: string
  prev_hash: string
  hash: string
}
export interface ApplicationRow {
  id: string
  body_id: string
  code: string
  name: string
  mission: string | null
  owner: string | null
  source_json: string
  row_version: number
  created_at: string
}
export interface WorkloadRow {
  id: string
  body_id: string
  code: string
  application_id: string
  name: string
  environment: string
  technology: string | null
  current_hosting: string | null
  proposed_strategy: string | null
  status: string
  /** Folded text that the search reads. */
  search_text: string
  /** Provenance by field: file, line, column, batch; or who stated it and when. */
  source_json: string
  /** What the last import said, by field: the base of a three-way difference. */
  imported_json: string | null
  row_version: number
  created_at: string
  updated_at: string
}
export interface AssetRow {
  id: string
  body_id: string
  workload_id: string
  natural_key: string
  name: string
  kind: string
  is_powered_on: number | null
  vcpu: number | null
  memory_mib: number | null
  storage_gib: number | null
  operating_system: string | null
  operating_system_text: string | null
  cpu_percent: number | null
  memory_percent: number | null
  /** Unknown columns of the file: nothing is dropped. */
  extra_json: string
  source_json: string
  imported_json: string | null
  status: string
  row_version: number
  created_at: string
}
export interface DependencyRow {
  id: string
  body_id: string
  from_workload_id: string
  to_workload_id: string
  kind: string
  latency_need_ms: number | null
  personal_information: number | null
  source_json: string
  created_at: string
}
/** Append-only: the latest recorded one stands. */
export interface CurrentCostRow {
  id: string
  body_id: string
  workload_id: string
  amount_cents: number
  period: string
  kind: string
  reference: string
  source_json: string
  stated_by: string
  recorded_at: string
}
export interface ImportBatchRow {
  id: string
  body_id: string
  file_name: string
  sha256: string
  bytes: number
  format: string
  format_version: string
  state: string
  /** What was understood of the file: tables, columns, proofs, encoding. */
  description_json: string
  grouping: string
  counts_json: string
  problem_json: string | null
  stated_by: string
  received_at: string
  applied_at: string | null
  undone_at: string | null
}
export interface ImportRowRow {
  batch_id: string
  ordinal: number
  line: number
  change: string
  entity: string
  natural_key: string
  subject_id: string | null
  name: string
  code: string | null
  before_json: string | null
  after_json: string | null
}
export interface ImportMappingRow {
  id: string
  body_id: string
  header_signature: string
  mapping_json: string
  stated_by: string
  recorded_at: string
}
export interface ClassificationRow {
  id: string
  body_id: string
  workload_id: string
  version: number
  state: string
  record_json: string
  reason: string
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  /** Period it speaks of: [valid_from, valid_to). */
  valid_from: string | null
  valid_to: string | null
  row_version: number
}
/** A version of a pack: who proposed it, who approved it, from when to when it judges ([in_force_from, in_force_to)). */
export interface RulePackVersionRow {
  id: string
  body_id: string
  pack_id: string
  version: string
  state: string
  /** The YAML as written. */
  content: string
  digest: string
  /** Golden cases that the version must give. */
  cases_json: string
  in_force_from: string
  in_force_to: string | null
  reason: string
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  row_version: number
}
/** Formulas that a body put in the place of the shipped ones: from a day on, for itself and the bodies under it. */
export interface FormulaSetVersionRow {
  id: string
  body_id: string
  set_id: string
  /** Within the body and the set. */
  number: number
  state: string
  content_json: string
  digest: string
  valid_from: string
  reason: string
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  row_version: number
}
/** How a rule is applied; the latest one stands. */
export interface RuleModeRow {
  pack_id: string
  rule_id: string
  mode: string
  set_by: string
  set_at: string
  reason: string
}
/** One rule set aside for one workload until a day, never a law. */
export interface ExemptionRow {
  id: string
  body_id: string
  code: string
  workload_id: string
  pack_id: string
  rule_id: string
  state: string
  reason: string
  /** What compensates. */
  measures: string
  /** Last day it holds. */
  ends_on: string
  withdrawn_at: string | null
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  row_version: number
}
/** What was found in a file about a workload: names, kinds and counts of its columns, never a value. */
export interface DetectionRow {
  id: string
  body_id: string
  workload_id: string
  file_name: string
  sha256: string
  source_kind: string
  columns_json: string
  stated_by: string
  recorded_at: string
}
/** A confidentiality incident (Loi 25 register). */
export interface IncidentRow {
  id: string
  body_id: string
  code: string
  workload_id: string | null
  state: string
  content_json: string
  stated_by: string
  recorded_at: string
  updated_at: string
  row_version: number
}
/** Names a body gives to the levels; the latest one of the nearest body above stands. */
export interface LadderRow {
  id: string
  body_id: string
  content_json: string
  reason: string
  stated_by: string
  recorded_at: string
}
export interface PriceBookRow {
  digest: string
  id: string
  as_of: string
  /** The whole book, gzip then base64, so that old figures go on opening. */
  content: string
  loaded_at: string
}
/** A list of prices received: proposed, then accepted from a day on, or rejected. Its rows stand whole in `content`. */
export interface PriceSnapshotRow {
  id: string
  body_id: string
  code: string
  /** `all`, or `body`: read by its own body alone. */
  visibility: string
  state: string
  source: string
  /** Where it comes from, in words: a service asked, a file. */
  name: string
  region: string | null
  as_of: string
  is_whole: number
  items: number
  refused: number
  refused_json: string
  outliers_json: string
  accepted_outliers_json: string
  /** What differed from the prices in force when it was proposed. */
  counts_json: string
  digest: string
  content: string
  in_force_from: string | null
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  row_version: number
}
export interface AssessmentRow {
  workload_id: string
  body_id: string
  input_digest: string
  best_option: string | null
  best_verdict: string
  p10: number | null
  p50: number | null
  p90: number | null
  gap: string | null
  /** Verdict and cost of every option. */
  options_json: string
  computed_at: string
}
export interface FigureInputRow {
  digest: string
  body_id: string
  workload_id: string | null
  content: string
  recorded_at: string
}
/** Questions as data: the YAML as received, for a body and those under it. */
export interface QuestionnaireRow {
  id: string
  body_id: string
  code: string
  state: string
  content: string
  digest: string
  reason: string
  stated_by: string
  recorded_at: string
  retired_at: string | null
  retired_reason: string | null
  row_version: number
}
/** Append-only: the last recorded of each question stands. */
export interface AnswerRow {
  id: string
  body_id: string
  workload_id: string
  /** Code of a questionnaire, of an installation or of the product. */
  questionnaire: string
  question: string
  answer: string | null
  state: string
  answered_on: string
  evidence_json: string | null
  stated_by: string
  recorded_at: string
}
/** A score that people write, in mathjs notation over answers and facts. */
export interface ScoreDefinitionRow {
  id: string
  body_id: string
  name_fr: string
  name_en: string
  expression: string
  state: string
  stated_by: string
  recorded_at: string
  row_version: number
}
/** Append-only: a person's word over the computed strategy; the last recorded stands, null takes it back. */
export interface StrategyOverrideRow {
  id: string
  body_id: string
  workload_id: string
  strategy: string | null
  /** What was computed that day. */
  computed: string
  reason: string
  stated_by: string
  recorded_at: string
}
export interface DecisionRow {
  id: string
  body_id: string
  workload_id: string
  state: string
  strategy: string
  option_id: string | null
  rationale: string
  /** Verdict, cost and inputs of the day, frozen when signed. */
  snapshot_json: string
  figure: string | null
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  digest: string | null
  row_version: number
}
export interface BenefitRow {
  id: string
  body_id: string
  code: string
  /** Null when the benefit comes from elsewhere than a workload's cost. */
  workload_id: string | null
  decision_id: string | null
  title_fr: string
  title_en: string
  sign: number
  created_at: string
}
/** Append-only and chained: version n carries the digest of version n-1. */
export interface PromiseRow {
  id: string
  body_id: string
  benefit_id: string
  version: number
  current_cost_cents: number | null
  planned_cost_cents: number | null
  promised_cents: number | null
  p10_cents: number | null
  p90_cents: number | null
  valid_from: string
  valid_to: string | null
  recorded_at: string
  frozen_by: string
  reason: string
  figure: string | null
  content_json: string
  prev_digest: string
  digest: string
}
export interface BarometerPublicationRow {
  id: string
  body_id: string
  as_of: string
  indicators_json: string
  approved_by: string
  approved_at: string
  digest: string
}
/** A dated group of workloads that move together; starts_on ≤ cuts_over_on ≤ decommissions_on. */
export interface WaveRow {
  id: string
  body_id: string
  code: string
  name: string
  note: string | null
  starts_on: string
  cuts_over_on: string
  decommissions_on: string
  stated_by: string
  recorded_at: string
  updated_at: string
  /** Set when it was removed, empty: it may come back. */
  removed_at: string | null
  row_version: number
}
/** A workload of a wave: of one at most. `body_id` is the workload's. */
export interface WaveMemberRow {
  workload_id: string
  wave_id: string
  body_id: string
  added_by: string
  added_at: string
}
/** Days on which a body, and all under it, cut nothing over; both included. */
export interface BlackoutPeriodRow {
  id: string
  body_id: string
  name: string
  from_day: string
  to_day: string
  stated_by: string
  recorded_at: string
  row_version: number
}
export interface SavedViewRow {
  id: string
  body_id: string
  user_id: string
  name: string
  query: string
  is_shared: number
  created_at: string
}
/** A bulk edit, with what undoes it. */
export interface ChangeSetRow {
  id: string
  body_id: string
  user_id: string
  kind: string
  changes_json: string
  applied_at: string
  undone_at: string | null
}
export interface JobRow {
  id: string
  body_id: string
  kind: string
  state: string
  input_json: string
  progress_json: string
  result: string | null
  problem_json: string | null
  created_by: string
  created_at: string
  ended_at: string | null
}
export interface IdempotencyKeyRow {
  user_id: string
  route: string
  key: string
  body_digest: string
  status: number
  response: string | null
  created_at: string
}
export interface CodeCounterRow {
  kind: string
  last: number
}
export interface SettingRow {
  key: string
  value: string
}

/** Append-only: the latest recorded one stands. */
export interface CostFactRow {
  id: string
  body_id: string
  workload_id: string
  content_json: string
  reference: string
  stated_by: string
  recorded_at: string
}
/** Append-only: a body's own values laid over the shipped set; the highest version stands. */
export interface AssumptionSetVersionRow {
  id: string
  body_id: string
  version: number
  overrides_json: string
  reason: string
  stated_by: string
  recorded_at: string
}
export interface BusinessCaseRow {
  id: string
  body_id: string
  code: string
  content_json: string
  result_id: string | null
  created_by: string
  created_at: string
  updated_at: string
  row_version: number
}
/** Append-only: what a case gave on a day, with all it was computed from (gzip, base64). */
export interface CaseResultRow {
  id: string
  body_id: string
  case_id: string
  input_digest: string
  inputs_packed: string
  reference_digest: string
  result_json: string
  computed_by: string
  computed_at: string
}
/** A file of measures that was received: how it was read, what it said, what was refused. */
export interface UsageImportRow {
  id: string
  body_id: string
  file_name: string
  sha256: string
  bytes: number
  state: string
  /** What was asked: zone, order of dates, unit. */
  asked_json: string
  /** What was understood, counted and refused. */
  result_json: string
  problem_json: string | null
  stated_by: string
  received_at: string
  ended_at: string | null
  row_version: number
}
/** What the series of one machine said over one period of one file; the same one again replaces it. */
export interface UsageProfileRow {
  id: string
  body_id: string
  asset_id: string
  import_id: string
  file_name: string
  period_from: string
  period_to: string
  profile_json: string
  recorded_at: string
}
/** The sizing rule that a person settled for a workload; the latest version stands. */
export interface SizingChoiceRow {
  id: string
  body_id: string
  workload_id: string
  version: number
  choice_json: string
  stated_by: string
  recorded_at: string
}
/** Who bills which account to a body, in which currency; `provider` and `account` as the bill writes them. */
export interface BillSourceRow {
  id: string
  body_id: string
  code: string
  provider: string
  account: string
  name: string
  currency: string
  created_at: string
}
/** A file or a fetch that was received: how it was read, what it said, what was refused. `state`: received, imported, identical, refused. */
export interface BillDeliveryRow {
  id: string
  body_id: string
  file_name: string
  sha256: string
  bytes: number
  container: string
  dialect: string | null
  dataset: string | null
  version: string | null
  state: string
  asked_json: string
  result_json: string
  problem_json: string | null
  delivered_at: string | null
  stated_by: string
  received_at: string
  ended_at: string | null
  row_version: number
}
/** A source and a month (`YYYY-MM`): open or closed, and the import in force. */
export interface BillPeriodRow {
  id: string
  body_id: string
  source_id: string
  period: string
  state: string
  current_import_id: string | null
  changed_by: string
  changed_at: string
  reason: string
  row_version: number
}
/** What one delivery says of one source and month. `state`: staged, current, superseded or abandoned; a superseded one keeps its charges. */
export interface BillImportRow {
  id: string
  body_id: string
  delivery_id: string
  source_id: string
  period: string
  state: string
  row_count: number
  charge_count: number
  billed_micros: number
  effective_micros: number
  currency: string
  result_json: string
  is_restatement: number
  supersedes_id: string | null
  superseded_at: string | null
  parquet_file: string | null
  recorded_at: string
}
/** Append-only: a row refused or warned of, by physical line and rule. `severity`: refused, warned, deviation. */
export interface BillFailureRow {
  delivery_id: string
  ordinal: number
  body_id: string
  line: number
  rule: string
  column_name: string | null
  severity: string
  detail_json: string
}
/** Append-only: charges of one day that allocation cannot tell apart, in millionths of the billing currency; empty text is absence. */
export interface BillChargeRow {
  import_id: string
  ordinal: number
  body_id: string
  period: string
  day: string
  provider: string
  sub_account: string
  service: string
  service_category: string
  resource: string
  region: string
  charge_category: string
  charge_class: string
  pricing_category: string
  commitment: string
  commitment_status: string
  tags_json: string
  currency: string
  billed_micros: number
  effective_micros: number
  list_micros: number | null
  contracted_micros: number | null
  row_count: number
}
/** What the issuer invoiced for a source and month: the control total, decimal text in its currency. */
export interface InvoiceRow {
  id: string
  body_id: string
  source_id: string
  period: string
  number: string
  status: string
  issued_on: string | null
  currency: string
  amount: string
  /** Taxes in the amount, and credits taken off it (positive), as the invoice says; null when it was not told. */
  tax_amount: string | null
  credit_amount: string | null
  payment_currency: string | null
  payment_amount: string | null
  source_json: string
  stated_by: string
  recorded_at: string
  recorded_to: string | null
}
/** CAD for one unit of a currency, decimal text. `kind`: day, month, contract, invoice; `valid_on` a day or a month. */
export interface ExchangeRateRow {
  id: string
  body_id: string | null
  currency: string
  kind: string
  valid_on: string
  cad_per_unit: string
  source_json: string
  stated_by: string
  recorded_at: string
  recorded_to: string | null
}
/** A version of the ordered rules of a body. `state`: proposed, in-force, superseded, returned. */
export interface AllocationRuleSetRow {
  id: string
  body_id: string
  version: number
  state: string
  content_json: string
  reason: string
  digest: string
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  decision_reason: string | null
  row_version: number
}
/**
 * A part of a charge, in the month of its workload (`month_ordinal` of the same import), which bears the body and the rule: one row for
 * each charge, so kept small. Rewritten when rules are replayed.
 */
export interface AllocatedChargeRow {
  import_id: string
  charge_ordinal: number
  part: number
  month_ordinal: number
  billed_micros: number
  effective_micros: number
}
/**
 * Sums of the allocated charges of one import by workload, rule and service category; rewritten with them. `workload_id` empty is
 * unallocated: `rule_id` is then `?reason`, or `?reason:rule`.
 */
export interface WorkloadMonthRow {
  import_id: string
  workload_id: string
  rule_id: string
  service_category: string
  body_id: string
  ordinal: number
  rule_set_id: string
  period: string
  currency: string
  billed_micros: number
  effective_micros: number
  /** Of what was used, at the price of the list and at the negotiated one; null when a charge does not tell it. */
  list_micros: number | null
  contracted_micros: number | null
  unused_micros: number
  tax_micros: number
  /** 1 for parts of a cost that a rule shares by a key. */
  is_shared: number
  charge_count: number
}
/** The months of an import as they were given until an instant, when other rules were replayed over it. */
export interface PastWorkloadMonthRow extends WorkloadMonthRow {
  given_until: string
}
/** A ledger extract that was received. `state`: applied or undone. */
export interface LedgerExtractRow {
  id: string
  body_id: string
  file_name: string
  sha256: string
  bytes: number
  state: string
  asked_json: string
  result_json: string
  stated_by: string
  received_at: string
  undone_at: string | null
  row_version: number
}
/** A line of the ledger. `kind`: actual or budget; amounts in cents of CAD, negative for a credit; labour says hours and role. */
export interface LedgerEntryRow {
  extract_id: string
  line: number
  body_id: string
  period: string
  kind: string
  cost_element: string
  account: string
  fund: string
  workload_id: string | null
  amount_cents: number
  hours: number | null
  role: string | null
  description: string
  reference: string
}
/**
 * Budget withdrawn from a fund for a fiscal year, in cents (positive): what makes a saving cashable. The row that stands keeps its id
 * through corrections; what it said before is a row of the same code whose recorded interval is closed.
 */
export interface BudgetEntryRow {
  id: string
  body_id: string
  code: string
  fund: string
  fiscal_year: string
  amount_cents: number
  effective_on: string
  reference: string
  stated_by: string
  recorded_at: string
  recorded_to: string | null
}
/** What was said of a benefit, a node of the map or a pool, in two times; chained by digest within a subject. */
export interface RegisterRecordRow {
  id: string
  body_id: string
  subject: string
  kind: string
  key: string
  version: number
  valid_from: string | null
  valid_to: string | null
  recorded_at: string
  recorded_to: string | null
  content_json: string
  reason: string
  stated_by: string
  approved_by: string | null
  prev_digest: string
  digest: string
}
/** What is claimed of a benefit for whole months. `state`: draft, submitted, in-review, accepted, accepted-in-part, returned, rejected. */
export interface ClaimRow {
  id: string
  body_id: string
  code: string
  benefit_id: string
  period_from: string
  period_to: string
  state: string
  nature: string
  gross_cents: number
  net_cents: number
  accepted_cents: number | null
  grade: string
  content_json: string
  submitted_by: string | null
  submitted_at: string | null
  supersedes_id: string | null
  superseded_at: string | null
  created_by: string
  created_at: string
  row_version: number
}
/** What a claim stands on: months of a workload’s charges, ledger lines, labour, contracts. */
export interface ClaimBackingRow {
  claim_id: string
  kind: string
  reference: string
  period: string
  body_id: string
  amount_cents: number
}
/** Automatic checks of a claim, by round; a warning may be overridden with a reason, an invariant may not. */
export interface ClaimCheckRow {
  claim_id: string
  round: number
  rule: string
  body_id: string
  rule_version: string
  verdict: string
  detail_json: string
  overridden_by: string | null
  override_reason: string | null
  checked_at: string
}
/** Append-only: what finance decided. `decision`: accept, accept-part, return, reject. */
export interface ClaimValidationRow {
  id: string
  body_id: string
  claim_id: string
  decision: string
  accepted_cents: number | null
  budget_entry_id: string | null
  comment: string
  decided_by: string
  decided_at: string
  /** What was signed: the claim as it stood, what the checks said, the evidence, the decision. The digest is of it. */
  content_json: string
  digest: string
}
/** A file or a query kept by digest, bound to a subject (`B-0001`, `RC-0001`, a record). */
export interface EvidenceRow {
  id: string
  body_id: string
  subject: string
  kind: string
  title: string
  file_name: string | null
  sha256: string
  bytes: number | null
  sensitivity: string
  retention: string
  content_json: string
  stated_by: string
  recorded_at: string
  recorded_to: string | null
}
/** Append-only: what a board or a gate was shown as known at an instant, with its digest. */
export interface BoardSnapshotRow {
  id: string
  body_id: string
  kind: string
  subject: string
  as_known_at: string
  content_json: string
  digest: string
  made_by: string
  made_at: string
}
/** A definition of an indicator that differs from the shipped one; the centre decides. */
export interface IndicatorVersionRow {
  id: string
  indicator: string
  version: string
  state: string
  content_json: string
  reason: string
  proposed_by: string
  proposed_at: string
  decided_by: string | null
  decided_at: string | null
  row_version: number
}
