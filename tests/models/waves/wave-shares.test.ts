import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysAfter, daysBetween } from '#models/shared/day.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { doubleRunningCost, doubleRunningDays } from '#models/waves/double-running.ts'
import { fiscalYear, fiscalYears } from '#models/waves/fiscal-year.ts'
import {
  datesOfMove,
  migrationOutside,
  sharesOverYears,
  sharesWithoutMove,
  waveShares,
} from '#models/waves/wave-shares.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'

const wave = (startsOn: string, cutsOverOn: string, decommissionsOn: string): WaveDates => ({
  startsOn,
  cutsOverOn,
  decommissionsOn,
})

/** Days counted on a calendar by hand; shares are these over 365, or 366 in 2027-2028. */
const byHand = [
  {
    name: 'within one year: 92 days of July to September, then 92 of October to December',
    dates: wave('2026-07-01', '2026-10-01', '2027-01-01'),
    year: 2026,
    // 1 April to 30 September: 183 days; 1 January to 31 March: 90 days
    days: { old: 183, oldParallel: 92, newParallel: 92, after: 182 },
    migration: 1,
  },
  {
    name: 'across 31 March, first year: start on 1 February 2027, cut over on 15 April',
    dates: wave('2027-02-01', '2027-04-15', '2027-07-01'),
    year: 2026,
    // February 28 + March 31 = 59 of the 73 days of work (1 February to 14 April)
    days: { old: 365, oldParallel: 0, newParallel: 59, after: 0 },
    migration: 59 / 73,
  },
  {
    name: 'across 31 March, second year, which has 366 days',
    dates: wave('2027-02-01', '2027-04-15', '2027-07-01'),
    year: 2027,
    // 1 to 14 April: 14; 15 April to 30 June: 16 + 31 + 30 = 77; 15 April to 31 March 2028: 366 - 14
    days: { old: 14, oldParallel: 77, newParallel: 14, after: 352 },
    migration: 14 / 73,
  },
  {
    name: 'parallel over 29 February 2028',
    dates: wave('2028-01-01', '2028-02-01', '2028-03-01'),
    year: 2027,
    // January 31; February 29; from 1 February to 31 March: 29 + 31
    days: { old: 306, oldParallel: 29, newParallel: 31, after: 60 },
    migration: 1,
  },
  {
    name: 'everything on one day',
    dates: wave('2027-03-31', '2027-03-31', '2027-03-31'),
    year: 2026,
    days: { old: 364, oldParallel: 0, newParallel: 0, after: 1 },
    migration: 1,
  },
  {
    name: 'everything on one day of another year',
    dates: wave('2027-03-31', '2027-03-31', '2027-03-31'),
    year: 2027,
    days: { old: 0, oldParallel: 0, newParallel: 0, after: 366 },
    migration: 0,
  },
  {
    name: 'long before',
    dates: wave('2020-01-01', '2020-06-01', '2021-01-01'),
    year: 2026,
    days: { old: 0, oldParallel: 0, newParallel: 0, after: 365 },
    migration: 0,
  },
  {
    name: 'long after',
    dates: wave('2030-01-01', '2030-06-01', '2031-01-01'),
    year: 2026,
    days: { old: 365, oldParallel: 0, newParallel: 0, after: 0 },
    migration: 0,
  },
]

describe('shares of a fiscal year, worked by hand', () => {
  test.each(byHand)('$name', ({ dates, year, days, migration }) => {
    const { days: ofYear } = fiscalYear(year)
    const shares = waveShares(dates, fiscalYear(year))
    expect(shares.days).toBe(ofYear)
    expect(shares.oldBeforeCutOver).toBe(days.old / ofYear)
    expect(shares.oldInParallel).toBe(days.oldParallel / ofYear)
    expect(shares.newInParallel).toBe(days.newParallel / ofYear)
    expect(shares.newAfterCutOver).toBe(days.after / ofYear)
    expect(shares.migration).toBeCloseTo(migration, 14)
  })
})

const someDates = fc
  .tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }))
  .map(([start, work, parallel]) => {
    const startsOn = daysAfter('2024-01-01', start)
    const cutsOverOn = daysAfter(startsOn, work)
    return wave(startsOn, cutsOverOn, daysAfter(cutsOverOn, parallel))
  })
const everyYear = fiscalYears(2020, 40)

