import { describe, expect, test } from 'vitest'
import { type Column, columnarEvaluator } from '#models/formulas/columns.ts'
import { formulaTree } from '#models/shared/formula.ts'
import { setOf } from '#tests/support/formula-trees.ts'

function evaluatorOf(texts: readonly string[], wanted?: readonly string[]) {
  const trees = texts.map((text) => {
    const read = formulaTree(text)
    if (read.kind === 'refused') throw new Error(read.reason.en)
    return read.tree
  })
  return columnarEvaluator(setOf(trees), wanted === undefined ? {} : { wanted })
}

function isAscending(column: Column | undefined, rows: number, of: (row: number) => number): boolean {
  return typeof column === 'object' && column.length === rows && column.every((value, row) => value === of(row))
}

// Rows go two by two within blocks of 1,024: the edges of both are where a loop goes wrong.
test.each([0, 1, 2, 3, 1_023, 1_024, 1_025, 2_048, 5_001])('%d rows', (rows) => {
  const evaluate = evaluatorOf(['a * 2 + b', 'max(f0, c)'])
  const a = Float64Array.from({ length: rows }, (_, row) => row)
  const found = evaluate({ a, b: 1, c: -5 }, rows)
  expect(isAscending(found['f0'], rows, (row) => row * 2 + 1)).toBe(true)
  expect(isAscending(found['f1'], rows, (row) => row * 2 + 1)).toBe(true)
})

describe('what is single stays single', () => {
  test('a formula over single numbers comes out a number, whatever the rows', () => {
    const found = evaluatorOf(['a + 1', 'f0 * b'])({ a: 2, b: Float64Array.of(1, 2) }, 2)
    expect(found).toEqual({ f0: 3, f1: Float64Array.of(3, 6) })
  })

  test('all of them, without a column', () => {
    expect(evaluatorOf(['a + 1', 'ceil(f0 / 2)'])({ a: 2 }, 1_000)).toEqual({ f0: 3, f1: 2 })
  })

  test('the same evaluator takes a column where it took a number', () => {
    const evaluate = evaluatorOf(['a + b'])
    expect(evaluate({ a: 1, b: 2 }, 2)).toEqual({ f0: 3 })
    expect(evaluate({ a: 1, b: Float64Array.of(2, 3) }, 2)).toEqual({ f0: Float64Array.of(3, 4) })
    expect(evaluate({ a: Float64Array.of(5, 6), b: 2 }, 2)).toEqual({ f0: Float64Array.of(7, 8) })
  })
})

test('only what is wanted is asked for', () => {
  const evaluate = evaluatorOf(['a + 1', 'b + 1', 'c + f0'], ['f2'])
  expect(evaluate({ a: Float64Array.of(1), c: 3 }, 1)).toEqual({ f2: Float64Array.of(5) })
  expect(() => evaluatorOf(['a'], ['f9'])).toThrow('no formula f9')
})

test('an absent input and a short column are errors, not zeros', () => {
  const evaluate = evaluatorOf(['a + b'])
  expect(() => evaluate({ a: 1 }, 1)).toThrow('no column for b')
  expect(() => evaluate({ a: 1, b: new Float64Array(2) }, 3)).toThrow('column b has 2 rows of 3')
  expect(() => evaluate({ a: 1, b: new Float64Array(3) }, 3, { f0: new Float64Array(2) })).toThrow(
    'column f0 has 2 rows',
  )
})

test('formulas that say the same have a column each; given columns are written into', () => {
  const into = { f0: new Float64Array(3) }
  const found = evaluatorOf(['a * 2', 'a * 2'])({ a: Float64Array.of(1, 2, 3) }, 3, into)
  expect(found['f0']).toBe(into.f0)
  expect(found['f1']).not.toBe(into.f0)
  expect(found).toEqual({ f0: Float64Array.of(2, 4, 6), f1: Float64Array.of(2, 4, 6) })
})
