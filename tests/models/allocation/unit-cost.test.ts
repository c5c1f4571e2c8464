import { expect, test } from 'vitest'
import { type MonthCost, unitCost } from '#models/allocation/unit-cost.ts'
import { cadRateOf } from '#models/bills/cad-rate.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const stated = {
  currency: 'USD',
  kind: 'month' as const,
  validOn: '2026-10',
  cadPerUnit: '1.4',
  source: 'x',
  status: 'stated' as const,
  distance: 0,
}
const usd = (effectiveMicros: number): MonthCost => ({
  currency: 'USD',
  effectiveMicros,
  rate: cadRateOf([stated], 'USD', '2026-10'),
})
const cad = (effectiveMicros: number): MonthCost => ({
  currency: 'CAD',
  effectiveMicros,
  rate: cadRateOf([], 'CAD', '2026-10'),
})
const eur: MonthCost = { currency: 'EUR', effectiveMicros: 1, rate: cadRateOf([stated], 'EUR', '2026-10') }

test.each([
  [
    '100 USD at 1.4 and 10 CAD for 300 items',
    [usd(100e6), cad(10e6)],
    300,
    known({ costCad: 150, quantity: 300, cadPerUnit: 0.5 }),
  ],
  ['a month of credits', [cad(-30e6)], 10, known({ costCad: -30, quantity: 10, cadPerUnit: -3 })],
  ['no bill', [], 300, unknownBecause('no-bill')],
  ['a currency without a rate', [usd(1), eur], 300, unknownBecause('no-rate-for:EUR 2026-10')],
  ['no observation', [cad(1)], undefined, unknownBecause('no-observation')],
  ['nothing observed', [cad(1)], 0, unknownBecause('nothing-observed')],
] as const)('%s', (_, costs, quantity, expected) => {
  expect(unitCost(costs, quantity)).toEqual(expected)
})
