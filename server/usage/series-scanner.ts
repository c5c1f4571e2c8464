import type { SeriesColumns } from '#models/sizing/series-columns.ts'
import { type MachineIntake, rowOf, type SeriesIntake } from '#models/sizing/series-intake.ts'

const [newline, carriage, space, quote] = [10, 13, 32, 34]
const [comma, dash, point, slash, zero, nine, colon] = [44, 45, 46, 47, 48, 57, 58]
const [capitalT, capitalZ] = [84, 90]
const longestLine = 65_536

/** Kinds of columns, by position. */
const skipped = 0
const isMachine = 1
const isTime = 2
const isCpu = 3
const isMemory = 4

type Slot = {
  readonly bytes: Uint8Array
  /** The same, four bytes at a time, as far as they go. */
  readonly words: Int32Array
  readonly machine: MachineIntake
  next: Slot | undefined
}

const powers = Array.from({ length: 16 }, (_, digits) => 10 ** digits)

/**
 * Reads the rows of delimited text straight from its bytes: one pass, no text made for a row that looks as rows do (a name, a moment by
 * its digits, plain numbers). Any other row is cut and read as text by the same rules. Works on UTF-8 and on the single-byte encodings
 * that share its digits; a cell may be quoted, not spread over lines.
 */
export class SeriesScanner {
  line: number
  readonly #intake: SeriesIntake
  readonly #delimiter: number
  readonly #kinds: Uint8Array
  readonly #columns: SeriesColumns
  readonly #decoder: TextDecoder
  readonly #dateOrder: 'dmy' | 'mdy' | undefined
  #table: (Slot | undefined)[] = Array.from({ length: 4_096 })
  #count = 0
  #last: Slot | undefined
  #carry = new Uint8Array()
  /** What the row at hand says, in the numbers that the intake reads: the loop makes no object and hands over no double. */
  readonly #row: Float64Array
  #number = 0
  /** The bytes at hand, four at a time. */
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** `2026-11-24 05` of the row before, as its bytes, and the second it begins at: most rows share it. */
  readonly #hourBytes = new Int32Array(4)
  #hourSecond = -1

  constructor(
    intake: SeriesIntake,
    columns: SeriesColumns,
    given: { readonly delimiter: string; readonly encoding: string; readonly firstLine: number },
  ) {
    this.#intake = intake
    this.#row = intake.row
    this.#columns = columns
    this.#delimiter = given.delimiter.charCodeAt(0)
    this.#decoder = new TextDecoder(given.encoding)
    this.#dateOrder = intake.hypothesis.dateOrder
    this.line = given.firstLine
    const { machine, time, cpu, memory } = columns
    this.#kinds = new Uint8Array(Math.max(machine, time, cpu, memory?.at ?? 0) + 1)
    this.#kinds[machine] = isMachine
    this.#kinds[time] = isTime
    this.#kinds[cpu] = isCpu
    if (memory !== null) this.#kinds[memory.at] = isMemory
  }

