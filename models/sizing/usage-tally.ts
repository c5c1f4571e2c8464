/**
 * Steps of one percent in a tally: use is counted to the nearest 0.01 %, so that a quantile is within 0.005 points of the sorted one, the
 * memory of a machine does not grow with its points, and the tallies of two halves add up to the tally of the whole.
 */
export const stepsPerPercent = 100
const bins = 100 * stepsPerPercent + 1
const hoursPerDay = 24
const secondsPerDay = 86_400

/** How often each hundredth of a percent was seen. Counts are 16 bits wide and spill over, since few machines need more. */
export class Histogram {
  readonly counts: Uint16Array
  /** Bins that went round, with how many times 65,536 each. */
  spilled = new Map<number, number>()
  points = 0
  /** Sum of hundredths of a percent: exact up to 9 × 10^11 points. */
  sum = 0
  max = 0

  constructor(counts: Uint16Array = new Uint16Array(bins)) {
    this.counts = counts
  }

  /** `hundredths` of a percent, whole, 0 to 10,000. */
  add(hundredths: number): void {
    const { counts } = this
    const next = ((counts[hundredths] ?? 0) + 1) & 0xffff
    counts[hundredths] = next
    if (next === 0) this.spilled.set(hundredths, (this.spilled.get(hundredths) ?? 0) + 1)
    this.points += 1
    this.sum += hundredths
    if (hundredths > this.max) this.max = hundredths
  }

  countAt(bin: number): number {
    return (this.counts[bin] ?? 0) + 0x1_0000 * (this.spilled.get(bin) ?? 0)
  }

  merge(other: Histogram): void {
    for (let bin = 0; bin <= other.max; bin += 1) {
      const count = other.countAt(bin)
      if (count === 0) continue
      const total = this.countAt(bin) + count
      this.counts[bin] = total & 0xffff
      if (total > 0xffff) this.spilled.set(bin, Math.floor(total / 0x1_0000))
    }
    this.points += other.points
    this.sum += other.sum
    this.max = Math.max(this.max, other.max)
  }

  /** The values, in hundredths, at ranks of the sorted points (0 = lowest); ranks ascending. */
  atRanks(ranks: readonly number[]): number[] {
    const found: number[] = []
    const { counts, max } = this
    const isSpilled = this.spilled.size > 0
    let before = 0
    let rank = ranks[0] ?? Number.POSITIVE_INFINITY
    for (let bin = 0; bin <= max; bin += 1) {
      before += isSpilled ? this.countAt(bin) : (counts[bin] ?? 0)
      while (before > rank) {
        found.push(bin)
        rank = ranks[found.length] ?? Number.POSITIVE_INFINITY
      }
    }
    return found
  }

  /** How many points stand strictly above `hundredths`. */
  above(hundredths: number): number {
    let count = 0
    for (let bin = hundredths + 1; bin <= this.max; bin += 1) count += this.countAt(bin)
    return count
  }
}

/** Words of a day: 24 sums, 24 counts and 24 highest of hours, then one bit for each slot of the day. */
const sumsAt = 0
const countsAt = hoursPerDay
const highestAt = 2 * hoursPerDay
const bitsAt = 3 * hoursPerDay

const daysAStretch = 16

/** One hour of a series, in UTC. */
export type HourOfUse = {
  /** Hours since 1970-01-01T00:00Z. */
  readonly hour: number
  readonly points: number
  /** Hundredths of a percent, of processor. */
  readonly sum: number
  readonly max: number
}

export type Added = 'added' | 'duplicate'

/**
 * What the points of one machine add up to, in any order: how often each use of processor and of memory was seen, and by day which moments
 * were filled and what each hour came to. About 40 KiB a machine and half a KiB a day, however many points; two points within the same
 * `slotSeconds` are one point told twice, and the first stands.
 */
