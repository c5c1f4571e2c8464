import { describe, expect, test } from 'vitest'
import { nearestMark, nextMark } from '#client/ui/charts/marks.ts'

const mark = (row: number, x: number, y: number, size = 10) => ({ row, box: { x, y, width: size, height: size } })
/** Two lines over three periods. */
const grid = [mark(0, 0, 0), mark(0, 50, 0), mark(0, 100, 0), mark(1, 0, 40), mark(1, 60, 40), mark(1, 100, 40)]
const list = [mark(0, 0, 0), mark(1, 0, 20), mark(2, 0, 40)]
const line = [mark(0, 0, 0), mark(0, 20, 0), mark(0, 40, 0)]

describe('arrows', () => {
  test.each([
    { name: 'right in the row', from: 0, key: 'ArrowRight', to: 1 },
    { name: 'the end of a row holds', from: 2, key: 'ArrowRight', to: 2 },
    { name: 'left in the row', from: 4, key: 'ArrowLeft', to: 3 },
    { name: 'down to the nearest of the next row', from: 1, key: 'ArrowDown', to: 4 },
    { name: 'up', from: 5, key: 'ArrowUp', to: 2 },
    { name: 'the first row holds', from: 1, key: 'ArrowUp', to: 1 },
    { name: 'home of the row', from: 5, key: 'Home', to: 3 },
    { name: 'end of the row', from: 0, key: 'End', to: 2 },
    { name: 'another key is not ours', from: 0, key: 'a', to: undefined },
  ])('$name', ({ from, key, to }) => {
    expect(nextMark(grid, from, key)).toBe(to)
  })
  test('one mark a row is a list that every arrow walks', () => {
    expect(nextMark(list, 0, 'ArrowDown')).toBe(1)
    expect(nextMark(list, 0, 'ArrowRight')).toBe(1)
    expect(nextMark(list, 2, 'ArrowLeft')).toBe(1)
    expect(nextMark(list, 2, 'ArrowDown')).toBe(2)
    expect(nextMark(list, 1, 'End')).toBe(2)
  })
  test('a single row is walked up and down too', () => {
    expect(nextMark(line, 0, 'ArrowDown')).toBe(1)
    expect(nextMark(line, 1, 'ArrowUp')).toBe(0)
  })
  test('no mark, nowhere to go', () => {
    expect(nextMark([], 0, 'ArrowRight')).toBeUndefined()
  })
})

describe('pointer', () => {
  test('the mark under it, else the nearest within reach, else none', () => {
    expect(nearestMark(grid, 55, 5)).toBe(1)
    expect(nearestMark(grid, 75, 5)).toBe(1)
    expect(nearestMark(grid, 300, 300)).toBeUndefined()
  })
  test('where boxes overlap, the nearest centre', () => {
    expect(nearestMark([mark(0, 0, 0, 24), mark(1, 4, 4, 24)], 15, 15)).toBe(1)
    expect(nearestMark([mark(0, 0, 0, 24), mark(1, 4, 4, 24)], 13, 13)).toBe(0)
  })
})
