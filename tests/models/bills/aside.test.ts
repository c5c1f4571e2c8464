import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetStanding, reservationStanding, runsIn } from '#models/bills/aside.ts'
import type { ProviderBudget } from '#models/bills/aside.views.ts'
import { azureBudget, azureReservation } from '#models/bills/azure-aside.ts'

const budget: ProviderBudget = {
  name: 'equipe',
  amount: '1000.00',
  currency: 'CAD',
  grain: 'month',
  from: '2026-04',
  to: '2027-03',
  isPart: false,
  spent: '640.00',
  forecast: '1200.00',
}
const bill = { billed: '1000.01', currency: 'CAD' }

describe('a budget beside what was spent', () => {
  test.each([
    { name: 'of a month, against its bill', more: {}, spent: '1000.01', basis: 'bill', left: '-0.01', state: 'over' },
    {
      name: 'to the cent',
      more: { amount: '1000.01' },
      spent: '1000.01',
      basis: 'bill',
      left: '0.00',
      state: 'within',
    },
    {
      name: 'of a year',
      more: { grain: 'year' },
      spent: '640.00',
      basis: 'provider',
      left: '360.00',
      state: 'forecast-over',
    },
    {
      name: 'of a part',
      more: { isPart: true, forecast: null },
      spent: '640.00',
      basis: 'provider',
      left: '360.00',
      state: 'within',
    },
    {
      name: 'in another currency',
      more: { currency: 'USD', spent: '1000.5' },
      spent: '1000.5',
      basis: 'provider',
      left: '-0.50',
      state: 'over',
    },
    {
      name: 'of which nothing is told',
      more: { isPart: true, spent: null },
      spent: null,
      basis: 'provider',
      left: null,
      state: 'unknown',
    },
  ] as const)('$name: $state', ({ more, spent, basis, left, state }) => {
    expect(budgetStanding({ ...budget, ...more }, bill)).toMatchObject({ spent, basis, left, state })
  })

  test('without a bill, what the provider says; it runs in its months only', () => {
    expect(budgetStanding(budget, null)).toMatchObject({ basis: 'provider', state: 'forecast-over' })
    expect(['2026-03', '2026-04', '2027-03', '2027-04'].map((month) => runsIn(budget, month))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(runsIn({ from: null, to: null }, '2026-10')).toBe(true)
  })
})

describe('hours of a reservation', () => {
  const use = { reservation: 'r', order: 'o', sku: 's', month: '2026-10', reservedHours: '744', usedHours: '700.5' }
  test.each([
    { reservedHours: '744', usedHours: '700.5', unusedHours: '43.5', utilisation: 700.5 / 744 },
    { reservedHours: '744', usedHours: '750', unusedHours: '0', utilisation: 750 / 744 },
    { reservedHours: '0', usedHours: '0', unusedHours: '0', utilisation: null },
  ])('$usedHours of $reservedHours', ({ unusedHours, utilisation, ...hours }) => {
    expect(reservationStanding({ ...use, ...hours })).toEqual({ unusedHours, utilisation })
  })

  test('used and unused are never more than reserved, whatever is used within it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (a, b) => {
        const [used, reserved] = [Math.min(a, b), Math.max(a, b)]
        const told = reservationStanding({ ...use, reservedHours: String(reserved), usedHours: String(used) })
        expect(used + Number(told.unusedHours)).toBe(reserved)
      }),
    )
  })
})

describe('what the consumption API writes', () => {
  const written = {
    id: 'subscriptions/s/providers/Microsoft.Consumption/budgets/equipe',
    name: 'equipe',
    properties: {
      category: 'Cost',
      amount: 1e3,
      timeGrain: 'Monthly',
      timePeriod: { startDate: '2026-04-01T00:00:00Z', endDate: '2027-03-31T00:00:00Z' },
      currentSpend: { amount: 640, unit: 'CAD' },
      forecastSpend: { amount: 1200.005, unit: 'CAD' },
      filter: {},
    },
  }
  test('a budget, its period, its spending; an empty filter is none', () => {
    expect(azureBudget(written)).toEqual({ ...budget, forecast: '1200.005' })
    const filter = { dimensions: { name: 'ResourceGroup', values: ['rg'] } }
    expect(azureBudget({ ...written, properties: { ...written.properties, filter } })?.isPart).toBe(true)
  })

  test.each([
    { name: 'no object', record: 'budget' },
    { name: 'no properties', record: { id: 'x' } },
    { name: 'hours and not money', record: { properties: { ...written.properties, category: 'Usage' } } },
    { name: 'a grain that nobody documented', record: { properties: { ...written.properties, timeGrain: 'Weekly' } } },
    { name: 'an amount as text', record: { properties: { ...written.properties, amount: '1000' } } },
  ])('$name is no budget', ({ record }) => {
    expect(azureBudget(record)).toBeUndefined()
  })

  test('a budget that says neither spending nor period tells them unknown, never zero', () => {
    const properties = { amount: 5, timeGrain: 'Annually', currentSpend: {}, timePeriod: null }
    expect(azureBudget({ name: 'a', properties })).toMatchObject({
      spent: null,
      forecast: null,
      from: null,
      to: null,
      currency: '',
    })
  })

  test('a reservation summary, and what is none', () => {
    const properties = {
      reservationOrderId: 'o-1',
      reservationId: 'rsv-1',
      skuName: 'Standard_D2s_v5',
      usageDate: '2026-10-01T00:00:00Z',
      reservedHours: 744,
      usedHours: 700.5,
      avgUtilizationPercentage: 94.15,
    }
    expect(azureReservation({ properties })).toEqual({
      reservation: 'rsv-1',
      order: 'o-1',
      sku: 'Standard_D2s_v5',
      month: '2026-10',
      reservedHours: '744',
      usedHours: '700.5',
    })
    for (const wrong of [{ reservationId: '' }, { usedHours: null }, { reservedHours: '744' }])
      expect(azureReservation({ properties: { ...properties, ...wrong } })).toBeUndefined()
  })
})
