import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sensitivityIndicator, switchingValue, tornado } from '#models/finance/sensitivity.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { valueOf } from './flows.ts'

describe('tornado', () => {
  const likely = { price: 100, growth: 0.02, delay: 1 }
  const result = ({ price, growth, delay }: typeof likely) => 50 * (1 + growth) - price / 2 - 20 * delay + 20
  const valueWith = (name: string, value: number) => result({ ...likely, [name]: value })

  test('one input at a time, the widest first', () => {
    const bars = valueOf(
      tornado(
        [
          { name: 'growth', low: 0, likely: 0.02, high: 0.04 },
          { name: 'delay', low: 0, likely: 1, high: 3 },
          { name: 'price', low: 90, likely: 100, high: 120 },
        ],
        valueWith,
      ),
    )
    expect(bars.map(({ name }) => name)).toEqual(['delay', 'price', 'growth'])
    expect(bars[0]).toEqual({ name: 'delay', atLow: 21, atHigh: -39, width: 60, mayFlip: true })
    expect(bars[2]?.mayFlip).toBe(false)
  })

  test('bars of one width are in the order of their names', () => {
    const bars = valueOf(
      tornado(
        ['b', 'a'].map((name) => ({ name, low: 0, likely: 1, high: 2 })),
        (_, value) => value,
      ),
    )
    expect(bars.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test('a result that is not a number names its input', () => {
    expect(tornado([{ name: 'x', low: 0, likely: 1, high: 2 }], () => Number.NaN)).toEqual(
      unknownBecause('not-finite:x'),
    )
  })
})

describe('indicator', () => {
  test('a linear result: SI = 4, and 25 % less of the input brings the result to zero', () => {
    // NPV(x) = 4x − 300 around x = 100: NPV 100. At 101: 104, +4 % for +1 %.
    expect(sensitivityIndicator({ input: 100, result: 100 }, { input: 101, result: 104 })).toEqual(known(4))
    const switching = valueOf(switchingValue({ low: 50, likely: 100, high: 150 }, (x) => 4 * x - 300))
    expect(valueOf(switching.change)).toBeCloseTo(-1 / 4, 12)
  })

  test.each([
    { name: 'a result of zero', base: { input: 1, result: 0 }, moved: { input: 2, result: 1 }, gap: 'base-is-zero' },
    { name: 'an input of zero', base: { input: 0, result: 1 }, moved: { input: 2, result: 1 }, gap: 'base-is-zero' },
    {
      name: 'an input that stays',
      base: { input: 1, result: 1 },
      moved: { input: 1, result: 2 },
      gap: 'input-does-not-move',
    },
    { name: 'not a number', base: { input: 1, result: 1 }, moved: { input: 2, result: Number.NaN }, gap: 'not-finite' },
  ])('refused: $name', ({ base, moved, gap }) => {
    expect(sensitivityIndicator(base, moved)).toEqual(unknownBecause(gap))
  })
})

describe('switching value', () => {
  const range = { low: 0, likely: 4, high: 10 }

  test('the nearest of several, all told', () => {
    const found = valueOf(switchingValue(range, (x) => (x - 1) * (x - 5) * (x - 9)))
    expect(found.value).toBeCloseTo(5, 12)
    expect(found.all).toHaveLength(3)
    expect(valueOf(found.change)).toBeCloseTo(0.25, 12)
  })

  test.each([
    { name: 'at an end', result: (x: number) => x - 10, value: 10 },
    { name: 'at likely', result: (x: number) => x - 4, value: 4 },
    { name: 'by a jump, at the jump', result: (x: number) => (x < 7 ? -1 : 1), value: 7 },
  ])('$name', ({ result, value }) => {
    expect(valueOf(switchingValue(range, result)).value).toBeCloseTo(value, 9)
  })

  test('a likely value of zero has no relative change', () => {
    const found = valueOf(switchingValue({ low: -1, likely: 0, high: 1 }, (x) => x - 0.5))
    expect(found.change).toEqual(unknownBecause('likely-is-zero'))
  })

  test.each([
    { name: 'none in range', range, result: () => 1, gap: 'none-in-range' },
    { name: 'not a number', range, result: () => Number.NaN, gap: 'not-finite' },
    {
      name: 'a range upside down',
      range: { low: 5, likely: 4, high: 10 },
      result: (x: number) => x,
      gap: 'not-in-order',
    },
  ])('refused: $name', ({ range: given, result, gap }) => {
    expect(switchingValue(given, result)).toEqual(unknownBecause(gap))
  })

  test('the result is zero at the switching value of a rising result', () => {
    const slope = fc.double({ min: 0.1, max: 100, noNaN: true })
    fc.assert(
      fc.property(slope, fc.double({ min: 0, max: 10, noNaN: true }), (a, zero) => {
        const result = (x: number) => a * (x - zero) * (1 + x * x)
        expect(valueOf(switchingValue(range, result)).value).toBeCloseTo(zero, 9)
      }),
    )
  })
})
