import type { BillCondition, BillExpression, DateForm } from '#models/bills/bill-expression.ts'

/** A compiled expression and what it gives. */
type Compiled = { readonly sql: string; readonly kind: 'text' | 'number' | 'moment' }

/** How a column is read where an expression stands: over the file, or over rows already read as FOCUS. */
export type ColumnReader = {
  /** SQL and kind of a column, or undefined when there is none of this name. */
  column(name: string): Compiled | undefined
  /** What a FOCUS column said before it was read, where one cell says it. */
  raw?(name: string): string | undefined
  /** A condition that was already worked out, as a column of its own. */
  shared?(condition: BillCondition): string | undefined
  /** A number already worked out as a double, as a column of its own. */
  double?(name: string): string | undefined
  /** Whether cells may hold the text NULL, or an empty text between quotes. */
  readonly mayHoldNull?: boolean
  readonly mayHoldEmptyQuoted?: boolean
  /** Headers that begin so, as the file writes them. */
  beginningWith(prefix: string): readonly string[]
  readonly form: WrittenForm
}

/**
 * How the numbers and dates of a file are written. `plain`: numbers below a million without an exponent, dates that end in Z; what is
 * written otherwise gives no value then, and whoever reads so looks for it. `any`: in every way that is understood.
 */
export type WrittenForm = 'plain' | 'any'

/** A name inside a statement. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
/** A text inside a statement. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * How rows of bills are written: small groups of rows stay in the processor's caches while they are laid out, and bound what is held; no
 * reading asks the filters that would be written beside them.
 */
export const parquetForm = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10240, WRITE_BLOOM_FILTER false)'

export const decimalType = 'DECIMAL(38,12)'

/**
 * Functions of the reader that expressions are made of. A cost beyond a million millions is not an amount, and keeps sums in range.
 * Nearly every amount is below a million and fits 64 bits, which the reader parses, compares and writes faster: the wider form is for the
 * others, and for exponents, which the reader rounds differently in each.
 */
export const readerFunctions: readonly string[] = [
  `CREATE MACRO bill_object_amount(t) AS CASE WHEN starts_with(t, '{') THEN CASE WHEN json_valid(t) THEN try_cast(json_extract_string(t, '$.value') AS DECIMAL(24,12)) END END`,
  `CREATE MACRO bill_plain_amount(t) AS CASE WHEN NOT contains(t, 'e') AND NOT contains(t, 'E') THEN try_cast(t AS DECIMAL(18,12)) END`,
  `CREATE MACRO bill_amount(t) AS coalesce(bill_plain_amount(t)::${decimalType}, try_cast(t AS DECIMAL(24,12))::${decimalType}, bill_object_amount(t)::${decimalType})`,
  `CREATE MACRO bill_plain_iso(t) AS CASE WHEN ends_with(t, 'Z') THEN try_cast(t AS TIMESTAMP) END`,
  `CREATE MACRO bill_iso(t) AS CASE WHEN strlen(t) = 20 OR ends_with(t, 'Z') THEN try_cast(t AS TIMESTAMP) WHEN regexp_matches(t, '\\d[T ].*[+-]\\d\\d(:?\\d\\d)?$') THEN timezone('UTC', try_cast(t AS TIMESTAMPTZ)) ELSE try_cast(t AS TIMESTAMP) END`,
  `CREATE MACRO bill_braced(t) AS CASE WHEN starts_with(t, '"') THEN '{' || t || '}' ELSE t END`,
]

const dateForms: Readonly<Record<Exclude<DateForm, 'iso'>, readonly string[]>> = {
  mdy: ['%m/%d/%Y', '%m/%d/%Y %H:%M:%S'],
  dmy: ['%d/%m/%Y', '%d/%m/%Y %H:%M:%S'],
}

const absent: Compiled = { sql: 'NULL::VARCHAR', kind: 'text' }

