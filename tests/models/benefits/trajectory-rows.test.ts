import { expect, test } from 'vitest'
import { trajectoryRows } from '#models/benefits/trajectory-rows.ts'

test('periods are read as pasted, one value alone being low, likely and high', () => {
  expect(trajectoryRows('2027-04\t10\t12,5\t1 400\n\n2028-04 ; -3')).toEqual({
    kind: 'read',
    points: [
      { period: '2027-04', low: 10, mode: 12.5, high: 1400 },
      { period: '2028-04', low: -3, mode: -3, high: -3 },
    ],
  })
})

test.each([
  ['two values', '2027-04;1;2', 1, 'columns'],
  ['no value', '2027-04;1\n2027-05', 2, 'columns'],
  ['a month that is none', '2027-13;1', 1, 'month'],
  ['a word', '2027-04;NULL', 1, 'number'],
  ['an empty cell, which is no zero', '2027-04;1;;3', 1, 'number'],
  ['nothing', '\n', 1, 'nothing'],
])('%s is refused at its line', (_name, text, line, fault) => {
  expect(trajectoryRows(text)).toEqual({ kind: 'fault', line, fault })
})
