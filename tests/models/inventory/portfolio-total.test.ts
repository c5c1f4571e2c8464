import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { portfolioTotal } from '#models/inventory/portfolio-total.ts'
import { known } from '#models/shared/outcome.ts'

function columnsOf(amounts: readonly (number | null)[]) {
  return {
    code: amounts.map((_, row) => `CH-${row}`),
    name: amounts.map((_, row) => `charge ${row}`),
    p50: amounts,
    currentCostCents: amounts.map((amount) => (amount === null ? null : amount * 100)),
    figure: amounts.map((amount, row) => (amount === null ? null : `f_${row}`)),
  }
}

test('what has no amount is counted apart, never as zero', () => {
  const total = portfolioTotal(columnsOf([100, null, 50]), [0, 1, 2], 'p50')
  expect(total.value).toBe(150)
  expect(total.note?.en).toContain('2 workloads counted, 1 with no known amount')
  expect(total.inputs.map((input) => [input.value, input.figure])).toEqual([
    [100, 'f_0'],
    [50, 'f_2'],
  ])
})

test('with no amount at all the total is unknown', () => {
  expect(portfolioTotal(columnsOf([null, null]), [0, 1], 'current')).toMatchObject({
    value: undefined,
    reasons: ['no-amount'],
  })
})

test('past twenty-five workloads the rest is one part', () => {
  const amounts = Array.from({ length: 40 }, (_, row) => row)
  const total = portfolioTotal(columnsOf(amounts), amounts, 'p50')
  expect(total.inputs).toHaveLength(26)
  expect(total.inputs.at(-1)).toMatchObject({ name: 'others', label: { en: '15 other workloads' }, value: 105 })
})

test('its formula gives the total again, whatever is shown', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 1e7 })), { minLength: 1, maxLength: 60 }), (amounts) => {
      const total = portfolioTotal(columnsOf(amounts), amounts.keys(), 'current')
      if (total.value !== undefined) expect(reEvaluated(total)).toEqual(known(total.value))
    }),
  )
})
