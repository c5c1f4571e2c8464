import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysAfter } from '#models/shared/day.ts'
import { fiscalQuarters, fiscalYear, fiscalYearIndex, fiscalYearOf, fiscalYears } from '#models/waves/fiscal-year.ts'

describe('fiscal years', () => {
  test.each([
    { day: '2026-03-31', label: '2025-2026', days: 365 },
    { day: '2026-04-01', label: '2026-2027', days: 365 },
    { day: '2027-01-15', label: '2026-2027', days: 365 },
    { day: '2027-04-01', label: '2027-2028', days: 366 }, // holds 29 February 2028
    { day: '2028-02-29', label: '2027-2028', days: 366 },
    { day: '2100-02-28', label: '2099-2100', days: 365 }, // 2100 is not a leap year
  ])('$day is in $label, of $days days', ({ day, label, days }) => {
    expect(fiscalYearOf(day)).toMatchObject({ label, days })
  })
  test('are told from a first one', () => {
    expect(fiscalYears(2026, 3).map((year) => year.label)).toEqual(['2026-2027', '2027-2028', '2028-2029'])
    expect([fiscalYearIndex('2026-04-01', 2026), fiscalYearIndex('2028-03-31', 2026)]).toEqual([0, 1])
    expect(fiscalYearIndex('2026-03-31', 2026)).toBe(-1)
  })
  test('every day is in exactly one, which begins on 1 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (offset) => {
        const day = daysAfter('1990-01-01', offset)
        const { startsOn, endsBefore } = fiscalYearOf(day)
        expect(startsOn <= day && day < endsBefore).toBe(true)
        expect(startsOn.slice(5)).toBe('04-01')
      }),
    )
  })
})

describe('quarters', () => {
  test('follow one another, T1 in April, T4 in January of the next calendar year', () => {
    expect(
      fiscalQuarters('2026-11-20', '2027-06-30').map((one) => [one.quarter, one.fiscalYear, one.startsOn]),
    ).toEqual([
      [3, '2026-2027', '2026-10-01'],
      [4, '2026-2027', '2027-01-01'],
      [1, '2027-2028', '2027-04-01'],
    ])
  })
  test('make up their year', () => {
    const year = fiscalYear(2027)
    const quarters = fiscalQuarters('2027-04-01', '2028-03-31')
    expect(quarters).toHaveLength(4)
    expect(quarters[0]?.startsOn).toBe(year.startsOn)
    expect(quarters.at(-1)?.endsBefore).toBe(year.endsBefore)
    for (const [at, quarter] of quarters.entries())
      expect(quarters[at + 1]?.startsOn ?? year.endsBefore).toBe(quarter.endsBefore)
  })
  test('none when the end comes first', () => {
    expect(fiscalQuarters('2026-11-20', '2026-01-01')).toEqual([])
  })
})
