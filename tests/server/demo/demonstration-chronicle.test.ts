import { expect, test } from 'vitest'
import { randomStream } from '#models/shared/random.ts'
import { createChronicle } from '#server/demo/demonstration-chronicle.ts'
import { testClock } from '#tests/support/test-clock.ts'

const chronicleAt = (instant: string) => createChronicle(testClock(instant), randomStream('test'))
const iso = (ms: number) => new Date(ms).toISOString()

test.each([
  { name: 'in the afternoon', instant: '2026-11-24T19:00:00.000Z' },
  { name: 'late in the evening, the next day in UTC', instant: '2026-11-25T04:30:00.000Z' },
  { name: 'just after midnight', instant: '2026-11-24T05:01:00.000Z' },
])('days are counted from the day it is in Québec: $name', ({ instant }) => {
  const chronicle = chronicleAt(instant)
  expect(chronicle.dayFromToday(0)).toBe('2026-11-24')
  expect(chronicle.dayFromToday(-90)).toBe('2026-08-26')
  expect(iso(chronicle.moment(1)).slice(0, 10)).toBe('2026-11-23')
  expect(chronicle.dayBefore(Date.parse('2026-07-02T03:59:00.000Z'), 1)).toBe('2026-06-30')
})

test('a moment of a weekend falls on the Friday before, in working hours, after what it follows and never after loading', () => {
  const chronicle = chronicleAt('2026-11-25T04:30:00.000Z')
  for (const daysAgo of [2, 3, 4]) expect(iso(chronicle.moment(daysAgo)).slice(0, 10)).toBe('2026-11-20')
  expect(iso(chronicle.moment(5))).toMatch(/^2026-11-19T(1[3-9]|20):/)
  const after = Date.parse('2026-11-23T10:00:00.000Z')
  expect(chronicle.moment(5, after)).toBe(after + 3_600_000)
  expect(iso(chronicle.moment(0, Date.parse('2026-11-25T04:00:00.000Z')))).toBe('2026-11-25T04:30:00.000Z')
})
