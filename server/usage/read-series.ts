import { Worker } from 'node:worker_threads'
import type { SeriesColumns } from '#models/sizing/series-columns.ts'
import {
  type CpuUnit,
  type KnownMachine,
  type MachineIndex,
  provesPerCore,
  type RowRefusal,
  type SeriesHypothesis,
  SeriesIntake,
} from '#models/sizing/series-intake.ts'
import { type DateOrder, provenOrder, writtenMoment } from '#models/sizing/series-row.ts'
import { zoneOffsets } from '#models/sizing/time-zone.ts'
import { type UsageTally, unpackedTally } from '#models/sizing/usage-tally.ts'
import { SeriesScanner } from './series-scanner.ts'
import { openSeries, type SeriesSource, type TextSource } from './series-source.ts'
import type { PartOfSeries, SeriesPart } from './series-part.ts'
import { machineFinder } from './machine-names.ts'
import { usageRefused } from './usage.problems.ts'

export type ReadSeriesOptions = {
  readonly fileName?: string
  readonly machines: MachineIndex | 'every-name'
  /** Zone of moments that state none; IANA name. */
  readonly zone?: string | undefined
  readonly dateOrder?: DateOrder | undefined
  readonly cpuUnit?: CpuUnit | undefined
  /** When the file was received, seconds since 1970: no moment lies a day after. */
  readonly receivedAt: number
  readonly threads?: number
  readonly signal?: AbortSignal | undefined
  progress?(done: number, total: number | null): void
}

/** One machine of a file, ready to be told. */
export type ReadMachine = {
  readonly known: KnownMachine
  readonly names: readonly string[]
  readonly tally: UsageTally
}

export type SeriesReading = {
  readonly sources: readonly {
    readonly name: string
    readonly encoding: string
    readonly columns: SeriesColumns
    readonly headers: readonly string[]
  }[]
  readonly cpuUnit: CpuUnit
  /** Whether the values proved the unit, or it was stated or told by the header. */
  readonly cpuUnitFrom: 'stated' | 'header' | 'values'
  readonly dateOrder: DateOrder | null
  /** Null when every moment states its own offset. */
  readonly zone: string | null
  readonly rows: { readonly read: number; readonly rejected: number }
  readonly refusals: ReadonlyMap<RowRefusal, number>
  readonly listed: readonly { readonly line: number; readonly code: RowRefusal }[]
  readonly capped: number
  readonly memoryRefused: number
  readonly machines: readonly ReadMachine[]
  readonly unmatched: readonly { readonly name: string; readonly rows: number; readonly isAmbiguous: boolean }[]
}

const day = 86_400
/** No collector is older: a clock that lost its battery says 1970 or 2000-01-01. */
const earliest = Date.UTC(2005, 0, 1) / 1000
const slots = [1, 5, 10, 15, 20, 30, 60] as const

/**
 * Reads a file of series in one pass under the readings that its head suggests, and again when the whole proves another: the order of day
 * and month, or a unit of processor. What nothing proves is asked for, never supposed.
 */
export async function readSeries(path: string, options: ReadSeriesOptions): Promise<SeriesReading> {
  const file = await openSeries(path, options.fileName)
  try {
    const sources = file.sources.map((source) => withKnownNames(source, options))
    let hypothesis = firstHypothesis(sources, options)
    for (let run = 0; run < 4; run += 1) {
      const read = await readUnder(sources, hypothesis, options)
      const next = contradicted(read, hypothesis, options)
      if (next === undefined) return told(read, sources, hypothesis, options)
      hypothesis = next
    }
    throw usageRefused('usage-dates-mixed')
  } finally {
    file.close()
  }
}

/** When two columns name the machine, the one whose values are known more often is read. */
function withKnownNames(source: SeriesSource, { machines }: ReadSeriesOptions): SeriesSource {
  const { machine, otherName } = source.columns
  if (otherName === null || machines === 'every-name') return source
  const find = machineFinder(machines)
  const knownIn = (at: number) => {
    const names = new Set(source.sample.map((cells) => cells[at]?.trim() ?? ''))
    return [...names].filter((name) => name !== '' && find(name) !== undefined).length
  }
  if (knownIn(otherName) <= knownIn(machine)) return source
  return { ...source, columns: { ...source.columns, machine: otherName, otherName: machine } }
}

