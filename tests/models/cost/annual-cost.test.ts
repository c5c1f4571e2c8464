import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { annualCost, annualCostDraws } from '#models/cost/annual-cost.ts'
import { annualCostDerivation } from '#models/cost/annual-cost-derivation.ts'
import { pricesBehind } from '#models/cost/charges.ts'
import { noCostFacts } from '#models/cost/cost-facts.ts'
import type { CostInputs } from '#models/cost/cost-inputs.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { costHeads } from '#models/cost/heads.ts'
import type { AssetSize, OperatingSystemFamily } from '#models/inventory/asset.schemas.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { theBook, theFormulas, theRate, theSet } from '#tests/support/datasets.ts'

const book = theBook()
const set = theSet()
const formulas = theFormulas()
const from = { kind: 'file', file: 'rvtools.xlsx', line: 14, batch: 'b', column: 'CPUs' } as const
const server = (
  vcpu: number | null,
  gib: number | null,
  disk: number | null,
  os: OperatingSystemFamily | null = 'linux',
  more: Partial<AssetSize> = {},
): AssetSize => ({
  id: 'a',
  name: 'srv-01',
  kind: 'server',
  isPoweredOn: true,
  vcpu: { value: vcpu, source: from },
  memoryMib: { value: gib === null ? null : gib * 1024, source: from },
  storageGib: { value: disk, source: from },
  operatingSystem: { value: os, source: from },
  operatingSystemText: os,
  cpuPercent: { value: null, source: null },
  memoryPercent: { value: null, source: null },
  ...more,
})
const inputs = (option: string, ...assets: AssetSize[]): CostInputs => ({
  workload: 'CH-000001',
  assets,
  option,
  book,
  set,
  rate: theRate,
  formulas,
})

