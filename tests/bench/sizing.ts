import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { randomStream } from '#models/shared/random.ts'
import { mainPeriod, usageProfile } from '#models/sizing/usage-profile.ts'
import type { UseStatistics } from '#models/sizing/usage.schemas.ts'
import { zoneOffsets } from '#models/sizing/time-zone.ts'
import { readSeries } from '#server/usage/read-series.ts'
import { inFolder } from './installations.ts'
import { peakMib, rounded } from './measure.ts'

const machines = Number(process.env['ARPENT_BENCH_MACHINES'] ?? 1_000)
const days = 30
const pointsPerDay = 288
const rows = machines * days * pointsPerDay
const start = Date.UTC(2026, 8, 1)

const two = (value: number) => String(value).padStart(2, '0')
const moments = Array.from({ length: days * pointsPerDay }, (_, at) => {
  const moment = new Date(start + at * 300_000)
  return `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())} ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}:00`
})
/** Values are drawn once and walked from another start by each machine, so that writing the file is not what takes the time. */
const wheel = 65_537
const names = Array.from({ length: machines }, (_, machine) => `srv-${String(machine).padStart(5, '0')}.interne`)

/** `machine`: one machine after another, as collectors export; `time`: every machine at each moment. */
function writeSeries(path: string, order: 'machine' | 'time'): void {
  const random = randomStream('arpent-bench-sizing')
  const cells = Array.from({ length: wheel }, () => {
    const cpu = random() < 0.01 ? 60 + 40 * random() : 100 * random() ** 4
    return `,${cpu.toFixed(2)},${(20 + 60 * random()).toFixed(2)}\n`
  })
  const file = openSync(path, 'w')
  const line = (machine: number, at: number) =>
    `${names[machine] ?? ''},${moments[at] ?? ''}${cells[(machine * 7_919 + at * 31) % wheel] ?? ''}`
  writeSync(file, 'machine,timestamp,cpu %,memory %\n')
  const [outer, inner] = order === 'machine' ? [machines, moments.length] : [moments.length, machines]
  let text = ''
  for (let i = 0; i < outer; i += 1) {
    for (let j = 0; j < inner; j += 1) text += order === 'machine' ? line(i, j) : line(j, i)
    if (text.length < 4_000_000) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

async function ours(path: string, threads: number): Promise<Map<string, UseStatistics>> {
  const read = await readSeries(path, {
    machines: 'every-name',
    zone: 'UTC',
    receivedAt: start / 1000 + 40 * 86_400,
    threads,
  })
  if (read.rows.read !== rows || read.rows.rejected > 0) throw new Error(`read ${JSON.stringify(read.rows)}`)
  const offsetMinutes = zoneOffsets('UTC')
  const found = new Map<string, UseStatistics>()
  for (const { known, tally } of read.machines) {
    const profile = usageProfile(tally, {
      file: path,
      machine: known.id,
      batch: '',
      period: mainPeriod(tally),
      zone: 'UTC',
      offsetMinutes,
    })
    if (profile !== undefined) found.set(known.id, profile.cpu)
  }
  return found
}

async function duckdb(path: string, threads: number): Promise<Map<string, readonly number[]>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(
    `select machine, count(*)::double, avg("cpu %"), quantile_cont("cpu %", [0.5, 0.9, 0.95, 0.99]), max("cpu %"),
            avg("memory %"), quantile_cont("memory %", [0.5, 0.9, 0.95, 0.99]), max("memory %")
     from read_csv('${path}', header = true, columns = {'machine': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'cpu %': 'DOUBLE', 'memory %': 'DOUBLE'})
     group by machine`,
  )
  const found = new Map<string, readonly number[]>()
  for (const [machine, count, mean, quantiles, max] of result.getRowsJS())
    found.set(
      typeof machine === 'string' ? machine : '',
      [count, mean, ...(quantiles as readonly number[]), max].map(Number),
    ) // a list of doubles
  connection.closeSync()
  instance.closeSync()
  return found
}

type Spent = { readonly seconds: number; readonly cpuSeconds: number }

/** The quickest of several runs in turn, so that what else the machine does weighs on both alike; threads included in the CPU. */
async function quickest(runs: number, works: readonly (() => Promise<unknown>)[]): Promise<Spent[]> {
  const best = works.map((): Spent => ({ seconds: Number.POSITIVE_INFINITY, cpuSeconds: Number.POSITIVE_INFINITY }))
  for (let run = 0; run < runs; run += 1)
    for (const [at, work] of works.entries()) {
      const from = performance.now()
      const cpu = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(cpu)
      const known = best[at] ?? { seconds: Number.NaN, cpuSeconds: Number.NaN }
      best[at] = {
        seconds: Math.min(known.seconds, (performance.now() - from) / 1000),
        cpuSeconds: Math.min(known.cpuSeconds, (user + system) / 1e6),
      }
    }
  return best
}

/** Every figure of every machine on both sides, the same within our resolution, or the bench fails. */
function ensureSame(own: ReadonlyMap<string, UseStatistics>, peer: ReadonlyMap<string, readonly number[]>): void {
  if (own.size !== machines || peer.size !== machines) throw new Error(`${own.size} and ${peer.size} machines`)
  for (const [machine, use] of own) {
    const figures = [use.points, use.mean, use.p50, use.p90, use.p95, use.p99, use.max]
    const other = peer.get(machine) ?? []
    if (figures.some((figure, at) => !(Math.abs(figure - (other[at] ?? Number.NaN)) <= 0.005)))
      throw new Error(`${machine}: ${figures.join()} and ${other.join()}`)
  }
}

async function measured(path: string, threads: number) {
  ensureSame(await ours(path, threads), await duckdb(path, threads))
  const [own, peer] = await quickest(3, [() => ours(path, threads), () => duckdb(path, threads)])
  if (own === undefined || peer === undefined) throw new Error('nothing was timed')
  return {
    ours_s: rounded(own.seconds),
    peer_s: rounded(peer.seconds),
    ratio: rounded(own.seconds / peer.seconds),
    ours_cpu_s: rounded(own.cpuSeconds),
    peer_cpu_s: rounded(peer.cpuSeconds),
    ratio_cpu: rounded(own.cpuSeconds / peer.cpuSeconds),
  }
}

/** Profiles of every machine of a file of five-minute points, from the file to the figures, against DuckDB over the same file. */
async function sizing() {
  return inFolder(async (folder) => {
    const threads = availableParallelism()
    const path = join(folder, 'series.csv')
    writeSeries(path, 'machine')
    const { ours_s, peer_s, ...by } = await measured(path, threads)
    const mib = statSync(path).size / 2 ** 20
    const oneThread = await measured(path, 1)
    writeSeries(path, 'time')
    const byTime = await measured(path, threads)
    return {
      ours_s,
      peer: 'duckdb',
      peer_s,
      ...by,
      rows_per_s: Math.round(rows / ours_s),
      peer_rows_per_s: Math.round(rows / peer_s),
      threads,
      one_thread: oneThread,
      by_time: byTime,
      peak_mib: peakMib(),
      size: `${machines} machines × ${days} days of five-minute points = ${rows} rows, ${rounded(mib, 0)} MiB; 11,000 machines would be ${11_000 * days * pointsPerDay} rows`,
      note: 'best of 3 runs taken in turn, same threads on both sides (CPU seconds hold all of them), figures of processor of every machine compared within 0.005 points before anything is timed. DuckDB is told the types and gives count, mean, four quantiles and maximum of processor and of memory; ours gives the same with coverage, holes, duplicates, the week, spikes and hours in use. by_time: the same rows, every machine at each moment. peak_mib holds both.',
    }
  })
}

export const benches = { sizing }