function firstHypothesis(sources: readonly SeriesSource[], options: ReadSeriesOptions): SeriesHypothesis {
  const [first] = sources
  if (first === undefined) throw usageRefused('usage-columns-missing')
  const orders = new Set(
    sources.flatMap((source) => source.sample.map((cells) => provenOrder(cells[source.columns.time]?.trim() ?? ''))),
  )
  if (options.dateOrder === undefined && orders.has('dmy') && orders.has('mdy')) throw usageRefused('usage-dates-mixed')
  const proven = orders.has('dmy') ? 'dmy' : orders.has('mdy') ? 'mdy' : undefined
  const { memory, cpuStated } = first.columns
  return {
    cpuUnit: options.cpuUnit ?? (cpuStated === 'fraction' ? 'fraction' : 'percent'),
    dateOrder: options.dateOrder ?? proven,
    slotSeconds: slotOf(first, options.dateOrder ?? proven),
    memory: memory === null ? null : { meaning: memory.meaning, bytes: memory.bytes },
    zone: options.zone,
    earliest,
    latest: options.receivedAt + day,
  }
}

/** Two points within a slot are one told twice: a minute, or the step when points come more often. */
function slotOf({ sample, columns }: SeriesSource, order: DateOrder | undefined): number {
  const lastOf = new Map<string, number>()
  const steps: number[] = []
  for (const cells of sample) {
    const moment = writtenMoment(cells[columns.time]?.trim() ?? '', order)
    const name = cells[columns.machine] ?? ''
    if (moment.kind === 'unknown') continue
    const last = lastOf.get(name)
    if (last !== undefined && moment.value.second > last) steps.push(moment.value.second - last)
    lastOf.set(name, moment.value.second)
  }
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60
  return slots.findLast((slot) => slot <= usual) ?? 1
}

/** What several passes or threads came to, put together. */
type Read = {
  readonly intakes: readonly SeriesIntake[]
  readonly tallies: Map<string, UsageTally>
  overlapping: number
}

async function readUnder(
  sources: readonly SeriesSource[],
  hypothesis: SeriesHypothesis,
  options: ReadSeriesOptions,
): Promise<Read> {
  const [only, ...others] = sources
  const { threads = 1 } = options
  if (threads > 1 && only?.kind === 'text' && only.path !== null && others.length === 0) {
    const read = await readByParts(only, hypothesis, options, threads)
    if (read.overlapping === 0) return read
  }
  const offsets = hypothesis.zone === undefined ? undefined : zoneOffsets(hypothesis.zone)
  const find = options.machines === 'every-name' ? everyName : machineFinder(options.machines)
  // One intake for every table: a machine told in two files of an archive is one machine.
  const intake = new SeriesIntake(hypothesis, find, offsets)
  for (const source of sources) {
    if (source.kind === 'text') await scan(source, intake, options)
    else await take(source, intake, options)
  }
  return { intakes: [intake], tallies: talliesOf(intake), overlapping: 0 }
}

export const everyName = (name: string): KnownMachine => ({ id: name, vcpu: null, memoryBytes: null })

function talliesOf(intake: SeriesIntake): Map<string, UsageTally> {
  const tallies = new Map<string, UsageTally>()
  for (const { known, tally } of intake.machines.values())
    if (known !== null && known !== undefined && tally !== undefined) tallies.set(known.id, tally)
  return tallies
}

async function scan(source: TextSource, intake: SeriesIntake, options: ReadSeriesOptions): Promise<void> {
  const { columns, delimiter, encoding, headerLine } = source
  const scanner = new SeriesScanner(intake, columns, { delimiter, encoding, firstLine: headerLine })
  let done = source.dataFrom
  for await (const chunk of await source.bytesFrom(source.dataFrom)) {
    options.signal?.throwIfAborted()
    scanner.push(chunk)
    done += chunk.length
    options.progress?.(intake.rows, source.bytes === null ? null : Math.round((intake.rows * source.bytes) / done))
  }
  scanner.end()
}

