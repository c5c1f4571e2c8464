import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { burstableBaseline, staysUnderBaseline } from '#models/sizing/families.ts'
import { licenceCores } from '#models/sizing/licence-cores.ts'
import { computeChoice } from '#models/sizing/nameplate.ts'
import { neededQuantities, neededSizeDerivation } from '#models/sizing/need-derivation.ts'
import { type NeededSize, neededSize, neededUnder } from '#models/sizing/rules.ts'
import { ownSizing } from '#models/sizing/sizing-settings.ts'
import { type SizingChoice, sizingRules } from '#models/sizing/usage.schemas.ts'
import { theBook } from '#tests/support/datasets.ts'
import { aServer, aUsage, someUse } from '#tests/support/some-usage.ts'

const needOf = (asset: AssetSize, settings = ownSizing): NeededSize => {
  const need = neededSize(asset, settings)
  if (need.kind === 'unknown') throw new Error(need.reasons.join())
  return need.value
}
const under = (asset: AssetSize, rule: (typeof sizingRules)[number], settings = ownSizing): NeededSize => {
  const need = neededUnder(asset, rule, settings)
  if (need.kind === 'unknown') throw new Error(need.reasons.join())
  return need.value
}
const choice = (more: Partial<SizingChoice>): SizingChoice => ({
  rule: 'own-p95',
  comfort: null,
  percentile: null,
  reason: 'Essai de charge de juin',
  by: 'U-0001',
  at: '2026-11-20T12:00:00.000Z',
  ...more,
})

describe('each rule by hand: 8 processors at p95 11 %, p99 20 %, max 60 %; 32 GiB at 40, 50 and 70 %', () => {
  const measured = aServer({ usage: aUsage() })
  test.each([
    ['nameplate', 8, 32],
    // 8 × 0.11 × 1.3 = 1.144, and two at least; 32 × 0.40 × 1.3 = 16.64.
    ['own-p95', 2, 17],
    // 8 × 0.11 × 1 = 0.88: Azure Migrate has no floor and takes memory as it comes.
    ['azure-migrate', 1, 12.8],
    // 8 × 0.20 × 1.3 = 2.08; 32 × 0.50 × 1.3 = 20.8.
    ['p99', 3, 21],
    // 8 × 0.60 × 1.3 = 6.24; 32 × 0.70 × 1.3 = 29.12.
    ['max', 7, 30],
    // 8 × 0.60 = 4.8; 32 × 0.70 = 22.4.
    ['aws-peak', 5, 22.4],
    ['database', 3, 32],
  ] as const)('%s: %d processors, %d GiB', (rule, vcpu, memoryGib) => {
    const need = under(measured, rule)
    expect(need.vcpu).toBe(vcpu)
    expect(need.memoryGib).toBeCloseTo(memoryGib, 9)
    expect(need.isMeasured).toBe(rule !== 'nameplate')
  })

  test('Azure’s own example: ten cores at 20 % give 2, with a comfort of 2 they give 4', () => {
    const ten = aServer({ vcpu: { value: 10, source: null }, usage: aUsage({ cpu: someUse({ p95: 20 }) }) })
    expect(under(ten, 'azure-migrate').vcpu).toBe(2)
    expect(under(ten, 'azure-migrate', { ...ownSizing, azure: { percentile: 95, comfort: 2 } }).vcpu).toBe(4)
    expect(under(ten, 'azure-migrate', { ...ownSizing, azure: { percentile: 99, comfort: 1.3 } }).vcpu).toBe(3)
  })
  test('the peak trap: 100 % at most with a p99 of 4.22 % asks for two processors, not for eight', () => {
    const trap = aServer({ usage: aUsage({ cpu: someUse({ mean: 2.89, p95: 3.9, p99: 4.22, max: 100 }) }) })
    expect([needOf(trap).vcpu, under(trap, 'p99').vcpu, under(trap, 'max').vcpu]).toEqual([2, 2, 11])
  })
})

