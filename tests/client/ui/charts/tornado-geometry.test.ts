import { describe, expect, test } from 'vitest'
import {
  changesSign,
  tornadoDomain,
  tornadoPicture,
  tornadoPieces,
  widestFirst,
} from '#client/ui/charts/tornado-geometry.ts'

const row = (key: string, low: number, high: number) => ({
  key,
  low: { input: 'low', result: low },
  high: { input: 'high', result: high },
})

test('widest first, whichever end is the larger; equals keep their order', () => {
  const rows = [row('a', 10, 20), row('b', 90, 20), row('c', 20, 10)]
  expect(widestFirst(rows).map(({ key }) => key)).toEqual(['b', 'a', 'c'])
})

test('crossing the threshold is a change of sign, touching it is not', () => {
  expect(changesSign(row('a', -5, 5), 0)).toBe(true)
  expect(changesSign(row('a', 5, -5), 0)).toBe(true)
  expect(changesSign(row('a', 0, 5), 0)).toBe(false)
  expect(changesSign(row('a', 3, 9), 5)).toBe(true)
})

describe('pieces of a bar', () => {
  test('from the base to each end', () => {
    expect(tornadoPieces(row('a', 80, 130), 100, 0)).toEqual([
      { from: 100, to: 80, side: 'low', isPast: false },
      { from: 100, to: 130, side: 'high', isPast: false },
    ])
  })
  test('cut where the sign changes', () => {
    expect(tornadoPieces(row('a', 130, -40), 100, 0)).toEqual([
      { from: 100, to: 130, side: 'low', isPast: false },
      { from: 100, to: 0, side: 'high', isPast: false },
      { from: 0, to: -40, side: 'high', isPast: true },
    ])
  })
  test('a base already past: what comes back above is hatched', () => {
    expect(tornadoPieces(row('a', -10, 30), -10, 0)).toEqual([
      { from: -10, to: 0, side: 'high', isPast: false },
      { from: 0, to: 30, side: 'high', isPast: true },
    ])
  })
})

test('a threshold that no bar crosses does not flatten the bars', () => {
  expect(tornadoDomain([row('a', 900, 1300)], 1000, 0)).toEqual({ low: 900, high: 1300 })
  expect(tornadoDomain([row('a', -10, 1300)], 1000, 0)).toEqual({ low: -10, high: 1300 })
})

describe('the drawing', () => {
  const rows = [
    {
      ...row('a', 412, -138),
      name: 'A name that takes two lines when the room is narrow enough',
      note: 'Changes sign',
    },
    { ...row('b', 305, 132), name: 'B', note: '' },
  ]
  test.each([340, 700, 1200])('at %i pixels: rows do not overlap, bars and words are inside', (width) => {
    const drawn = tornadoPicture({ width, rows, base: 214, threshold: 0, labelText: String })
    const [first, second] = drawn.rows
    expect((first?.top ?? 0) + (first?.height ?? 0)).toBeLessThanOrEqual(second?.top ?? 0)
    for (const one of drawn.rows) {
      const pieces = one.pieces.flatMap((piece) => [piece.x, piece.x + piece.width])
      expect(Math.min(...pieces)).toBeGreaterThan(0)
      expect(Math.max(...pieces)).toBeLessThan(width)
      expect(one.barY + 26).toBeLessThanOrEqual(one.top + one.height)
      // The words of the name end above the bar, or beside it.
      const wordsEnd = one.nameY + 16 * (one.nameLines.length - 1) + (one.note === '' ? 0 : 16)
      expect(width >= 560 || wordsEnd <= one.barY).toBe(true)
      expect(wordsEnd).toBeLessThanOrEqual(one.top + one.height)
    }
    expect(first?.crossing).toBeCloseTo(drawn.threshold ?? Number.NaN, 9)
    expect(second?.crossing).toBeUndefined()
  })
  test('the lower outcome is labelled on the left, with the value that gives it', () => {
    const drawn = tornadoPicture({ width: 800, rows, base: 214, threshold: 0, labelText: String })
    expect(drawn.rows[0]?.left).toMatchObject({ result: '-138', input: 'high', anchor: 'end' })
    expect(drawn.rows[0]?.right).toMatchObject({ result: '412', input: 'low', anchor: 'start' })
  })
})
