import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bridgePicture, type BridgeRow, orderedSteps, spansOf } from '#client/realised/bridge-geometry.ts'
import { sCurvePicture } from '#client/realised/s-curve-geometry.ts'
import type { CurveView } from '#models/realised/realised.views.ts'

const curve: CurveView = {
  months: ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'],
  promised: [100, 200, 300, 400, 500, 600],
  plan: [90, 180, 270, 360, 450, 540],
  realised: [80, 160, null, 250, null, null],
  forecast: [
    { p10: 270, p50: 300, p90: 330 },
    { p10: 290, p50: 350, p90: 410 },
  ],
  forecastFrom: 4,
  lastMeasured: '2026-07',
  planned: 3,
  missing: 1,
}
const picture = (given: CurveView, width = 600) =>
  sCurvePicture({ width, curve: given, axisText: String, endText: (_, value) => String(value) })

test('a month without a figure is a gap: the line stops before it and a lone month is a dot', () => {
  const { alone, lines, measured } = picture(curve)
  expect(lines.realised.match(/M/g)).toHaveLength(1)
  expect(lines.realised.match(/L/g)).toHaveLength(1)
  expect(alone).toHaveLength(1)
  expect(measured?.x).toBe(alone[0]?.x)
})
test('the forecast leaves from the last month measured and ends with its band', () => {
  const { band, ends, lines } = picture(curve)
  expect(lines.forecast.match(/[ML]/g)).toHaveLength(3)
  expect(band.endsWith('Z')).toBe(true)
  expect(ends.map(({ series }) => series)).toEqual(['forecast', 'plan', 'promised', 'p90', 'p10'])
})
test('marks are given for the months that are known alone', () => {
  const { boxes } = picture(curve)
  expect(boxes.filter(({ series }) => series === 'realised').map(({ month }) => month)).toEqual([0, 1, 3])
  expect(boxes.filter(({ series }) => series === 'forecast').map(({ month }) => month)).toEqual([4, 5])
})
test('everything stands inside the plot, at any width', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 320, max: 1400 }),
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 6, maxLength: 6 }),
      (width, values) => {
        const { bottom, boxes, left, right, top } = picture({ ...curve, realised: values }, width)
        for (const { box } of boxes) {
          expect(box.x + 8).toBeGreaterThanOrEqual(left - 1e-6)
          expect(box.x + 8).toBeLessThanOrEqual(right + 1e-6)
          expect(box.y + 8).toBeGreaterThanOrEqual(top - 1e-6)
          expect(box.y + 8).toBeLessThanOrEqual(bottom + 1e-6)
        }
      },
    ),
  )
})

const rows: readonly BridgeRow[] = [
  { kind: 'total', name: 'promise', value: 1000 },
  { kind: 'step', name: 'late', value: -120 },
  { kind: 'step', name: 'volume', value: 40 },
  { kind: 'total', name: 'realised', value: 920 },
]
const drawn = (some: readonly BridgeRow[]) => bridgePicture({ width: 600, rows: some, valueText: String })

test('each step starts where the one before ended, and the last meets the total', () => {
  expect(spansOf(rows)).toEqual([
    { from: 0, to: 1000 },
    { from: 1000, to: 880 },
    { from: 880, to: 920 },
    { from: 0, to: 920 },
  ])
  const { rows: bars } = drawn(rows)
  expect(bars.map(({ side }) => side)).toEqual(['total', 'down', 'up', 'total'])
  expect(bars[2]?.linkX).toBeCloseTo(bars[3]?.linkX ?? Number.NaN, 9)
})
test.each([
  { name: 'far above zero: cut, and said', some: rows, cut: 838 },
  { name: 'half of it lost: from zero', some: [rows[0], { kind: 'step', name: 'x', value: -600 }], cut: undefined },
  { name: 'a loss: from zero', some: [rows[0], { kind: 'step', name: 'x', value: -1200 }], cut: undefined },
])('the axis of amounts $name', ({ some, cut }) => {
  const picture = drawn(some.filter((row): row is BridgeRow => row !== undefined))
  expect(picture.cutAt).toEqual(cut === undefined ? undefined : expect.closeTo(cut, 6))
  expect(picture.zero === undefined).toBe(cut !== undefined)
})
test('bars stand inside the plot, whatever the amounts', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 12 }),
      (first, steps) => {
        const some: BridgeRow[] = [
          { kind: 'total', name: 'promise', value: first },
          ...steps.map((value): BridgeRow => ({ kind: 'step', name: 'x', value })),
        ]
        const { left, right, rows: bars } = drawn(some)
        for (const { barWidth, barX } of bars) {
          expect(barX).toBeGreaterThanOrEqual(left - 1e-6)
          expect(barX + barWidth).toBeLessThanOrEqual(right + 1e-6)
        }
      },
    ),
  )
})
test('steps go from the largest to the smallest, the changed plan first, those of nothing left out', () => {
  const step = (value: number, isFirst = false) => ({ value, isFirst })
  expect(orderedSteps([step(3), step(-9), step(0), step(1, true)]).map(({ value }) => value)).toEqual([1, -9, 3])
})
