import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowPicture, knownTotal, stackedPieces, unknownHeads } from '#client/ui/charts/flow-geometry.ts'

const heads = ['compute', 'storage', 'credit']

describe('one column', () => {
  test('costs stack up, credits down, nothing is drawn for 0', () => {
    expect(stackedPieces({ amounts: { compute: 30, storage: 20, credit: -5 } }, heads)).toEqual([
      { head: 'compute', from: 0, to: 30 },
      { head: 'storage', from: 30, to: 50 },
      { head: 'credit', from: 0, to: -5 },
    ])
    expect(stackedPieces({ amounts: { compute: 0, storage: 20 } }, heads)).toEqual([
      { head: 'storage', from: 0, to: 20 },
    ])
  })
  test('a head without amount is unknown, a head at 0 is not', () => {
    expect(unknownHeads({ amounts: { compute: 0, credit: 1 } }, heads)).toEqual(['storage'])
    expect(knownTotal({ amounts: { compute: 0 } })).toBe(0)
    expect(knownTotal({ amounts: {} })).toBeUndefined()
  })
  test('what goes up less what goes down is the total', () => {
    const amounts = fc.record({
      compute: fc.integer({ min: -1000, max: 1000 }),
      storage: fc.integer({ min: -1000, max: 1000 }),
      credit: fc.integer({ min: -1000, max: 1000 }),
    })
    fc.assert(
      fc.property(amounts, (column) => {
        const pieces = stackedPieces({ amounts: column }, heads)
        const ends = [0, ...pieces.map(({ to }) => to)]
        expect(Math.max(...ends) + Math.min(...ends)).toBe(knownTotal({ amounts: column }))
      }),
    )
  })
})

describe('the drawing', () => {
  const drawn = (width: number) =>
    flowPicture({
      width,
      periods: ['2026', '2027'],
      groups: [
        {
          heads,
          sides: [
            [
              { amounts: { compute: 100, storage: 0, credit: 0 } },
              { amounts: { compute: 80, storage: 0, credit: -20 } },
            ],
            [{ amounts: { compute: 60, storage: 0 } }, { amounts: {} }],
          ],
        },
        {
          heads: ['move'],
          sides: [
            [{ amounts: { move: 0 } }, { amounts: { move: 0 } }],
            [{ amounts: { move: 50 } }, { amounts: { move: 0 } }],
          ],
        },
      ],
      axisText: String,
    })
  const columnOf = (group: number, side: number, period: number) =>
    drawn(600).groups[group]?.columns.find((one) => one.side === side && one.period === period)
  test('a dollar has the same height in both groups', () => {
    const yearly = columnOf(0, 0, 0)?.pieces[0]?.height ?? 0
    const once = columnOf(1, 1, 0)?.pieces[0]?.height ?? 0
    expect(yearly / 100).toBeCloseTo(once / 50, 9)
  })
  test('what is not known is a dashed box on the column, or on the axis when nothing is known', () => {
    expect(columnOf(0, 0, 0)?.gap).toBeUndefined()
    const part = columnOf(0, 1, 0)
    expect((part?.gap?.y ?? 0) + (part?.gap?.height ?? 0)).toBeCloseTo(part?.pieces[0]?.y ?? 0, 9)
    const none = columnOf(0, 1, 1)
    expect(none?.pieces).toEqual([])
    expect((none?.gap?.y ?? 0) + (none?.gap?.height ?? 0)).toBeCloseTo(drawn(600).groups[0]?.zero ?? 0, 9)
  })
  test.each([320, 600, 1200])(
    'at %i pixels: the two sides of a year stand side by side, groups one under the other',
    (width) => {
      const picture = drawn(width)
      for (const group of picture.groups)
        for (const period of [0, 1]) {
          const [stay, move] = [0, 1].map((side) =>
            group.columns.find((one) => one.side === side && one.period === period),
          )
          expect((stay?.x ?? 0) + (stay?.width ?? 0)).toBeLessThan(move?.x ?? 0)
          expect((move?.x ?? 0) + (move?.width ?? 0)).toBeLessThanOrEqual(picture.right)
        }
      expect(picture.groups[0]?.bottom ?? 0).toBeLessThan(picture.groups[1]?.titleY ?? 0)
    },
  )
  test('nothing to draw still has a height and no division by zero', () => {
    const empty = flowPicture({ width: 400, periods: [], groups: [{ heads, sides: [[], []] }], axisText: String })
    expect(Number.isFinite(empty.height)).toBe(true)
  })
})
