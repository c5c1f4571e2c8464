import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantile } from '#models/finance/quantile.ts'
import { useStatistics } from '#models/sizing/usage-profile.ts'
import { Histogram, packedTally, UsageTally, unpackedTally } from '#models/sizing/usage-tally.ts'

const start = Date.UTC(2026, 8, 7) / 1000
type Point = { readonly second: number; readonly cpu: number; readonly memory: number }
const somePoints = fc.uniqueArray(
  fc.record({
    second: fc.integer({ min: 0, max: 20_000 }).map((step) => start + step * 300),
    cpu: fc.integer({ min: 0, max: 10_000 }),
    memory: fc.integer({ min: -1, max: 10_000 }),
  }),
  { selector: (point) => point.second, maxLength: 300 },
)
const tallied = (points: readonly Point[]) => {
  const tally = new UsageTally()
  for (const { second, cpu, memory } of points) tally.add(second, cpu, memory)
  return tally
}
/** What a tally says, but the order in which it was told. */
const said = (tally: UsageTally) => ({
  cpu: useStatistics(tally.cpu),
  memory: useStatistics(tally.memory),
  seconds: [...tally.filledSeconds()],
  hours: tally.hours(),
})

describe('a tally', () => {
  test('gives the quantiles of the sorted points, to half a hundredth of a percent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 400 }),
        (values) => {
          const histogram = new Histogram()
          for (const value of values) histogram.add(Math.round(value * 100))
          const sorted = values.toSorted((a, b) => a - b)
          const use = useStatistics(histogram)
          if (use === undefined) throw new Error('nothing tallied')
          for (const [share, found] of [
            [0.5, use.p50],
            [0.9, use.p90],
            [0.95, use.p95],
            [0.99, use.p99],
            [1, use.max],
          ] as const)
            expect(Math.abs(found - quantile(sorted, share))).toBeLessThanOrEqual(0.005 + 1e-9)
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length
          expect(Math.abs(use.mean - mean)).toBeLessThanOrEqual(0.005 + 1e-9)
        },
      ),
    )
  })

  test('by hand: 1 to 100 % has type 7 quantiles 50.5, 90.1, 95.05 and 99.01', () => {
    const histogram = new Histogram()
    for (let percent = 1; percent <= 100; percent += 1) histogram.add(percent * 100)
    const use = useStatistics(histogram)
    expect(use).toMatchObject({ points: 100, mean: 50.5, p50: 50.5, max: 100 })
    expect(use?.p90).toBeCloseTo(90.1, 9)
    expect(use?.p95).toBeCloseTo(95.05, 9)
    expect(use?.p99).toBeCloseTo(99.01, 9)
  })

  test('says the same in any order', () => {
    fc.assert(
      fc.property(somePoints, fc.infiniteStream(fc.nat()), (points, keys) => {
        const shuffled = points
          .map((point) => ({ point, key: keys.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ point }) => point)
        expect(said(tallied(shuffled))).toEqual(said(tallied(points)))
      }),
    )
  })

  test('of two halves, merged, is that of the whole; handed over to another thread, it stays itself', () => {
    fc.assert(
      fc.property(somePoints, fc.nat(300), (points, cut) => {
        const [first, second] = [tallied(points.slice(0, cut)), tallied(points.slice(cut))]
        const merged = unpackedTally(packedTally(first))
        expect(merged.merge(second).overlapping).toBe(0)
        expect(said(merged)).toEqual(said(tallied(points)))
      }),
    )
  })

  test('counts past 65,535 of the same value, and in a merge of two that each hold as many', () => {
    const many = () => {
      const histogram = new Histogram()
      for (let i = 0; i < 70_000; i += 1) histogram.add(1_234)
      histogram.add(5_000)
      return histogram
    }
    const merged = many()
    expect(merged.countAt(1_234)).toBe(70_000)
    merged.merge(many())
    expect([merged.countAt(1_234), merged.above(1_234), merged.points]).toEqual([140_000, 2, 140_002])
    expect(useStatistics(merged)?.p99).toBe(12.34)
  })

  test('keeps the first of two points of one minute, and says that the halves of a file overlap', () => {
    const tally = new UsageTally()
    expect(tally.add(start, 1_000, -1)).toBe('added')
    expect(tally.add(start + 59, 9_000, -1)).toBe('duplicate')
    expect(tally.add(start + 60, 2_000, -1)).toBe('added')
    expect([tally.duplicates, tally.cpu.points, tally.cpu.max]).toEqual([1, 2, 2_000])
    expect(tallied([{ second: start, cpu: 1, memory: 1 }]).merge(tally).overlapping).toBe(1)
  })

  test('counts the times that the clock of the file goes back', () => {
    const tally = tallied([0, 300, 200, 600, 100].map((shift) => ({ second: start + shift, cpu: 1, memory: -1 })))
    expect(tally.backward).toBe(2)
  })
})
