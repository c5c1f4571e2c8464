import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysBetween } from '#models/shared/day.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { deadlineCrossings } from '#models/waves/deadline-crossings.ts'
import { datesFaults, movedByDays, movedByMonths, waveStatus } from '#models/waves/wave-dates.ts'
import { peopleNeeded, waveEffort } from '#models/waves/wave-effort.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'

const dates: WaveDates = { startsOn: '2027-01-04', cutsOverOn: '2027-03-31', decommissionsOn: '2027-06-30' }

describe('days in order', () => {
  test.each([
    { name: 'as they should be', change: {}, faults: [] },
    { name: 'all on one day', change: { startsOn: '2027-06-30', cutsOverOn: '2027-06-30' }, faults: [] },
    { name: 'a cut-over first', change: { cutsOverOn: '2027-01-03' }, faults: ['cut-over-before-start'] },
    {
      name: 'a decommissioning first',
      change: { decommissionsOn: '2027-03-30' },
      faults: ['decommissioning-before-cut-over'],
    },
    { name: 'a slip of the keyboard', change: { decommissionsOn: '2207-06-30' }, faults: ['out-of-calendar'] },
  ])('$name', ({ change, faults }) => {
    expect(datesFaults({ ...dates, ...change }).map((fault) => fault.kind)).toEqual(faults)
  })
})

test.each([
  { today: '2027-01-03', status: 'planned' },
  { today: '2027-01-04', status: 'under-way' },
  { today: '2027-06-29', status: 'under-way' },
  { today: '2027-06-30', status: 'done' },
])('on $today the wave is $status', ({ today, status }) => {
  expect(waveStatus(dates, today)).toBe(status)
})

describe('a wave moved', () => {
  test('by a week keeps its distances', () => {
    expect(movedByDays(dates, 7)).toEqual({
      startsOn: '2027-01-11',
      cutsOverOn: '2027-04-07',
      decommissionsOn: '2027-07-07',
    })
  })
  test('by a month cuts over on the same date, or on the last of a shorter month', () => {
    expect(movedByMonths(dates, 1).cutsOverOn).toBe('2027-04-30')
    expect(movedByMonths(dates, -1).cutsOverOn).toBe('2027-02-28')
    expect(movedByMonths({ ...dates, cutsOverOn: '2027-12-15' }, 1).cutsOverOn).toBe('2028-01-15')
  })
  test('never changes what is between its days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (months) => {
        const moved = movedByMonths(dates, months)
        expect(daysBetween(moved.startsOn, moved.cutsOverOn)).toBe(86)
        expect(daysBetween(moved.cutsOverOn, moved.decommissionsOn)).toBe(91)
      }),
    )
  })
})

describe('what other days would pass', () => {
  const held = [
    { exemption: 'DE-0001', workload: 'CH-000001', endsOn: '2027-04-03' },
    { exemption: 'DE-0002', workload: 'CH-000002', endsOn: '2027-03-30' }, // already passed by the present days
    { exemption: 'DE-0003', workload: 'CH-000003', endsOn: '2027-12-31' },
  ]
  test('the end of a fiscal year and the last day of an exemption', () => {
    expect(deadlineCrossings(dates, movedByDays(dates, 7), held)).toEqual([
      { kind: 'fiscal-year', event: 'cutsOverOn', before: '2026-2027', after: '2027-2028' },
      { kind: 'exemption-ends-first', exemption: 'DE-0001', workload: 'CH-000001', endsOn: '2027-04-03' },
    ])
  })
  test('nothing when nothing is passed', () => {
    expect(deadlineCrossings(dates, movedByDays(dates, -7), held)).toEqual([])
  })
})

describe('effort', () => {
  test('sums what is known and tells what is not', () => {
    expect(waveEffort([known(12), unknownBecause('no-effort-stated'), known(30)])).toEqual(
      known({ personDays: 42, uncounted: 1 }),
    )
  })
  test('is unknown when nobody stated any', () => {
    expect(waveEffort([])).toEqual(unknownBecause('no-effort-stated'))
    expect(waveEffort([unknownBecause('no-effort-stated')])).toEqual(unknownBecause('no-effort-stated'))
  })
  test('needs people in proportion to the working days', () => {
    const twoWeeks = { ...dates, startsOn: '2027-03-17' } // 14 days to 31 March: ten working days
    expect(peopleNeeded(40, twoWeeks)).toBeCloseTo(4, 12)
    expect(peopleNeeded(3, { ...dates, startsOn: dates.cutsOverOn })).toBe(3)
  })
})
