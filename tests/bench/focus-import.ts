import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { serviceCategories } from '#models/bills/focus-columns.ts'
import { importBillFile } from '#server/bills/importing.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { inFolder, newInstallation } from './installations.ts'
import { peakMib, rounded } from './measure.ts'

const rowCount = Number(process.env['ARPENT_BENCH_ROWS'] ?? 1_000_000)
const memoryMib = Number(process.env['ARPENT_BENCH_MEMORY_MIB'] ?? 1024)
const hours = 720

/** A month of hourly rows: each resource bills every hour of November 2026, its numbers and names from a hash of its place. */
const columns: readonly (readonly [name: string, sql: string])[] = [
  ['AvailabilityZone', `CASE WHEN r % 3 = 0 THEN NULL ELSE 'ca-central-1' || chr(97 + (r % 3)::INT) END`],
  ['BilledCost', `printf('%.12f', CASE WHEN covered THEN 0 ELSE q * p END)`],
  ['BillingAccountId', `'123456789012'`],
  ['BillingAccountName', `'Organisme fictif'`],
  ['BillingCurrency', `'USD'`],
  ['BillingPeriodEnd', `'2026-12-01T00:00:00Z'`],
  ['BillingPeriodStart', `'2026-11-01T00:00:00Z'`],
  ['ChargeCategory', `'Usage'`],
  ['ChargeClass', 'NULL'],
  ['ChargeDescription', `'$' || p || ' per hour of use, tier ' || (r % 7) || ', on demand or covered'`],
  ['ChargeFrequency', `'Usage-Based'`],
  ['ChargePeriodEnd', `strftime(TIMESTAMP '2026-11-01' + INTERVAL (h + 1) HOUR, '%Y-%m-%dT%H:%M:%SZ')`],
  ['ChargePeriodStart', `strftime(TIMESTAMP '2026-11-01' + INTERVAL (h) HOUR, '%Y-%m-%dT%H:%M:%SZ')`],
  ['CommitmentDiscountCategory', `CASE WHEN covered THEN 'Spend' END`],
  ['CommitmentDiscountId', `CASE WHEN covered THEN 'arn:aws:savingsplans::123456789012:savingsplan/' || (r % 11) END`],
  ['CommitmentDiscountName', `CASE WHEN covered THEN 'Plan ' || (r % 11) END`],
  ['CommitmentDiscountStatus', `CASE WHEN covered THEN 'Used' END`],
  ['CommitmentDiscountType', `CASE WHEN covered THEN 'Savings Plan' END`],
  ['ConsumedQuantity', `printf('%.9f', q)`],
  ['ConsumedUnit', `'Hours'`],
  ['ContractedCost', `printf('%.12f', q * p)`],
  ['ContractedUnitPrice', `printf('%.10f', p)`],
  ['EffectiveCost', `printf('%.12f', CASE WHEN covered THEN q * p * 0.7 ELSE q * p END)`],
  ['InvoiceId', `'INV-2026-11'`],
  ['InvoiceIssuerName', `'Amazon Web Services, Inc.'`],
  ['ListCost', `printf('%.12f', q * p)`],
  ['ListUnitPrice', `printf('%.10f', p)`],
  ['PricingCategory', `CASE WHEN covered THEN 'Committed' ELSE 'Standard' END`],
  ['PricingQuantity', `printf('%.9f', q)`],
  ['PricingUnit', `'Hours'`],
  ['ProviderName', `'AWS'`],
  ['PublisherName', `'Amazon Web Services, Inc.'`],
  ['RegionId', `'ca-central-1'`],
  ['RegionName', `'Canada (Central)'`],
  ['ResourceId', `'arn:aws:ec2:ca-central-1:123456789012:instance/i-' || lower(hex(hash(r)))`],
  ['ResourceName', `'srv-' || r`],
  ['ResourceType', `'Instance'`],
  ['ServiceCategory', `['${serviceCategories.slice(0, 6).join(`', '`)}'][1 + (r % 6)::INT]`],
  ['ServiceName', `'Service ' || (r % 23)`],
  ['ServiceSubcategory', `'Other (Compute)'`],
  ['SkuId', `'SKU' || upper(substr(hex(hash(r % 400)), 1, 13))`],
  ['SkuPriceId', `'PRICE' || upper(substr(hex(hash(r % 400)), 1, 20))`],
  ['SubAccountId', `(100000000000 + r % 40)::VARCHAR`],
  ['SubAccountName', `'compte-' || (r % 40)`],
  [
    'Tags',
    `'{"workload": "CH-' || lpad((r % 500)::VARCHAR, 6, '0') || '", "environment": "' || CASE WHEN r % 2 = 0 THEN 'prod' ELSE 'dev' END || '", "cost-center": "cc-' || (r % 90) || '"}'`,
  ],
]

