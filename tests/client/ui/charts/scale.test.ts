import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf, linear, niceStep, niceTicks } from '#client/ui/charts/scale.ts'

describe('steps and ticks', () => {
  test.each([
    { span: 1300, parts: 3.5, step: 500 },
    { span: 1300, parts: 4, step: 500 },
    { span: 10, parts: 4, step: 2.5 },
    { span: 0.7, parts: 3.5, step: 0.2 },
    { span: 0, parts: 4, step: 1 },
  ])('a span of $span in $parts parts goes by $step', ({ span, parts, step }) => {
    expect(niceStep(span, parts)).toBeCloseTo(step, 12)
  })
  test('zero is a tick of a domain that holds it, and the ends are when they are round', () => {
    expect(niceTicks({ low: -148, high: 1292 }, 4)).toEqual([0, 500, 1000])
    expect(niceTicks({ low: -500, high: 1000 }, 4)).toEqual([-500, 0, 500, 1000])
    expect(niceTicks({ low: 0, high: 0.6 }, 4)).toEqual([0, 0.2, 0.4, 0.6])
  })
  test('never more lines than parts plus one, all inside', () => {
    const bound = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(
        bound,
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (low, span, parts) => {
          const ticks = niceTicks({ low, high: low + span }, parts)
          const slack = 1e-6 * (Math.abs(low) + span)
          expect(ticks.length).toBeLessThanOrEqual(parts + 1)
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(low - slack)
            expect(tick).toBeLessThanOrEqual(low + span + slack)
          }
        },
      ),
    )
  })
})

describe('domain', () => {
  test('holds every value, and zero only when asked', () => {
    expect(domainOf([3, 9], { zero: false })).toEqual({ low: 3, high: 9 })
    expect(domainOf([3, 9], { zero: true })).toEqual({ low: 0, high: 9 })
    expect(domainOf([-3, -9], { zero: true })).toEqual({ low: -9, high: 0 })
  })
  test('a lone value or none still has a width', () => {
    expect(domainOf([50], { zero: false })).toEqual({ low: 45, high: 55 })
    expect(domainOf([0, 0], { zero: true })).toEqual({ low: -1, high: 1 })
    expect(domainOf([], { zero: true })).toEqual({ low: 0, high: 1 })
  })
})

test('the low end stands at `from`, the high end at `to`, the middle between', () => {
  const y = linear({ low: -100, high: 300 }, 200, 0)
  expect([y(-100), y(100), y(300)]).toEqual([200, 100, 0])
})
