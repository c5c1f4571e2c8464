import fc from 'fast-check'
import { type FormulaSet, type LoadedFormulaSet } from '#models/formulas/formula-set.ts'
import { formulaFunctions, type FormulaTree } from '#models/formulas/formula-tree.ts'
import { writtenTree } from '#models/formulas/written-tree.ts'

const names = ['a', 'b', 'c', 'd'] as const

/** A number that formulas meet: plain, negative, zero, whole, nearly whole, unknown. */
export const someValue: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -60, max: 60 }).map((n) => n / 2),
  fc.integer({ min: 1, max: 40 }).map((n) => n * 1.1),
  fc.constantFrom(0, 0.1 + 0.2, 0.3, Number.NaN),
)

export const someValues: fc.Arbitrary<Record<string, number>> = fc.record({
  a: someValue,
  b: someValue,
  c: someValue,
  d: someValue,
})

const operators = ['+', '-', '*', '/', '^'] as const
const comparisons = ['<', '<=', '>', '>=', '==', '!='] as const

/** Any tree over the names a, b, c, d. */
export const someTree: fc.Arbitrary<FormulaTree> = fc.letrec<{ tree: FormulaTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'formula' },
    fc.oneof(
      fc.constantFrom(...names).map((name): FormulaTree => ({ kind: 'name', name })),
      fc
        .oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 1e9, noNaN: true }))
        .map((value): FormulaTree => ({ kind: 'number', value: Math.abs(value) })),
    ),
    tie('tree').map((of): FormulaTree => ({ kind: 'negate', of })),
    fc
      .tuple(fc.constantFrom(...operators), tie('tree'), tie('tree'))
      .map(([operator, left, right]): FormulaTree => ({ kind: 'operation', operator, left, right })),
    fc
      .tuple(fc.constantFrom(...comparisons), tie('tree'), tie('tree'), tie('tree'), tie('tree'))
      .map(([operator, left, right, then, otherwise]): FormulaTree => ({
        kind: 'conditional',
        test: { operator, left, right },
        then,
        otherwise,
      })),
    fc
      .tuple(fc.constantFrom(...formulaFunctions), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
      .map(([name, args]): FormulaTree => {
        const takesOne = name !== 'min' && name !== 'max' && name !== 'sum'
        return { kind: 'call', name, args: takesOne ? args.slice(0, 1) : args }
      }),
  ),
})).tree

/** Trees as a loaded set over a, b, c, d whose formulas are f0, f1…; units are not checked. */
export function setOf(trees: readonly FormulaTree[]): LoadedFormulaSet {
  const label = { fr: 'x', en: 'x' }
  const formulas = trees.map((tree, i) => ({ name: `f${i}`, label, unit: '1', expression: writtenTree(tree), tree }))
  const inputs = names.map((name) => ({ name, label, unit: '1', kind: 'quantity' as const }))
  const set: FormulaSet = { id: 'some', version: '1', label, inputs, formulas }
  return { ...set, ordered: formulas }
}