async function generated(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const base = `SELECT i // ${hours} AS r, i % ${hours} AS h, 0.1 + (hash(i) % 900) / 1000.0::DOUBLE AS q, round(0.004 + (hash(i // ${hours}) % 5000) / 10000.0::DOUBLE, 10) AS p, (i // ${hours}) % 4 = 0 AS covered FROM range(${rows}) AS t(i)`
  const list = columns.map(([name, sql]) => `${sql} AS ${name}`).join(', ')
  await connection.run(`COPY (SELECT ${list} FROM (${base})) TO '${path}' (FORMAT csv, HEADER)`)
  connection.closeSync()
  instance.closeSync()
}

const decimals = [
  'BilledCost',
  'ConsumedQuantity',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'ListCost',
  'ListUnitPrice',
  'PricingQuantity',
]
const moments = ['BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart']
const neverNull = [
  'BilledCost',
  'BillingAccountId',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
]
const allowed: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  CommitmentDiscountCategory: ['Spend', 'Usage'],
  CommitmentDiscountStatus: ['Used', 'Unused'],
  PricingCategory: ['Standard', 'Dynamic', 'Committed', 'Other'],
  ServiceCategory: serviceCategories,
}
const priced = ['ListUnitPrice', 'PricingCategory', 'PricingQuantity', 'PricingUnit', 'SkuId', 'SkuPriceId']
const product = (cost: string, price: string) =>
  `ChargeClass IS DISTINCT FROM 'Correction' AND abs(${cost}::DOUBLE - ${price}::DOUBLE * PricingQuantity::DOUBLE) > greatest(1e-5, 0.001 * abs(${cost}::DOUBLE))`

/** The same rules, as somebody would write them for DuckDB alone, over columns that its own reader has typed. */
const peerRules: readonly string[] = [
  ...neverNull.map((name) => `${name} IS NULL`),
  ...Object.entries(allowed).map(([name, values]) => `${name} NOT IN ('${values.join(`', '`)}')`),
  `NOT regexp_full_match(BillingCurrency, '[A-Z]{3}')`,
  `NOT json_valid(Tags)`,
  product('ListCost', 'ListUnitPrice'),
  product('ContractedCost', 'ContractedUnitPrice'),
  `ChargeCategory = 'Usage' AND CommitmentDiscountStatus = 'Used' AND BilledCost <> 0`,
  `ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NOT NULL AND EffectiveCost <> 0`,
  `ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NOT NULL AND PricingCategory = 'Committed'`,
  `ChargeCategory = 'Tax' AND CommitmentDiscountId IS NULL AND EffectiveCost <> BilledCost`,
  `BillingPeriodStart >= BillingPeriodEnd`,
  `ChargePeriodStart >= ChargePeriodEnd`,
  ...priced.map((name) => `ChargeCategory IN ('Usage', 'Purchase') AND ChargeClass IS NULL AND ${name} IS NULL`),
  ...priced.map((name) => `ChargeCategory = 'Tax' AND ${name} IS NOT NULL`),
  `ChargeCategory = 'Usage' AND ChargeClass IS NULL AND CommitmentDiscountStatus IS DISTINCT FROM 'Unused' AND ConsumedQuantity IS NULL`,
  `CommitmentDiscountStatus = 'Unused' AND ConsumedQuantity IS NOT NULL`,
]
const groupKeys = `strftime(BillingPeriodStart, '%Y-%m'), ChargePeriodStart::DATE, ProviderName, BillingAccountId, SubAccountId, ServiceName, ServiceCategory, ResourceId, RegionId, ChargeCategory, ChargeClass, PricingCategory, CommitmentDiscountId, CommitmentDiscountStatus, Tags, BillingCurrency`