async function take(
  source: Extract<SeriesSource, { kind: 'rows' }>,
  intake: SeriesIntake,
  options: ReadSeriesOptions,
): Promise<void> {
  const { machine, time, cpu, memory } = source.columns
  for await (const { line, cells } of source.rows()) {
    if (cells.every((cell) => cell === null)) continue
    const cell = (at: number) => cells[at] ?? null
    intake.text(line, cell(machine), cell(time), cell(cpu), memory === null ? null : cell(memory.at))
    if (intake.rows % 5_000 !== 0) continue
    options.signal?.throwIfAborted()
    options.progress?.(intake.rows, null)
  }
}

/** The same file cut at line ends, a part a thread. */
async function readByParts(
  source: TextSource,
  hypothesis: SeriesHypothesis,
  options: ReadSeriesOptions,
  threads: number,
): Promise<Read> {
  const bytes = source.bytes ?? 0
  const cut = (part: number) => source.dataFrom + Math.floor(((bytes - source.dataFrom) * part) / threads)
  const machines = options.machines === 'every-name' ? 'every-name' : [...options.machines]
  const { path, columns, delimiter, encoding } = source
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, part) =>
      partRead(
        {
          path: path ?? '',
          columns,
          delimiter,
          encoding,
          hypothesis,
          machines,
          from: cut(part),
          to: cut(part + 1),
          isFirst: part === 0,
        },
        options.signal,
      ),
    ),
  )
  const tallies = new Map<string, UsageTally>()
  const intakes: SeriesIntake[] = []
  let overlapping = 0
  let line = source.headerLine
  const find = options.machines === 'every-name' ? everyName : machineFinder(options.machines)
  for (const part of parts) {
    intakes.push(intakeOf(part, hypothesis, find, line))
    line += part.lines
    for (const [id, packed] of part.tallies) {
      const own = tallies.get(id)
      const tally = unpackedTally(packed)
      if (own === undefined) tallies.set(id, tally)
      else overlapping += own.merge(tally).overlapping
    }
  }
  return { intakes, tallies, overlapping }
}

function partRead(given: SeriesPart, signal: AbortSignal | undefined): Promise<PartOfSeries> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./series-worker.ts', import.meta.url), { workerData: given })
    const stop = () => {
      void worker.terminate()
      reject(signal?.reason instanceof Error ? signal.reason : new Error('stopped'))
    }
    signal?.addEventListener('abort', stop, { once: true })
    worker.once('message', (part: PartOfSeries) => {
      signal?.removeEventListener('abort', stop)
      resolve(part)
      void worker.terminate()
    })
    worker.once('error', reject)
  })
}

/** What a thread saw, as an intake: its machines without their points, which are merged apart. */
function intakeOf(
  part: PartOfSeries,
  hypothesis: SeriesHypothesis,
  find: (name: string) => KnownMachine | null | undefined,
  firstLine: number,
): SeriesIntake {
  const intake = new SeriesIntake(hypothesis, find, undefined)
  for (const counted of part.machines)
    intake.machines.set(counted.name, {
      ...counted,
      known: find(counted.name),
      tally: undefined,
      cpuScale: Number.NaN,
      memoryScale: Number.NaN,
    })
  for (const [code, count] of part.refusals) intake.refusals.set(code, count)
  for (const { line, code } of part.listed) intake.listed.push({ line: line + firstLine, code })
  intake.rows = part.rows
  intake.memoryRefused = part.memoryRefused
  intake.cpuMost = part.cpuMost
  intake.hasPartOfOne = part.hasPartOfOne
  Object.assign(intake.orders, part.orders)
  intake.hasOwnZones = part.hasOwnZones
  intake.hasBareTimes = part.hasBareTimes
  return intake
}

const sumOf = (read: Read, of: (intake: SeriesIntake) => number) =>
  read.intakes.reduce((sum, intake) => sum + of(intake), 0)

