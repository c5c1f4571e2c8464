import { rename, rm } from 'node:fs/promises'
import type { BillDeviation, BillDialect } from '#models/bills/bill-dialect.ts'
import type { BillCondition, BillExpression } from '#models/bills/bill-expression.ts'
import { type BillRule, missingColumns, rulesFor } from '#models/bills/bill-rules.ts'
import { type FocusColumn, focusColumn, focusColumnNames } from '#models/bills/focus-columns.ts'
import { ruledAs } from '#models/bills/focus-dialect.ts'
import { dialectOf } from '#models/bills/known-dialects.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { BillEngine, EngineRow } from './bill-engine.ts'
import { lineSteps } from './bill-lines.ts'
import { asFocusType, type ColumnReader, conditionSql, expressionSql, literal, quoted } from './bill-sql.ts'
import { type BillSourceFile, billSourceFile } from './bill-source.ts'
import { billRefused } from './bills.problems.ts'
import type { ReadyBill } from './received-bill.ts'

/** What a rule, or a known departure, met in a file. */
export type RuleCount = { readonly rule: string; readonly rows: number }
export type RowFailure = {
  readonly line: number
  readonly rule: string
  readonly column: string | null
  readonly severity: 'refused' | 'warned'
  readonly detail: Bilingual
}

export type BillReading = {
  readonly dialect: BillDialect
  readonly version: string
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly leftOut: number
  }
  readonly deviations: readonly (RuleCount & { readonly text: Bilingual })[]
  readonly warnings: readonly (RuleCount & { readonly text: Bilingual })[]
  readonly refusals: readonly (RuleCount & { readonly text: Bilingual })[]
  /** The first refused rows, and the first few of each warning. */
  readonly failures: readonly RowFailure[]
  readonly missing: readonly string[]
  readonly unknownColumns: readonly string[]
  /** What the refused rows bill, by currency as they write it; null where they write no amount. */
  readonly quarantined: readonly { readonly currency: string; readonly billed: string | null; readonly rows: number }[]
  readonly deliveredAt: string | null
  /** Rows as FOCUS, in the order of the file; its masks say which are refused. */
  readonly staged: string
  /** Whether the staged file is already what one import keeps: nothing refused, every row on the line of its place. */
  readonly isWhole: boolean
  readonly firstLine: number
  readonly lines: LineSql
  /** Condition of the rows that are kept, over the staged file. */
  readonly kept: string
}

/** Told at most so many times each; counted always. */
const mostRefusalsListed = 5_000
const mostWarningsListed = 20
const bitsOfMask = 60

/**
 * Reads a bill as FOCUS: every row typed, held against the rules of its version, and written in order to a Parquet file with what it
 * breaks. One pass over the file, however large; a second one only for the rows that are refused.
 */
