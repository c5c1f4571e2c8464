import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysAfter } from '#models/shared/day.ts'
import { calendarScale, daysFor, placeOf, quarterAway, spanOf } from '#client/waves/calendar-scale.ts'

const scale = calendarScale('2026-11-25')

describe('the quarters shown', () => {
  test('begin with the quarter of the day, six in a row', () => {
    expect([scale.from, scale.to, scale.quarters.length]).toEqual(['2026-10-01', '2028-04-01', 6])
    expect(scale.days).toBe(548) // October 2026 to March 2028, with a 29 February
  })
  test.each([
    { step: 1, first: '2027-01-01' },
    { step: -1, first: '2026-07-01' },
    { step: 4, first: '2027-10-01' },
    { step: -6, first: '2025-04-01' },
    { step: 0, first: '2026-10-01' },
  ])('$step quarters away begins on $first', ({ step, first }) => {
    expect(quarterAway('2026-11-25', step)).toBe(first)
  })
})

describe('days on the width', () => {
  test('go from edge to edge', () => {
    expect([placeOf(scale, scale.from), placeOf(scale, scale.to)]).toEqual([0, 100])
    expect(placeOf(scale, '2026-09-30')).toBeLessThan(0)
  })
  test('a span is cut at the edges, and absent when none of it shows', () => {
    expect(spanOf(scale, '2026-01-01', '2030-01-01')).toEqual({ left: 0, width: 100 })
    expect(spanOf(scale, '2025-01-01', '2026-01-01')).toBeUndefined()
    expect(spanOf(scale, '2029-01-01', '2029-02-01')).toBeUndefined()
  })
  test('a distance on screen gives back the days it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 700, max: 3000 }), (days, widthPx) => {
        const [from, to] = [placeOf(scale, '2027-01-01'), placeOf(scale, daysAfter('2027-01-01', days))]
        expect(daysFor(scale, ((to - from) / 100) * widthPx, widthPx) - days).toBe(0)
      }),
    )
  })
})
