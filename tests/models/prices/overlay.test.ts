import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DataRow } from '#models/hosting/hosting-options.ts'
import { overlaid, type PriceLayer, priceKey } from '#models/prices/overlay.ts'
import { dataRows } from '#tests/support/datasets.ts'
import { aRow } from './some-prices.ts'

const layer = (rows: readonly DataRow[], more: Partial<PriceLayer> = {}): PriceLayer => ({
  rows,
  isWholeList: false,
  isRestricted: false,
  ...more,
})
const said = (rows: readonly DataRow[]) => rows.map(({ values }) => `${values['sku']} ${values['price']}`).toSorted()

test.each([
  {
    name: 'a newer price replaces',
    base: [aRow({ price: '0.1', as_of: '2022-07-07' })],
    layers: [layer([aRow({ price: '0.2', as_of: '2026-10-01' })])],
    stands: ['m5.large 0.2'],
  },
  {
    name: 'an older one does not',
    base: [aRow({ price: '0.1', as_of: '2026-10-01' })],
    layers: [layer([aRow({ price: '0.2', as_of: '2022-07-07' })])],
    stands: ['m5.large 0.1'],
  },
  {
    name: 'at equal dates the later list stands',
    base: [aRow({ price: '0.1' })],
    layers: [layer([aRow({ price: '0.2' })]), layer([aRow({ price: '0.3' })])],
    stands: ['m5.large 0.3'],
  },
  {
    name: 'a published price replaces the one that was derived in its place',
    base: [aRow({ service: 'EC2 on-demand (derived)', price: '0.1', as_of: '2022' })],
    layers: [layer([aRow({ price: '0.2' })])],
    stands: ['m5.large 0.2'],
  },
  {
    name: 'another operating system is another price',
    base: [aRow()],
    layers: [layer([aRow({ os: 'Windows', price: '0.2' })])],
    stands: ['m5.large 0.107', 'm5.large 0.2'],
  },
  {
    name: 'a partial list takes nothing away',
    base: [aRow({ sku: 'm4.large' }), aRow()],
    layers: [layer([aRow({ price: '0.2' })])],
    stands: ['m4.large 0.107', 'm5.large 0.2'],
  },
  {
    name: 'a whole list takes away what it no longer has, in its own region and service only',
    base: [aRow({ sku: 'm4.large' }), aRow(), aRow({ region: 'ca-west-1', sku: 'm4.large', price: '0.9' })],
    layers: [layer([aRow({ price: '0.2' })], { isWholeList: true })],
    stands: ['m4.large 0.9', 'm5.large 0.2'],
  },
  {
    name: 'a negotiated price stands before a newer public one',
    base: [aRow({ price: '0.1' })],
    layers: [
      layer([aRow({ price: '0.08', as_of: '2025' })], { isRestricted: true }),
      layer([aRow({ price: '0.11', as_of: '2026-11-01' })], { isWholeList: true }),
    ],
    stands: ['m5.large 0.08'],
  },
])('$name', ({ base, layers, stands }) => {
  expect(said(overlaid(base, layers))).toEqual(stands)
})

test('the lists that ship lose no row when nothing is laid over them', () => {
  const rows = ['aws_ec2_ca-central-1_ondemand', 'azure_vm_canada_ondemand', 'derived_estimates', 'oci_global_list']
    .map((file) => dataRows(`data/prices/${file}.csv`))
    .flat()
  expect(overlaid(rows, []).length).toBe(rows.length)
})

const anyRow = fc
  .record({
    sku: fc.constantFrom('a', 'b', 'c'),
    price: fc.integer({ min: 1, max: 9 }).map(String),
    as_of: fc.constantFrom('2024', '2025', '2026'),
  })
  .map((values) => aRow(values))

test('laying a list twice is laying it once, and each price stands once', () => {
  fc.assert(
    fc.property(fc.array(anyRow), fc.array(anyRow), fc.boolean(), (base, rows, isWholeList) => {
      const one = overlaid(base, [layer(rows, { isWholeList })])
      const twice = overlaid(base, [layer(rows, { isWholeList }), layer(rows, { isWholeList })])
      expect(said(twice)).toEqual(said(one))
      expect(new Set(one.map((row) => priceKey(row.values))).size).toBe(one.length)
    }),
  )
})
