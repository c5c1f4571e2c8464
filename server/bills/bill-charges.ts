import type { AllocatableCharge } from '#models/allocation/charge.ts'
import { canonicalJson, type Json } from '#models/shared/canonical-json.ts'
import type { BillEngine, EngineRow } from './bill-engine.ts'
import { literal } from './bill-sql.ts'
import { billRefused } from './bills.problems.ts'
import type { BillReading } from './bill-reading.ts'

/** What a file says of one source (provider, account, currency) and month. */
export type BillSlice = {
  /** Where its first charge stands among those of the file, in order. */
  readonly firstPlace: number
  readonly provider: string
  readonly account: string
  readonly accountName: string
  readonly currency: string
  readonly period: string
  readonly rows: number
  readonly charges: number
  readonly billedMicros: number
  readonly effectiveMicros: number
}

/** What allocation can tell charges apart by, with the SQL that says it of a row read as FOCUS; empty text is absence. */
export const chargeKeys = [
  ['day', `strftime(ChargePeriodStart, '%Y-%m-%d')`],
  ['sub_account', `coalesce(SubAccountId, '')`],
  ['service', `coalesce(ServiceName, '')`],
  ['service_category', `coalesce(ServiceCategory, '')`],
  ['resource', `coalesce(ResourceId, '')`],
  ['region', `coalesce(RegionId, '')`],
  ['charge_category', 'ChargeCategory'],
  ['charge_class', `coalesce(ChargeClass, '')`],
  ['pricing_category', `coalesce(PricingCategory, '')`],
  ['commitment', `coalesce(CommitmentDiscountId, '')`],
  ['commitment_status', `coalesce(CommitmentDiscountStatus, '')`],
  ['tags_json', `coalesce(Tags, '')`],
] as const
/** What names a source and a month. */
const sliceKeys = [
  ['provider', 'ServiceProviderName'],
  ['account', 'BillingAccountId'],
  ['currency', 'BillingCurrency'],
  ['period', `strftime(BillingPeriodStart, '%Y-%m')`],
] as const

const keysOf = (list: readonly (readonly [string, string])[]) => list.map(([name]) => name).join(', ')

/** Columns that FOCUS has only in some versions, or that a file may lack: absent ones are empty. */
const mayLack = [
  'SubAccountId',
  'ServiceName',
  'ServiceCategory',
  'ResourceId',
  'RegionId',
  'ChargeClass',
  'PricingCategory',
  'CommitmentDiscountId',
  'CommitmentDiscountStatus',
  'Tags',
  'BillingAccountName',
]
const mayLackCosts = ['ListCost', 'ContractedCost']

/** Rows with every column that grouping names, whatever the file has. */
export function withEveryColumn(relation: string, names: ReadonlySet<string>): string {
  const lacking = [
    ...mayLack.filter((name) => !names.has(name)).map((name) => `NULL::VARCHAR AS ${name}`),
    ...mayLackCosts.filter((name) => !names.has(name)).map((name) => `NULL::DECIMAL(38,12) AS ${name}`),
  ]
  return lacking.length === 0 ? relation : `(SELECT *, ${lacking.join(', ')} FROM ${relation})`
}

/** Of what the reader may hold, for sums and their order: the charges that are written meanwhile take the rest. */
const shareOfSums = 3 / 8

/**
 * Sums the rows that are kept by day and key, in the reader's own memory, and rounds the sums of each source and month to millionths
 * together: down, then one more to the largest remainders until they add up to the rounded total (ties by order of their keys).
 */