export async function readBill(
  engine: BillEngine,
  { ready, source, dialect, version }: RecognisedBill,
  { staged, quarantine }: { readonly staged: string; readonly quarantine: string },
): Promise<BillReading> {
  const plan = readingPlan(source, dialect, version)
  await engine.run(`COPY (${plan.rows}) TO ${literal(staged)} (FORMAT parquet, COMPRESSION zstd)`)
  const unsplit = source.isText ? await unsplitRows(engine) : []
  const combinations = await engine.rows(
    `SELECT ${plan.masks.map((mask) => `${mask}::VARCHAR AS ${mask}`).join(', ')}, _left, count(*)::DOUBLE AS n FROM ${from(staged)} GROUP BY ALL`,
  )
  const count = (holds: (row: EngineRow) => boolean) =>
    combinations.reduce((sum, row) => (holds(row) ? sum + Number(row['n']) : sum), 0)
  const isRefused = (row: EngineRow) => row['_left'] !== true && row['_refused'] !== '0'
  const leftOut = count((row) => row['_left'] === true)
  const refused = count(isRefused)
  const placed = count(() => true)
  const lines = await physicalLines(engine, ready, source, { placed, unsplit })
  const countsOf = <T extends Placed>(list: readonly T[]) =>
    list
      .map((one) => ({ one, rows: count((row) => row['_left'] !== true && hasBit(row[one.mask], one.bit)) }))
      .filter(({ rows }) => rows > 0)
  const refusals = countsOf(plan.refused)
  const warnings = countsOf(plan.warned)
  const kept = '_refused = 0 AND NOT _left'
  const failures = [
    ...unsplit.slice(0, mostRefusalsListed).map((one, at) => unsplitFailure(one, lines.unsplit[at] ?? one.line)),
    ...(await refusedFailures(engine, staged, plan, lines.sql)),
    ...(await warnedFailures(
      engine,
      staged,
      warnings.map(({ one }) => one),
      lines.sql,
    )),
  ]
  if (refused > 0) await writeQuarantine(engine, plan, { staged, quarantine, lines: lines.sql })
  const told = ({ one: { rule }, rows }: { one: PlacedRule; rows: number }) => ({
    rule: rule.id,
    rows,
    text: rule.text,
  })
  return {
    dialect,
    version,
    rows: {
      read: placed + unsplit.length,
      accepted: placed - refused - leftOut,
      rejected: refused + unsplit.length,
      leftOut,
    },
    deviations: countsOf(plan.noted).map(({ one: { deviation }, rows }) => ({
      rule: deviation.id,
      rows,
      text: deviation.text,
    })),
    warnings: warnings.map(told),
    refusals: [...refusals.map(told), ...unsplitCounts(unsplit)],
    failures,
    missing: plan.missing,
    unknownColumns: plan.unknownColumns,
    quarantined: refused === 0 ? [] : await quarantinedMoney(engine, staged),
    deliveredAt: await deliveredAt(engine, staged, plan.unknownColumns),
    staged,
    isWhole: refused === 0 && leftOut === 0 && lines.isInOrder,
    firstLine: source.firstLine,
    lines: lines.sql,
    kept,
  }
}

const from = (path: string) => `read_parquet(${literal(path)}, file_row_number=true)`

/** A file whose header was recognised. */
export type RecognisedBill = {
  readonly ready: ReadyBill
  readonly source: BillSourceFile
  readonly dialect: BillDialect
  readonly version: string
}

/** Which form of bill a file is, by its header alone. */
export async function recognisedBill(engine: BillEngine, ready: ReadyBill): Promise<RecognisedBill> {
  const source = await billSourceFile(engine, ready)
  const found = dialectOf(source.header)
  if (found === undefined) throw billRefused('bill-not-recognised')
  return { ready, source, ...found }
}

/** A rule or a departure with its place in the masks of a row. */
type Placed = { readonly mask: string; readonly bit: number }
type PlacedRule = Placed & { readonly rule: BillRule }
type PlacedDeviation = Placed & { readonly deviation: Pick<BillDeviation, 'id' | 'text'> }

type ReadingPlan = {
  readonly rows: string
  /** The raw cells of the refused rows, in order. */
  readonly refusedCells: string
  readonly masks: readonly string[]
  readonly refused: readonly PlacedRule[]
  readonly warned: readonly PlacedRule[]
  readonly noted: readonly PlacedDeviation[]
  readonly missing: readonly string[]
  readonly unknownColumns: readonly string[]
}

const literalNull: BillDeviation['text'] = {
  fr: 'Des cellules portent le texte NULL : lues comme l’absence de valeur.',
  en: 'Cells hold the text NULL: read as the absence of a value.',
}
const emptyQuoted: BillDeviation['text'] = {
  fr: 'Des cellules portent un texte vide "" au lieu de rien : lues comme l’absence de valeur.',
  en: 'Cells hold an empty text "" in place of nothing: read as the absence of a value.',
}