describe('laws of the shares', () => {
  test('the old side, before and after cut-over, and its absence make a whole year', () => {
    fc.assert(
      fc.property(someDates, (dates) => {
        for (const [at, share] of sharesOverYears(dates, everyYear).entries()) {
          const year = everyYear[at] ?? fiscalYear(0)
          const from = dates.decommissionsOn > year.startsOn ? dates.decommissionsOn : year.startsOn
          const gone = Math.max(0, daysBetween(from, year.endsBefore)) / year.days
          expect(share.oldBeforeCutOver + share.oldInParallel + gone).toBeCloseTo(1, 12)
          expect(share.oldBeforeCutOver + share.newAfterCutOver).toBeCloseTo(1, 12)
          expect(share.newInParallel).toBeLessThanOrEqual(share.oldBeforeCutOver)
          expect(share.oldInParallel).toBeLessThanOrEqual(share.newAfterCutOver)
        }
      }),
    )
  })
  test('the one-time work is whole over the years, and what a horizon leaves out is told', () => {
    fc.assert(
      fc.property(someDates, (dates) => {
        const whole = sharesOverYears(dates, everyYear).reduce((sum, share) => sum + share.migration, 0)
        expect(whole).toBeCloseTo(1, 12)
        const horizon = fiscalYears(2028, 5)
        const inside = sharesOverYears(dates, horizon).reduce((sum, share) => sum + share.migration, 0)
        expect(inside + migrationOutside(dates, horizon)).toBeCloseTo(1, 12)
      }),
    )
  })
  test('days paid twice are those of the two parallels', () => {
    fc.assert(
      fc.property(someDates, (dates) => {
        const days = sharesOverYears(dates, everyYear).reduce(
          (sum, share) => sum + (share.oldInParallel + share.newInParallel) * share.days,
          0,
        )
        expect(days).toBeCloseTo(doubleRunningDays(dates), 8)
      }),
    )
  })
})

describe('a workload without a wave', () => {
  test('never moves: no date is supposed, its old side is whole', () => {
    expect(datesOfMove(null)).toEqual(unknownBecause('no-wave'))
    expect(sharesWithoutMove(fiscalYears(2026, 2))).toMatchObject([
      { fiscalYear: '2026-2027', oldBeforeCutOver: 1, newAfterCutOver: 0, migration: 0 },
      { fiscalYear: '2027-2028', days: 366, oldBeforeCutOver: 1 },
    ])
  })
  test('takes the days that a case states for those that have none; its own come first', () => {
    const [own, stated] = [
      wave('2026-05-01', '2026-06-01', '2026-07-01'),
      wave('2027-05-01', '2027-06-01', '2027-07-01'),
    ]
    expect(datesOfMove(null, stated)).toEqual(known(stated))
    expect(datesOfMove(own, stated)).toEqual(known(own))
  })
})

describe('double running', () => {
  test('stops at decommissioning, not at cut-over', () => {
    const dates = wave('2026-07-01', '2026-10-01', '2027-01-01')
    expect(doubleRunningDays(dates)).toBe(184)
    // 92 days of a target at 36,500 $ a year, then 92 of an old side at 73,000 $ a year: 100 $ and 200 $ a day
    const cost = doubleRunningCost(dates, { oldCadPerYear: 73_000, newCadPerYear: 36_500 })
    expect(cost.beforeCutOverCad).toBeCloseTo(9_200, 8)
    expect(cost.afterCutOverCad).toBeCloseTo(18_400, 8)
    expect(cost.totalCad).toBeCloseTo(27_600, 8)
  })
  test('counts each day over its own fiscal year', () => {
    // 31 March 2027 is 1/365 of its year, 1 April 2027 is 1/366 of the next
    const cost = doubleRunningCost(wave('2027-03-31', '2027-04-02', '2027-04-02'), {
      oldCadPerYear: 0,
      newCadPerYear: 133_590, // 365 × 366
    })
    expect(cost.totalCad).toBeCloseTo(366 + 365, 8)
  })
  test('costs nothing when both happen on one day', () => {
    const day = wave('2027-01-31', '2027-01-31', '2027-01-31')
    expect(doubleRunningCost(day, { oldCadPerYear: 1e6, newCadPerYear: 1e6 }).totalCad).toBe(0)
  })
})
