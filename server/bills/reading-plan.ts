import type { BillDeviation, BillDialect } from '#models/bills/bill-dialect.ts'
import type { BillCondition, BillExpression } from '#models/bills/bill-expression.ts'
import { type BillRule, missingColumns, rulesFor } from '#models/bills/bill-rules.ts'
import { type FocusColumn, focusColumn, focusColumnNames } from '#models/bills/focus-columns.ts'
import { ruledAs } from '#models/bills/focus-dialect.ts'
import type { EngineRow } from './bill-engine.ts'
import type { BillSourceFile, CellForm } from './bill-source.ts'
import { asFocusType, type ColumnReader, conditionSql, expressionSql, literal, quoted } from './bill-sql.ts'
import { billRefused } from './bills.problems.ts'

/** A rule or a departure with its place in the masks of a row. */
export type Placed = { readonly mask: string; readonly bit: number }

export type PlacedRule = Placed & { readonly rule: BillRule }

type PlacedDeviation = Placed & { readonly deviation: Pick<BillDeviation, 'id' | 'text'> }

export type ReadingPlan = {
  /** The rows as FOCUS. Of a file read as plain, a row that is written otherwise ends the reading with `notPlain`. */
  readonly rows: string
  /** How many columns these have. */
  readonly width: number
  /** The raw cells of the refused rows, in order. */
  readonly refusedCells: string
  /** The columns of FOCUS that the rows have. */
  readonly columns: ReadonlySet<string>
  readonly masks: readonly string[]
  readonly refused: readonly PlacedRule[]
  readonly warned: readonly PlacedRule[]
  readonly noted: readonly PlacedDeviation[]
  readonly missing: readonly string[]
  readonly unknownColumns: readonly string[]
}

const bitsOfMask = 60

const literalNull: BillDeviation['text'] = {
  fr: 'Des cellules portent le texte NULL : lues comme l’absence de valeur.',
  en: 'Cells hold the text NULL: read as the absence of a value.',
}

const emptyQuoted: BillDeviation['text'] = {
  fr: 'Des cellules portent un texte vide "" au lieu de rien : lues comme l’absence de valeur.',
  en: 'Cells hold an empty text "" in place of nothing: read as the absence of a value.',
}

/** What a reading ends with when a cell of the file is not plain. */
export const notPlain = 'a cell is not plain'

/** Whether a file can be read as plain first: each of its numbers and dates is one cell, which says whether it is. */
export function mayBePlain(source: BillSourceFile, dialect: BillDialect): boolean {
  const { reader } = source.rows('plain')
  return (
    dialect.id === 'focus' &&
    typedColumns(dialect, reader).every(({ kind, raw }) => kind === 'text' || raw !== undefined)
  )
}

