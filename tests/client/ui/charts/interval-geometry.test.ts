import { describe, expect, test } from 'vitest'
import { chancesInTen, intervalPicture } from '#client/ui/charts/interval-geometry.ts'

test.each([
  { probability: 0, kind: 'few', count: 1 },
  { probability: 0.09, kind: 'few', count: 1 },
  { probability: 0.27, kind: 'about', count: 3 },
  { probability: 0.8, kind: 'about', count: 8 },
  { probability: 0.91, kind: 'most', count: 9 },
  { probability: 1, kind: 'most', count: 9 },
])('$probability is said $kind, $count in ten', ({ probability, kind, count }) => {
  expect(chancesInTen(probability)).toEqual({ kind, count })
})

describe('the strip', () => {
  const strip = (width: number, reference?: { value: number; text: string }) =>
    intervalPicture({ width, interval: { p10: 1038, p50: 1174, p90: 1291 }, reference, labelText: String })
  test('P10, P50 and P90 from left to right, the reference at its own place', () => {
    const drawn = strip(400, { value: 1174, text: 'Plan 1174' })
    const [low, middle, high] = drawn.points
    expect(low?.x).toBeLessThan(middle?.x ?? 0)
    expect(middle?.x).toBeLessThan(high?.x ?? 0)
    expect(drawn.reference?.x).toBeCloseTo(middle?.x ?? 0, 9)
  })
  test('a reference far outside stays in the drawing, and so do the labels', () => {
    const drawn = strip(300, { value: 0, text: 'Zero 0' })
    expect(drawn.reference?.x).toBeGreaterThanOrEqual(8)
    expect(drawn.points[2]?.x).toBeLessThanOrEqual(292)
    const places = drawn.points.map(({ labelX }) => labelX)
    expect(places.slice(1).every((at, place) => at - (places[place] ?? 0) > 40)).toBe(true)
  })
  test('an interval of no width is drawn', () => {
    const drawn = intervalPicture({ width: 300, interval: { p10: 5, p50: 5, p90: 5 }, labelText: String })
    expect(drawn.points.every(({ x }) => Number.isFinite(x))).toBe(true)
  })
})
