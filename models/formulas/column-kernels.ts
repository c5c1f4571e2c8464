import { equalWithin, wholeWithin } from './arithmetic.ts'

// One loop an operation, over blocks of doubles. Each gives what the function of the same name in arithmetic.ts gives on each row; a law
// test holds them equal. Every index is below the length of every block, hence the casts: a check a value would halve the speed.

export type Block = Float64Array
export type UnaryKernel = keyof typeof unaryKernels
export type BinaryKernel = keyof typeof binaryKernels

type Unary = (out: Block, a: Block, rows: number) => void
type Binary = (out: Block, a: Block, b: Block, rows: number) => void

export const unaryKernels = {
  negate: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = -(a[i] as number)
  },
  abs: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.abs(a[i] as number)
  },
  ceil: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.ceil((a[i] as number) - wholeWithin)
  },
  floor: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.floor((a[i] as number) + wholeWithin)
  },
  round: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) {
      const x = a[i] as number
      out[i] = x < 0 ? -Math.round(-x) : Math.round(x)
    }
  },
  sqrt: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.sqrt(a[i] as number)
  },
  finite: (out, a, rows) => {
    for (let i = 0; i < rows; i += 1) {
      const x = a[i] as number
      out[i] = x - x === 0 ? x + 0 : Number.NaN
    }
  },
} as const satisfies Readonly<Record<string, Unary>>

export const binaryKernels = {
  '+': (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = (a[i] as number) + (b[i] as number)
  },
  sum: (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = (a[i] as number) + (b[i] as number)
  },
  '-': (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = (a[i] as number) - (b[i] as number)
  },
  '*': (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = (a[i] as number) * (b[i] as number)
  },
  '/': (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) {
      const by = b[i] as number
      out[i] = by === 0 ? Number.NaN : (a[i] as number) / by
    }
  },
  '^': (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) {
      const x = a[i] as number
      const raised = x ** (b[i] as number)
      out[i] = x === x && raised - raised === 0 ? raised : Number.NaN
    }
  },
  min: (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.min(a[i] as number, b[i] as number)
  },
  max: (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) out[i] = Math.max(a[i] as number, b[i] as number)
  },
  compare: (out, a, b, rows) => {
    for (let i = 0; i < rows; i += 1) {
      const x = a[i] as number
      const y = b[i] as number
      const isEqual = x === y || Math.abs(x - y) < equalWithin * Math.min(Math.abs(x), Math.abs(y))
      out[i] = isEqual ? 0 : x < y ? -1 : x > y ? 1 : Number.NaN
    }
  },
} as const satisfies Readonly<Record<string, Binary>>

/** Takes from one of three blocks by an order −1, 0 or 1; unknown where the order is. */
export function chosen(
  out: Block,
  from: { readonly order: Block; readonly below: Block; readonly equal: Block; readonly above: Block },
  rows: number,
): void {
  const { order, below, equal, above } = from
  for (let i = 0; i < rows; i += 1) {
    const at = order[i] as number
    out[i] =
      at < 0 ? (below[i] as number) : at > 0 ? (above[i] as number) : at === 0 ? (equal[i] as number) : Number.NaN
  }
}