export class UsageTally {
  readonly slotSeconds: number
  readonly cpu: Histogram
  readonly memory: Histogram
  readonly days = new Map<number, Int32Array>()
  duplicates = 0
  /** Times at which the file went back in time. */
  backward = 0
  /** Where reading stands: the day held at hand, and the last moment, to see the clock jump. */
  #day = -1
  #words: Int32Array | undefined
  #stretch = new Int32Array()
  #lastInDay = -1

  constructor(slotSeconds = 60, cpu = new Histogram(), memory = new Histogram()) {
    this.slotSeconds = slotSeconds
    this.cpu = cpu
    this.memory = memory
  }

  /** A point at a second since 1970 (UTC): hundredths of a percent; `memory` −1 when it was not told. */
  add(second: number, cpu: number, memory: number): Added {
    const day = Math.floor(second / secondsPerDay)
    return this.addAt(day, second - day * secondsPerDay, cpu, memory) ? 'added' : 'duplicate'
  }

  /** The same at a day since 1970 and a second of it, all small whole numbers; false when the point is already there. */
  addAt(day: number, inDay: number, cpu: number, memory: number): boolean {
    if (day < this.#day || (day === this.#day && inDay < this.#lastInDay)) this.backward += 1
    this.#lastInDay = inDay
    const words = day === this.#day && this.#words !== undefined ? this.#words : this.#turnTo(day)
    const slot = Math.floor(inDay / this.slotSeconds)
    const at = bitsAt + (slot >>> 5)
    const bit = 1 << (slot & 31)
    const seen = words[at] ?? 0
    if ((seen & bit) !== 0) {
      this.duplicates += 1
      return false
    }
    words[at] = seen | bit
    const hour = Math.floor(inDay / 3_600)
    words[sumsAt + hour] = (words[sumsAt + hour] ?? 0) + cpu
    words[countsAt + hour] = (words[countsAt + hour] ?? 0) + 1
    if (cpu > (words[highestAt + hour] ?? 0)) words[highestAt + hour] = cpu
    this.cpu.add(cpu)
    if (memory >= 0) this.memory.add(memory)
    return true
  }

  #turnTo(day: number): Int32Array {
    let words = this.days.get(day)
    if (words === undefined) {
      words = this.#newDay()
      this.days.set(day, words)
    }
    this.#day = day
    this.#words = words
    return words
  }

  /** Days stand side by side in one stretch of memory: thirty small ones a machine would weigh on the collector. */
  #newDay(): Int32Array {
    const size = bitsAt + Math.ceil(secondsPerDay / this.slotSeconds / 32)
    if (this.#stretch.length < size) this.#stretch = new Int32Array(size * daysAStretch)
    const words = this.#stretch.subarray(0, size)
    this.#stretch = this.#stretch.subarray(size)
    return words
  }

  /**
   * Adds another tally of the same machine, which is not used again. Moments that both hold are counted twice and returned: the caller reads again in one pass when
   * there are some, since which points they were is no longer known.
   */
  merge(other: UsageTally): { readonly overlapping: number } {
    if (other.slotSeconds !== this.slotSeconds) throw new RangeError('tallies of different slots')
    let overlapping = 0
    for (const [day, words] of other.days) {
      const own = this.days.get(day)
      if (own === undefined) {
        this.days.set(day, words)
        continue
      }
      for (let at = 0; at < words.length; at += 1) {
        const [mine, theirs] = [own[at] ?? 0, words[at] ?? 0]
        if (at >= bitsAt) {
          overlapping += bitsIn(mine & theirs)
          own[at] = mine | theirs
        } else own[at] = at >= highestAt ? Math.max(mine, theirs) : mine + theirs
      }
    }
    this.cpu.merge(other.cpu)
    this.memory.merge(other.memory)
    this.duplicates += other.duplicates
    this.backward += other.backward
    this.#day = -1
    return { overlapping }
  }

