import { describe, expect, test } from 'vitest'
import { utcSecond, zoneOffsets } from '#models/sizing/time-zone.ts'
import { mainPeriod, type ProfileContext, usageProfile } from '#models/sizing/usage-profile.ts'
import { UsageTally } from '#models/sizing/usage-tally.ts'

/** Monday 2026-09-07, midnight in UTC. */
const monday = Date.UTC(2026, 8, 7) / 1000
const hour = 3_600
const step = 300
const context = (from: number, to: number, more: Partial<ProfileContext> = {}): ProfileContext => ({
  file: 'perf.csv',
  machine: 'srv-01',
  batch: 'b',
  period: { from, to },
  zone: 'UTC',
  offsetMinutes: () => 0,
  ...more,
})
/** Five-minute points over days; `cpu` in percent by second since Monday, null for a hole. */
function series(days: number, cpu: (second: number) => number | null, memory = -1) {
  const tally = new UsageTally()
  for (let at = 0; at < days * 86_400; at += step) {
    const value = cpu(at)
    if (value !== null) tally.add(monday + at, Math.round(value * 100), memory)
  }
  return tally
}
const profiled = (tally: UsageTally, days: number, more: Partial<ProfileContext> = {}) => {
  const profile = usageProfile(tally, context(monday, monday + days * 86_400 - step, more))
  if (profile === undefined) throw new Error('no profile')
  return profile
}
const hourOfDay = (second: number) => Math.floor((second % 86_400) / hour)
const dayOf = (second: number) => Math.floor(second / 86_400)

describe('coverage', () => {
  test('is whole when every step has a point', () => {
    expect(
      profiled(
        series(7, () => 10),
        7,
      ),
    ).toMatchObject({
      coverage: 1,
      days: 7,
      stepSeconds: 300,
      timeInUse: 1,
      quality: { gaps: 0, longestGapSeconds: 0, duplicates: 0, stray: 0 },
    })
  })
  test('counts the holes: six of every ten days are there', () => {
    const profile = profiled(
      series(10, (at) => (dayOf(at) < 6 ? 10 : null)),
      10,
    )
    expect(profile.coverage).toBeCloseTo(0.6, 9)
    expect(profile.days).toBe(6)
    const torn = profiled(
      series(2, (at) => (hourOfDay(at) === 3 ? null : 10)),
      2,
    )
    expect(torn.quality).toMatchObject({ gaps: 2, longestGapSeconds: hour + step })
    expect(torn.coverage).toBeCloseTo(23 / 24, 9)
  })
  test('is over the period of the file, not of the machine that came late', () => {
    const late = series(4, (at) => (dayOf(at) >= 3 ? 10 : null))
    expect(profiled(late, 4).coverage).toBeCloseTo(0.25, 2)
  })
  test('is nothing for a single point, which has no step', () => {
    const tally = new UsageTally()
    tally.add(monday, 5_000, -1)
    expect(profiled(tally, 1)).toMatchObject({ coverage: 0, days: 0, stepSeconds: null })
  })
  test('an irregular step of four to six minutes reads as its most usual one', () => {
    const tally = new UsageTally()
    for (let i = 0; i < 1_000; i += 1)
      tally.add(monday + i * 300 + ((i * 37) % 3) * 60 * (i % 5 === 0 ? 1 : 0), 1_000, -1)
    expect(profiled(tally, 1_000 / 288).stepSeconds).toBe(300)
  })
})

test('a clock that jumped does not stretch the period: a few points far away are told apart', () => {
  const tally = series(7, () => 10)
  tally.add(monday - 900 * 86_400, 9_900, -1)
  expect(mainPeriod(tally)).toEqual({ from: monday, to: monday + 7 * 86_400 - step, stray: 1 })
  expect(profiled(tally, 7)).toMatchObject({ coverage: 1, quality: { stray: 1 } })
})

describe('the peak trap', () => {
  const backup = (second: number) => (hourOfDay(second) === 2 && (second % hour) / step < 1 ? 100 : 2)
  test('a backup every night at two: 100 % at most, p99 of 2 %, told as nightly', () => {
    const profile = profiled(series(14, backup), 14)
    expect(profile.cpu).toMatchObject({ max: 100, p95: 2, p99: 2 })
    expect(profile.spike).toEqual({ kind: 'nightly', share: 1 / 288, days: 14, hour: 2, weekday: null })
  })
  test('the same on Sundays only is weekly', () => {
    const sunday = (second: number) => (dayOf(second) % 7 === 6 ? backup(second) : 2)
    expect(profiled(series(21, sunday), 21).spike).toMatchObject({ kind: 'weekly', hour: 2, weekday: 6, days: 3 })
  })
  test('once is isolated, at random hours it is scattered', () => {
    const once = (second: number) => (dayOf(second) === 4 ? backup(second) : 2)
    expect(profiled(series(14, once), 14).spike).toMatchObject({ kind: 'isolated', days: 1, weekday: 4 })
    const wandering = (second: number) =>
      hourOfDay(second) === (dayOf(second) * 7) % 24 && second % hour === 0 ? 100 : 2
    expect(profiled(series(14, wandering), 14).spike?.kind).toBe('scattered')
  })
  test('a busy machine has no spike, however high', () => {
    expect(
      profiled(
        series(7, (at) => 40 + (60 * ((at / step) % 12)) / 11),
        7,
      ).spike,
    ).toBeNull()
    expect(
      profiled(
        series(7, (at) => (at % hour === 0 ? 15 : 2)),
        7,
      ).spike,
    ).toBeNull()
  })
})

describe('the week', () => {
  test('has 168 means from Monday, in the time of the place', () => {
    const office = series(7, (at) => (dayOf(at) < 5 && hourOfDay(at) >= 8 && hourOfDay(at) < 18 ? 50 : 1))
    const utc = profiled(office, 7)
    expect([utc.weekCpu.length, utc.weekCpu[8], utc.weekCpu[18], utc.weekCpu[5 * 24 + 8]]).toEqual([168, 50, 1, 1])
    expect(utc.timeInUse).toBeCloseTo(50 / 168, 9)
    const offsetMinutes = zoneOffsets('America/Toronto')
    const local = profiled(office, 7, { zone: 'America/Toronto', offsetMinutes })
    // Eight o'clock in UTC is four in Québec in summer; the first four hours of Monday are still Sunday there.
    expect([local.weekCpu[4], local.weekCpu[14], local.weekCpu[6 * 24 + 20]]).toEqual([50, 1, 1])
  })
  test('an hour without points is unknown, not zero', () => {
    expect(
      profiled(
        series(7, (at) => (hourOfDay(at) === 5 ? null : 3)),
        7,
      ).weekCpu[5],
    ).toBeNull()
  })
})

test('moments without a zone are read in one, the repeated hour of autumn as its first pass', () => {
  const toronto = zoneOffsets('America/Toronto')
  const at = (text: string) => Date.parse(`${text}Z`) / 1000
  const read = (text: string) => new Date(utcSecond(at(text), toronto) * 1000).toISOString().slice(0, 16)
  expect(read('2026-07-01T12:00')).toBe('2026-07-01T16:00')
  expect(read('2026-01-15T12:00')).toBe('2026-01-15T17:00')
  expect(read('2026-11-01T01:30')).toBe('2026-11-01T05:30')
  expect(read('2026-11-01T02:30')).toBe('2026-11-01T07:30')
  expect(read('2026-03-08T03:00')).toBe('2026-03-08T07:00')
  const paris = zoneOffsets('Europe/Paris')
  expect(utcSecond(at('2026-10-25T02:30'), paris)).toBe(at('2026-10-25T00:30'))
})