function readingPlan(source: BillSourceFile, dialect: BillDialect, version: string): ReadingPlan {
  const { header, relation, reader } = source
  const present = new Set(focusColumnNames.filter((name) => isPresent(dialect.columns[name], reader)))
  const { essential, others } = missingColumns(ruledAs(version), present)
  if (essential.length > 0)
    throw billRefused(
      'bill-columns-missing',
      essential.map((column) => ({
        code: `presence.${column}`,
        column,
        row: 1,
        detail: { fr: `La colonne ${column} manque.`, en: `The column ${column} is missing.` },
      })),
    )
  const rules = rulesFor(ruledAs(version), present)
  const refused = placed(
    rules.filter(({ severity }) => severity === 'refused'),
    () => '_refused',
  )
  const warned = placed(
    rules.filter(({ severity }) => severity === 'warned'),
    (at) => `_warned_${Math.floor(at / bitsOfMask)}`,
  )
  const anyCell = (holds: (cell: string) => string) => header.map((name) => holds(`s.${quoted(name)}`)).join(' OR ')
  const noted = [
    ...dialect.deviations.map((deviation) => ({ deviation, sql: conditionSql(deviation.when, reader) })),
    ...(reader.mayHoldNull === true
      ? [
          {
            deviation: { id: 'literal-null', text: literalNull },
            sql: anyCell((cell) => `${cell} IN ('NULL', 'null')`),
          },
        ]
      : []),
    ...(reader.mayHoldEmptyQuoted === true
      ? [{ deviation: { id: 'empty-text', text: emptyQuoted }, sql: anyCell((cell) => `${cell} = ''`) }]
      : []),
  ]
    .filter(({ sql }) => sql !== 'false')
    .map(({ deviation, sql }, bit) => ({ deviation, sql, bit, mask: '_noted' }))
  const typed = focusColumnNames
    .filter((name) => present.has(name))
    .map((name) => typedColumn(name, dialect.columns[name], reader))
  const kept = keptColumns(header, dialect)
  const left = dialect.leavesOut === undefined ? 'false' : `coalesce(${conditionSql(dialect.leavesOut, reader)}, false)`
  const cells = `SELECT ${[
    ...typed.flatMap(({ name, sql, raw }) => [
      `${sql} AS ${quoted(name)}`,
      ...(raw === undefined ? [] : [`${raw} AS ${quoted(`t ${name}`)}`]),
    ]),
    ...kept.map(({ column, as }) => `s.${quoted(column)} AS ${quoted(as)}`),
    `${maskSql(noted)} AS _noted`,
    `${left} AS _left`,
  ].join(', ')} FROM ${relation} AS s`
  const shared = sharedConditions(rules)
  const focus = focusReader(typed, '', shared)
  const ruleSql = (list: readonly PlacedRule[], mask: string) =>
    maskSql(
      list.filter((one) => one.mask === mask).map((one) => ({ bit: one.bit, sql: ruleCondition(one.rule, focus) })),
    )
  const warnedMasks = [...new Set(warned.map(({ mask }) => mask))]
  const masks = ['_refused', ...warnedMasks, '_noted']
  const rows = `SELECT ${[
    ...typed.map(({ name }) => `f.${quoted(name)}`),
    ...kept.map(({ as }) => `f.${quoted(as)}`),
    `${ruleSql(refused, '_refused')} AS _refused`,
    ...warnedMasks.map((mask) => `${ruleSql(warned, mask)} AS ${mask}`),
    'f._noted',
    'f._left',
  ].join(', ')} FROM (SELECT f.*${typed
    .filter(({ name }) => doubled.has(name))
    .map(({ name }) => `, f.${quoted(name)}::DOUBLE AS ${quoted(`d ${name}`)}`)
    .join(
      '',
    )}${[...shared].map(([key, name]) => `, ${sharedSql(key, typed)} AS ${quoted(name)}`).join('')} FROM (${cells}) AS f) AS f`
  const rawCells = header.map((name) => `s.${quoted(name)} AS ${quoted(name)}`)
  const typedCells = typed.flatMap(({ name, sql, raw }) => [
    `${sql} AS ${quoted(`f ${name}`)}`,
    ...(raw === undefined ? [] : [`${raw} AS ${quoted(`t ${name}`)}`]),
  ])
  const refusedFocus = focusReader(typed, 'f ')
  const refusedSql = maskSql(refused.map((one) => ({ bit: one.bit, sql: ruleCondition(one.rule, refusedFocus) })))
  return {
    rows,
    refusedCells: `SELECT ${header.map((name) => `f.${quoted(name)}`).join(', ')} FROM (SELECT ${[...rawCells, ...typedCells, `${left} AS _left`].join(', ')} FROM ${relation} AS s) AS f WHERE NOT f._left AND ${refusedSql} <> 0`,
    masks,
    refused,
    warned,
    noted,
    missing: others,
    unknownColumns: kept.map(({ column }) => column),
  }
}

