import type { BillCondition, BillExpression } from './bill-expression.ts'

// Words that the native dialects share; each dialect stays readable as a table of FOCUS columns.

export const take = (column: string): BillExpression => ({ take: column })
/** A column that no file has: what it says is absence. */
export const nothing: BillExpression = { take: 'x_ColumnOfNoFile' }
export const zero: BillExpression = { number: '0' }
export const amount = (...columns: readonly string[]): BillExpression => ({ amount: firstOf(...columns) })
export const text = (said: string): BillExpression => ({ text: said })

/** The first of several columns that says something. */
export function firstOf(...columns: readonly string[]): BillExpression {
  const [only] = columns
  return columns.length === 1 && only !== undefined ? take(only) : { firstOf: columns.map(take) }
}

/** One of these values, in any case. */
export function says(of: BillExpression, ...values: readonly string[]): BillCondition {
  return { among: values.map((value) => value.toLowerCase()), of: { lower: of } }
}

export function when(condition: BillCondition, then: BillExpression, otherwise: BillExpression): BillExpression {
  return { cases: [{ when: condition, then }], otherwise }
}

export function mapped(of: BillExpression, values: Readonly<Record<string, string>>): BillExpression {
  return { mapped: of, values, otherwise: 'absent' }
}
