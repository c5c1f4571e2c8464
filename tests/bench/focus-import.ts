import { mkdirSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { serviceCategories } from '#models/bills/focus-columns.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { importSteps } from '#server/bills/bill-watch.ts'
import { systemClock } from '#server/shared/clock.ts'
import { columns, generated, rowCount } from './focus-month.ts'
import { inFolder, newInstallation } from './installations.ts'
import { median, peakMib, rounded } from './measure.ts'

export const memoryMib = Number(process.env['ARPENT_BENCH_MEMORY_MIB'] ?? 1024)

/** Processor time of this process, every thread of it: a machine that is shared slows the clock, not this. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
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

type Peer = {
  readonly seconds: number
  readonly cpuS: number
  readonly readS: number
  readonly groups: number
}

async function peer(path: string, folder: string, threads: number): Promise<Peer> {
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
  const cpu = cpuSeconds()
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
  const cpuS = cpuSeconds() - cpu
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM charge')).getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return { seconds, cpuS, readS, groups: Number(row?.[0]) }
}

type Ours = {
  readonly seconds: number
  readonly cpuS: number
  readonly marks: Readonly<Record<string, number>>
  readonly charges: number
  readonly allocated: number
}
const runs = Number(process.env['ARPENT_BENCH_RUNS'] ?? 5)

/** One import into an empty installation, all of it: bytes, rows, sums, charges, allocation, publishing. */
export async function imported({
  path,
  rows,
  folder,
  threads,
}: {
  readonly path: string
  readonly rows: number
  readonly folder: string
  readonly threads: number
}): Promise<Ours> {
  mkdirSync(folder)
  const { database, body, reach } = await newInstallation(folder)
  const { db } = database
  const deps = { db, clock: systemClock, folder: join(folder, 'bills'), limits: { memoryMib, threads } }
  const marks: Record<string, number> = {}
  const cpu = cpuSeconds()
  const from = performance.now()
  const seconds = () => (performance.now() - from) / 1000
  const summary = await importBillFile(deps, reach, {
    file: path,
    bodyCode: body.code,
    asked: {},
    watch: { progress: (_, __, step) => void (marks[step.en] ??= rounded(seconds())) },
  })
  const took = { seconds: seconds(), cpuS: cpuSeconds() - cpu }
  if (summary.rows.accepted !== rows) throw new Error(`not all read: ${JSON.stringify(summary.rows)}`)
  const countOf = async (table: 'bill_charge' | 'allocated_charge') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const counts = { charges: await countOf('bill_charge'), allocated: await countOf('allocated_charge') }
  await database.close()
  return { ...took, marks, ...counts }
}

/** A month of hourly rows from a CSV to stored, allocated daily charges; against DuckDB alone reading, checking, writing and grouping. */
async function focusImport() {
  return inFolder(async (folder) => {
    const path = join(folder, 'focus.csv')
    await generated(path, rowCount)
    const bytes = statSync(path).size
    const threads = Number(process.env['ARPENT_BENCH_THREADS'] ?? availableParallelism())
    const ours: Ours[] = []
    const peers: Peer[] = []
    let peak = 0
    for (let run = 0; run < runs; run += 1) {
      ours.push(await imported({ path, rows: rowCount, folder: join(folder, `ours-${run}`), threads }))
      if (run === 0) peak = peakMib()
      peers.push(await peer(path, folder, threads))
    }
    // The machine may be slower for a while: each import is held against the peer that ran beside it.
    const ratios = (of: (run: Ours | Peer) => number) => median(ours.map((one, run) => of(one) / of(peers[run] ?? one)))
    const oursS = median(ours.map((one) => one.seconds))
    const middle = ours.find((one) => one.seconds === oursS)
    if (middle === undefined) throw new Error('nothing was run')
    const readS = median(peers.map((one) => one.readS))
    return {
      ours_s: rounded(oursS),
      peer: 'duckdb',
      peer_s: rounded(median(peers.map((one) => one.seconds))),
      ratio: rounded(
        ratios((run) => run.seconds),
        2,
      ),
      ratios: ours.map((one, run) => rounded(one.seconds / (peers[run]?.seconds ?? Number.NaN), 2)),
      ours_cpu_s: rounded(median(ours.map((one) => one.cpuS))),
      peer_cpu_s: rounded(median(peers.map((one) => one.cpuS))),
      ratio_of_cpu: rounded(
        ratios((run) => run.cpuS),
        2,
      ),
      // What the peer does, and the digest of the file: without the storing and the allocation, which it has not.
      ratio_of_same_work: rounded(
        median(
          ours.map(
            (one, run) => (one.marks[importSteps.charges.en] ?? Number.NaN) / (peers[run]?.seconds ?? Number.NaN),
          ),
        ),
        2,
      ),
      bare_read_s: rounded(readS),
      ratio_to_bare_read: rounded(median(ours.map((one, run) => one.seconds / (peers[run]?.readS ?? Number.NaN))), 2),
      rows_per_s: Math.round(rowCount / oursS),
      steps_begin_s: middle.marks,
      peak_mib: peak,
      memory_limit_mib: memoryMib,
      threads,
      runs: `${runs}, ours and the peer in turn; medians, ratios of those beside each other`,
      charges: middle.charges,
      allocated: middle.allocated,
      peer_groups: peers[0]?.groups,
      size: `${rowCount} rows x ${columns.length} columns, ${rounded(bytes / 2 ** 20, 1)} MiB`,
    }
  })
}

export const benches = { 'focus-import': focusImport }