export async function groupCharges(
  engine: BillEngine,
  reading: BillReading,
  period: string | undefined,
): Promise<{ readonly slices: readonly BillSlice[]; readonly otherPeriods: number }> {
  const relation = withEveryColumn(`read_parquet(${literal(reading.staged)})`, reading.columns)
  const keys = [...sliceKeys, ...chargeKeys]
  await engine.hold(shareOfSums)
  await engine.run(
    `CREATE TEMP TABLE grouped AS SELECT ${keys.map(([name, sql]) => `${sql} AS ${name}`).join(', ')}, sum(BilledCost) AS billed, sum(EffectiveCost) AS effective, CASE WHEN count(ListCost) = count(*) THEN sum(ListCost) END AS list, CASE WHEN count(ContractedCost) = count(*) THEN sum(ContractedCost) END AS contracted, count(*) AS row_count, min(BillingAccountName) AS account_name FROM ${relation} WHERE ${reading.kept} GROUP BY ALL`,
  )
  await engine.hold(shareOfSums)
  const others = period === undefined ? 0 : await leftOfPeriod(engine, period)
  await sumByCanonicalTags(engine)
  await engine.run(
    `CREATE TEMP TABLE slice AS SELECT row_number() OVER (ORDER BY ${keysOf(sliceKeys)}) - 1 AS slice, * FROM (SELECT ${keysOf(sliceKeys)}, min(account_name) AS account_name, sum(row_count)::DOUBLE AS rows, count(*)::DOUBLE AS charges, round(sum(billed) * 1000000) AS billed_micros, round(sum(effective) * 1000000) AS effective_micros FROM summed GROUP BY ${keysOf(sliceKeys)})`,
  )
  const slices = await engine.rows(
    `SELECT ${keysOf(sliceKeys)}, account_name, rows, charges, billed_micros::VARCHAR AS billed, effective_micros::VARCHAR AS effective FROM slice ORDER BY slice`,
  )
  let places = 0
  const read = slices.map((row): BillSlice => {
    const slice = { ...sliceOf(row), firstPlace: places }
    places += slice.charges
    return slice
  })
  await roundCharges(engine)
  return { slices: read, otherPeriods: others }
}

/** Takes out what is of another month than the one asked for; says how many rows that was. */
async function leftOfPeriod(engine: BillEngine, period: string): Promise<number> {
  const [row] = await engine.rows(
    `SELECT coalesce(sum(row_count), 0)::DOUBLE AS n FROM grouped WHERE period <> ${literal(period)}`,
  )
  await engine.run(`DELETE FROM grouped WHERE period <> ${literal(period)}`)
  return Number(row?.['n'] ?? 0)
}

/** `charge`: the charges of each slice in order, rounded together. What is ranked is kept apart from the texts, which are carried once. */
async function roundCharges(engine: BillEngine): Promise<void> {
  await engine.run(
    `CREATE TEMP TABLE ordered AS SELECT slice.slice, c.* EXCLUDE (account_name, account) FROM summed AS c JOIN slice USING (${keysOf(sliceKeys)}) ORDER BY slice.slice, ${chargeKeys.map(([name]) => `c.${name}`).join(', ')}`,
  )
  await engine.run('DROP VIEW summed')
  await engine.run('DROP TABLE grouped')
  await engine.hold(shareOfSums)
  const cut = (name: string) =>
    `floor(${name} * 1000000) AS ${name}_floor, (${name} * 1000000 - floor(${name} * 1000000)) AS ${name}_rest`
  const prices = 'round(list * 1000000) AS list_micros, round(contracted * 1000000) AS contracted_micros'
  const rank = (name: string) =>
    `row_number() OVER (PARTITION BY slice ORDER BY ${name}_rest DESC, place) AS ${name}_rank`
  const more = (name: string) => `any_value(slice.${name}_micros) - sum(cut.${name}_floor) AS ${name}_more`
  const rounded = (name: string) =>
    `${name}_floor + CASE WHEN ${name}_rank <= ${name}_more THEN 1 ELSE 0 END AS ${name}_micros`
  await engine.run(
    `CREATE TEMP TABLE rounded AS WITH cut AS MATERIALIZED (SELECT rowid AS place, slice, ${cut('billed')}, ${cut('effective')}, ${prices} FROM ordered), ranked AS (SELECT *, ${rank('billed')}, ${rank('effective')} FROM cut), total AS (SELECT slice, min(cut.place) AS first_place, ${more('billed')}, ${more('effective')} FROM cut JOIN slice USING (slice) GROUP BY slice) SELECT place, place - first_place AS ordinal, ${rounded('billed')}, ${rounded('effective')}, list_micros, contracted_micros FROM ranked JOIN total USING (slice)`,
  )
  await engine.run(
    `CREATE TEMP VIEW charge AS SELECT place, ordinal, period, provider, ${keysOf(chargeKeys)}, currency, billed_micros, effective_micros, list_micros, contracted_micros, row_count FROM (SELECT rowid AS place, * FROM ordered) JOIN rounded USING (place)`,
  )
  const [most] = await engine.rows(
    `SELECT greatest(${['billed', 'effective', 'list', 'contracted'].map((name) => `max(abs(${name}_micros::DOUBLE))`).join(', ')}) AS most FROM rounded`,
  )
  if (Number(most?.['most'] ?? 0) > Number.MAX_SAFE_INTEGER) throw billRefused('bill-amount-out-of-range')
}