  /** The next bytes of the file, cut anywhere. */
  push(chunk: Uint8Array): void {
    let from = 0
    if (this.#carry.length > 0) {
      const end = chunk.indexOf(newline)
      if (end < 0) {
        this.#carry = joined(this.#carry, chunk)
        if (this.#carry.length > longestLine) this.#dropCarry()
        return
      }
      const whole = joined(this.#carry, chunk.subarray(0, end + 1))
      this.#carry = new Uint8Array()
      this.#rows(whole, 0, whole.length)
      from = end + 1
    }
    const last = chunk.lastIndexOf(newline)
    if (last >= from) this.#rows(chunk, from, last + 1)
    else if (last < 0) {
      this.#carry = chunk.slice(from)
      return
    }
    this.#carry = chunk.slice(Math.max(from, last + 1))
  }

  /** The last row may have no line end. */
  end(): void {
    if (this.#carry.length === 0) return
    const whole = joined(this.#carry, Uint8Array.of(newline))
    this.#carry = new Uint8Array()
    this.#rows(whole, 0, whole.length)
  }

  #dropCarry(): void {
    this.#intake.rows += 1
    this.#intake.refuse(this.line, 'cells-missing')
    this.#carry = new Uint8Array()
  }

  #rows(bytes: Uint8Array, from: number, to: number): void {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const kinds = this.#kinds
    const lastKind = kinds.length - 1
    const delimiter = this.#delimiter
    let p = from
    while (p < to) {
      const start = p
      let machine: Slot | undefined
      this.#row[rowOf.memory] = Number.NaN
      let isPlain = true
      for (let field = 0; field <= lastKind; field += 1) {
        const isQuoted = bytes[p] === quote
        if (isQuoted) p += 1
        const kind = kinds[field]
        if (kind === isMachine) {
          machine = this.#machineAt(bytes, p)
          if (machine === undefined) {
            isPlain = false
            break
          }
          p += machine.bytes.length
        } else if (kind === isTime) {
          const end = this.#isoTime(bytes, p)
          p = end < 0 ? this.#time(bytes, p) : end
        } else if (kind === skipped) {
          const stop = isQuoted ? quote : delimiter
          while (bytes[p] !== stop && bytes[p] !== newline) p += 1
        } else if (kind === isCpu) {
          p = this.#decimal(bytes, p, rowOf.cpu)
        } else {
          const end = this.#decimal(bytes, p, rowOf.memory)
          // Memory may be untold.
          const isEmpty = end < 0 && (bytes[p] === delimiter || bytes[p] === newline || bytes[p] === carriage)
          if (!isEmpty) p = end
        }
        if (p < 0 || (isQuoted && bytes[p] !== quote)) {
          isPlain = false
          break
        }
        if (isQuoted) p += 1
        const next = bytes[p]
        if (field < lastKind ? next !== delimiter : next !== delimiter && next !== newline && next !== carriage) {
          isPlain = false
          break
        }
        if (field < lastKind) p += 1
      }
      this.line += 1
      if (isPlain && machine !== undefined) {
        while (bytes[p] !== newline) p += 1
        p += 1
        this.#intake.point(machine.machine, this.line)
      } else {
        p = start
        while (bytes[p] !== newline) p += 1
        this.#slow(bytes.subarray(start, p))
        p += 1
      }
    }
  }

  /** The known machine whose name stands at `p`, the one of the row before and the one that followed it last time being tried first. */
  #machineAt(bytes: Uint8Array, p: number): Slot | undefined {
    const last = this.#last
    if (last !== undefined) {
      if (this.#isAt(bytes, p, last)) return last
      const { next } = last
      if (next !== undefined && this.#isAt(bytes, p, next)) {
        this.#last = next
        return next
      }
    }
    let hash = 0x811c9dc5
    let end = p
    for (;;) {
      const byte = bytes[end] ?? newline
      if (byte === this.#delimiter || byte === quote || byte === newline || byte === carriage) break
      hash = Math.imul(hash ^ byte, 0x01000193)
      end += 1
    }
    if (end === p || bytes[p] === space || bytes[end - 1] === space) return undefined
    const found = this.#found(bytes.subarray(p, end), hash >>> 0)
    if (last !== undefined) last.next = found
    this.#last = found
    return found
  }

  #isAt(bytes: Uint8Array, p: number, { bytes: name, words }: Slot): boolean {
    const { length } = name
    if (p + length >= bytes.length) return false
    const view = this.#view
    for (let i = 0; i < words.length; i += 1) if (view.getInt32(p + 4 * i, true) !== words[i]) return false
    for (let i = words.length * 4; i < length; i += 1) if (bytes[p + i] !== name[i]) return false
    const after = bytes[p + length]
    return after === this.#delimiter || after === quote || after === newline || after === carriage
  }

  #found(name: Uint8Array, hash: number): Slot {
    const mask = this.#table.length - 1
    let at = hash & mask
    for (let slot = this.#table[at]; slot !== undefined; slot = this.#table[at]) {
      if (slot.bytes.length === name.length && slot.bytes.every((byte, i) => byte === name[i])) return slot
      at = (at + 1) & mask
    }
    const text = this.#decoder.decode(name)
    const slot: Slot = {
      bytes: name.slice(),
      words: wordsOf(name),
      machine: this.#intake.machine(text),
      next: undefined,
    }
    this.#table[at] = slot
    this.#count += 1
    if (this.#count * 2 > this.#table.length) this.#grow()
    return slot
  }

  #grow(): void {
    const old = this.#table
    this.#table = Array.from({ length: old.length * 2 })
    const mask = this.#table.length - 1
    for (const slot of old) {
      if (slot === undefined) continue
      let hash = 0x811c9dc5
      for (const byte of slot.bytes) hash = Math.imul(hash ^ byte, 0x01000193)
      let at = (hash >>> 0) & mask
      while (this.#table[at] !== undefined) at = (at + 1) & mask
      this.#table[at] = slot
    }
  }

  /** Reads a whole number of `least` to `most` digits at `p` into `#number`; returns where it ends, or −1. */
  #digits(bytes: Uint8Array, p: number, least: number, most: number): number {
    let at = p
    let value = 0
    for (;;) {
      const byte = bytes[at] ?? 0
      if (byte < zero || byte > nine) break
      value = value * 10 + byte - zero
      at += 1
      if (at - p > most) return -1
    }
    this.#number = value
    return at - p < least ? -1 : at
  }

  /** Reads `2026-11-24 05:00:00`, or with a T; −1 for any other make, a fraction and a zone among them. */
  #isoTime(bytes: Uint8Array, p: number): number {
    if (p + 19 >= bytes.length || bytes[p + 13] !== colon || bytes[p + 16] !== colon) return -1
    const after = bytes[p + 19]
    if (after !== this.#delimiter && after !== quote && after !== newline && after !== carriage) return -1
    const minute = pairOf(bytes, p + 14)
    const second = pairOf(bytes, p + 17)
    if (minute < 0 || minute > 59 || second < 0 || second > 59) return -1
    const view = this.#view
    const known = this.#hourBytes
    const a = view.getInt32(p, true)
    const b = view.getInt32(p + 4, true)
    const c = view.getInt32(p + 8, true)
    const d = bytes[p + 12] ?? 0
    if (a !== known[0] || b !== known[1] || c !== known[2] || d !== known[3]) {
      const hour = this.#isoHour(bytes, p)
      if (hour < 0) return -1
      known[0] = a
      known[1] = b
      known[2] = c
      known[3] = d
      this.#hourSecond = hour
    }
    this.#row[rowOf.offset] = Number.NaN
    this.#row[rowOf.second] = this.#hourSecond + minute * 60 + second
    return p + 19
  }

  /** The second since 1970 at which `2026-11-24 05` begins, −1 when it is no such text. */
  #isoHour(bytes: Uint8Array, p: number): number {
    const separator = bytes[p + 10]
    if (bytes[p + 4] !== dash || bytes[p + 7] !== dash || (separator !== space && separator !== capitalT)) return -1
    const century = pairOf(bytes, p)
    const years = pairOf(bytes, p + 2)
    const month = pairOf(bytes, p + 5)
    const day = pairOf(bytes, p + 8)
    const hour = pairOf(bytes, p + 11)
    const year = century * 100 + years
    if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1
    if (hour < 0 || hour > 23) return -1
    const second = epochDay(year, month, day) * 86_400 + hour * 3_600
    return second < 0 ? -1 : second
  }

