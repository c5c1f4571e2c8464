import { describe, expect, test } from 'vitest'
import { bandPath, curvePicture, linePath, riseThroughZero, runsOf } from '#client/ui/charts/curve-geometry.ts'

const text = (value: number) => String(value)
const picture = (values: readonly (number | undefined)[], width = 640) =>
  curvePicture({
    width,
    periods: values.map((_, at) => String(2026 + at)),
    lines: [{ name: 'A', values: values.map((p50) => (p50 === undefined ? undefined : { p50 })) }],
    axisText: text,
    labelText: text,
  })

describe('a period without figure', () => {
  test('ends a run and begins another: the line is never drawn across it', () => {
    expect(runsOf([1, 2, undefined, 4, undefined])).toEqual([
      [
        { at: 0, value: 1 },
        { at: 1, value: 2 },
      ],
      [{ at: 3, value: 4 }],
    ])
    const path = picture([0, -10, undefined, 20, 30]).lines[0]?.line ?? ''
    expect(path.match(/M/g)).toHaveLength(2)
    expect(path.match(/L/g)).toHaveLength(2)
  })
  test('has no dot, and a mark on the zero line for those who ask why', () => {
    const drawn = picture([0, -10, undefined, 20])
    expect(drawn.lines[0]?.dots[2]).toBeUndefined()
    const box = drawn.boxes[0]?.[2]
    expect((box?.y ?? 0) + 12).toBeCloseTo(drawn.zero, 9)
  })
  test('a zero is drawn: it is a figure', () => {
    expect(picture([5, 0, 5]).lines[0]?.dots[1]?.y).toBeCloseTo(picture([5, 0, 5]).zero, 9)
  })
})

describe('paths', () => {
  test('a line goes through its points in order', () => {
    expect(
      linePath([
        [
          { x: 0, y: 1 },
          { x: 2, y: 3.456 },
        ],
      ]),
    ).toBe('M0 1L2 3.46')
  })
  test('a band goes along its upper edge and back along its lower edge', () => {
    expect(
      bandPath(
        [
          { x: 0, y: 1 },
          { x: 2, y: 1 },
        ],
        [
          { x: 0, y: 5 },
          { x: 2, y: 6 },
        ],
      ),
    ).toBe('M0 1L2 1L2 6L0 5Z')
    expect(bandPath([{ x: 0, y: 1 }], [{ x: 0, y: 5 }])).toBe('')
  })
})

describe('rising through zero', () => {
  test.each([
    { name: 'between two years, in proportion', values: [0, -96, -148, -60, 128], at: 3 + 60 / 188 },
    { name: 'exactly on a year', values: [-10, 0, 5], at: 1 },
    { name: 'never below', values: [0, 4, 9], at: undefined },
    { name: 'never back above', values: [0, -4, -1], at: undefined },
    { name: 'across a gap it is not guessed', values: [-4, undefined, 9], at: undefined },
  ])('$name', ({ values, at }) => {
    if (at === undefined) expect(riseThroughZero(values)).toBeUndefined()
    else expect(riseThroughZero(values)).toBeCloseTo(at, 12)
  })
})

describe('the drawing', () => {
  test.each([320, 640, 1200])('at %i pixels stays inside, time from left to right', (width) => {
    const drawn = picture([0, -96, -148, -60, 128, 356], width)
    const dots = drawn.lines[0]?.dots ?? []
    dots.slice(1).forEach((dot, place) => expect(dot?.x ?? 0).toBeGreaterThan(dots[place]?.x ?? 0))
    for (const dot of dots) {
      expect(dot?.x).toBeGreaterThan(0)
      expect(dot?.x).toBeLessThanOrEqual(width)
      expect(dot?.y).toBeGreaterThanOrEqual(drawn.top - 1e-9)
      expect(dot?.y).toBeLessThanOrEqual(drawn.bottom + 1e-9)
    }
  })
  test('a crossing stands on the zero line, with room for its words above the years', () => {
    const drawn = curvePicture({
      width: 640,
      periods: ['a', 'b', 'c'],
      lines: [{ name: 'A', values: [{ p50: -1 }, { p50: 50 }, { p50: 100 }], crossing: { at: 0.02, text: 'payback' } }],
      axisText: text,
      labelText: text,
    })
    const [crossing] = drawn.crossings
    expect(crossing?.y).toBe(drawn.zero)
    expect(crossing?.textY).toBeLessThanOrEqual(drawn.height - 18)
  })
  test('a crossing without a place stands where the line rises through zero; a line that never does has none', () => {
    const input = { width: 640, periods: ['a', 'b', 'c'], axisText: text, labelText: text }
    const crossing = { text: 'payback' }
    const rising = curvePicture({
      ...input,
      lines: [{ name: 'A', values: [{ p50: 0 }, { p50: -5 }, { p50: 5 }], crossing }],
    })
    const [, second, third] = rising.lines[0]?.dots ?? []
    expect(rising.crossings[0]?.x).toBeCloseTo(((second?.x ?? 0) + (third?.x ?? 0)) / 2, 9)
    const falling = curvePicture({
      ...input,
      lines: [{ name: 'A', values: [{ p50: 0 }, { p50: -5 }, { p50: -1 }], crossing }],
    })
    expect(falling.crossings).toEqual([])
  })
  test('one line has its percentiles at its end, several have their names', () => {
    const values = [
      { p50: 0, p10: -1, p90: 1 },
      { p50: 10, p10: 5, p90: 15 },
    ]
    const input = { width: 640, periods: ['a', 'b'], axisText: text, labelText: text }
    const one = curvePicture({ ...input, lines: [{ name: 'A', values }] })
    expect(one.ends.map((end) => end.text)).toEqual(['P90 15', 'P50 10', 'P10 5'])
    const two = curvePicture({
      ...input,
      lines: [
        { name: 'A', values },
        { name: 'B', values },
      ],
    })
    expect(two.ends.map((end) => end.text)).toEqual(['A 10', 'B 10'])
    expect(Math.abs((two.ends[0]?.y ?? 0) - (two.ends[1]?.y ?? 0))).toBeGreaterThanOrEqual(13)
  })
})