/** An expression of a dialect as SQL of the reader. */
export function expressionSql(expression: BillExpression, reader: ColumnReader): Compiled {
  const sqlOf = (one: BillExpression) => expressionSql(one, reader)
  const text = (one: BillExpression) => asText(sqlOf(one))
  const number = (one: BillExpression) => asNumber(sqlOf(one), reader)
  const moment = (one: BillExpression) => asMoment(sqlOf(one), reader)
  if ('take' in expression) return reader.column(expression.take) ?? absent
  if ('text' in expression) return { sql: literal(expression.text), kind: 'text' }
  if ('number' in expression) return { sql: `${literal(expression.number)}::${decimalType}`, kind: 'number' }
  if ('firstOf' in expression) {
    const there = expression.firstOf.map(sqlOf).filter(({ sql }) => sql !== absent.sql)
    const [only] = there
    if (there.length <= 1) return only ?? absent
    return together(there, reader, (list) => `coalesce(${list.join(', ')})`)
  }
  if ('amount' in expression) return { sql: number(expression.amount), kind: 'number' }
  if ('sum' in expression) return { sql: `(${expression.sum.map(number).join(' + ')})`, kind: 'number' }
  if ('difference' in expression)
    return { sql: `(${expression.difference.map((one) => number(one)).join(' - ')})`, kind: 'number' }
  if ('product' in expression) {
    const [a, b] = expression.product
    const doubles = `${number(a)}::DOUBLE * ${number(b)}::DOUBLE` // 15 digits: for comparisons and block units
    return { sql: `try_cast(${doubles} AS ${decimalType})`, kind: 'number' }
  }
  if ('negated' in expression) return { sql: `(-${number(expression.negated)})`, kind: 'number' }
  if ('mapped' in expression) {
    const value = text(expression.mapped)
    const whens = Object.entries(expression.values).map(
      ([from, to]) => `WHEN ${literal(from.toLowerCase())} THEN ${literal(to)}`,
    )
    if (expression.otherwise !== 'kept') return { sql: `CASE lower(${value}) ${whens.join(' ')} END`, kind: 'text' }
    // Most cells say already what they would be read as: no need to look at their capitals.
    const given = new Set(Object.keys(expression.values).map((from) => from.toLowerCase()))
    const asIs = [...new Set(Object.values(expression.values))].filter((to) => !given.has(to.toLowerCase()))
    const isAsIs = asIs.map((to) => `${value} = ${literal(to)}`).join(' OR ') || 'false'
    return {
      sql: `CASE WHEN ${isAsIs} THEN ${value} ELSE CASE lower(${value}) ${whens.join(' ')} ELSE ${value} END END`,
      kind: 'text',
    }
  }
  if ('cases' in expression) {
    const thens = expression.cases.map(({ then }) => sqlOf(then))
    const whens = expression.cases.map(({ when }) => conditionSql(when, reader))
    return together([...thens, sqlOf(expression.otherwise)], reader, (list) => {
      const arms = whens.map((when, at) => `WHEN ${when} THEN ${list[at] ?? ''}`)
      return `CASE ${arms.join(' ')} ELSE ${list.at(-1) ?? ''} END`
    })
  }
  if ('joined' in expression)
    return { sql: `concat_ws(${literal(expression.by)}, ${expression.joined.map(text).join(', ')})`, kind: 'text' }
  if ('lower' in expression) return { sql: `lower(${text(expression.lower)})`, kind: 'text' }
  if ('member' in expression) {
    const of = text(expression.of)
    const path = literal(`$."${expression.member.replaceAll('"', '')}"`)
    return { sql: `CASE WHEN json_valid(${of}) THEN json_extract_string(${of}, ${path}) END`, kind: 'text' }
  }
  if ('braced' in expression) return { sql: `bill_braced(${text(expression.braced)})`, kind: 'text' }
  if ('gathered' in expression) return { sql: gatheredSql(expression.gathered, reader), kind: 'text' }
  if ('moment' in expression) return { sql: momentSql(sqlOf(expression.moment), expression.as, reader), kind: 'moment' }
  if ('dayAfter' in expression) return { sql: `(${moment(expression.dayAfter)} + INTERVAL 1 DAY)`, kind: 'moment' }
  if ('monthStart' in expression)
    return { sql: `date_trunc('month', ${moment(expression.monthStart)})::TIMESTAMP`, kind: 'moment' }
  if ('monthAfter' in expression)
    return {
      sql: `(date_trunc('month', ${moment(expression.monthAfter)})::TIMESTAMP + INTERVAL 1 MONTH)`,
      kind: 'moment',
    }
  if ('blockSize' in expression) {
    const unit = text(expression.blockSize)
    const size = `regexp_extract(${unit}, '^\\s*([0-9][0-9.,]*)', 1)`
    return {
      sql: `CASE WHEN ${unit} IS NULL THEN NULL ELSE coalesce(try_cast(replace(${size}, ',', '') AS ${decimalType}), 1) END`,
      kind: 'number',
    }
  }
  return {
    sql: `nullif(regexp_replace(${text(expression.blockUnit)}, '^\\s*[0-9][0-9.,]*\\s*', ''), '')`,
    kind: 'text',
  }
}

