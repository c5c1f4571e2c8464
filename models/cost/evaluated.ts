import { type Column, columnarEvaluator, type ColumnarEvaluator } from '../formulas/columns.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'

export type Columns = Readonly<Record<string, Column>>

const evaluators = new WeakMap<LoadedFormulaSet, Map<string, ColumnarEvaluator>>()

/** A set over rows: every formula, or only those that are wanted. The program of a set is made once. */
export function evaluated(set: LoadedFormulaSet, inputs: Columns, rows: number, wanted?: readonly string[]): Columns {
  const own = evaluators.get(set) ?? new Map<string, ColumnarEvaluator>()
  evaluators.set(set, own)
  const key = wanted?.join() ?? ''
  const evaluator = own.get(key) ?? columnarEvaluator(set, wanted === undefined ? {} : { wanted })
  own.set(key, evaluator)
  return evaluator(inputs, rows)
}

/** A value of a column, or the value that all rows share; NaN when there is none. */
export function valueAt(column: Column | undefined, row = 0): number {
  return typeof column === 'object' ? (column[row] ?? Number.NaN) : (column ?? Number.NaN)
}
