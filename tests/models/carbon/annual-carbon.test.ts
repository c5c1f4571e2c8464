import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { annualCarbon, socialCostDerivation } from '#models/carbon/annual-carbon.ts'
import { carbonData } from '#models/carbon/carbon-data.ts'
import { factorSets } from '#models/carbon/carbon.schemas.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { dataRows } from '#tests/support/datasets.ts'

const data = carbonData({
  grid: dataRows('data/carbon/grid-factors.csv'),
  providers: dataRows('data/carbon/provider-factors.csv'),
  coefficients: dataRows('data/carbon/energy-coefficients.csv'),
})
const sourced = <T>(value: T | null) => ({ value, source: null })
const server = (more: Partial<AssetSize> = {}): AssetSize => ({
  id: 'a',
  name: 'srv',
  kind: 'server',
  isPoweredOn: true,
  vcpu: sourced(4),
  memoryMib: sourced(8_192),
  storageGib: sourced(1_024),
  operatingSystem: sourced(null),
  operatingSystemText: null,
  cpuPercent: sourced(50),
  memoryPercent: sourced(null),
  ...more,
})
const option = (id: string, operator: string, province: string | null) => ({
  id,
  operator,
  province,
  country: 'CA',
  label: { fr: id, en: id },
})
const montreal = option('aws.ca-central-1', 'AWS', 'QC')
const calgary = option('aws.ca-west-1', 'AWS', 'AB')

describe('by hand', () => {
  // 4 vCPU × 8,760 h × (0.74 + 0.5 × 2.76) / 1000 × 1.135 = 84.313... kWh; 1 TiB × 8,760 h × 1.2 / 1000 × 1.135 = 11.931... kWh.
  const kwh = ((4 * 8_760 * (0.74 + 0.5 * (3.5 - 0.74))) / 1_000) * 1.135 + ((8_760 * 1.2) / 1_000) * 1.135
  test.each([
    { set: 'provincial-lifecycle', at: montreal, grams: 34.8 },
    { set: 'provincial-direct', at: montreal, grams: 5.1 },
    { set: 'inventory-direct', at: montreal, grams: 1.2 },
    { set: 'provider-first', at: montreal, grams: 120 },
    { set: 'provider-newer', at: montreal, grams: 130 },
    { set: 'provincial-lifecycle', at: calgary, grams: 403.5 },
  ] as const)('$set at $at.id: $grams g/kWh', ({ set, at, grams }) => {
    const found = annualCarbon({ assets: [server()], option: at, set, data })
    expect(found.kind === 'known' ? found.value.energyKwh : 0).toBeCloseTo(kwh, 9)
    expect(found.kind === 'known' ? found.value.kgCo2e : 0).toBeCloseTo((kwh * grams) / 1_000, 9)
    expect(found.kind === 'known' ? found.value.socialCostCad2021 : 0).toBeCloseTo((kwh * grams * 275) / 1_000_000, 9)
  })

  test('market-based stands apart from location-based', () => {
    const at = option('gcp.northamerica-northeast1', 'Google Cloud', 'QC')
    const market = annualCarbon({ assets: [server()], option: at, set: 'provider-market', data })
    expect(market).toMatchObject({ kind: 'known', value: { kgCo2e: 0, basis: 'market' } })
    expect(annualCarbon({ assets: [server()], option: at, set: 'provider-first', data })).toMatchObject({
      value: { basis: 'location' },
    })
  })
})

test.each([
  {
    name: 'Calgary has no row in the providers’ sets',
    at: calgary,
    set: 'provider-first',
    assets: [server()],
    gaps: ['no-factor'],
  },
  {
    name: 'a province nobody published',
    at: option('x', 'x', 'NU'),
    set: 'provincial-lifecycle',
    assets: [server()],
    gaps: ['no-factor'],
  },
  {
    name: 'a place that is not known',
    at: option('x', 'x', null),
    set: 'provincial-lifecycle',
    assets: [server()],
    gaps: ['place-unknown'],
  },
  {
    name: 'processors unknown',
    at: montreal,
    set: 'provincial-lifecycle',
    assets: [server({ vcpu: sourced<number>(null) })],
    gaps: ['vcpu-unknown'],
  },
  {
    name: 'storage unknown',
    at: montreal,
    set: 'provincial-lifecycle',
    assets: [server({ storageGib: sourced<number>(null) })],
    gaps: ['storage-unknown'],
  },
  { name: 'no asset', at: montreal, set: 'provincial-lifecycle', assets: [], gaps: ['no-asset'] },
] as const)('no figure: $name', ({ at, set, assets, gaps }) => {
  expect(annualCarbon({ assets, option: at, set, data })).toEqual({ kind: 'unknown', reasons: gaps })
})

test('a machine that is off keeps its storage; one not known to be on may use nothing else', () => {
  const of = (isPoweredOn: boolean | null) => {
    const found = annualCarbon({
      assets: [server({ isPoweredOn })],
      option: montreal,
      set: 'provincial-lifecycle',
      data,
    })
    if (found.kind === 'unknown') throw new Error('unknown')
    return found.value
  }
  expect(of(false).energyKwh).toBeCloseTo(((8_760 * 1.2) / 1_000) * 1.135, 9)
  expect(of(null).kgCo2e).toBe(of(true).kgCo2e)
  expect(of(null).low).toBeLessThan(of(false).kgCo2e)
})

test('a rack not known to be efficient widens the range', () => {
  const of = (operator: string) => {
    const found = annualCarbon({
      assets: [server()],
      option: option('o', operator, 'QC'),
      set: 'provincial-lifecycle',
      data,
    })
    return found.kind === 'known' ? found.value.high / found.value.kgCo2e : 0
  }
  expect(of('État du Québec')).toBeGreaterThan(of('AWS'))
})

const someServers = fc.array(
  fc.record({
    vcpu: fc.integer({ min: 1, max: 64 }),
    storage: fc.integer({ min: 1, max: 50_000 }),
    cpu: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    on: fc.option(fc.boolean()),
  }),
  { minLength: 1, maxLength: 6 },
)

test('laws: the figure is inside its range, opens to itself again, and is the sum of its servers', () => {
  fc.assert(
    fc.property(someServers, fc.constantFrom(...factorSets), (list, set) => {
      const assets = list.map((one, i) =>
        server({
          name: `s${i}`,
          vcpu: sourced(one.vcpu),
          storageGib: sourced(one.storage),
          cpuPercent: sourced(one.cpu),
          isPoweredOn: one.on,
        }),
      )
      const found = annualCarbon({ assets, option: montreal, set, data })
      if (found.kind === 'unknown') return
      const { kgCo2e, low, high, derivation } = found.value
      expect(low).toBeLessThanOrEqual(kgCo2e + 1e-12)
      expect(kgCo2e).toBeLessThanOrEqual(high + 1e-12)
      const social = reEvaluated(socialCostDerivation(found.value))
      expect(social.kind === 'known' ? social.value : -1).toBeCloseTo(found.value.socialCostCad2021, 8)
      const again = reEvaluated(derivation)
      expect(again.kind === 'known' ? again.value : -1).toBeCloseTo(kgCo2e, 8)
      const apart = assets.map((asset) => annualCarbon({ assets: [asset], option: montreal, set, data }))
      const sum = apart.reduce((total, one) => total + (one.kind === 'known' ? one.value.kgCo2e : Number.NaN), 0)
      expect(sum).toBeCloseTo(kgCo2e, 8)
    }),
  )
})