/** A condition as SQL; one that speaks of what is absent gives NULL, which holds for nobody. */
export function conditionSql(condition: BillCondition, reader: ColumnReader): string {
  const shared = reader.shared?.(condition)
  if (shared !== undefined) return shared
  const text = (one: BillExpression) => asText(expressionSql(one, reader))
  const raw = (one: BillExpression) => expressionSql(one, reader)
  if ('filled' in condition) return `(${raw(condition.filled).sql} IS NOT NULL)`
  if ('absent' in condition) return `(${raw(condition.absent).sql} IS NULL)`
  if ('among' in condition) {
    const of = text(condition.of)
    return `(${condition.among.map((value) => `${of} = ${literal(value)}`).join(' OR ')})` // a list would become a join
  }
  if ('beginsWith' in condition) return `starts_with(${text(condition.of)}, ${literal(condition.beginsWith)})`
  if ('endsWith' in condition) return `ends_with(${text(condition.of)}, ${literal(condition.endsWith)})`
  if ('contains' in condition) {
    const [low, high] = [condition.contains.toLowerCase(), condition.contains.toUpperCase()]
    const of = text(condition.of)
    const once = `contains(${of}, ${literal(low)})`
    return low === high ? once : `(${once} OR contains(${of}, ${literal(high)}))`
  }
  if ('matches' in condition) return `regexp_full_match(${text(condition.of)}, ${literal(condition.matches)})`
  if ('isJsonObject' in condition) {
    const of = text(condition.isJsonObject)
    return `(starts_with(${of}, '{') AND json_valid(${of}))`
  }
  if ('below' in condition) {
    const [a, b] = together2(condition.below.map(raw), reader)
    return `(${a} < ${b})`
  }
  if ('equal' in condition) {
    const [a, b] = together2(condition.equal.map(raw), reader)
    return `(${a} = ${b})`
  }
  if ('near' in condition) {
    const [a, b] = condition.near.map((one) => doubleSql(one, reader))
    return `(abs(${a} - ${b}) <= greatest(1e-5, 0.001 * greatest(abs(${a}), abs(${b}))))`
  }
  if ('apart' in condition) {
    const [a, b] = condition.apart.map((one) => doubleSql(one, reader))
    return `(abs(${a} - ${b}) > 1e-5)`
  }
  if ('all' in condition) return allSql(condition.all.map((one) => conditionSql(one, reader)))
  if ('any' in condition) return `(${condition.any.map((one) => conditionSql(one, reader)).join(' OR ') || 'false'})`
  if ('not' in condition && 'among' in condition.not && reader.shared?.(condition.not) === undefined) {
    // One after the other: each value leaves fewer rows to compare.
    const of = text(condition.not.of)
    return `(${of} IS NULL OR (${condition.not.among.map((value) => `${of} <> ${literal(value)}`).join(' AND ')}))`
  }
  if ('not' in condition) return `(NOT coalesce(${conditionSql(condition.not, reader)}, false))`
  return reader.column(condition.column) === undefined ? 'false' : 'true'
}

