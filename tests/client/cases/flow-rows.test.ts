import { expect, test } from 'vitest'
import type { YearFlows } from '#models/cases/case.schemas.ts'
import { flowRows, medianCrossing } from '#client/cases/flow-rows.ts'

const nil = [0, 0]
const flows: YearFlows = {
  statusQuo: [100, 110],
  statusQuoRefresh: nil,
  kept: [60, 0],
  hosted: [20, 70],
  doubleRunning: [15, 0],
  migration: [40, 0],
  refresh: nil,
  stranded: nil,
  residual: [0, -5],
  exit: nil,
  net: [-35, 45],
}

test('each side adds up, the gain is the difference, and what is nil in every year is no line', () => {
  const rows = flowRows(flows)
  expect(rows.map(({ key }) => key)).toEqual([
    'statusQuo',
    'stay',
    'kept',
    'hosted',
    'doubleRunning',
    'migration',
    'residual',
    'move',
    'net',
  ])
  const of = (key: string) => rows.find((row) => row.key === key)?.values
  expect(of('stay')).toEqual([100, 110])
  expect(of('move')).toEqual([135, 65])
  expect(of('net')).toEqual(of('stay')?.map((value, at) => value - (of('move')?.[at] ?? 0)))
})

test.each([
  { name: 'half-way through the second year', medians: [-10, 10], expected: 1.5 },
  { name: 'never', medians: [-10, -5, -1], expected: undefined },
  { name: 'never below', medians: [1, 2, 3], expected: undefined },
  { name: 'the first time', medians: [-1, 0, -1, 4], expected: 2 },
])('the median comes back above zero: $name', ({ medians, expected }) => {
  expect(medianCrossing(medians)).toBe(expected)
})