async function peer(
  path: string,
  folder: string,
  threads: number,
): Promise<{ seconds: number; readS: number; groups: number }> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMib}MiB`,
    temp_directory: join(folder, 'peer-spill'),
  })
  const connection = await instance.connect()
  const typed = columns.map(
    ([name]) =>
      `'${name}': '${decimals.includes(name) ? 'DECIMAL(38,12)' : moments.includes(name) ? 'TIMESTAMP' : 'VARCHAR'}'`,
  )
  const texts = columns.map(([name]) => `'${name}': 'VARCHAR'`)
  const csv = (list: readonly string[]) =>
    `read_csv('${path}', header=true, auto_detect=false, delim=',', quote='"', escape='"', nullstr='', store_rejects=true, columns={${list.join(', ')}})`
  const bareFrom = performance.now()
  await connection.run(`SELECT count(COLUMNS(*)) FROM ${csv(texts)}`)
  const readS = (performance.now() - bareFrom) / 1000
  const from = performance.now()
  const parquet = join(folder, 'peer.parquet')
  const mask = peerRules
    .map((rule, at) => `CASE WHEN ${rule} THEN ${1n << BigInt(at)}::UBIGINT ELSE 0::UBIGINT END`)
    .join(' | ')
  await connection.run(
    `COPY (SELECT *, ${mask} AS broken FROM ${csv(typed)}) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`,
  )
  await connection.run(
    `CREATE TABLE charge AS SELECT ${groupKeys}, sum(BilledCost), sum(EffectiveCost), sum(ListCost), sum(ContractedCost), count(*) FROM read_parquet('${parquet}') WHERE broken = 0 GROUP BY ALL`,
  )
  const seconds = (performance.now() - from) / 1000
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM charge')).getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return { seconds, readS, groups: Number(row?.[0]) }
}

/** A month of hourly rows from a CSV to stored, allocated daily charges; against DuckDB alone reading, checking, writing and grouping. */
async function focusImport() {
  return inFolder(async (folder) => {
    const path = join(folder, 'focus.csv')
    await generated(path, rowCount)
    const bytes = statSync(path).size
    const threads = Number(process.env['ARPENT_BENCH_THREADS'] ?? availableParallelism())
    const { database, body, reach } = await newInstallation(folder)
    const deps = { db: database.db, clock: systemClock, folder: join(folder, 'bills'), limits: { memoryMib, threads } }
    const from = performance.now()
    const marks: Record<string, number> = {}
    const summary = await importBillFile(deps, reach, {
      file: path,
      bodyCode: body.code,
      asked: {},
      watch: { progress: (_, __, step) => void (marks[step.en] ??= rounded((performance.now() - from) / 1000)) },
    })
    const oursS = (performance.now() - from) / 1000
    const peak = peakMib()
    if (summary.rows.accepted !== rowCount) throw new Error(`not all read: ${JSON.stringify(summary.rows)}`)
    const { charges } = await database.db
      .selectFrom('bill_charge')
      .select(({ fn }) => fn.countAll<number>().as('charges'))
      .executeTakeFirstOrThrow()
    const { months } = await database.db
      .selectFrom('allocated_charge')
      .select(({ fn }) => fn.countAll<number>().as('months'))
      .executeTakeFirstOrThrow()
    await database.close()
    const other = await peer(path, folder, threads)
    return {
      ours_s: rounded(oursS),
      peer: 'duckdb',
      peer_s: rounded(other.seconds),
      ratio: rounded(oursS / other.seconds, 2),
      bare_read_s: rounded(other.readS),
      ratio_to_bare_read: rounded(oursS / other.readS, 2),
      rows_per_s: Math.round(rowCount / oursS),
      steps_begin_s: marks,
      peak_mib: peak,
      memory_limit_mib: memoryMib,
      threads,
      charges: Number(charges),
      allocated: Number(months),
      peer_groups: other.groups,
      size: `${rowCount} rows x ${columns.length} columns, ${rounded(bytes / 2 ** 20, 1)} MiB`,
    }
  })
}

export const benches = { 'focus-import': focusImport }
