import { expect, test } from 'vitest'
import { type KnownPlaces, rowFaults } from '#models/prices/price-row.ts'
import { aRow } from './some-prices.ts'

const known: KnownPlaces = { regions: new Set(['AWS|ca-central-1']), options: new Set(['ngq']) }

test.each([
  { name: 'a plain row', values: {}, faults: [] },
  { name: 'no price', values: { price: '' }, faults: ['price price-missing'] },
  { name: 'a price with a symbol', values: { price: '0,107 $' }, faults: ['price price-not-a-number'] },
  { name: 'a negative price', values: { price: '-1' }, faults: ['price price-not-a-number'] },
  { name: 'a silent 0', values: { price: '0.0000000000' }, faults: ['price price-zero'] },
  { name: 'a stated free band', values: { price: '0', sku: 'B88327 [0-10240]' }, faults: [] },
  { name: 'data coming in', values: { price: '0', service: 'Data transfer in' }, faults: [] },
  { name: 'a first quantity', values: { price: '0', sku: 'first 100 GB' }, faults: [] },
  { name: 'yuan', values: { currency: 'CNY' }, faults: ['currency currency-unknown'] },
  { name: 'a currency by its symbol', values: { currency: '$' }, faults: ['currency currency-unknown'] },
  { name: 'a block of hours', values: { unit: '100 Hours' }, faults: ['unit unit-unknown'] },
  { name: 'a place of elsewhere', values: { region: 'mars-1' }, faults: ['region region-unknown'] },
  { name: 'an option named by the row', values: { region: 'mars-1', option: 'ngq' }, faults: [] },
  { name: 'an option that is not there', values: { option: 'moon' }, faults: ['option option-unknown'] },
  { name: 'a French date', values: { as_of: '25/11/2026' }, faults: ['as_of date-unreadable'] },
  { name: 'a day that does not exist', values: { as_of: '2026-02-30' }, faults: ['as_of date-unreadable'] },
  { name: 'a thirteenth month', values: { as_of: '2026-13' }, faults: ['as_of date-unreadable'] },
  { name: 'a month', values: { as_of: '2026-02' }, faults: [] },
  { name: 'a year', values: { as_of: '2026' }, faults: [] },
  { name: 'a status of its own', values: { status: 'sure' }, faults: ['status status-unknown'] },
  { name: 'a size of nothing', values: { vcpu: '0' }, faults: ['vcpu size-not-a-number'] },
  { name: 'a use that is none', values: { stands_for: 'all' }, faults: ['stands_for use-unknown'] },
])('$name', ({ values, faults }) => {
  const found = rowFaults(aRow(values, 14), known)
  expect(found.map(({ column, code }) => `${column} ${code}`)).toEqual(faults)
  for (const one of found) expect([one.row, one.detail.fr !== '', one.detail.en !== '']).toEqual([14, true, true])
})
