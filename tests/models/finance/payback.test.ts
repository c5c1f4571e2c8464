import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discountFactors, exponentsOf, flatSchedule, presentValues } from '#models/finance/discounting.ts'
import { payback } from '#models/finance/payback.ts'
import { nominalRate } from '#models/finance/price-basis.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { nominal, valueOf } from './flows.ts'

test.each([
  { name: 'even flows', flows: [-100, 25, 25, 25, 25, 25], first: known(4), last: known(4) },
  { name: 'part of a year', flows: [-100, 40, 40, 40], first: known(2.5), last: known(2.5) },
  { name: 'never', flows: [-100, 10, 10], first: unknownBecause('never'), last: unknownBecause('never') },
  // 100 comes back at 1, goes out again at 2 (−60), comes back at 2 + 60/80.
  { name: 'money put in again', flows: [-100, 100, -60, 80], first: known(1), last: known(2.75) },
  { name: 'ends below zero', flows: [-100, 120, -60], first: known(100 / 120), last: unknownBecause('never') },
  {
    name: 'nothing to pay back',
    flows: [0, 10, 10],
    first: unknownBecause('nothing-to-pay-back'),
    last: unknownBecause('nothing-to-pay-back'),
  },
  { name: 'spent in the second year', flows: [0, -50, 100], first: known(1.5), last: known(1.5) },
  { name: 'no flow', flows: [], first: unknownBecause('no-flows'), last: unknownBecause('no-flows') },
  {
    name: 'not a number',
    flows: [Number.NaN],
    first: unknownBecause('not-finite'),
    last: unknownBecause('not-finite'),
  },
])('$name', ({ flows, first, last }) => {
  expect(payback(nominal(...flows))).toEqual({ first, last })
})

test('discounted: later than simple', () => {
  // 40 a year at 10 %: 36.36 + 33.06 + 30.05 = 99.47 after three years, and 27.32 in the fourth.
  const factors = valueOf(discountFactors(flatSchedule(nominalRate(0.1)), exponentsOf('end', 5)))
  const values = valueOf(presentValues(nominal(-100, 40, 40, 40, 40), factors))
  const expected = 3 + (100 - 40 / 1.1 - 40 / 1.21 - 40 / 1.331) / (40 / 1.4641)
  expect(valueOf(payback(values).first)).toBeCloseTo(expected, 12)
  expect(expected).toBeGreaterThan(2.5)
})

describe('laws', () => {
  const inflow = fc.double({ min: 0, max: 1000, noNaN: true })

  test('more money back never pays back later', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 5000, noNaN: true }),
        fc.array(fc.tuple(inflow, inflow), { minLength: 1, maxLength: 20 }),
        (cost, years) => {
          const less = payback(nominal(-cost, ...years.map(([base]) => base))).first
          const more = payback(nominal(-cost, ...years.map(([base, extra]) => base + extra))).first
          if (less.kind === 'unknown') return
          expect(valueOf(more)).toBeLessThanOrEqual(less.value + 1e-9)
        },
      ),
    )
  })

  test('the first crossing is never after the last, and a scale moves neither', () => {
    const series = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(series, (flows) => {
        const { first, last } = payback(nominal(...flows))
        if (last.kind === 'known') expect(valueOf(first)).toBeLessThanOrEqual(last.value)
        expect(payback(nominal(...flows.map((flow) => flow * 4)))).toEqual({ first, last })
      }),
    )
  })
})