type TypedColumn = {
  readonly name: FocusColumn
  readonly sql: string
  readonly raw: string | undefined
  readonly kind: 'text' | 'number' | 'moment'
}

function typedColumn(name: FocusColumn, expression: BillExpression | undefined, reader: ColumnReader): TypedColumn {
  const { type } = focusColumn(name)
  const given = expression ?? { take: name }
  const kind = type === 'decimal' ? 'number' : type === 'moment' ? 'moment' : 'text'
  return {
    name,
    kind,
    sql: asFocusType(expressionSql(given, reader), type),
    raw: kind === 'text' ? undefined : rawOf(given, reader),
  }
}

/** What a cell said before it was read as a number or a date, where one cell says it. */
function rawOf(expression: BillExpression, reader: ColumnReader): string | undefined {
  const inside = 'amount' in expression ? expression.amount : 'moment' in expression ? expression.moment : expression
  const compiled = expressionSql(inside, reader)
  return compiled.kind === 'text' ? compiled.sql : undefined
}

/** Conditions that several rules ask of a row, by their text: each is worked out once, as a column of its own. */
function sharedConditions(rules: readonly BillRule[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  const open: unknown[] = rules.map(({ fails }) => fails)
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one !== 'object' || one === null) continue
    if ('among' in one || 'all' in one) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1)
    open.push(...Object.values(one))
  }
  return new Map([...counts].filter(([, times]) => times > 1).map(([key], at) => [key, `c ${at}`]))
}

function sharedSql(key: string, typed: readonly TypedColumn[]): string {
  return conditionSql(JSON.parse(key) as BillCondition, focusReader(typed)) // the text of a condition of a rule
}

/** Rules speak of the columns of FOCUS, under the alias `f`. */
function focusReader(typed: readonly TypedColumn[], prefix = '', shared?: ReadonlyMap<string, string>): ColumnReader {
  const isInner = shared === undefined
  const byName = new Map<string, TypedColumn>(typed.map((one) => [one.name, one]))
  return {
    column(name) {
      const found = byName.get(name)
      return found === undefined ? undefined : { sql: `f.${quoted(`${prefix}${name}`)}`, kind: found.kind }
    },
    shared(condition) {
      const name = shared?.get(JSON.stringify(condition))
      return name === undefined ? undefined : `f.${quoted(name)}`
    },
    double: (name) => (isInner || !doubled.has(name) || !byName.has(name) ? undefined : `f.${quoted(`d ${name}`)}`),
    raw: (name) => (byName.get(name)?.raw === undefined ? undefined : `f.${quoted(`t ${name}`)}`),
    beginningWith: () => [],
  }
}

