import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { egressPerMonth } from '#models/prices/egress.ts'
import { theBook } from '#tests/support/datasets.ts'

const book = theBook()
const tiersOf = (option: string) => book.byOption.get(option)?.egress

describe('bands of data going out, as the lists have them', () => {
  test.each([
    { option: 'aws.ca-central-1', first: '0.09', status: 'verified', from: [0, 10_240, 51_200, 153_600] },
    { option: 'azure.canadacentral', first: '0', status: 'unverified', from: [0, 100, 10_340, 51_300, 153_700] },
    {
      option: 'gcp.northamerica-northeast1',
      first: '0.12',
      status: 'verified',
      from: [0, 1_099.511627776, 10_995.11627776],
    },
    { option: 'oci.ca-montreal-1', first: '0', status: 'verified', from: [0, 10_240] },
  ])('$option', ({ option, first, status, from }) => {
    const tiers = tiersOf(option) ?? []
    expect(tiers.map((tier) => tier.fromGb)).toEqual(from)
    expect(tiers[0]?.price.amountText).toBe(first)
    expect(tiers[0]?.price.status).toBe(status)
  })

  test.each(['ibm.ca-tor', 'ovh.bhs', 'aws.ca-west-1'])('%s has no list for it: unknown, not free', (option) => {
    expect(tiersOf(option)).toBeUndefined()
  })
})

test.each([
  { option: 'aws.ca-central-1', sku: 'EBS:SnapshotUsage', amount: '0.055' },
  { option: 'gcp.northamerica-northeast2', sku: 'snapshot', amount: '0.055' },
  { option: 'oci.ca-toronto-1', sku: 'B91628 [10-999999999]', amount: '0.0255' },
  { option: 'azure.canadacentral', sku: undefined, amount: undefined },
])('a snapshot at $option costs $amount', ({ option, sku, amount }) => {
  const backup = book.byOption.get(option)?.backup
  expect(backup?.price.sku).toBe(sku)
  expect(backup?.price.amountText).toBe(amount)
})

test.each([
  { name: 'nothing leaves', option: 'aws.ca-central-1', gb: 0, usd: 0 },
  { name: 'inside the first band', option: 'aws.ca-central-1', gb: 1_000, usd: 90 },
  // 10,240 × 0.09 + 40,960 × 0.085 + 8,800 × 0.07
  { name: 'across three bands', option: 'aws.ca-central-1', gb: 60_000, usd: 5_019.2 },
  { name: 'inside a free band', option: 'oci.ca-montreal-1', gb: 10_240, usd: 0 },
  { name: 'past a free band', option: 'oci.ca-montreal-1', gb: 11_240, usd: 8.5 },
  // 1 TiB at 0.12 a GiB
  { name: 'a list that counts GiB', option: 'gcp.northamerica-northeast1', gb: 1_099.511627776, usd: 122.88 },
])('$name: $usd USD a month', ({ option, gb, usd }) => {
  expect(egressPerMonth(gb, tiersOf(option) ?? [])).toBeCloseTo(usd, 9)
})

test('never falls as more leaves, and a band never costs more than its own price', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      (a, more) => {
        const tiers = tiersOf('aws.ca-central-1') ?? []
        const change = egressPerMonth(a + more, tiers) - egressPerMonth(a, tiers)
        return change >= -1e-6 && change <= more * 0.09 + 1e-6
      },
    ),
  )
})
