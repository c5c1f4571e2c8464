import { equalWithin, wholeWithin } from './arithmetic.ts'
import type { BinaryStep, Step, UnaryStep } from './column-program.ts'
import { code, functions, vectors, wasmModule } from './wasm-bytes.ts'

type Bytes = readonly number[]
const joined = (...parts: readonly Bytes[]): Bytes => parts.flat()

/** Rows that the memory of a module holds at a time: few enough that all its columns stay in the second cache. Even: rows go by two. */
export const blockRows = 1_024
/** Doubles from one block to the next: a cache line more than its rows, or all blocks would fall into the same few places of the cache. */
const blockStride = blockRows + 8
const bytesOfDouble = 8
const bytesOfPage = 65_536

/** Where `run` finds and leaves things in its memory, in doubles from its start. */
export type Places = {
  /** Single numbers that the loop reads, by step. */
  readonly singles: ReadonlyMap<number, number>
  /** The block of each input that is a column, by step. */
  readonly inputs: ReadonlyMap<number, number>
  readonly outputs: ReadonlyMap<number, number>
}
export type ColumnCode = { readonly module: Uint8Array; readonly places: Places }

/**
 * One loop that runs every step over two rows at a time, from the blocks of its inputs to those of its outputs; `run(bytes)` runs it over so
 * many bytes of each block. It is the only code that a formula ever becomes: arithmetic over a memory of its own, without a way out.
 * Gives what `stepValue` gives on each row, but for the sign of a zero.
 */
export function columnCode(
  steps: readonly Step[],
  isColumn: readonly boolean[],
  outputs: readonly number[],
): ColumnCode {
  const inLoop = steps.flatMap((step, at) => (isColumn[at] === true && step.kind !== 'input' ? [at] : []))
  const read = [...new Set(inLoop.flatMap((at) => steps[at]?.of ?? []))]
  const places = placed(
    read.filter((at) => isColumn[at] === false),
    read.filter((at) => steps[at]?.kind === 'input' && isColumn[at] === true),
    outputs,
  )
  const local = localsOf([...read, ...inLoop])
  const get = (at: number) => code.localGet(local.of(at))
  const set = (at: number) => code.localSet(local.of(at))
  const before = [...places.singles].map(([at, place]) =>
    joined(code.integer(place * bytesOfDouble), code.loadBoth(0), set(at)),
  )
  const loads = [...places.inputs].map(([at, place]) =>
    joined(code.localGet(row), code.load(place * bytesOfDouble), set(at)),
  )
  const acts = inLoop.map((at) => joined(stepCode(steps[at], get, local.spare), set(at)))
  const stores = [...places.outputs].map(([at, place]) =>
    joined(code.localGet(row), get(at), code.store(place * bytesOfDouble)),
  )
  const next = joined(code.localGet(row), code.integer(2 * bytesOfDouble), code.integerAdd, code.localTee(row))
  const isMore = joined(next, code.localGet(end), code.integerBelow)
  const loop = code.loopWhile(joined(...loads, ...acts, ...stores), isMore)
  const doubles = places.singles.size + 1 + (places.inputs.size + places.outputs.size) * blockStride
  const pages = Math.ceil((doubles * bytesOfDouble) / bytesOfPage)
  return { module: wasmModule({ vectors: local.count(), code: joined(...before, loop), pages }), places }
}

/** The argument of `run`, where the blocks end, and the row that the loop stands at, both in bytes. */
const [end, row] = [0, 1]

function localsOf(positions: readonly number[]) {
  const spare = 2
  const first = 3
  const locals = new Map([...new Set(positions)].map((at, i) => [at, first + i]))
  return { of: (at: number) => locals.get(at) ?? spare, spare, count: () => locals.size + 1 }
}

function placed(singles: readonly number[], inputs: readonly number[], outputs: readonly number[]): Places {
  const firstBlock = 2 * Math.ceil(singles.length / 2)
  const block = (i: number) => firstBlock + i * blockStride
  return {
    singles: new Map(singles.map((at, i) => [at, i])),
    inputs: new Map(inputs.map((at, i) => [at, block(i)])),
    outputs: new Map(outputs.map((at, i) => [at, block(inputs.length + i)])),
  }
}

const unknown = code.both(Number.NaN)
const zero = code.both(0)
const one = code.both(1)
const minusOne = code.both(-1)
const signBit = code.both(-0)
const half = code.both(0.5)

function stepCode(step: Step | undefined, get: (at: number) => Bytes, spare: number): Bytes {
  switch (step?.kind) {
    case 'unary':
      return unaryCode[step.act](get(step.of[0]), spare)
    case 'binary':
      return binaryCode[step.act](get(step.of[0]), get(step.of[1]))
    case 'choice': {
      const [order, below, equal, above] = step.of
      const where = (test: Bytes) => joined(get(order), zero, test, vectors.select)
      const values = joined(get(below), get(above), get(equal), unknown)
      return joined(values, where(vectors.equal), where(vectors.above), where(vectors.below))
    }
    default:
      return []
  }
}

const unaryCode: Readonly<Record<UnaryStep, (x: Bytes, spare: number) => Bytes>> = {
  negate: (x) => joined(x, vectors.negate),
  abs: (x) => joined(x, vectors.abs),
  sqrt: (x) => joined(x, vectors.sqrt),
  ceil: (x) => joined(x, code.both(wholeWithin), vectors.subtract, vectors.ceil),
  floor: (x) => joined(x, code.both(wholeWithin), vectors.add, vectors.floor),
  finite: (x) => joined(x, x, x, vectors.subtract, vectors.add),
  // The whole part, and one more away from zero where what is left is a half or more.
  round: (x, spare) => {
    const whole = joined(x, vectors.truncate, code.localTee(spare))
    const oneAway = joined(x, signBit, vectors.and, one, vectors.or)
    const isHalf = joined(x, code.localGet(spare), vectors.subtract, vectors.abs, half, vectors.atLeast)
    return joined(whole, oneAway, isHalf, vectors.and, vectors.add)
  },
}

const plain = (act: Bytes) => (a: Bytes, b: Bytes) => joined(a, b, act)

const binaryCode: Readonly<Record<BinaryStep, (a: Bytes, b: Bytes) => Bytes>> = {
  '+': plain(vectors.add),
  sum: plain(vectors.add),
  '-': plain(vectors.subtract),
  '*': plain(vectors.multiply),
  min: plain(vectors.min),
  max: plain(vectors.max),
  '/': (a, b) => joined(unknown, a, b, vectors.divide, b, zero, vectors.equal, vectors.select),
  '^': (a, b) => {
    const raised = (lane: 0 | 1) => joined(a, code.lane(lane), b, code.lane(lane), code.call(functions.power))
    return joined(zero, raised(0), code.replaceLane(0), raised(1), code.replaceLane(1))
  },
  compare: (a, b) => {
    const difference = joined(a, b, vectors.subtract, vectors.abs)
    const smaller = joined(a, vectors.abs, b, vectors.abs, vectors.min)
    const isNear = joined(difference, smaller, code.both(equalWithin), vectors.multiply, vectors.below)
    const isEqual = joined(a, b, vectors.equal, isNear, vectors.or)
    const isAbove = joined(a, b, vectors.above)
    const isBelow = joined(a, b, vectors.below)
    const values = joined(zero, minusOne, one, unknown)
    return joined(values, isAbove, vectors.select, isBelow, vectors.select, isEqual, vectors.select)
  },
}