  /** Reads a moment made of digits into the row; returns where it ends, or −1 when it is of another make. */
  #time(bytes: Uint8Array, from: number): number {
    let p = this.#digits(bytes, from, 1, 4)
    if (p < 0) return -1
    const a = this.#number
    const mark = bytes[p]
    if (mark !== dash && mark !== slash) return -1
    const p2 = this.#digits(bytes, p + 1, 1, 2)
    if (p2 < 0 || bytes[p2] !== mark) return -1
    const b = this.#number
    const p3 = this.#digits(bytes, p2 + 1, 1, 4)
    if (p3 < 0) return -1
    const c = this.#number
    let year = a
    let month = b
    let day = c
    if (p - from === 4) {
      if (p3 - p2 > 3) return -1
    } else {
      if (p - from > 2 || this.#dateOrder === undefined || p3 - p2 !== 5) return -1
      year = c
      month = this.#dateOrder === 'dmy' ? b : a
      day = this.#dateOrder === 'dmy' ? a : b
    }
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1
    const sep = bytes[p3]
    if (sep !== space && sep !== capitalT) return -1
    p = this.#digits(bytes, p3 + 1, 1, 2)
    if (p < 0 || bytes[p] !== colon) return -1
    const hour = this.#number
    p = this.#digits(bytes, p + 1, 2, 2)
    if (p < 0) return -1
    const minute = this.#number
    let second = 0
    if (bytes[p] === colon) {
      p = this.#digits(bytes, p + 1, 2, 2)
      if (p < 0) return -1
      second = this.#number
      if (bytes[p] === point) {
        p += 1
        if ((bytes[p] ?? 0) < zero || (bytes[p] ?? 0) > nine) return -1
        while ((bytes[p] ?? 0) >= zero && (bytes[p] ?? 0) <= nine) p += 1
      }
    }
    if (hour > 23 || minute > 59 || second > 59) return -1
    this.#row[rowOf.offset] = Number.NaN
    if (bytes[p] === capitalZ) {
      this.#row[rowOf.offset] = 0
      p += 1
    }
    this.#row[rowOf.second] = epochDay(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    return p
  }

