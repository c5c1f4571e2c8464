import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  daysOfMonth,
  firstDayOf,
  fiscalStartOf,
  isMonth,
  lastDayOf,
  monthAfter,
  monthNumber,
  monthOfNumber,
  monthsApart,
  monthsFrom,
  weekdaysOf,
} from '#models/shared/month.ts'
import { daysBetween } from '#models/shared/day.ts'

const month = fc.integer({ min: 1900 * 12, max: 2200 * 12 }).map(monthOfNumber)
const count = fc.integer({ min: -400, max: 400 })

test('months cross the year either way', () => {
  expect(monthAfter('2026-11', 3)).toBe('2027-02')
  expect(monthAfter('2026-01', -1)).toBe('2025-12')
  expect(monthsFrom('2026-12', '2027-02')).toEqual(['2026-12', '2027-01', '2027-02'])
  expect(monthsFrom('2027-01', '2026-12')).toEqual([])
})

test('months are counted across years, both ways', () => {
  fc.assert(
    fc.property(month, count, (from, months) => {
      expect(monthsApart(from, monthAfter(from, months))).toBe(months)
      expect(monthOfNumber(monthNumber(from))).toBe(from)
      expect(monthsFrom(from, monthAfter(from, months))).toHaveLength(Math.max(0, months + 1))
    }),
  )
})

test.each([
  { of: '2026-02', days: 28, weekdays: 20, last: '2026-02-28', fiscal: '2025-04' },
  { of: '2028-02', days: 29, weekdays: 21, last: '2028-02-29', fiscal: '2027-04' },
  { of: '2026-03', days: 31, weekdays: 22, last: '2026-03-31', fiscal: '2025-04' },
  { of: '2026-04', days: 30, weekdays: 22, last: '2026-04-30', fiscal: '2026-04' },
])('the days of $of', ({ of, days, weekdays, last, fiscal }) => {
  expect(daysOfMonth(of)).toBe(days)
  expect(weekdaysOf(of)).toBe(weekdays)
  expect(lastDayOf(of)).toBe(last)
  expect(fiscalStartOf(of)).toBe(fiscal)
})

test('a month ends the day before the next begins', () => {
  fc.assert(
    fc.property(month, (one) => {
      expect(daysBetween(lastDayOf(one), firstDayOf(monthAfter(one, 1)))).toBe(1)
    }),
  )
})

test('a month is four digits and two', () => {
  expect(['2026-01', '2026-12', '2026-00', '2026-13', '26-01', '2026-1', '2026-01-01'].filter(isMonth)).toEqual([
    '2026-01',
    '2026-12',
  ])
})
