import type { MemoryColumn } from './series-columns.ts'
import { type DateOrder, plainNumber, provenOrder, writtenMoment } from './series-row.ts'
import { utcSecond } from './time-zone.ts'
import { stepsPerPercent, UsageTally } from './usage-tally.ts'

/** What a value of processor counts: percent of the machine, a fraction of it, or percent of one processor (400 for four that are full). */
export const cpuUnits = ['percent', 'fraction', 'per-core'] as const
export type CpuUnit = (typeof cpuUnits)[number]

/** What a name in the file stands for; `null` when several machines answer to it. */
export type KnownMachine = { readonly id: string; readonly vcpu: number | null; readonly memoryBytes: number | null }
export type MachineIndex = ReadonlyMap<string, KnownMachine | null>

/** Under which readings a file's rows are taken in. */
export type SeriesHypothesis = {
  readonly cpuUnit: CpuUnit
  readonly dateOrder: DateOrder | undefined
  readonly slotSeconds: number
  readonly memory: Pick<MemoryColumn, 'meaning' | 'bytes'> | null
  /** Zone of moments that state none; undefined when nobody said. */
  readonly zone: string | undefined
  /** Moments outside [earliest, latest], seconds since 1970, are no moments of a survey. */
  readonly earliest: number
  readonly latest: number
}

export const rowRefusals = [
  'cells-missing',
  'machine-empty',
  'time-unreadable',
  'date-order-unknown',
  'time-without-zone',
  'time-implausible',
  'cpu-unreadable',
  'cpu-negative',
  'cpu-above-100',
  'cores-unknown',
  'duplicate-point',
] as const
export type RowRefusal = (typeof rowRefusals)[number]

/** Where each number of a row stands: seconds on the clock of the file, minutes of its own offset (NaN when it states none), use. */
export const rowOf = { second: 0, offset: 1, cpu: 2, memory: 3 } as const

const secondsPerDay = 86_400
const mostListed = 2_000
/** A meter reads a little above its scale: up to here it is full, above it is wrong. */
const toleratedPercent = 105
const full = 100 * stepsPerPercent
/** An hour of five-minute points. */
const leastProofs = 12

/** A machine while its rows come in. */
export type MachineIntake = {
  readonly name: string
  readonly known: KnownMachine | null | undefined
  rows: number
  readonly tally: UsageTally | undefined
  /** Hundredths of a percent in one unit of the column. */
  readonly cpuScale: number
  /** The same of memory; NaN when memory cannot be turned into a share. */
  readonly memoryScale: number
  /** Values of processor above what a share can be, and the highest. */
  over: number
  overMost: number
  capped: number
}

/**
 * Takes in the points of a file, by rows of text or by numbers already read, in any order. Nothing is kept of a point but what it adds to
 * the tally of its machine; a refused row is counted by its reason, the first ones with their lines.
 */
export class SeriesIntake {
  readonly hypothesis: SeriesHypothesis
  readonly machines = new Map<string, MachineIntake>()
  readonly refusals = new Map<RowRefusal, number>()
  readonly listed: { readonly line: number; readonly code: RowRefusal }[] = []
  rows = 0
  memoryRefused = 0
  /** Highest value of processor as it was written, and whether some lie strictly between 0 and 1. */
  cpuMost = 0
  hasPartOfOne = false
  readonly orders = { dmy: 0, mdy: 0, either: 0 }
  hasOwnZones = false
  hasBareTimes = false
  /** The numbers of the row at hand, by `rowOf`: what a reader of bytes writes before it says `point`. */
  readonly row = new Float64Array(4)
  readonly #find: (name: string) => KnownMachine | null | undefined
  readonly #offsets: ((hour: number) => number) | undefined
  readonly #tallies = new Map<string, UsageTally>()
  /** Seconds to add to an hour of the zone's own clock, each asked once. */
  readonly #shifts = new Map<number, number>()
  #hour = Number.NaN
  #shift = 0

  /** `find`: undefined for a name that nobody knows, null when several do. `offsets`: of the hypothesis' zone. */
  constructor(
    hypothesis: SeriesHypothesis,
    find: (name: string) => KnownMachine | null | undefined,
    offsets: ((hour: number) => number) | undefined,
  ) {
    this.hypothesis = hypothesis
    this.#find = find
    this.#offsets = offsets
  }

  /** The machine of a name, as the file writes it. Two names of one machine share its tally. */
  machine(name: string): MachineIntake {
    const own = this.machines.get(name)
    if (own !== undefined) return own
    const known = this.#find(name)
    const { cpuUnit, memory, slotSeconds } = this.hypothesis
    let tally: UsageTally | undefined
    if (known !== undefined && known !== null) {
      tally = this.#tallies.get(known.id) ?? new UsageTally(slotSeconds)
      this.#tallies.set(known.id, tally)
    }
    const made: MachineIntake = {
      name,
      known,
      rows: 0,
      tally,
      cpuScale: cpuScaleOf(cpuUnit, known?.vcpu ?? null),
      memoryScale: memoryScaleOf(memory, known?.memoryBytes ?? null),
      over: 0,
      overMost: 0,
      capped: 0,
    }
    this.machines.set(name, made)
    return made
  }