/** `summed`: the groups, each under the canonical text of its tags; added up again where two of them thereby become one. */
async function sumByCanonicalTags(engine: BillEngine): Promise<void> {
  const areMerged = await canonicalTags(engine)
  const tags = 'coalesce(tag_text.canonical, grouped.tags_json)'
  const from = 'grouped LEFT JOIN tag_text ON tag_text.written = grouped.tags_json'
  if (!areMerged) {
    await engine.run(`CREATE TEMP VIEW summed AS SELECT grouped.* REPLACE (${tags} AS tags_json) FROM ${from}`)
    return
  }
  const names = [...sliceKeys, ...chargeKeys].map(([name]) => name).filter((name) => name !== 'tags_json')
  // The unknown of a part is the unknown of the whole: `sum` alone would pass over it.
  const known = (name: string) => `CASE WHEN count(${name}) = count(*) THEN sum(${name}) END AS ${name}`
  await engine.run(
    `CREATE TEMP TABLE merged AS SELECT ${names.join(', ')}, ${tags} AS tags_json, sum(billed) AS billed, sum(effective) AS effective, ${known('list')}, ${known('contracted')}, sum(row_count) AS row_count, min(account_name) AS account_name FROM ${from} GROUP BY ${[...names, tags].join(', ')}`,
  )
  await engine.run('DROP TABLE grouped')
  await engine.run('ALTER TABLE merged RENAME TO grouped')
  await engine.run('CREATE TEMP VIEW summed AS SELECT * FROM grouped')
}

/** A table of each text of tags that is not written in its canonical form, and of that form. Whether two texts become one. */
async function canonicalTags(engine: BillEngine): Promise<boolean> {
  await engine.run('CREATE TEMP TABLE tag_text (written VARCHAR, canonical VARCHAR)')
  const values: string[] = []
  const seen = new Set([''])
  let texts = 1
  for await (const written of engine.texts(`SELECT DISTINCT tags_json FROM grouped WHERE tags_json <> ''`))
    for (const one of written) {
      const canonical = canonicalTagsText(one)
      seen.add(canonical)
      texts += 1
      if (canonical !== one) values.push(`(${literal(one)}, ${literal(canonical)})`)
    }
  // Written once the reading is over: a second statement would end it.
  for (let start = 0; start < values.length; start += 2_000)
    await engine.run(`INSERT INTO tag_text VALUES ${values.slice(start, start + 2_000).join(', ')}`)
  return seen.size < texts
}

/** Tags as one text whatever the order they were written in; what is not an object of them is none. */
export function canonicalTagsText(written: string): string {
  try {
    const value = JSON.parse(written) as Json // checked on the next line
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
    const text = canonicalJson(value)
    return text === '{}' ? '' : text.replaceAll('\\u0000', '')
  } catch {
    return ''
  }
}