/** The readings that the whole proves instead; undefined when those at hand stand; a problem when somebody must say. */
function contradicted(
  read: Read,
  hypothesis: SeriesHypothesis,
  options: ReadSeriesOptions,
): SeriesHypothesis | undefined {
  const any = (is: (intake: SeriesIntake) => boolean) => read.intakes.some(is)
  if (any((intake) => intake.hasBareTimes) && hypothesis.zone === undefined) throw usageRefused('usage-zone-needed')
  if (hypothesis.dateOrder === undefined) {
    const [dmy, mdy, either] = (['dmy', 'mdy', 'either'] as const).map((o) => sumOf(read, (one) => one.orders[o]))
    if ((dmy ?? 0) > 0 && (mdy ?? 0) > 0) throw usageRefused('usage-dates-mixed')
    if ((dmy ?? 0) > 0) return { ...hypothesis, dateOrder: 'dmy' }
    if ((mdy ?? 0) > 0) return { ...hypothesis, dateOrder: 'mdy' }
    if ((either ?? 0) > 0) throw usageRefused('usage-date-order-needed')
  }
  if (options.cpuUnit !== undefined || hypothesis.cpuUnit !== 'percent') return undefined
  const machines = read.intakes.flatMap((intake) => [...intake.machines.values()])
  if (provesPerCore(machines)) return { ...hypothesis, cpuUnit: 'per-core' }
  return undefined
}

function told(
  read: Read,
  sources: readonly SeriesSource[],
  hypothesis: SeriesHypothesis,
  options: ReadSeriesOptions,
): SeriesReading {
  const isStated = sources.every((source) => source.columns.cpuStated !== 'unstated')
  const most = Math.max(...read.intakes.map((intake) => intake.cpuMost))
  const hasPart = read.intakes.some((intake) => intake.hasPartOfOne)
  if (options.cpuUnit === undefined && !isStated && most <= 1 && hasPart) throw usageRefused('usage-cpu-unit-needed')
  const refusals = new Map<RowRefusal, number>()
  for (const intake of read.intakes)
    for (const [code, count] of intake.refusals) refusals.set(code, (refusals.get(code) ?? 0) + count)
  const names = new Map<string, { known: KnownMachine | null | undefined; rows: number }>()
  for (const intake of read.intakes)
    for (const { name, known, rows } of intake.machines.values())
      names.set(name, { known, rows: rows + (names.get(name)?.rows ?? 0) })
  const machines = new Map<string, { known: KnownMachine; names: string[]; tally: UsageTally }>()
  const unmatched: SeriesReading['unmatched'][number][] = []
  for (const [name, { known, rows }] of names) {
    if (rows === 0) continue
    const tally = known === null || known === undefined ? undefined : read.tallies.get(known.id)
    if (known === null || known === undefined || tally === undefined) {
      unmatched.push({ name, rows, isAmbiguous: known === null })
      continue
    }
    const own = machines.get(known.id)
    if (own === undefined) machines.set(known.id, { known, names: [name], tally })
    else own.names.push(name)
  }
  return {
    sources: sources.map(({ name, columns, headers, ...source }) => ({
      name,
      columns,
      headers,
      encoding: source.kind === 'text' ? source.encoding : 'xlsx',
    })),
    cpuUnit: hypothesis.cpuUnit,
    cpuUnitFrom:
      options.cpuUnit !== undefined ? 'stated' : isStated && hypothesis.cpuUnit !== 'per-core' ? 'header' : 'values',
    dateOrder: hypothesis.dateOrder ?? null,
    zone: read.intakes.some((intake) => intake.hasBareTimes) ? (hypothesis.zone ?? null) : null,
    rows: {
      read: sumOf(read, (intake) => intake.rows),
      rejected: [...refusals.values()].reduce((sum, count) => sum + count, 0),
    },
    refusals,
    listed: read.intakes.flatMap((intake) => intake.listed).slice(0, 2_000),
    capped: read.intakes.reduce(
      (sum, intake) => sum + [...intake.machines.values()].reduce((own, machine) => own + machine.capped, 0),
      0,
    ),
    memoryRefused: sumOf(read, (intake) => intake.memoryRefused),
    machines: [...machines.values()],
    unmatched,
  }
}