const costly = /regexp|json_valid|bill_/

/** All of them; where one is costly, it is looked at only for the rows that the ones before leave. */
function allSql(list: readonly string[]): string {
  if (list.length === 0) return 'true'
  if (!list.some((one) => costly.test(one))) return `(${list.join(' AND ')})`
  const ordered = [...list.filter((one) => !costly.test(one)), ...list.filter((one) => costly.test(one))]
  return ordered.reduceRight((rest, one) => `CASE WHEN ${one} THEN ${rest} ELSE false END`)
}

/** A number as a double, products without a detour by decimals: what a comparison within a tolerance needs. */
function doubleSql(expression: BillExpression, reader: ColumnReader): string {
  const worked = 'take' in expression ? reader.double?.(expression.take) : undefined
  if (worked !== undefined) return worked
  if (!('product' in expression)) return `${asNumber(expressionSql(expression, reader), reader)}::DOUBLE`
  return `(${expression.product.map((one) => doubleSql(one, reader)).join(' * ')})`
}

const asText = ({ sql, kind }: Compiled) =>
  kind === 'text' ? sql : kind === 'moment' ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ')` : `${sql}::VARCHAR`
const asNumber = ({ sql, kind }: Compiled, { form }: ColumnReader) => {
  if (kind !== 'text') return kind === 'number' ? sql : `NULL::${decimalType}`
  return form === 'plain' ? `bill_plain_amount(${sql})` : `bill_amount(${sql})`
}
const asMoment = ({ sql, kind }: Compiled, { form }: ColumnReader) => {
  if (kind !== 'text') return kind === 'moment' ? sql : 'NULL::TIMESTAMP'
  return form === 'plain' ? `bill_plain_iso(${sql})` : `bill_iso(${sql})`
}

/** A compiled expression as the type of a FOCUS column. */
export function asFocusType(
  compiled: Compiled,
  type: 'text' | 'decimal' | 'moment' | 'json',
  reader: ColumnReader,
): string {
  if (type === 'decimal') return asNumber(compiled, reader)
  return type === 'moment' ? asMoment(compiled, reader) : asText(compiled)
}

/** Several expressions where one is chosen: of one kind they stay so, else they are texts. */
function together(
  list: readonly Compiled[],
  reader: ColumnReader,
  make: (sqls: readonly string[]) => string,
): Compiled {
  const filled = list.filter(({ sql }) => sql !== absent.sql)
  const kinds = new Set(filled.map(({ kind }) => kind))
  const [only] = kinds
  if (kinds.size === 1 && only !== undefined && only !== 'text') {
    const cast = only === 'number' ? asNumber : asMoment
    return { sql: make(list.map((one) => cast(one, reader))), kind: only }
  }
  return { sql: make(list.map((one) => asText(one))), kind: 'text' }
}

/** Two sides of a comparison: moments with moments, else numbers. */
function together2(list: readonly Compiled[], reader: ColumnReader): readonly string[] {
  const as = list.some(({ kind }) => kind === 'moment') ? asMoment : asNumber
  return list.map((one) => as(one, reader))
}

function momentSql(compiled: Compiled, form: DateForm, reader: ColumnReader): string {
  if (form === 'iso' || compiled.kind === 'moment') return asMoment(compiled, reader)
  return `coalesce(try_strptime(${asText(compiled)}, [${dateForms[form].map(literal).join(', ')}]), bill_iso(${asText(compiled)}))`
}

function gatheredSql(prefix: string, reader: ColumnReader): string {
  const names = reader.beginningWith(prefix)
  if (names.length === 0) return absent.sql
  const pairs = names.map((name) => `${literal(name.slice(prefix.length))}: ${asText(reader.column(name) ?? absent)}`)
  // A tag that a row does not carry is no member of its object.
  return `nullif(json_merge_patch('{}', to_json({${pairs.join(', ')}}))::VARCHAR, '{}')`
}