  /** Filled moments, in order, as the seconds their slots begin at. */
  filledSeconds(): Float64Array {
    // A slot holds one point.
    const seconds = new Float64Array(this.cpu.points)
    let count = 0
    for (const day of this.sortedDays()) {
      const words = this.days.get(day) ?? new Int32Array()
      for (let at = bitsAt; at < words.length; at += 1) {
        let left = words[at] ?? 0
        while (left !== 0) {
          const bit = 31 - Math.clz32(left & -left)
          seconds[count] = day * secondsPerDay + ((at - bitsAt) * 32 + bit) * this.slotSeconds
          count += 1
          left &= left - 1
        }
      }
    }
    return seconds.subarray(0, count)
  }

  /** Points of a day, and the first and last second that hold one; undefined for a day without any. */
  dayOfUse(day: number): { readonly points: number; readonly from: number; readonly to: number } | undefined {
    const words = this.days.get(day)
    if (words === undefined) return undefined
    let points = 0
    let [first, last] = [-1, -1]
    for (let at = bitsAt; at < words.length; at += 1) {
      const word = words[at] ?? 0
      if (word === 0) continue
      points += bitsIn(word)
      if (first < 0) first = (at - bitsAt) * 32 + 31 - Math.clz32(word & -word)
      last = (at - bitsAt) * 32 + 31 - Math.clz32(word)
    }
    const second = (slot: number) => day * secondsPerDay + slot * this.slotSeconds
    return first < 0 ? undefined : { points, from: second(first), to: second(last) }
  }

  /** Hours that hold a point, in order. */
  hours(): HourOfUse[] {
    const hours: HourOfUse[] = []
    for (const day of this.sortedDays()) {
      const words = this.days.get(day) ?? new Int32Array()
      for (let hour = 0; hour < hoursPerDay; hour += 1) {
        const points = words[countsAt + hour] ?? 0
        if (points > 0)
          hours.push({
            hour: day * hoursPerDay + hour,
            points,
            sum: words[sumsAt + hour] ?? 0,
            max: words[highestAt + hour] ?? 0,
          })
      }
    }
    return hours
  }

  sortedDays(): number[] {
    return [...this.days.keys()].toSorted((a, b) => a - b)
  }
}

function bitsIn(word: number): number {
  let left = word
  let count = 0
  while (left !== 0) {
    left &= left - 1
    count += 1
  }
  return count
}

type PackedHistogram = {
  readonly counts: Uint16Array
  readonly spilled: readonly (readonly [number, number])[]
  readonly points: number
  readonly sum: number
  readonly max: number
}

/** A tally as plain values, to be handed from a thread to another. */
export type PackedTally = {
  readonly slotSeconds: number
  readonly cpu: PackedHistogram
  readonly memory: PackedHistogram
  readonly days: readonly (readonly [number, Int32Array])[]
  readonly duplicates: number
  readonly backward: number
}

const packedHistogram = ({ counts, spilled, points, sum, max }: Histogram): PackedHistogram => ({
  counts,
  spilled: [...spilled],
  points,
  sum,
  max,
})

function unpackedHistogram({ counts, spilled, points, sum, max }: PackedHistogram): Histogram {
  const histogram = new Histogram(counts)
  histogram.spilled = new Map(spilled)
  histogram.points = points
  histogram.sum = sum
  histogram.max = max
  return histogram
}

/** The tally as it is handed over; it shares its memory, so the tally itself is not used again. */
export function packedTally(tally: UsageTally): PackedTally {
  return {
    slotSeconds: tally.slotSeconds,
    cpu: packedHistogram(tally.cpu),
    memory: packedHistogram(tally.memory),
    days: [...tally.days],
    duplicates: tally.duplicates,
    backward: tally.backward,
  }
}

/** The tally that was handed over. */
export function unpackedTally(packed: PackedTally): UsageTally {
  const { slotSeconds, cpu, memory } = packed
  const tally = new UsageTally(slotSeconds, unpackedHistogram(cpu), unpackedHistogram(memory))
  for (const [day, words] of packed.days) tally.days.set(day, words)
  tally.duplicates = packed.duplicates
  tally.backward = packed.backward
  return tally
}
