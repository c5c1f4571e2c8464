import { expect, test } from 'vitest'
import { annualCostDerivation } from '#models/cost/annual-cost-derivation.ts'
import { nearestCandidates } from '#models/cost/nearest-candidates.ts'
import type { AssetSize, OperatingSystemFamily } from '#models/inventory/asset.schemas.ts'
import { theBook, theFormulas, theRate, theSet } from '#tests/support/datasets.ts'

const book = theBook()
function server(vcpu: number, gib: number, os: OperatingSystemFamily): AssetSize {
  const of = <T>(value: T) => ({ value, source: null })
  return {
    id: 'a',
    name: 'srv-bd01',
    kind: 'server',
    isPoweredOn: true,
    vcpu: of(vcpu),
    memoryMib: of(gib * 1024),
    storageGib: of(100),
    operatingSystem: of(os),
    operatingSystemText: os,
    cpuPercent: { value: null, source: null },
    memoryPercent: { value: null, source: null },
  }
}

test.each([
  {
    name: 'storage that Calgary does not list',
    option: 'aws.ca-west-1',
    asset: server(2, 8, 'linux'),
    found: ['other-region aws.ca-central-1 EBS:VolumeUsage.gp3'],
  },
  {
    name: 'a licence that Azure does not list',
    option: 'azure.canadacentral',
    asset: server(2, 8, 'sles'),
    found: ['other-system azure.canadacentral Standard_D2as_v5'],
  },
  { name: 'nothing missing', option: 'aws.ca-central-1', asset: server(2, 8, 'linux'), found: [] },
  { name: 'no list at all', option: 'ngq', asset: server(2, 8, 'linux'), found: [] },
])('$name', ({ option, asset, found }) => {
  const said = nearestCandidates({ assets: [asset], option, book }).map(
    (one) => `${one.why} ${one.option} ${one.price.sku}`,
  )
  expect(said).toEqual(found)
})

test('an unknown cost names them, with their source, and stays unknown', () => {
  const derivation = annualCostDerivation({
    workload: 'CH-000001',
    assets: [server(2, 8, 'linux')],
    option: 'aws.ca-west-1',
    book,
    set: theSet(),
    rate: theRate,
    formulas: theFormulas(),
  })
  expect(derivation.value).toBeUndefined()
  const candidate = derivation.inputs.find(({ name }) => name === 'candidate1')
  expect(candidate).toMatchObject({
    value: 0.088,
    unit: 'USD/GB-month',
    source: { kind: 'price', status: 'unverified' },
  })
  expect(candidate?.label.fr).toContain('ne compte pas')
})
