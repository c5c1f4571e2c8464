import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearestPrices } from '#models/prices/nearest.ts'
import { sizeIndex } from '#models/prices/size-index.ts'
import { theBook } from '#tests/support/datasets.ts'
import { aBook, aRow } from './some-prices.ts'

const book = theBook()

test('the index finds what a walk over the whole list finds, for every option and system', () => {
  const lists = [...book.byOption.values()].flatMap((prices) =>
    [...prices.compute].map(([os, sizes]) => ({ prices, os, sizes })),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 0, max: 2_000, noNaN: true }),
      ({ prices, os, sizes }, vcpu, gib) => {
        const walked = sizes.find((price) => (price.vcpu ?? 0) >= vcpu && (price.memoryGib ?? 0) >= gib)
        expect(sizeIndex(prices).cheapest(os, vcpu, gib)).toBe(walked)
      },
    ),
    { numRuns: 2_000 },
  )
})

describe('what is listed in Canadian dollars or by the month', () => {
  const listed = aBook(
    [
      aRow({ option: 'ngq', provider: 'NGQ', sku: 'petit', price: '100', currency: 'CAD', unit: 'month' }),
      aRow({ option: 'ngq', provider: 'NGQ', sku: 'pareil', price: '0.2', currency: 'CAD' }),
      aRow({
        option: 'ngq',
        provider: 'NGQ',
        sku: 'bloc',
        price: '0.1',
        currency: 'CAD',
        unit: 'GB-month',
        vcpu: '',
        memory_gib: '',
        os: '',
        stands_for: 'storage',
      }),
    ],
    1.25,
  )
  test('is compared in USD over a year: 100 CAD a month is 960 USD, 0.2 CAD an hour is 1,401.60 USD', () => {
    const sizes = listed.byOption.get('ngq')?.compute.get('Linux') ?? []
    expect(sizes.map(({ sku, amount, currency }) => [sku, amount, currency])).toEqual([
      ['petit', 80, 'USD'],
      ['pareil', 0.16, 'USD'],
    ])
    expect(sizes[0]?.published).toEqual({ amountText: '100', currency: 'CAD', cadPerUsd: 1.25 })
    expect(listed.byOption.get('ngq')?.storage?.price.sku).toBe('bloc')
  })
  test('prices nothing without a rate: unknown, not taken as USD', () => {
    expect(aBook([aRow({ currency: 'CAD' })]).byOption.get('aws.ca-central-1')?.compute.size).toBe(0)
  })
})

test('of the ways to pay a commitment, the one without payment ahead is found first', () => {
  const reserved = (how: string) => aRow({ service: `EC2 Reserved 1yr Standard ${how} Upfront` })
  const found = aBook([reserved('All'), reserved('Partial'), reserved('No')]).commitments.get(
    'AWS|ca-central-1|m5.large|Linux',
  )
  expect(found?.[0]?.service).toContain('No Upfront')
})

describe('nearest to a price that is missing', () => {
  const here = [aRow(), aRow({ sku: 'm5.xlarge', vcpu: '4', memory_gib: '16', price: '0.214' })]
  const west = [aRow({ region: 'ca-west-1', sku: 'm6i.8xlarge', vcpu: '32', memory_gib: '128', price: '1.8' })]
  const small = aBook([...here, ...west])
  const need = { kind: 'size', option: 'aws.ca-central-1', os: 'Linux', vcpu: 16, memoryGib: 64 } as const
  const said = (found: ReturnType<typeof nearestPrices>) =>
    found.map(({ why, option, price }) => [why, option, price.sku])

  test('too large: the same need in another region, and the largest size here', () => {
    expect(said(nearestPrices(small, need))).toEqual([
      ['other-region', 'aws.ca-west-1', 'm6i.8xlarge'],
      ['largest-size', 'aws.ca-central-1', 'm5.xlarge'],
    ])
  })
  test('no such system: the same size without its licence', () => {
    expect(said(nearestPrices(small, { ...need, os: 'SLES', vcpu: 2, memoryGib: 8 }))).toEqual([
      ['other-system', 'aws.ca-central-1', 'm5.large'],
    ])
  })
  test('what is listed has no need of a candidate here', () => {
    expect(said(nearestPrices(small, { ...need, vcpu: 2, memoryGib: 8 }))).toEqual([
      ['other-region', 'aws.ca-west-1', 'm6i.8xlarge'],
    ])
  })
  test('storage of Calgary: the one of Montréal', () => {
    expect(said(nearestPrices(book, { kind: 'storage', option: 'aws.ca-west-1' }))).toEqual([
      ['other-region', 'aws.ca-central-1', 'EBS:VolumeUsage.gp3'],
    ])
  })
  test('an operator without any list has none', () => {
    expect(nearestPrices(book, { ...need, option: 'ngq' })).toEqual([])
  })
})