describe('the rule in force', () => {
  test('is the 95th percentile when the measures suffice, that of databases for a database', () => {
    expect(needOf(aServer({ usage: aUsage() }))).toMatchObject({
      rule: 'own-p95',
      reasons: ['measured'],
      interval: null,
    })
    expect(needOf(aServer({ kind: 'database', usage: aUsage() }))).toMatchObject({
      rule: 'database',
      vcpu: 3,
      memoryGib: 32,
      reasons: ['measured', 'database-keeps-memory'],
    })
  })
  test.each([
    ['no series', null, 'no-series'],
    ['59 % covered', aUsage({ coverage: 0.59 }), 'coverage-low'],
    ['2.9 days', aUsage({ days: 2.9 }), 'too-few-days'],
  ] as const)('%s: the nameplate stands, with its width and the reason', (_, usage, reason) => {
    const need = needOf(aServer({ usage }))
    expect(need).toMatchObject({ rule: 'nameplate', asked: 'own-p95', vcpu: 8, memoryGib: 32, reasons: [reason] })
    expect(need.interval?.low.vcpu).toBeCloseTo(4.8, 9)
    expect(need.interval?.high.memoryGib).toBeCloseTo(36.8, 9)
    expect(need.reason.fr).not.toBe('')
  })
  test('60 % and 3 days suffice', () => {
    expect(needOf(aServer({ usage: aUsage({ coverage: 0.6, days: 3 }) })).rule).toBe('own-p95')
  })
  test('memory that is not measured keeps its nameplate', () => {
    expect(needOf(aServer({ usage: aUsage({ memory: null }) }))).toMatchObject({
      vcpu: 2,
      memoryGib: 32,
      reasons: ['measured', 'memory-not-measured'],
    })
  })
  test('is the workload’s when somebody settled one, with its margin', () => {
    const settled = (more: Partial<SizingChoice>) => needOf(aServer({ usage: aUsage(), sizing: choice(more) }))
    expect(settled({ rule: 'p99', comfort: 2 })).toMatchObject({ rule: 'p99', vcpu: 4, memoryGib: 32 })
    expect(settled({ rule: 'azure-migrate', percentile: 99 })).toMatchObject({ vcpu: 2, memoryGib: 16 })
    expect(settled({ rule: 'nameplate' })).toMatchObject({ rule: 'nameplate', reasons: ['asked-for-nameplate'] })
  })
  test('unknown with the gaps of the inventory, measured or not', () => {
    const bare = aServer({
      vcpu: { value: null, source: null },
      memoryMib: { value: null, source: null },
      usage: aUsage(),
    })
    expect(neededSize(bare)).toEqual({ kind: 'unknown', reasons: ['no-vcpu:srv-01', 'no-memory:srv-01'] })
    expect(neededSizeDerivation(bare)).toMatchObject({
      value: undefined,
      reasons: ['no-vcpu:srv-01', 'no-memory:srv-01'],
    })
  })
})

const someServer = fc
  .record({
    vcpu: fc.integer({ min: 1, max: 128 }),
    gib: fc.integer({ min: 1, max: 2_048 }),
    steps: fc.array(fc.double({ min: 0, max: 25, noNaN: true }), { minLength: 5, maxLength: 5 }),
    rule: fc.constantFrom(...sizingRules),
    kind: fc.constantFrom('server' as const, 'database' as const),
    hasMemory: fc.boolean(),
  })
  .map(({ vcpu, gib, steps, rule, kind, hasMemory }) => {
    // Quantiles grow with their share, and none passes the maximum.
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0, max = 0] = steps.map((_, i) =>
      Math.min(
        100,
        steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0),
      ),
    )
    const use = someUse({ mean: p50, p50, p90, p95, p99, max })
    return {
      rule,
      asset: aServer({
        kind,
        vcpu: { value: vcpu, source: null },
        memoryMib: { value: gib * 1024, source: null },
        usage: aUsage({ cpu: use, memory: hasMemory ? use : null }),
      }),
    }
  })

describe('laws', () => {
  test('the derivation of a need, evaluated, gives it again', () => {
    fc.assert(
      fc.property(someServer, ({ asset, rule }) => {
        const settings = { ...ownSizing, rule }
        const need = needOf(asset, settings)
        const root = reEvaluated(neededSizeDerivation(asset, settings))
        expect(root).toEqual({ kind: 'known', value: need.vcpu })
        const [vcpu, memory] = neededQuantities(asset, settings).map((part) => reEvaluated(part))
        expect(vcpu).toEqual(root)
        expect(memory?.kind === 'known' ? memory.value : Number.NaN).toBeCloseTo(need.memoryGib, 6)
      }),
    )
  })
  test('p95 asks for no more than p99, p99 for no more than the maximum; twice the cores never for less', () => {
    fc.assert(
      fc.property(someServer, ({ asset }) => {
        const [p95, p99, max] = (['own-p95', 'p99', 'max'] as const).map((rule) => under(asset, rule))
        expect(p95?.vcpu).toBeLessThanOrEqual(p99?.vcpu ?? 0)
        expect(p99?.vcpu).toBeLessThanOrEqual(max?.vcpu ?? 0)
        expect(p99?.memoryGib).toBeLessThanOrEqual(max?.memoryGib ?? 0)
        const twice = { ...asset, vcpu: { value: (asset.vcpu.value ?? 0) * 2, source: null } }
        expect(under(twice, 'own-p95').vcpu).toBeGreaterThanOrEqual(p95?.vcpu ?? 0)
      }),
    )
  })
})