export function readingPlan(source: BillSourceFile, dialect: BillDialect, version: string, as: CellForm): ReadingPlan {
  const { header } = source
  const { relation, reader } = source.rows(as)
  const present = new Set(presentColumns(dialect, reader))
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
    ...dialect.deviations
      .filter(({ isOfForm }) => isOfForm !== true || as !== 'plain')
      .map((deviation) => ({
        deviation,
        sql: conditionSql(deviation.when, reader),
        narrow: conditionSql(deviation.narrowedBy ?? deviation.when, reader),
      })),
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
    .map((one, bit) => ({ narrow: one.sql, ...one, bit, mask: '_noted' }))
  const typed = typedColumns(dialect, reader)
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
      ruleBits(
        list.filter((one) => one.mask === mask),
        focus,
      ),
    )
  const warnedMasks = [...new Set(warned.map(({ mask }) => mask))]
  const masks = ['_refused', ...warnedMasks, '_noted']
  const rows = `SELECT ${[
    ...typed.map(({ name }) => `f.${quoted(name)}`),
    ...kept.map(({ as }) => `f.${quoted(as)}`),
    `${ruleSql(refused, '_refused')} AS _refused`,
    ...warnedMasks.map((mask) => `${ruleSql(warned, mask)} AS ${mask}`),
    as === 'plain' ? `${plainOnly(typed, kept)} AS _noted` : 'f._noted',
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
  const refusedSql = maskSql(ruleBits(refused, refusedFocus))
  return {
    rows,
    width: typed.length + kept.length + warnedMasks.length + 3,
    refusedCells: `SELECT ${header.map((name) => `f.${quoted(name)}`).join(', ')} FROM (SELECT ${[...rawCells, ...typedCells, `${left} AS _left`].join(', ')} FROM ${relation} AS s) AS f WHERE NOT f._left AND ${refusedSql} <> 0`,
    columns: present,
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

const presentColumns = (dialect: BillDialect, reader: ColumnReader) =>
  focusColumnNames.filter((name) => isPresent(dialect.columns[name], reader))

const typedColumns = (dialect: BillDialect, reader: ColumnReader) =>
  presentColumns(dialect, reader).map((name) => typedColumn(name, dialect.columns[name], reader))

/** The departures of a row whose cells are all plain: a number or a date that is not has no value; a text would say so. */
function plainOnly(typed: readonly TypedColumn[], kept: readonly { readonly as: string }[]): string {
  const texts = [...typed.filter(({ raw }) => raw === undefined).map(({ name }) => name), ...kept.map(({ as }) => as)]
  const isOther = [
    ...typed
      .filter(({ raw }) => raw !== undefined)
      .map(({ name }) => `(f.${quoted(name)} IS NULL AND f.${quoted(`t ${name}`)} IS NOT NULL)`),
    ...texts.flatMap((name) => ['', 'NULL', 'null'].map((word) => `f.${quoted(name)} = ${literal(word)}`)),
  ]
  return `CASE WHEN ${isOther.join(' OR ')} THEN error(${literal(notPlain)}) ELSE f._noted END`
}

function typedColumn(name: FocusColumn, expression: BillExpression | undefined, reader: ColumnReader): TypedColumn {
  const { type } = focusColumn(name)
  const given = expression ?? { take: name }
  const kind = type === 'decimal' ? 'number' : type === 'moment' ? 'moment' : 'text'
  return {
    name,
    kind,
    sql: asFocusType(expressionSql(given, reader), type, reader),
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
  const open: unknown[] = rules.flatMap(({ fails, narrowedBy }) => [fails, narrowedBy])
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
    form: 'any',
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

/** A condition with its place in a mask, and a wider one that holds wherever it does. */
type Bit = { readonly bit: number; readonly sql: string; readonly narrow: string }

/** What is never empty is absent or unreadable when it has no value: two rules that one question settles for nearly every row. */
function ruleBits(list: readonly PlacedRule[], focus: ColumnReader): Bit[] {
  const neverEmpty = new Set(list.flatMap(({ rule }) => ('absent' in rule.fails ? [rule.column] : [])))
  return list.map(({ rule, bit }) => {
    const sql = ruleCondition(rule, focus)
    const isOfValue = 'absent' in rule.fails || 'unreadable' in rule.fails
    if (isOfValue && neverEmpty.has(rule.column))
      return { bit, sql, narrow: conditionSql({ absent: { take: rule.column } }, focus) }
    return { bit, sql, narrow: rule.narrowedBy === undefined ? sql : conditionSql(rule.narrowedBy, focus) }
  })
}

/** Nearly every row breaks nothing: the wider conditions are asked of it at once, and which of them hold of the others only. */
function maskSql(list: readonly Bit[]): string {
  const real = list.filter(({ sql }) => sql !== 'false')
  if (real.length === 0) return '0::UBIGINT'
  const bits = real.map(({ bit, sql }) => `CASE WHEN ${sql} THEN ${1n << BigInt(bit)}::UBIGINT ELSE 0::UBIGINT END`)
  const narrow = [...new Set(real.map((one) => `(${one.narrow})`))]
  return `CASE WHEN ${narrow.join(' OR ')} THEN ${bits.join(' | ')} ELSE 0::UBIGINT END`
}

/** Columns whose products are compared: turned into doubles once. */
const doubled: ReadonlySet<string> = new Set([
  'ListCost',
  'ContractedCost',
  'ListUnitPrice',
  'ContractedUnitPrice',
  'PricingQuantity',
])

export const hasBit = (mask: EngineRow[string] | undefined, bit: number) =>
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
