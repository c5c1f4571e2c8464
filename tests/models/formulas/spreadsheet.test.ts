import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadsheetText } from '#models/formulas/spreadsheet.ts'
import { formulaTree } from '#models/shared/formula.ts'

function sheet(text: string): string {
  const read = formulaTree(text)
  if (read.kind === 'refused') throw new Error(read.reason.en)
  return spreadsheetText(read.tree, (name) => `${name.toUpperCase()}1`)
}

test.each([
  { text: 'a + b * c', expected: 'A1+B1*C1' },
  { text: '(a + b) * c', expected: '(A1+B1)*C1' },
  { text: 'a - (b - c)', expected: 'A1-(B1-C1)' },
  { text: 'a - b - c', expected: 'A1-B1-C1' },
  { text: 'a / (b * c)', expected: 'A1/(B1*C1)' },
  { text: 'a / b / c', expected: 'A1/B1/C1' },
  { text: '-a ^ 2', expected: '-(A1^2)' },
  { text: '(-a) ^ 2', expected: '(-A1)^2' },
  { text: 'a ^ 2 ^ 3', expected: 'IF(AND(A1<0,INT((2^3))<>(2^3)),NA(),IF((2^3)=0,1+0*A1,A1^(2^3)))' },
  { text: '(a ^ 2) ^ 3', expected: '(A1^2)^3' },
  { text: 'a ^ -2 * b', expected: 'A1^(-2)*B1' },
  { text: 'a - ceil(b - c)', expected: 'A1-(-INT(0.0000000005-(B1-C1)))' },
  { text: '2 * -a', expected: '2*(-A1)' },
  { text: 'sum(a, b - c, a + b)', expected: 'A1+(B1-C1)+(A1+B1)' },
  { text: 'a * sum(b, c)', expected: 'A1*(B1+C1)' },
  { text: 'max(a, 0)', expected: 'MAX(A1,0)' },
  { text: 'ceil(a / b)', expected: '-INT(0.0000000005-A1/B1)' },
  { text: 'floor(a)', expected: 'INT(A1+0.0000000005)' },
  { text: 'round(a * 100) / 100', expected: 'ROUND(A1*100,0)/100' },
  { text: 'a <= b ? 1 : a != b ? 2 : 3', expected: 'IF(A1<=B1,1,IF(A1<>B1,2,3))' },
  { text: 'a * 1e-7', expected: 'A1*1E-7' },
])('$text is $expected', ({ text, expected }) => {
  expect(sheet(text)).toBe(expected)
})

test('a literal keeps all its digits where 15 are read', () => {
  const asRead = (text: string) =>
    text
      .replace(/^\((.*)\)$/u, '$1')
      .split(/(?<![E])(?=[+-])/u)
      .reduce((sum, part) => sum + Number(Number(part).toPrecision(15)), 0)
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (value) => {
      expect(asRead(spreadsheetText({ kind: 'number', value }, String))).toBe(value)
    }),
  )
})