function ruleCondition({ fails }: BillRule, focus: ColumnReader): string {
  if (!('unreadable' in fails)) {
    // « Empty » is said of a cell that says nothing; one that cannot be read breaks its type, and that alone.
    if ('absent' in fails && 'take' in fails.absent) {
      const raw = focus.raw?.(fails.absent.take)
      if (raw !== undefined) return `(${raw} IS NULL)`
    }
    return conditionSql(fails, focus)
  }
  const raw = focus.raw?.(fails.unreadable)
  return raw === undefined
    ? 'false'
    : `(${raw} IS NOT NULL AND ${focus.column(fails.unreadable)?.sql ?? 'NULL'} IS NULL)`
}

function placed(rules: readonly BillRule[], maskOf: (at: number) => string): PlacedRule[] {
  return rules.map((rule, at) => ({ rule, mask: maskOf(at), bit: at % bitsOfMask }))
}

/** Nearly every row breaks nothing: all conditions are asked of it at once, and which of them hold of the others only. */
function maskSql(list: readonly { readonly bit: number; readonly sql: string }[]): string {
  const real = list.filter(({ sql }) => sql !== 'false')
  if (real.length === 0) return '0::UBIGINT'
  const bits = real.map(({ bit, sql }) => `CASE WHEN ${sql} THEN ${1n << BigInt(bit)}::UBIGINT ELSE 0::UBIGINT END`)
  return `CASE WHEN ${real.map(({ sql }) => `(${sql})`).join(' OR ')} THEN ${bits.join(' | ')} ELSE 0::UBIGINT END`
}

/** Columns whose products are compared: turned into doubles once. */
const doubled: ReadonlySet<string> = new Set([
  'ListCost',
  'ContractedCost',
  'ListUnitPrice',
  'ContractedUnitPrice',
  'PricingQuantity',
])

const hasBit = (mask: EngineRow[string] | undefined, bit: number) =>
  (BigInt(String(mask ?? 0)) & (1n << BigInt(bit))) !== 0n

/** Whether the file has something for a column: one of the columns it is made of, or the dialect itself says it. */
function isPresent(expression: BillExpression | undefined, reader: ColumnReader): boolean {
  if (expression === undefined) return false
  const { takes, gathers } = columnsOf(expression)
  if (takes.length === 0 && gathers.length === 0) return true
  return (
    takes.some((name) => reader.column(name) !== undefined) ||
    gathers.some((prefix) => reader.beginningWith(prefix).length > 0)
  )
}

/** Every column an expression takes, whatever its depth. */
function columnsOf(expression: unknown): { readonly takes: string[]; readonly gathers: string[] } {
  const takes: string[] = []
  const gathers: string[] = []
  const open: unknown[] = [expression]
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one !== 'object' || one === null) continue
    if ('take' in one && typeof one.take === 'string') takes.push(one.take)
    if ('gathered' in one && typeof one.gathered === 'string') gathers.push(one.gathered)
    open.push(...Object.values(one))
  }
  return { takes, gathers }
}

/** Columns that are not of FOCUS are kept as they are; those of another form whose names FOCUS also has are kept under `x_`. */
function keptColumns(
  header: readonly string[],
  dialect: BillDialect,
): { readonly column: string; readonly as: string }[] {
  const focus = new Set(focusColumnNames.map((name) => name.toLowerCase()))
  const own = dialect.id === 'focus'
  const foreign = header.filter((name) => !(own && focus.has(name.toLowerCase())))
  const taken = new Set([
    ...focus,
    ...foreign.filter((name) => !focus.has(name.toLowerCase())).map((name) => name.toLowerCase()),
  ])
  return foreign.map((column) => {
    const isClear = !focus.has(column.toLowerCase()) && !column.startsWith('_')
    let as = isClear ? column : `x_${column}`
    while (!isClear && taken.has(as.toLowerCase())) as = `x_${as}`
    taken.add(as.toLowerCase())
    return { column, as }
  })
}

/** A row that the reader could not split: bad quoting, too few or too many cells, bytes that are not UTF-8. */
type Unsplit = { readonly line: number; readonly byte: number; readonly kind: string }