describe('by pencil', () => {
  test('4 vCPU, 16 GiB and 100 GiB of disk at Google Montréal, Linux', () => {
    // e2-standard-4: 0.147546 USD/h × 8,760 h = 1,292.50 USD; 100 GiB balanced × 0.11 × 12 = 132 USD; × 1.4064.
    const cost = annualCost(inputs('gcp.northamerica-northeast1', server(4, 16, 100)))
    if (cost.kind === 'unknown') throw new Error(cost.reasons.join())
    const chosen = book.byOption
      .get('gcp.northamerica-northeast1')
      ?.compute.get('Linux')
      ?.find((price) => (price.vcpu ?? 0) >= 4 && (price.memoryGib ?? 0) >= 16)
    expect(chosen?.sku).toBe('e2-standard-4')
    expect(cost.value.parts.storage).toBeCloseTo(100 * 0.11 * 12 * 1.4064, 9)
    expect(cost.value.parts.compute).toBeCloseTo(Number(chosen?.amountText) * 8760 * 1.4064, 9)
    // Nobody stated the egress: 3 % of 107.37 GB leaves a month; labour: 1 server × 10.4 h × 0.8 × (0.75 × 85 + 0.25 × 130).
    expect(cost.value.parts.network).toBeCloseTo(107.3741824 * 0.03 * 12 * (0.12 / 1.073741824) * 1.4064, 6)
    expect(cost.value.parts.labour).toBeCloseTo(10.4 * 0.8 * 96.25, 9)
    expect(cost.value.parts.security).toBe(300)
    expect(cost.value.parts.recovery).toBeCloseTo(0.1073741824 * 175, 9)
    const { compute, storage, network, licences } = cost.value.parts
    expect(cost.value.parts.landingZone).toBeCloseTo(0.04 * (compute + storage + network + licences), 9)
    expect(cost.value.likely).toBeCloseTo(
      costHeads.reduce((sum, head) => sum + cost.value.parts[head], 0),
      9,
    )
  })

  test('a Windows licence stands apart, and the whole is the Windows price', () => {
    const cost = annualCost(inputs('aws.ca-central-1', server(4, 16, 0, 'windows')))
    if (cost.kind === 'unknown') throw new Error(cost.reasons.join())
    const sku = book.byOption
      .get('aws.ca-central-1')
      ?.compute.get('Windows')
      ?.find((price) => (price.vcpu ?? 0) >= 4 && (price.memoryGib ?? 0) >= 16)
    expect(cost.value.parts.licences).toBeGreaterThan(0)
    expect(cost.value.parts.compute + cost.value.parts.licences).toBeCloseTo((sku?.amount ?? 0) * 8760 * 1.4064, 9)
  })

  test.each([
    { name: 'nothing to run', option: 'gcp.northamerica-northeast1', assets: [], reasons: ['no-assets'] },
    {
      name: 'no size',
      option: 'gcp.northamerica-northeast1',
      assets: [server(null, null, 10)],
      reasons: ['no-vcpu:srv-01', 'no-memory:srv-01'],
    },
    {
      name: 'no disk size',
      option: 'gcp.northamerica-northeast1',
      assets: [server(2, 4, null)],
      reasons: ['no-storage-size:srv-01'],
    },
    { name: 'no public list', option: 'ngq', assets: [server(2, 4, 10)], reasons: ['no-public-price-list:ngq'] },
    {
      name: 'no storage price in the region',
      option: 'azure.canadaeast',
      assets: [server(2, 4, 10)],
      reasons: ['no-storage-price:azure.canadaeast'],
    },
    {
      name: 'a licence that no list has',
      option: 'oci.ca-montreal-1',
      assets: [server(2, 8, 10, 'windows')],
      reasons: ['no-licence-price:oci.ca-montreal-1 windows'],
    },
    {
      name: 'larger than anything for sale',
      option: 'aws.ca-central-1',
      assets: [server(4000, 16, 10)],
      reasons: ['no-fitting-size:srv-01'],
    },
    {
      name: 'everything missing at once',
      option: 'ngq',
      assets: [],
      reasons: ['no-public-price-list:ngq', 'no-assets'],
    },
  ])('$name is unknown, with every reason', ({ option, assets, reasons }) => {
    expect(annualCost(inputs(option, ...assets))).toEqual({ kind: 'unknown', reasons })
  })

  test('without a rate nothing is known in Canadian dollars', () => {
    expect(annualCost({ ...inputs('gcp.northamerica-northeast1', server(2, 4, 10)), rate: undefined })).toEqual({
      kind: 'unknown',
      reasons: ['no-exchange-rate'],
    })
  })

  test('a server that is off costs its storage only', () => {
    const off = annualCost(inputs('gcp.northamerica-northeast1', server(4, 16, 100, 'linux', { isPoweredOn: false })))
    expect(off.kind === 'known' && off.value.parts.compute).toBe(0)
    expect(off.kind === 'known' && off.value.parts.storage).toBeGreaterThan(0)
  })

  test('measures that the rules demand are in the cost, each by its formula', () => {
    const cost = (mitigations: CostInputs['mitigations']) => {
      const found = annualCost({
        ...inputs('gcp.northamerica-northeast1', server(4, 16, 100)),
        mitigations: mitigations ?? [],
      })
      if (found.kind === 'unknown') throw new Error(found.reasons.join())
      return found.value
    }
    const free = cost([])
    expect(free.parts.mitigations).toBe(0)
    const { compute, storage } = free.parts
    expect(cost(['needsSecondSite']).parts.mitigations).toBeCloseTo(0.7 * (compute + storage), 9)
    expect(cost(['needsExternalKeys', 'needsExitPlan']).parts.mitigations).toBe(15_000 + 5_000)
    expect(cost(['needsExternalKeys']).likely).toBeCloseTo(free.likely + 15_000, 9)
  })

  test('what is stated stands for the assumption; zero is a statement and needs no price', () => {
    const source = { kind: 'statement', by: 'U-0001', at: '2026-11-01T00:00:00Z', reference: 'Relevé' } as const
    const at = (option: string, facts: Partial<typeof noCostFacts>) =>
      annualCost({
        ...inputs(option, server(4, 16, 0, 'windows')),
        stated: { facts: { ...noCostFacts, ...facts }, source },
      })
    const some = at('aws.ca-central-1', { egressGbPerMonth: 1000, labourHoursPerYear: 10 })
    if (some.kind === 'unknown') throw new Error(some.reasons.join())
    expect(some.value.parts.network).toBeCloseTo(1000 * 12 * 0.09 * 1.4064, 6)
    expect(some.value.parts.labour).toBeCloseTo(10 * 0.8 * 96.25, 9)
    const none = at('aws.ca-central-1', { egressGbPerMonth: 0, byolCores: 8 })
    expect(none.kind === 'known' && [none.value.parts.network, none.value.parts.licences]).toEqual([0, 8 * 260])
  })

  test('an option without a price for data going out is unknown until somebody states that nothing goes out', () => {
    const withoutEgress = new Map(
      [...book.byOption].map(([id, prices]) => [id, { ...prices, egress: undefined }] as const),
    )
    const given = { ...inputs('aws.ca-central-1', server(2, 4, 10)), book: { ...book, byOption: withoutEgress } }
    expect(annualCost(given)).toEqual({ kind: 'unknown', reasons: ['no-egress-price:aws.ca-central-1'] })
    const stated = { facts: { ...noCostFacts, egressGbPerMonth: 0 }, source: null }
    expect(annualCost({ ...given, stated }).kind).toBe('known')
  })

  test('two options draw the same exchange: what moves both does not widen their difference', () => {
    const drawn = (option: string) => {
      const found = annualCostDraws(inputs(option, server(8, 32, 500)))
      if (found.kind === 'unknown') throw new Error(found.reasons.join())
      return found.value
    }
    const [a, b] = [drawn('gcp.northamerica-northeast1'), drawn('gcp.northamerica-northeast2')]
    const spread = (values: Float64Array) => Math.max(...values) - Math.min(...values)
    expect(spread(a.map((value, i) => value - (b[i] ?? 0)))).toBeLessThan(0.2 * spread(a))
  })
})