  /** Reads a plain number into the row, its digits divided once by their power of ten, as the text itself would be; −1 for any other. */
  #decimal(bytes: Uint8Array, from: number, into: number): number {
    let p = from
    let value = 0
    let byte = bytes[p] ?? 0
    while (byte >= zero && byte <= nine) {
      value = value * 10 + byte - zero
      p += 1
      byte = bytes[p] ?? 0
    }
    if (p === from || p - from > 15) return -1
    if (byte === point || (byte === comma && this.#delimiter !== comma)) {
      const whole = p
      p += 1
      byte = bytes[p] ?? 0
      while (byte >= zero && byte <= nine) {
        value = value * 10 + byte - zero
        p += 1
        byte = bytes[p] ?? 0
      }
      const places = p - whole - 1
      if (places === 0 || p - from > 16) return -1
      this.#row[into] = value / (powers[places] ?? Number.NaN)
      return p
    }
    this.#row[into] = value
    return p
  }

  #slow(row: Uint8Array): void {
    const text = this.#decoder.decode(row.at(-1) === carriage ? row.subarray(0, -1) : row)
    if (text.trim() === '') return
    const cells = cellsOf(text, String.fromCharCode(this.#delimiter))
    const { machine, time, cpu, memory } = this.#columns
    const cell = (at: number) => cells[at] ?? null
    this.#intake.text(this.line, cell(machine), cell(time), cell(cpu), memory === null ? null : cell(memory.at))
  }
}

/** Cells of one line: quotes taken off, doubled ones made single, an empty cell and the word NULL are no cell. */
export function cellsOf(text: string, delimiter: string): (string | null)[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? ''
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else isQuoted = false
    } else if (char === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (char === delimiter) {
      cells.push(cell)
      cell = ''
    } else cell += char
  }
  cells.push(cell)
  return cells.map((one) => (one.trim() === '' || one.trim().toUpperCase() === 'NULL' ? null : one))
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}

function wordsOf(name: Uint8Array): Int32Array {
  const view = new DataView(name.buffer, name.byteOffset, name.length)
  return Int32Array.from({ length: name.length >>> 2 }, (_, i) => view.getInt32(4 * i, true))
}

/** Two digits as a number; −1 when one of them is none. */
function pairOf(bytes: Uint8Array, p: number): number {
  const tens = (bytes[p] ?? 0) - zero
  const units = (bytes[p + 1] ?? 0) - zero
  return tens >>> 0 > 9 || units >>> 0 > 9 ? -1 : tens * 10 + units
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 0)
}

/** Days from 1970-01-01 to a day of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