  refuse(line: number, code: RowRefusal): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
    if (this.listed.length < mostListed) this.listed.push({ line, code })
  }

  /** A row as text, whatever its shape; null for a cell that is not there. */
  text(line: number, name: string | null, time: string | null, cpu: string | null, memory: string | null): void {
    this.rows += 1
    if (name === null || time === null || cpu === null) return this.refuse(line, 'cells-missing')
    const trimmed = name.trim()
    if (trimmed === '') return this.refuse(line, 'machine-empty')
    const machine = this.machine(trimmed)
    machine.rows += 1
    const written = time.trim()
    const order = provenOrder(written)
    if (order !== undefined) this.orders[order] += 1
    const moment = writtenMoment(written, this.hypothesis.dateOrder)
    if (moment.kind === 'unknown') return this.refuse(line, moment.reasons[0] ?? 'time-unreadable')
    const use = plainNumber(cpu)
    if (use === undefined) return this.refuse(line, 'cpu-unreadable')
    const { row } = this
    row[rowOf.second] = moment.value.second
    row[rowOf.offset] = moment.value.offsetMinutes ?? Number.NaN
    row[rowOf.cpu] = use
    row[rowOf.memory] = (memory === null ? undefined : plainNumber(memory)) ?? Number.NaN
    this.#take(machine, line)
  }

  /** A row whose numbers stand in `row`. */
  point(machine: MachineIntake, line: number): void {
    this.rows += 1
    machine.rows += 1
    this.#take(machine, line)
  }

  #take(machine: MachineIntake, line: number): void {
    const { row } = this
    const cpu = row[rowOf.cpu] ?? Number.NaN
    if (cpu > this.cpuMost) this.cpuMost = cpu
    if (cpu > 0 && cpu < 1) this.hasPartOfOne = true
    const { tally } = machine
    if (tally === undefined) return
    const offset = row[rowOf.offset] ?? Number.NaN
    const second = row[rowOf.second] ?? Number.NaN
    const at = Number.isNaN(offset) ? this.#utc(second) : this.#stated(second, offset)
    if (Number.isNaN(at)) return this.refuse(line, 'time-without-zone')
    if (at < this.hypothesis.earliest || at > this.hypothesis.latest) return this.refuse(line, 'time-implausible')
    if (cpu < 0) return this.refuse(line, 'cpu-negative')
    if (Number.isNaN(machine.cpuScale)) return this.refuse(line, 'cores-unknown')
    let hundredths = Math.round(cpu * machine.cpuScale)
    if (hundredths > full) {
      if (hundredths > toleratedPercent * stepsPerPercent) {
        machine.over += 1
        if (cpu > machine.overMost) machine.overMost = cpu
        return this.refuse(line, 'cpu-above-100')
      }
      hundredths = full
      machine.capped += 1
    }
    const day = Math.floor(at / secondsPerDay)
    const isNew = tally.addAt(day, at - day * secondsPerDay, hundredths, this.#memory(machine))
    if (!isNew) this.refuse(line, 'duplicate-point')
  }

  #stated(second: number, offset: number): number {
    this.hasOwnZones = true
    return second - offset * 60
  }

  #utc(second: number): number {
    this.hasBareTimes = true
    if (this.#offsets === undefined) return Number.NaN
    const hour = Math.floor(second / 3_600)
    if (hour !== this.#hour) {
      this.#hour = hour
      const known = this.#shifts.get(hour)
      this.#shift = known ?? utcSecond(hour * 3_600, this.#offsets) - hour * 3_600
      if (known === undefined) this.#shifts.set(hour, this.#shift)
    }
    return second + this.#shift
  }

  #memory(machine: MachineIntake): number {
    const value = this.row[rowOf.memory] ?? Number.NaN
    if (Number.isNaN(value) || Number.isNaN(machine.memoryScale)) return -1
    const share = Math.round(value * machine.memoryScale)
    const used = this.hypothesis.memory?.meaning === 'free' ? full - share : share
    if (used >= 0 && used <= full) return used
    this.memoryRefused += 1
    return used > full && used <= toleratedPercent * stepsPerPercent ? full : -1
  }
}

function cpuScaleOf(unit: CpuUnit, vcpu: number | null): number {
  if (unit === 'percent') return stepsPerPercent
  if (unit === 'fraction') return full
  return vcpu === null || vcpu <= 0 ? Number.NaN : stepsPerPercent / vcpu
}

function memoryScaleOf(memory: SeriesHypothesis['memory'], total: number | null): number {
  if (memory === null) return Number.NaN
  if (memory.meaning === 'percent') return stepsPerPercent
  return total === null || total <= 0 ? Number.NaN : (full * memory.bytes) / total
}

/**
 * Whether the values above 100 % are percent of one processor: at least one machine has a twentieth of its rows there, and twelve, every
 * machine that has some has known processors, and none goes above 100 % for each of them. A few stray values prove nothing: they are refused.
 */
export function provesPerCore(machines: Iterable<MachineIntake>): boolean {
  const over = [...machines].filter((machine) => machine.over > 0)
  return (
    over.some((machine) => machine.over >= Math.max(leastProofs, machine.rows / 20)) &&
    over.every((machine) => {
      const vcpu = machine.known?.vcpu ?? 0
      return vcpu > 1 && machine.overMost <= vcpu * toleratedPercent
    })
  )
}