describe('the size that fits', () => {
  const book = theBook()
  const pricesOf = (option: string) => {
    const prices = book.byOption.get(option)
    if (prices === undefined) throw new Error(option)
    return prices
  }
  const skuOf = (asset: AssetSize, option = 'azure.canadacentral', settings = ownSizing) => {
    const chosen = computeChoice(asset, pricesOf(option), option, settings)
    if (chosen.kind === 'unknown') throw new Error(chosen.reasons.join())
    return chosen.value?.price
  }
  test('is smaller once measured, and a server that is off has none', () => {
    const [bought, used] = [skuOf(aServer()), skuOf(aServer({ usage: aUsage() }))]
    expect(bought?.vcpu).toBeGreaterThanOrEqual(8)
    expect(used?.amount).toBeLessThan(bought?.amount ?? 0)
    expect(skuOf(aServer({ isPoweredOn: false }))).toBeUndefined()
  })
  test('may be burstable only when mean and p95 stay under what its baseline earns', () => {
    // Standard_B4ms earns 4 × 22.5 % = 0.9 processor; 8 at 11 % use 0.88, 8 at 12 % use 0.96.
    const b4ms = { sku: 'Standard_B4ms', vcpu: 4 }
    expect(staysUnderBaseline(b4ms, 8, { cpu: someUse({ mean: 5, p95: 11 }) })).toBe(true)
    expect(staysUnderBaseline(b4ms, 8, { cpu: someUse({ mean: 5, p95: 12 }) })).toBe(false)
    expect(staysUnderBaseline({ sku: 'Standard_B2s_v2', vcpu: 2 }, 1, { cpu: someUse({ mean: 0, p95: 0 }) })).toBe(
      false,
    )
  })
  test('a quiet server takes a burstable size, a busy one, a database and an unmeasured one never do', () => {
    const quiet = aUsage({ cpu: someUse({ mean: 1, p95: 2, p99: 4 }), memory: someUse({ mean: 10, p95: 12 }) })
    const isBurstable = (asset: AssetSize, settings = ownSizing) =>
      burstableBaseline(skuOf(asset, 'azure.canadacentral', settings)?.sku ?? '') !== undefined
    const small = { vcpu: { value: 2, source: null }, memoryMib: { value: 8 * 1024, source: null } }
    expect(isBurstable(aServer({ ...small, usage: quiet }))).toBe(true)
    expect(isBurstable(aServer({ ...small, usage: quiet }), { ...ownSizing, burstable: false })).toBe(false)
    expect(isBurstable(aServer({ ...small, usage: aUsage({ cpu: someUse({ mean: 60, p95: 90 }) }) }))).toBe(false)
    expect(isBurstable(aServer({ ...small, kind: 'database', usage: quiet }))).toBe(false)
    expect(isBurstable(aServer(small))).toBe(false)
  })
})

test.each([
  ['windows', 'Windows Server 2022', 4, [['windows-server', 16, 16]]],
  ['windows', 'Windows Server 2022', 40, [['windows-server', 40, 24]]],
  [
    'windows',
    'Windows 2022 + SQL Server Standard',
    2,
    [
      ['windows-server', 16, 16],
      ['sql-server', 4, 4],
    ],
  ],
  ['linux', 'Ubuntu', 8, []],
] as const)('licences brought along: %s (%s) with %d processors', (os, text, vcpu, expected) => {
  const asset = aServer({ operatingSystem: { value: os, source: null }, operatingSystemText: text })
  expect(licenceCores(asset, vcpu).map(({ product, cores, minimum }) => [product, cores, minimum])).toEqual(expected)
})
