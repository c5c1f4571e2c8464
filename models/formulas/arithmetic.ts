import type { Comparison, FormulaFunction, FormulaTree } from './formula-tree.ts'

// What operators and functions give on doubles: the one table that every evaluator of a formula agrees with.

export type Operator = Extract<FormulaTree, { kind: 'operation' }>['operator']
export type ComparisonOperator = Comparison['operator']

/** Nearer to a whole number than this, a value is that whole number for `ceil` and `floor`: 20 × 1.1 asks for 22 processors, not 23. */
export const wholeWithin = 5e-10

/** Two numbers are equal in a test of a formula when they differ by less than this share of the smaller: what spreadsheets hold equal. */
export const equalWithin = 2 ** -48

/** Quotient; by zero there is none (NaN), as in a spreadsheet. */
export function quotient(a: number, b: number): number {
  return b === 0 ? Number.NaN : a / b
}

/** Power; unknown of an unknown, even at the exponent 0, and past what doubles hold, as of 0 to a negative. 0^0 is 1. */
export function power(a: number, b: number): number {
  const raised = a ** b
  return a === a && raised - raised === 0 ? raised : Number.NaN
}

/** The least whole number not below, within `wholeWithin`. */
export function ceiled(x: number): number {
  return Math.ceil(x - wholeWithin)
}

/** The greatest whole number not above, within `wholeWithin`. */
export function floored(x: number): number {
  return Math.floor(x + wholeWithin)
}

/** The nearest whole number, halves away from zero as mathjs and spreadsheets do (JavaScript alone takes −2.5 to −2). */
export function roundedHalfAway(x: number): number {
  return x < 0 ? -Math.round(-x) : Math.round(x)
}

/** −1, 0 or 1 as the first is below, equal (within `equalWithin`) or above; NaN when either is unknown. */
export function compared(a: number, b: number): number {
  if (a === b) return 0
  const difference = Math.abs(a - b)
  if (difference < equalWithin * Math.min(Math.abs(a), Math.abs(b))) return 0
  return a < b ? -1 : a > b ? 1 : Number.NaN
}

/** The value when it is a finite number, else NaN: overflow is no figure. Minus zero becomes zero, which is how people read it. */
export function finiteOrUnknown(x: number): number {
  return x + (x - x)
}

/** Two numbers in, one out. */
export const operatorValue: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': quotient,
  '^': power,
}

/** Functions of one argument. */
export const unaryValue = {
  abs: Math.abs,
  ceil: ceiled,
  floor: floored,
  round: roundedHalfAway,
  sqrt: Math.sqrt,
} as const

/** Functions of one argument or more, taken two by two from the left. */
export const gatheredValue = {
  min: (a: number, b: number) => Math.min(a, b),
  max: (a: number, b: number) => Math.max(a, b),
  sum: (a: number, b: number) => a + b,
} as const

/** Whether the function takes exactly one argument. */
export function isUnary(name: FormulaFunction): name is keyof typeof unaryValue {
  return Object.hasOwn(unaryValue, name)
}

/** Which of below, equal and above make the test true. */
export const holdsWhen: Readonly<Record<ComparisonOperator, { below: boolean; equal: boolean; above: boolean }>> = {
  '<': { below: true, equal: false, above: false },
  '<=': { below: true, equal: true, above: false },
  '>': { below: false, equal: false, above: true },
  '>=': { below: false, equal: true, above: true },
  '==': { below: false, equal: true, above: false },
  '!=': { below: true, equal: false, above: true },
}

/** Whether a test holds for an order given by `compared`; undefined when that is unknown. */
export function holds(operator: ComparisonOperator, order: number): boolean | undefined {
  const { below, equal, above } = holdsWhen[operator]
  return order < 0 ? below : order > 0 ? above : order === 0 ? equal : undefined
}
