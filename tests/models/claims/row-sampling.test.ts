import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CheckedRow,
  confidenceFactor,
  drawnRows,
  errorDerivation,
  extrapolatedError,
} from '#models/claims/row-sampling.ts'
import { unitsFrom } from '#models/claims/monetary-units.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { formula } from '#models/shared/formula.ts'

/** A derivation computed again from its leaves. */
function computed({ formula: text, inputs, value }: Derivation): number {
  if (text === undefined || inputs.length === 0) return Number(value)
  const read = formula(text)
  if (read.kind === 'refused') throw new Error(read.reason)
  return read.evaluate(Object.fromEntries(inputs.map((one) => [one.name, computed(one)])))
}

/** Rows from a given start, as a draw. */
function rowsFrom<Row extends { key: string; bookMicros: number }>(
  rows: readonly Row[],
  interval: number,
  start: number,
) {
  const { total, rows: drawn } = unitsFrom(
    rows.map((one) => ({ key: one.key, size: one.bookMicros, one })),
    interval,
    start,
  )
  return { interval, totalMicros: total, rows: drawn.map(({ one }) => one) }
}

const row = (key: string, bookMicros: number) => ({ key, bookMicros })
const checked = (key: string, bookMicros: number, foundMicros = bookMicros): CheckedRow => ({
  key,
  bookMicros,
  foundMicros,
})

describe('rows drawn', () => {
  const rows = [row('a', 300), row('b', -200), row('c', 500), row('d', 0)]
  test.each([
    // Σ sizes 1 000, two points 500 apart: the first falls in a (1–300), b (301–500) or c; c is as large as the interval.
    { start: 0, expected: ['a', 'c'] },
    { start: 299, expected: ['a', 'c'] },
    { start: 300, expected: ['b', 'c'] },
    { start: 499, expected: ['b', 'c'] },
  ])('from $start', ({ start, expected }) => {
    expect(rowsFrom(rows, 500, start).rows.map(({ key }) => key)).toEqual(expected)
  })

  test('the seed gives the start; nothing is drawn of nothing', () => {
    const draw = drawnRows(rows, { seed: 'T2', size: 2 })
    expect(draw).toMatchObject({ interval: 500, totalMicros: 1000, population: 4 })
    expect(draw).toEqual(drawnRows(rows.toReversed(), { seed: 'T2', size: 2 }))
    expect(drawnRows([row('a', 0)], { seed: 'T2', size: 5 })).toMatchObject({ interval: 0, rows: [] })
  })
})

// Published factors of monetary-unit sampling at 95 %: 3.00, 4.75, 6.30, 7.76, 9.16 (rounded up from half of chi-square).
test.each([
  [0, 2.9957],
  [1, 4.7439],
  [2, 6.2958],
  [3, 7.7537],
  [4, 9.1535],
  [10, 16.9622],
])('confidence factor of %i errors', (errors, factor) => {
  expect(confidenceFactor(errors)).toBeCloseTo(factor, 4)
})

describe('error of the whole', () => {
  const draw = { interval: 1000, totalMicros: 10_000 }
  test.each([
    { name: 'none found', rows: [checked('a', 500)], projected: 0, low: -2996, high: 2996 },
    // t = 0.2: 1 000 × 0.2; 1 000 × (2.9957 + 1.7481 × 0.2); what is too little: 200 − 2 996.
    { name: 'one too much by a fifth', rows: [checked('a', 500, 400)], projected: 200, low: -2796, high: 3345 },
    { name: 'one too little by a fifth', rows: [checked('a', 500, 600)], projected: -200, low: -3345, high: 2796 },
    { name: 'a credit that was larger', rows: [checked('a', -500, -600)], projected: 200, low: -2796, high: 3345 },
    { name: 'a large row counts for itself', rows: [checked('a', 2000, 1500)], projected: 500, low: -2496, high: 3496 },
  ])('$name', ({ rows, projected, low, high }) => {
    expect(extrapolatedError(draw, rows)).toEqual({ projected, low, high })
  })
  test('every row large: nothing is left to chance', () => {
    const rows = [checked('a', 1000, 900), checked('b', 1000)]
    const all = { interval: 1000, totalMicros: 2000 }
    expect(extrapolatedError(all, rows)).toEqual({ projected: 100, low: 100, high: 100 })
  })
})