function sliceOf(row: EngineRow): Omit<BillSlice, 'firstPlace'> {
  const billedMicros = Number(row['billed'])
  const effectiveMicros = Number(row['effective'])
  if (!Number.isSafeInteger(billedMicros) || !Number.isSafeInteger(effectiveMicros))
    throw billRefused('bill-amount-out-of-range')
  return {
    provider: String(row['provider']),
    account: String(row['account']),
    accountName: String(row['account_name'] ?? row['account']),
    currency: String(row['currency']),
    period: String(row['period']),
    rows: Number(row['rows']),
    charges: Number(row['charges']),
    billedMicros,
    effectiveMicros,
  }
}

/** Columns of a charge in the order in which `chargeBatches` writes them, after its import and body. */
export const chargeColumns = [
  'ordinal',
  'period',
  'provider',
  ...chargeKeys.map(([name]) => name),
  'currency',
  'billed_micros',
  'effective_micros',
  'list_micros',
  'contracted_micros',
  'row_count',
] as const

const wholeNumbers: ReadonlySet<string> = new Set([
  'ordinal',
  'billed_micros',
  'effective_micros',
  'list_micros',
  'contracted_micros',
  'row_count',
])

/** A charge as the reader gives it: one cell for each of `chargeColumns`. */
export type ChargeCells = readonly (string | number | null)[]

const chargesOfBatch = 5_000

/** The charges of a slice in order, at most 5,000 at a time. */
export async function* chargeBatches(engine: BillEngine, slice: BillSlice): AsyncGenerator<readonly ChargeCells[]> {
  const values = chargeColumns.map((name) =>
    wholeNumbers.has(name) ? `${name}::BIGINT` : `replace(${name}, chr(0), '')`,
  )
  const end = slice.firstPlace + slice.charges
  for (let start = slice.firstPlace; start < end; start += chargesOfBatch) {
    const [batch] = await engine.rows(
      `SELECT '[' || string_agg(json_array(${values.join(', ')}), ',' ORDER BY place) || ']' AS cells FROM charge WHERE place >= ${start} AND place < ${Math.min(start + chargesOfBatch, end)}`,
    )
    yield JSON.parse(String(batch?.['cells'])) as ChargeCells[] // written by the statement
  }
}

const placeOf = new Map(chargeColumns.map((name, at) => [name, at]))

/** What allocation sees of a charge. */
export function allocatable(cells: ChargeCells): AllocatableCharge {
  const text = (name: (typeof chargeColumns)[number]) => String(cells[placeOf.get(name) ?? -1])
  const whole = (name: (typeof chargeColumns)[number]) => Number(cells[placeOf.get(name) ?? -1])
  const told = (name: (typeof chargeColumns)[number]) => (cells[placeOf.get(name) ?? -1] === null ? null : whole(name))
  return {
    ordinal: whole('ordinal'),
    provider: text('provider'),
    subAccount: text('sub_account'),
    service: text('service'),
    serviceCategory: text('service_category'),
    resource: text('resource'),
    region: text('region'),
    chargeCategory: text('charge_category'),
    commitment: text('commitment'),
    commitmentStatus: text('commitment_status'),
    tagsJson: text('tags_json'),
    billedMicros: whole('billed_micros'),
    effectiveMicros: whole('effective_micros'),
    listMicros: told('list_micros'),
    contractedMicros: told('contracted_micros'),
  }
}

/** Writes the rows of a slice to a file of their own, each with its physical line. */
export async function writeSlice(
  engine: BillEngine,
  reading: BillReading,
  slice: BillSlice,
  path: string,
): Promise<void> {
  const conditions = sliceKeys.map(([name, sql]) => `${sql} = ${literal(slice[name])}`)
  const { lines } = reading
  // Rows come in the order of the file, but for a join.
  const order = lines.join('r') === '' ? '' : ' ORDER BY r.file_row_number'
  await engine.write(
    `SELECT ${lines.line('r')} AS _line, r.* EXCLUDE (file_row_number, _left) FROM read_parquet(${literal(reading.staged)}, file_row_number=true) AS r${lines.join('r')} WHERE ${reading.kept} AND ${conditions.join(' AND ')}${order}`,
    path,
    reading.width,
  )
}
