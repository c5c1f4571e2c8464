import { describe, expect, test } from 'vitest'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaCheck } from '#models/formulas/formula.views.ts'
import { isChanged, placeOf, problemsAt, withAdded, withChange, withName } from '#client/formulas/formula-draft.ts'

const label = { fr: 'x', en: 'x' }
const formulas: readonly FormulaDefinition[] = [
  { name: 'a', label, unit: '1', expression: '1' },
  { name: 'b', label, unit: '1', expression: 'a' },
]
const problem = (pointer: string) => ({ code: 'c', detail: label, pointer })
const check: FormulaCheck = {
  loads: false,
  changed: [],
  problems: [problem('/formulas/1/expression'), problem('/formulas/11/unit'), problem('/formulas')],
}

test('each problem is told beside its own formula', () => {
  expect(problemsAt(check, 1)).toHaveLength(1)
  expect(problemsAt(check, 11)).toHaveLength(1)
  expect(problemsAt(check, 0)).toEqual([])
  expect(problemsAt(undefined, 0)).toEqual([])
  expect(check.problems.map(placeOf)).toEqual([1, 11, undefined])
})

test('a draft that says the same has not changed', () => {
  const changed = withChange(formulas, 1, { expression: 'a + 1' })
  expect(changed.map(({ expression }) => expression)).toEqual(['1', 'a + 1'])
  expect(isChanged(formulas, changed)).toBe(true)
  expect(isChanged(formulas, withChange(changed, 1, { expression: 'a' }))).toBe(false)
})

test('a formula is added under a name that is free', () => {
  const one = withAdded(formulas, { name: 'a', label })
  expect(one.at(-1)?.name).toBe('a2')
  expect(withAdded(one, { name: 'a', label }).at(-1)?.name).toBe('a3')
  expect(withAdded(formulas, { name: 'z', label }).at(-1)?.name).toBe('z')
})

describe('a name put at the caret', () => {
  test.each([
    { text: 'a * ', from: 4, to: 4, expected: 'a * rate', caret: 8 },
    { text: 'a', from: 1, to: 1, expected: 'a rate', caret: 6 },
    { text: '(a + b)', from: 5, to: 6, expected: '(a + rate)', caret: 9 },
    { text: 'b', from: 0, to: 0, expected: 'rate b', caret: 4 },
    { text: '', from: 0, to: 0, expected: 'rate', caret: 4 },
  ])('$text gives $expected', ({ text, from, to, expected, caret }) => {
    expect(withName(text, 'rate', { from, to })).toEqual({ text: expected, caret })
  })
})
