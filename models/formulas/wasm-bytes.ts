// The few words of WebAssembly that a loop over columns needs (WebAssembly Core Specification 2.0, chapter 5, binary format).

type Bytes = readonly number[]

/** An unsigned number in LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): Bytes {
  const low = value & 0x7f
  const rest = value >>> 7
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)]
}

/** A signed number in LEB128. */
export function signed(value: number): Bytes {
  const low = value & 0x7f
  const rest = value >> 7
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
  return isLast ? [low] : [low | 0x80, ...signed(rest)]
}

function text(value: string): Bytes {
  return [...unsigned(value.length), ...Array.from(value, (letter) => letter.charCodeAt(0))]
}

function list(items: readonly Bytes[]): Bytes {
  return [...unsigned(items.length), ...items.flat()]
}

function section(id: number, items: readonly Bytes[]): Bytes {
  const content = list(items)
  return [id, ...unsigned(content.length), ...content]
}

const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const

/** What stands in a function's code. Vectors hold two doubles. */
export const code = {
  localGet: (local: number): Bytes => [0x20, ...unsigned(local)],
  localSet: (local: number): Bytes => [0x21, ...unsigned(local)],
  localTee: (local: number): Bytes => [0x22, ...unsigned(local)],
  integer: (value: number): Bytes => [0x41, ...signed(value)],
  integerAdd: [0x6a] as Bytes,
  integerBelow: [0x49] as Bytes,
  call: (fn: number): Bytes => [0x10, ...unsigned(fn)],
  /** Runs the code again while the condition, an integer, is not 0. */
  loopWhile: (body: Bytes, condition: Bytes): Bytes => [0x03, 0x40, ...body, ...condition, 0x0d, 0x00, 0x0b],
  load: (offset: number): Bytes => [0xfd, 0x00, 0x03, ...unsigned(offset)],
  loadBoth: (offset: number): Bytes => [0xfd, 0x0a, 0x03, ...unsigned(offset)],
  store: (offset: number): Bytes => [0xfd, 0x0b, 0x03, ...unsigned(offset)],
  /** The same double twice. */
  both: (value: number): Bytes => {
    const bytes = [...new Uint8Array(Float64Array.of(value).buffer)]
    return [0xfd, 0x0c, ...bytes, ...bytes]
  },
  lane: (lane: 0 | 1): Bytes => [0xfd, 0x21, lane],
  replaceLane: (lane: 0 | 1): Bytes => [0xfd, 0x22, lane],
} as const

const vector = (opcode: number): Bytes => [0xfd, ...unsigned(opcode)]

/** Operations on vectors; a comparison gives all bits 1 where it holds; `select` takes its first where the third has 1, else its second. */
export const vectors = {
  equal: vector(0x47),
  below: vector(0x49),
  above: vector(0x4a),
  atLeast: vector(0x4c),
  and: vector(0x4e),
  or: vector(0x50),
  select: vector(0x52),
  ceil: vector(0x74),
  floor: vector(0x75),
  truncate: vector(0x7a),
  abs: vector(0xec),
  negate: vector(0xed),
  sqrt: vector(0xef),
  add: vector(0xf0),
  subtract: vector(0xf1),
  multiply: vector(0xf2),
  divide: vector(0xf3),
  min: vector(0xf4),
  max: vector(0xf5),
} as const

const magicAndVersion: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** The function that the module takes, and the one that it gives, by their number in `call`. */
export const functions = { power: 0 } as const

/**
 * A module that takes `m.power` (of two doubles) and gives `run` (of one integer) over its own `memory` of so many pages of 64 KiB.
 * `run` has its argument as local 0, one integer as local 1, then vectors.
 */
export function wasmModule(run: {
  readonly vectors: number
  readonly code: Bytes
  readonly pages: number
}): Uint8Array {
  const locals = list([
    [...unsigned(1), types.i32],
    [...unsigned(run.vectors), types.v128],
  ])
  const body = [...locals, ...run.code, 0x0b]
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, [
      [0x60, ...list([[types.f64], [types.f64]]), ...list([[types.f64]])],
      [0x60, ...list([[types.i32]]), ...list([])],
    ]),
    ...section(2, [[...text('m'), ...text('power'), 0x00, 0x00]]),
    ...section(3, [[0x01]]),
    ...section(5, [[0x00, ...unsigned(run.pages)]]),
    ...section(7, [
      [...text('run'), 0x00, 0x01],
      [...text('memory'), 0x02, 0x00],
    ]),
    ...section(10, [[...unsigned(body.length), ...body]]),
  ])
}