const someServer = fc
  .tuple(
    fc.constantFrom(1, 2, 4, 8, 16, 32),
    fc.constantFrom(1, 2, 4, 8, 16, 64, 128),
    fc.integer({ min: 0, max: 5000 }),
    fc.constantFrom<OperatingSystemFamily>('linux', 'windows', 'rhel', 'sles'),
  )
  .map(([vcpu, gib, disk, os]) => server(vcpu, gib, disk, os))
const someOption = fc.constantFrom(
  'aws.ca-central-1',
  'gcp.northamerica-northeast1',
  'gcp.northamerica-northeast2',
  'oci.ca-montreal-1',
  'azure.canadacentral',
  'azure.canadaeast',
  'ovh.bhs',
  'ngq',
)

describe('laws', () => {
  test('P10 ≤ P50 ≤ P90, and the same inputs give the same answer', () => {
    fc.assert(
      fc.property(someOption, fc.array(someServer, { minLength: 1, maxLength: 5 }), (option, servers) => {
        const cost = annualCost(inputs(option, ...servers))
        expect(annualCost(inputs(option, ...servers))).toEqual(cost)
        if (cost.kind === 'known') {
          expect(cost.value.p10).toBeLessThanOrEqual(cost.value.p50)
          expect(cost.value.p50).toBeLessThanOrEqual(cost.value.p90)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a larger server is never cheaper', () => {
    fc.assert(
      fc.property(someOption, someServer, (option, one) => {
        const larger = {
          ...one,
          vcpu: { ...one.vcpu, value: (one.vcpu.value ?? 0) * 2 },
          memoryMib: { ...one.memoryMib, value: (one.memoryMib.value ?? 0) * 2 },
        }
        const small = annualCost(inputs(option, one))
        const large = annualCost(inputs(option, larger))
        if (small.kind === 'known' && large.kind === 'known')
          expect(large.value.p50).toBeGreaterThanOrEqual(small.value.p50)
      }),
      { numRuns: 60 },
    )
  })

  test('every derivation gives its figure back, from its leaves alone', () => {
    fc.assert(
      fc.property(someOption, fc.array(someServer, { minLength: 1, maxLength: 4 }), (option, servers) => {
        const given = inputs(option, ...servers)
        const cost = annualCost(given)
        const derivation = JSON.parse(JSON.stringify(annualCostDerivation(given))) as Derivation // as it travels
        const again = reEvaluated(derivation)
        if (cost.kind === 'known') {
          expect(again.kind).toBe('known')
          if (again.kind === 'known') expect(Math.abs(again.value - cost.value.p50) / cost.value.p50).toBeLessThan(1e-9)
          expectEveryNode(derivation)
        } else expect([again.kind, derivation.reasons]).toEqual(['unknown', cost.reasons])
      }),
      { numRuns: 60 },
    )
  })
})

function expectEveryNode(node: Derivation): void {
  const again = reEvaluated(node)
  if (typeof node.value === 'number' && again.kind === 'known') expect(again.value).toBeCloseTo(node.value, 6)
  for (const input of node.inputs) expectEveryNode(input)
}

test('a derivation goes down to a price’s file and line and a file’s line', () => {
  const leaves = (node: Derivation): Derivation[] => (node.inputs.length === 0 ? [node] : node.inputs.flatMap(leaves))
  const all = leaves(annualCostDerivation(inputs('gcp.northamerica-northeast1', server(4, 16, 100))))
  const price = all.find((leaf) => leaf.source?.kind === 'price')?.source
  expect(price).toMatchObject({
    kind: 'price',
    file: 'data/prices/gcp_compute_montreal_toronto_ondemand.csv',
    sku: 'e2-standard-4',
    asOf: '2026-07-30',
    status: 'verified',
  })
  const filed = new Set(all.filter((leaf) => leaf.source?.kind === 'file').map((leaf) => leaf.name))
  expect(filed).toEqual(new Set(['cores', 'memory', 'os', 'gib', 'gib1']))
  expect(all.filter((leaf) => leaf.source?.kind === 'assumption').map((leaf) => leaf.name)).toContain(
    'adminHoursPerServer',
  )
})

describe('commitments', () => {
  const at = (option: string, term: 'on-demand' | '1y' | '3y', os: OperatingSystemFamily = 'linux') =>
    annualCost({ ...inputs(option, server(4, 16, 100, os)), term })
  test.each(['aws.ca-central-1', 'gcp.northamerica-northeast1'])(
    'at %s the longer the cheaper, storage untouched',
    (option) => {
      const [free, one, three] = [at(option, 'on-demand'), at(option, '1y'), at(option, '3y')]
      if (free.kind === 'unknown' || one.kind === 'unknown' || three.kind === 'unknown') throw new Error('unknown')
      expect(one.value.parts.compute).toBeLessThan(free.value.parts.compute)
      expect(three.value.parts.compute).toBeLessThan(one.value.parts.compute)
      expect(three.value.parts.storage).toBe(free.value.parts.storage)
    },
  )
  test('by pencil: e2-standard-4 committed one year is its monthly price, twelve times', () => {
    const row = book.prices.find(
      (price) =>
        price.sku === 'e2-standard-4' && price.region === 'northamerica-northeast1' && price.term === 'committed-1y',
    )
    const cost = at('gcp.northamerica-northeast1', '1y')
    expect(cost.kind === 'known' && cost.value.parts.compute).toBeCloseTo((row?.amount ?? 0) * 12 * 1.4064, 9)
  })
  test('a term that the book does not list is unknown, never the price on demand', () => {
    expect(at('oci.ca-montreal-1', '1y')).toMatchObject({
      kind: 'unknown',
      reasons: [expect.stringMatching(/^no-commitment-price:oci/)],
    })
  })
  test('its derivation gives the figure back', () => {
    for (const term of ['1y', '3y'] as const) {
      const given = { ...inputs('gcp.northamerica-northeast1', server(4, 16, 100)), term }
      const cost = annualCost(given)
      const again = reEvaluated(annualCostDerivation(given))
      expect(cost.kind === 'known' && again.kind === 'known' && Math.abs(again.value / cost.value.p50 - 1) < 1e-9).toBe(
        true,
      )
    }
  })
})

describe('the age and the evidence of a cost are those of the prices it rests on', () => {
  test.each([
    { name: 'compute and storage', assets: [server(4, 16, 100)], asOf: '2022-07-07', status: 'unverified' },
    { name: 'compute alone', assets: [server(4, 16, 0)], asOf: '2022-07-07', status: 'verified' },
    {
      name: 'the disk of a server that is off',
      assets: [server(4, 16, 100, 'linux', { isPoweredOn: false })],
      asOf: '2024',
      status: 'unverified',
    },
  ])('$name', ({ assets, asOf, status }) => {
    expect(pricesBehind(inputs('aws.ca-central-1', ...assets))).toEqual({ asOf, status })
  })

  test.each([
    { name: 'an unknown cost', given: inputs('azure.canadaeast', server(2, 4, 10)) },
    { name: 'no price list', given: inputs('ngq', server(2, 4, 10)) },
    { name: 'nothing to pay', given: inputs('aws.ca-central-1', server(2, 4, 0, 'linux', { isPoweredOn: false })) },
  ])('$name has none', ({ given }) => {
    expect(pricesBehind(given)).toBeUndefined()
  })
})
