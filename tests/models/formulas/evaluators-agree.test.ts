import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnarEvaluator } from '#models/formulas/columns.ts'
import { tracedEvaluation } from '#models/formulas/tracing.ts'
import { namesOf } from '#models/formulas/tree-value.ts'
import { writtenTree } from '#models/formulas/written-tree.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { formula, formulaTree } from '#models/shared/formula.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { setOf, someTree, someValues } from '#tests/support/formula-trees.ts'

const label = { fr: 'x', en: 'x' }

function leaves(values: Record<string, number>): Record<string, Derivation> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Number.isNaN(value)
        ? { name, label, value: undefined, unit: '1', inputs: [], reasons: [`${name}-unknown`] }
        : { name, label, value, unit: '1', inputs: [] },
    ]),
  )
}

const bothSame = (a: number, b: number) => Object.is(a + 0, b)

test('what is written from a tree is read as that tree', () => {
  fc.assert(
    fc.property(someTree, (tree) => {
      expect(formulaTree(writtenTree(tree))).toEqual({ kind: 'tree', tree, names: namesOf(tree) })
    }),
    { numRuns: 500 },
  )
})

test('columns, derivations and the reader of derivations give the same doubles, row by row', () => {
  const rows = fc.array(someValues, { minLength: 1, maxLength: 6 })
  let knownSeen = 0
  fc.assert(
    fc.property(
      fc.array(someTree, { minLength: 1, maxLength: 3 }),
      rows,
      fc.subarray(['a', 'b', 'c', 'd']),
      (trees, all, single) => {
        const [first = {}] = all
        // Some inputs are one number for all rows, the others are columns.
        const lines = all.map((line) => ({
          ...line,
          ...Object.fromEntries(single.map((name) => [name, first[name] ?? 0])),
        }))
        const columns = Object.fromEntries(
          ['a', 'b', 'c', 'd'].map((name) => [
            name,
            single.includes(name)
              ? (first[name] ?? 0)
              : Float64Array.from(lines, (line: Record<string, number>) => line[name] ?? 0),
          ]),
        )
        const set = setOf(trees)
        const found = columnarEvaluator(set)(columns, lines.length)
        for (const [row, line] of lines.entries()) {
          const traced = tracedEvaluation(set, leaves(line))
          for (const [name, node] of Object.entries(traced)) {
            const column = found[name]
            const inColumns = typeof column === 'number' ? column : (column?.[row] ?? Number.POSITIVE_INFINITY)
            const value = typeof node.value === 'number' ? node.value : Number.NaN
            expect(
              bothSame(inColumns, value),
              `${node.formula} over ${JSON.stringify(line)}: ${inColumns} or ${value}`,
            ).toBe(true)
            const again = formula(node.formula ?? '')
            if (again.kind === 'refused') throw new Error(again.reason)
            const evaluated = again.evaluate(line)
            expect(bothSame(Number.isFinite(evaluated) ? evaluated : Number.NaN, value)).toBe(true)
            const reEvaluation = reEvaluated(node)
            expect(reEvaluation.kind).toBe(node.value === undefined ? 'unknown' : 'known')
            if (reEvaluation.kind === 'known') expect(bothSame(reEvaluation.value, value)).toBe(true)
            knownSeen += Number.isNaN(value) ? 0 : 1
          }
        }
      },
    ),
    { numRuns: 1_000 },
  )
  expect(knownSeen).toBeGreaterThan(1_000)
})

describe('unknown stays unknown', () => {
  test.each(['min(a, 1)', 'max(a, 1)', 'sum(a, 1)', 'a * 0', 'a ^ 0', 'a < 1 ? 1 : 2', '1 < 2 ? a : 1', 'abs(a)'])(
    '%s',
    (text) => {
      const read = formulaTree(text)
      if (read.kind === 'refused') throw new Error(read.reason.en)
      const set = setOf([read.tree])
      expect(columnarEvaluator(set)({ a: Number.NaN }, 1)['f0']).toBeNaN()
      expect(columnarEvaluator(set)({ a: Float64Array.of(Number.NaN, 1) }, 2)['f0']).toEqual(
        Float64Array.of(Number.NaN, formulaValue(text, 1)),
      )
      const traced = tracedEvaluation(set, leaves({ a: Number.NaN }))['f0']
      expect(traced?.value).toBeUndefined()
      expect(traced?.reasons).toEqual(['a-unknown'])
    },
  )
})

function formulaValue(text: string, a: number): number {
  const read = formula(text)
  if (read.kind === 'refused') throw new Error(read.reason)
  return read.evaluate({ a })
}

describe('what has no figure is unknown, and says why', () => {
  test.each(['1 / a', 'min(1, 1 / a)', 'min(1, a ^ -2)', 'sqrt(a - 1)', '1e200 ^ (2 + a)'])('%s', (text) => {
    const read = formulaTree(text)
    if (read.kind === 'refused') throw new Error(read.reason.en)
    const set = setOf([read.tree])
    expect(columnarEvaluator(set)({ a: Float64Array.of(0) }, 1)['f0']).toEqual(Float64Array.of(Number.NaN))
    const traced = tracedEvaluation(set, leaves({ a: 0 }))['f0']
    expect(traced).toMatchObject({ value: undefined, reasons: ['not-a-number'] })
  })

  test('the branch not taken is not asked for', () => {
    const read = formulaTree('a < 1 ? b : c')
    if (read.kind === 'refused') throw new Error(read.reason.en)
    const set = setOf([read.tree])
    const traced = tracedEvaluation(set, leaves({ a: 0, b: 7, c: Number.NaN }))['f0']
    expect(traced?.value).toBe(7)
    expect(columnarEvaluator(set)({ a: Float64Array.of(0, 2), b: 7, c: Number.NaN }, 2)['f0']).toEqual(
      Float64Array.of(7, Number.NaN),
    )
  })
})
