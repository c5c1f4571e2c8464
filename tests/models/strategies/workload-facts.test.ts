import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { lifecycle, type SupportEnd, supportEndOf } from '#models/strategies/lifecycle.ts'
import { utilisationClass, workloadFacts, type WorkloadKnowledge } from '#models/strategies/workload-facts.ts'

const rows = Papa.parse<Record<string, string>>(readFileSync('data/strategies/support-ends.csv', 'utf8').trimEnd(), {
  header: true,
}).data
const ends = rows.map((row): SupportEnd => ({
  words: row['words'] ?? '',
  product: row['product'] ?? '',
  endsOn: row['ends_on'] ?? '',
  status: row['status'] ?? '',
  source: row['source'] ?? '',
}))
const none = { value: null, source: null }
const asset = (more: Partial<AssetSize> = {}): AssetSize => ({
  id: 'a',
  name: 'srv',
  kind: 'server',
  isPoweredOn: true,
  vcpu: none,
  memoryMib: none,
  storageGib: none,
  operatingSystem: none,
  operatingSystemText: 'Microsoft Windows Server 2019 (64-bit)',
  cpuPercent: none,
  memoryPercent: none,
  ...more,
})

describe('lifecycle', () => {
  test.each([
    ['Microsoft Windows Server 2019 (64-bit)', 'Windows Server 2019'],
    ['Red Hat Enterprise Linux 8.9', 'Red Hat Enterprise Linux 8'],
    ['Red Hat Enterprise Linux 80', undefined],
    ['Ubuntu Linux (64-bit)', undefined],
    ['Debian GNU/Linux 12 (64-bit)', 'Debian 12'],
  ])('%s', (system, product) => expect(supportEndOf(ends, system)?.product).toBe(product))

  test.each([
    { name: 'supported', assets: [asset()], on: '2026-11-24', state: 'supported' },
    { name: 'under two years', assets: [asset()], on: '2027-02-01', state: 'ending' },
    { name: 'past', assets: [asset()], on: '2029-01-10', state: 'ended' },
    {
      name: 'the worst of two',
      assets: [asset(), asset({ operatingSystemText: 'Windows Server 2012 R2' })],
      on: '2026-11-24',
      state: 'ended',
    },
    {
      name: 'one unknown hides what is to come',
      assets: [asset(), asset({ operatingSystemText: null })],
      on: '2026-11-24',
      state: null,
    },
    {
      name: 'one unknown does not undo what has ended',
      assets: [asset({ operatingSystemText: 'rhel 7' }), asset({ operatingSystemText: null })],
      on: '2026-11-24',
      state: 'ended',
    },
    { name: 'no asset', assets: [], on: '2026-11-24', state: null },
  ])('$name', ({ assets, on, state }) => expect(lifecycle(assets, ends, on).state).toBe(state))
})

const use = (cpu: number | null, memory: number | null) =>
  asset({ cpuPercent: { value: cpu, source: null }, memoryPercent: { value: memory, source: null } })

test.each([
  ['under 5 % of both', [use(3, 4)], 'zombie'],
  ['under 20 % of both', [use(3, 18)], 'idle'],
  ['one machine at work', [use(3, 4), use(40, 60)], 'active'],
  ['a machine without figures', [use(3, 4), use(null, null)], null],
  ['a machine at work beside one without figures', [use(40, 4), use(null, null)], 'active'],
  ['none', [], null],
])('use: %s', (_, assets, expected) => expect(utilisationClass(assets)).toBe(expected))

describe('facts of a workload', () => {
  const workload: WorkloadKnowledge = {
    environment: 'production',
    technology: 'Java 17, PostgreSQL',
    assets: [asset({ isPoweredOn: null })],
    links: [],
    standings: ['forbid', 'undetermined'],
    record: null,
    lifecycle: lifecycle([asset()], ends, '2026-11-24'),
  }
  const technologies = [
    { words: 'java', packaged: false, legacyPlatform: false, managedEquivalent: null },
    { words: 'postgresql', packaged: null, legacyPlatform: false, managedEquivalent: true },
    { words: 'sap', packaged: true, legacyPlatform: null, managedEquivalent: null },
  ]
  const facts = (more: Partial<WorkloadKnowledge> = {}) =>
    Object.fromEntries(workloadFacts({ ...workload, ...more }, technologies).map((one) => [one.name, one.value]))

  test('what cannot be derived is left out', () => {
    expect(facts()).toEqual({
      environment: 'production',
      servers: 1,
      packaged: false,
      legacyPlatform: false,
      managedEquivalent: true,
      osSupport: 'supported',
      monthsToSupportEnd: expect.closeTo(25.5, 1) as number,
      classified: false,
    })
  })

  test('an open place, all closed, or waiting', () => {
    expect(facts({ standings: ['forbid', 'require'] })['optionOpen']).toBe(true)
    expect(facts({ standings: ['forbid', 'forbid'] })['optionOpen']).toBe(false)
    expect(facts()['optionOpen']).toBeUndefined()
    expect(facts({ standings: [] })['optionOpen']).toBeUndefined()
  })

  test('no link at all is not known to be none; a link says how many depend on it', () => {
    const consumes = { direction: 'consumes' as const, latencyNeedMs: null }
    expect(facts({ links: [consumes] })['consumers']).toBe(0)
    expect(facts({ links: [consumes, { direction: 'serves', latencyNeedMs: 3 }] })).toMatchObject({
      consumers: 1,
    })
  })

  test.each([
    [[1, null], true],
    [[2, 40], false],
    [[3, null], undefined],
    [[], undefined],
  ])('latencies %j', (needs, bound) => {
    const links = needs.map((latencyNeedMs) => ({ direction: 'consumes' as const, latencyNeedMs }))
    expect(facts({ links })['latencyBound']).toBe(bound)
  })

  test('off when every asset is known to be', () => {
    expect(facts({ assets: [asset({ isPoweredOn: false })] })['poweredOff']).toBe(true)
    expect(
      facts({ assets: [asset({ isPoweredOn: false }), asset({ isPoweredOn: null })] })['poweredOff'],
    ).toBeUndefined()
    expect(facts({ assets: [asset({ isPoweredOn: false }), asset()] })['poweredOff']).toBe(false)
  })
})
