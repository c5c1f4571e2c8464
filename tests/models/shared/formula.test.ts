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
  { text: 'a < 11 ? a : 1 / 0', expected: 10 },
  { text: '(a >= 11) ? 1 : a == 10 ? 2 : 3', expected: 2 },
  { text: '0.1 + 0.2 == 0.3 ? 1 : 2', expected: 1 },
  { text: 'ceil(20 * 1.1)', expected: 22 },
  { text: 'floor(0.7 * 10 + 0.1 * 10)', expected: 8 },
  { text: 'round(-2.5)', expected: -3 },
  { text: 'round(0.49999999999999994)', expected: 0 },
  { text: '0 / 0', expected: Number.NaN },
  { text: '-2 ^ 2', expected: -4 },
  { text: '2 ^ 3 ^ 2', expected: 512 },
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
    '5%',
    'a + 5%',
    'a < b',
    'a < b < c ? 1 : 2',
    '1 + (a < b)',
    'a and b ? 1 : 2',
    'round(a, 2)',
    'max()',
    '1e999',
    'NaN',
    `${'('.repeat(990)}1${')'.repeat(990)}`,
    '-'.repeat(1_999) + '1',
    `${'2^'.repeat(999)}2`,
    `${'1<2?'.repeat(300)}1${':1'.repeat(300)}`,
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