describe('laws', () => {
  const somePopulation = fc
    .array(fc.record({ book: fc.integer({ min: -30, max: 30 }), error: fc.integer({ min: -9, max: 9 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((all) => all.map((one, at) => ({ ...checked(String(at).padStart(2, '0'), one.book, one.book - one.error) })))
    .map((all) => all.map((one) => (one.bookMicros === 0 ? { ...one, foundMicros: 0 } : one)))

  test('over every start, the projected error is on average the true one', () => {
    fc.assert(
      fc.property(somePopulation, fc.integer({ min: 1, max: 6 }), (population, size) => {
        const total = population.reduce((sum, { bookMicros }) => sum + Math.abs(bookMicros), 0)
        const interval = Math.ceil(total / size)
        if (interval === 0) return
        let sum = 0
        for (let start = 0; start < interval; start += 1) {
          const draw = rowsFrom(population, interval, start)
          sum += extrapolatedError(draw, draw.rows).projected
        }
        const truth = population.reduce((all, { bookMicros, foundMicros }) => all + bookMicros - foundMicros, 0)
        // Each projected error is rounded to a millionth.
        expect(Math.abs(sum / interval - truth)).toBeLessThanOrEqual(0.5 + 1e-9)
      }),
    )
  })

  test('the projected error lies in its interval; turned around, so does the interval', () => {
    fc.assert(
      fc.property(somePopulation, fc.integer({ min: 1, max: 40 }), (population, interval) => {
        const draw = rowsFrom(population, interval, 0)
        const { projected, low, high } = extrapolatedError(draw, draw.rows)
        expect([low <= projected, projected <= high]).toEqual([true, true])
        const turned = draw.rows.map((one) => ({ ...one, foundMicros: 2 * one.bookMicros - one.foundMicros }))
        const other = extrapolatedError(draw, turned)
        // Halves round towards the greater: one millionth at most between the two.
        for (const [a, b] of [
          [other.projected, -projected],
          [other.low, -high],
          [other.high, -low],
        ] as const)
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('every row drawn stands in the population once, and every large one is drawn', () => {
    fc.assert(
      fc.property(
        somePopulation,
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 8 }),
        (all, seed, size) => {
          const { rows, interval, start } = drawnRows(all, { seed, size })
          expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
          expect(interval === 0 ? start === 0 : start < interval).toBe(true)
          expect(rows.length).toBeLessThanOrEqual(size + 1)
          const large = all.filter(({ bookMicros }) => interval > 0 && Math.abs(bookMicros) >= interval)
          expect(large.every((one) => rows.includes(one))).toBe(true)
        },
      ),
    )
  })
})

test('the projected error opens to the rows found wrong, and evaluates to itself', () => {
  const draw = { interval: 1_000_000, totalMicros: 10_000_000 }
  const rows = [checked('a', 500_000, 400_000), checked('b', 2_000_000, 1_900_000), checked('c', 300_000)]
  const said = { unit: 'USD', by: 'U-0001', at: '2026-11-24T14:00:00.000Z' }
  const derivation = errorDerivation(draw, rows, said)
  expect(derivation.value).toBe(0.3)
  expect(derivation.inputs.map(({ value }) => value)).toEqual([0.2, 0.1])
  expect(computed(derivation)).toBeCloseTo(0.3, 12)
  expect(errorDerivation(draw, [checked('c', 300_000)], said)).toMatchObject({ value: 0, inputs: [] })
})
