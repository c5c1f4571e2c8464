import { expect, test } from 'vitest'
import { sensitiveKinds } from '#models/detection/kinds.ts'
import { labelledColumns } from '#tests/support/labelled-columns.ts'

const columns = labelledColumns()
const namesOf = (part: string) => new Set(columns.filter((one) => one.part === part).map((one) => one.name))

test('the labelled set is large, the same every time, and has every kind in both parts', () => {
  expect(columns.length).toBeGreaterThanOrEqual(1_000)
  expect(labelledColumns()).toEqual(columns)
  for (const part of ['tuned', 'held-out'] as const)
    expect(sensitiveKinds.filter((kind) => !columns.some((c) => c.part === part && c.kinds.includes(kind)))).toEqual([])
})

test('no name of the part used to tune stands in the part that is held out', () => {
  const tuned = namesOf('tuned')
  expect([...namesOf('held-out')].filter((name) => tuned.has(name))).toEqual([])
})

test('a third of it is what looks sensitive and is not', () => {
  const hard = columns.filter((one) => one.kinds.length === 0)
  expect(hard.length).toBeGreaterThan(columns.length / 4)
})
