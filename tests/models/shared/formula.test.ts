import { describe, expect, test } from 'vitest'
import { formula } from '#models/shared/formula.ts'

const value = (text: string, values: Record<string, number> = {}) => {
  const read = formula(text)
  if (read.kind === 'refused') throw new Error(read.reason)
  return read.evaluate(values)
}

test.each([
  { text: '1 + 2 * 3', expected: 7 },
  { text: '(1 + 2) * 3', expected: 9 },
  { text: '2 ^ 10', expected: 1024 },
  { text: '-a / 4', expected: -2.5 },
  { text: 'ceil(a / 3) + max(1, 2, 3)', expected: 7 },
])('$text', ({ text, expected }) => {
  expect(value(text, { a: 10 })).toBe(expected)
})

describe('what could harm is refused', () => {
  test.each([
    'import("fs")',
    'a = 3',
    'f(x) = x',
    '"text"',
    '[1, 2]',
    '1:1e9',
    'ones(20000, 20000)',
    'a.constructor',
    'constructor("return 1")()',
    'toString()',
    '__proto__',
    'eval("1")',
    'createUnit("foo")',
    'x[1]',
    'a ? 1 : 2',
    '1; 2',
    '5 cm',
    'hasOwnProperty(1)',
    '',
    '1 +',
    `${'1+'.repeat(600)}1`,
    'a'.repeat(2_001),
  ])('%s', (text) => {
    const read = formula(text)
    if (read.kind === 'formula') expect(() => read.evaluate({})).toThrow()
    else expect(read.reason.length).toBeGreaterThan(0)
  })
})