async function unsplitRows(engine: BillEngine): Promise<readonly Unsplit[]> {
  const rows = await engine.rows(
    'SELECT DISTINCT ON (line_byte_position) line::DOUBLE AS line, line_byte_position::DOUBLE AS at, error_type::VARCHAR AS kind FROM reject_errors ORDER BY line_byte_position',
  )
  return rows.map((row) => ({ line: Number(row['line']), byte: Number(row['at']), kind: String(row['kind']) }))
}

const unsplitTexts: Readonly<Record<string, { readonly rule: string; readonly text: Bilingual }>> = {
  'MISSING COLUMNS': {
    rule: 'row.too-few-cells',
    text: { fr: 'La ligne a moins de cellules que l’en-tête.', en: 'The row has fewer cells than the header.' },
  },
  'TOO MANY COLUMNS': {
    rule: 'row.too-many-cells',
    text: { fr: 'La ligne a plus de cellules que l’en-tête.', en: 'The row has more cells than the header.' },
  },
  'UNQUOTED VALUE': {
    rule: 'row.bad-quoting',
    text: {
      fr: 'Un guillemet de la ligne n’est pas fermé ou pas doublé.',
      en: 'A quote of the row is not closed or not doubled.',
    },
  },
  'INVALID ENCODING': {
    rule: 'row.not-utf-8',
    text: { fr: 'La ligne n’est pas en UTF-8.', en: 'The row is not UTF-8.' },
  },
}
const unsplitText = (kind: string) =>
  unsplitTexts[kind] ?? {
    rule: 'row.unreadable',
    text: { fr: 'La ligne ne peut pas être lue.', en: 'The row cannot be read.' },
  }

function unsplitFailure({ kind }: Unsplit, line: number): RowFailure {
  const { rule, text } = unsplitText(kind)
  return { line, rule, column: null, severity: 'refused', detail: text }
}

function unsplitCounts(list: readonly Unsplit[]): (RuleCount & { text: Bilingual })[] {
  const counts = new Map<string, RuleCount & { text: Bilingual }>()
  for (const { kind } of list) {
    const { rule, text } = unsplitText(kind)
    counts.set(rule, { rule, rows: (counts.get(rule)?.rows ?? 0) + 1, text })
  }
  return [...counts.values()]
}

/** The physical line of each staged row, as SQL over its place in the file; worked out byte by byte only where place does not tell it. */
async function physicalLines(
  engine: BillEngine,
  ready: ReadyBill,
  source: BillSourceFile,
  { placed: count, unsplit }: { readonly placed: number; readonly unsplit: readonly Unsplit[] },
): Promise<{ readonly sql: LineSql; readonly isInOrder: boolean; readonly unsplit: readonly number[] }> {
  const inOrder = (alias: string) => `${alias}.file_row_number + ${source.firstLine}`
  if (!source.isText || (unsplit.length === 0 && ready.text.lines === count + 1))
    return { sql: { join: () => '', line: inOrder }, isInOrder: true, unsplit: [] }
  const { steps, lines } = await lineSteps(
    ready.path,
    unsplit.map(({ byte }) => byte),
  )
  await engine.run('CREATE OR REPLACE TEMP TABLE line_step (from_row BIGINT, plus BIGINT)')
  for (let start = 0; start < steps.length; start += 5_000) {
    const values = steps.slice(start, start + 5_000).map(({ fromRow, plus }) => `(${fromRow}, ${plus})`)
    await engine.run(`INSERT INTO line_step VALUES ${values.join(', ')}`)
  }
  return {
    sql: {
      join: (alias) => ` ASOF JOIN line_step AS step ON ${alias}.file_row_number >= step.from_row`,
      line: (alias) => `${alias}.file_row_number + step.plus`,
    },
    isInOrder: false,
    unsplit: lines,
  }
}

/** The physical line of a staged row, over an alias of the staged file. */
export type LineSql = { join(alias: string): string; line(alias: string): string }

