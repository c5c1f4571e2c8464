import { normalQuantile } from './standard-normal.ts'
import type { ThreePoints } from './triangular.ts'

// Quantile functions over whole columns of 32 random bits, for draws by the million: tables and straight lines of arithmetic instead of
// calls and branches, checked against the plain functions. `bits` stands for the uniform u = (bits >>> 0) / 2³² + 2⁻³³.

const perBit = 2 ** -32
const halfBit = 2 ** -33

/** Columns of bits as uniforms strictly between 0 and 1. */
export function uniformColumn(bits: Int32Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i += 1) into[i] = ((bits[i] ?? 0) >>> 0) * perBit + halfBit
}

const cells = 1024
/** Cells at each end that are computed, not read: the quantile bends too much there. */
const exactCells = 16
/** Four coefficients a cell: the cubic through both ends with the slopes of the quantile (Hermite), within 10⁻⁷ of it. */
const normalTable = createNormalTable()

function createNormalTable(): Float64Array {
  const table = new Float64Array(4 * cells)
  const slopeAt = (z: number) => (Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2)) / cells
  for (let cell = exactCells; cell < cells - exactCells; cell += 1) {
    const [from, to] = [normalQuantile(cell / cells), normalQuantile((cell + 1) / cells)]
    const [slopeFrom, slopeTo] = [slopeAt(from), slopeAt(to)]
    const rise = to - from
    table.set([from, slopeFrom, 3 * rise - 2 * slopeFrom - slopeTo, slopeFrom + slopeTo - 2 * rise], 4 * cell)
  }
  return table
}

/** Standard normal scores of a column of bits, within 10⁻⁷. */
export function normalColumn(bits: Int32Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i += 1) {
    const word = bits[i] ?? 0
    const at = (word >>> 22) << 2
    const t = ((word & 0x3fffff) + 0.5) * 2 ** -22
    const table = normalTable
    into[i] = (table[at] ?? 0) + t * ((table[at + 1] ?? 0) + t * ((table[at + 2] ?? 0) + t * (table[at + 3] ?? 0)))
  }
  // The ends, in a loop of their own: a branch among the others would cost all of them.
  for (let i = 0; i < into.length; i += 1) {
    const word = bits[i] ?? 0
    if ((((word >>> 26) + 1) & 63) < 2) into[i] = normalQuantile((word >>> 0) * perBit + halfBit)
  }
}

const exponentCells = 1024
const fractionPowers = Float64Array.from({ length: exponentCells }, (_, i) => 2 ** (i / exponentCells))
const wholePowers = Float64Array.from({ length: 2048 }, (_, i) => 2 ** (i - 1024))

/**
 * e^x over a column whose values are within ±700, in place: 2^n · 2^(i/1024) from tables, times a cubic for the rest; relatively within
 * 1.5·10⁻¹⁴ + 3·10⁻¹⁶ · |x|. Several times quicker than a call of `Math.exp` a value.
 */
export function exponentialColumn(values: Float64Array): void {
  const perUnit = exponentCells * Math.LOG2E
  const unit = 1 / perUnit
  for (let i = 0; i < values.length; i += 1) {
    const scaled = (values[i] ?? 0) * perUnit
    const n = Math.floor(scaled) | 0
    const r = (scaled - n) * unit
    const power = (wholePowers[(n >> 10) + 1024] ?? 0) * (fractionPowers[n & 1023] ?? 0)
    values[i] = power * (1 + r * (1 + r * (0.5 + r * (1 / 6))))
  }
}

/**
 * `triangular` over a column of uniforms, in place, to 9 digits of its width. Both sides of the mode are one expression: a branch that chance decides is
 * guessed wrong every third time, which costs more than the arithmetic.
 */
export function triangularColumn(uniforms: Float64Array, { low, likely, high }: ThreePoints): void {
  const width = high - low
  const atLikely = width === 0 ? 1 : (likely - low) / width
  const rising = width * (likely - low)
  const falling = width * (high - likely)
  for (let i = 0; i < uniforms.length; i += 1) {
    const u = uniforms[i] ?? 0
    // 1 below the mode, 0 above; within 2⁻³⁰ of it either, where both sides meet.
    const below = -(((u - atLikely) * 2 ** 30) >> 31)
    const above = (1 - u) * falling
    const root = Math.sqrt(above + below * (u * rising - above))
    uniforms[i] = high + below * (low - high) + (2 * below - 1) * root
  }
}

/**
 * Uniforms that follow a common column in a share of draws and go their own way in the others: still uniform, and the rank correlation with
 * the common column is that share, between two followers its square (a mixture of the independence and the comonotonic copulas; Nelsen, An
 * Introduction to Copulas, 2006, 3.2). `share` is in [0, 1).
 */
export function followingColumn(bits: Int32Array, common: Float64Array, share: number, into: Float64Array): void {
  const threshold = Math.floor(share * 2 ** 31) | 0
  const cut = threshold * 2 ** -31
  const stretch = 1 / (1 - cut)
  for (let i = 0; i < into.length; i += 1) {
    const word = bits[i] ?? 0
    const own = ((word >>> 0) * perBit + halfBit - cut) * stretch
    // 1 where the number is under the share, 0 elsewhere, without a branch.
    const follows = -(((word >>> 1) - threshold) >> 31)
    into[i] = own + follows * ((common[i] ?? 0) - own)
  }
}