async function refusedFailures(
  engine: BillEngine,
  staged: string,
  plan: ReadingPlan,
  lines: LineSql,
): Promise<RowFailure[]> {
  const rows = await engine.rows(
    `SELECT (${lines.line('r')})::DOUBLE AS line, r._refused::VARCHAR AS mask FROM ${from(staged)} AS r${lines.join('r')} WHERE r._refused <> 0 AND NOT r._left ORDER BY r.file_row_number LIMIT ${mostRefusalsListed}`,
  )
  return rows.flatMap((row) =>
    plan.refused.filter(({ bit }) => hasBit(row['mask'], bit)).map(({ rule }) => failureOf(rule, Number(row['line']))),
  )
}

async function warnedFailures(
  engine: BillEngine,
  staged: string,
  rules: readonly PlacedRule[],
  lines: LineSql,
): Promise<RowFailure[]> {
  const failures: RowFailure[] = []
  for (const { rule, mask, bit } of rules) {
    const rows = await engine.rows(
      `SELECT (${lines.line('r')})::DOUBLE AS line FROM (SELECT file_row_number FROM ${from(staged)} WHERE ${mask} & ${1n << BigInt(bit)}::UBIGINT <> 0 AND NOT _left ORDER BY file_row_number LIMIT ${mostWarningsListed}) AS r${lines.join('r')} ORDER BY 1`,
    )
    failures.push(...rows.map((row) => failureOf(rule, Number(row['line']))))
  }
  return failures
}

const failureOf = ({ id, column, severity, text }: BillRule, line: number): RowFailure => ({
  line,
  rule: id,
  column,
  severity,
  detail: text,
})

/** The refused rows as the file writes them, with their lines. */
async function writeQuarantine(
  engine: BillEngine,
  plan: ReadingPlan,
  { staged, quarantine, lines }: { readonly staged: string; readonly quarantine: string; readonly lines: LineSql },
): Promise<void> {
  await engine.run(
    `COPY (SELECT placed.line AS _line, q.* EXCLUDE (n) FROM (SELECT row_number() OVER () AS n, * FROM (${plan.refusedCells})) AS q JOIN (SELECT row_number() OVER () AS n, line FROM (SELECT ${lines.line('r')} AS line FROM ${from(staged)} AS r${lines.join('r')} WHERE r._refused <> 0 AND NOT r._left ORDER BY r.file_row_number)) AS placed ON placed.n = q.n ORDER BY placed.n) TO ${literal(quarantine)} (FORMAT parquet, COMPRESSION zstd)`,
  )
}

async function quarantinedMoney(engine: BillEngine, staged: string): Promise<BillReading['quarantined']> {
  const rows = await engine.rows(
    `SELECT coalesce(BillingCurrency, '') AS currency, sum(BilledCost)::VARCHAR AS billed, count(*)::DOUBLE AS n FROM ${from(staged)} WHERE _refused <> 0 AND NOT _left GROUP BY ALL ORDER BY 1`,
  )
  return rows.map((row) => ({
    currency: String(row['currency']),
    billed: row['billed'] === null ? null : String(row['billed']),
    rows: Number(row['n']),
  }))
}

const deliveryColumn = /^x_.*(export_?time|exported_?at|delivered_?at|ingestion_?time)$/i

/** When the issuer wrote the file, if one of its columns says so: the latest. */
async function deliveredAt(engine: BillEngine, staged: string, columns: readonly string[]): Promise<string | null> {
  const name = columns.find((column) => deliveryColumn.test(column))
  if (name === undefined) return null
  const [row] = await engine.rows(
    `SELECT strftime(max(bill_iso(${quoted(name)})), '%Y-%m-%dT%H:%M:%SZ') AS at FROM ${from(staged)}`,
  )
  const at = row?.['at']
  return typeof at === 'string' ? at : null
}

/** Moves the staged file where an import keeps it. */
export async function keepWhole(staged: string, path: string): Promise<void> {
  await rm(path, { force: true })
  await rename(staged, path)
}
