import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import {
  consequences,
  type ConsequencesSurroundings,
  type TouchedWorkload,
} from '#models/classification/consequences.ts'
import { annualCost, annualCostDraws, costDifference } from '#models/cost/annual-cost.ts'
import { costChangeDerivation } from '#models/cost/cost-difference.ts'
import { nothingStated } from '#models/cost/cost-facts.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { annualCostDerivation } from '#models/cost/annual-cost-derivation.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { demandedMitigations } from '#models/cost/mitigations.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict } from '#models/rules/placement-verdict.ts'
import { theBook, theFormulas, theRate, theSet } from '#tests/support/datasets.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someRecord, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const options = theDemoOptions()
const today = '2026-11-15'
const around: ConsequencesSurroundings = {
  pack: thePack(),
  options,
  canadianQualifiedExists: canadianQualifiedExists(options, today),
  today,
  book: theBook(),
  set: theSet(),
  rate: theRate,
  formulas: theFormulas(),
}
const from = { kind: 'file', file: 'rvtools.xlsx', line: 14, batch: 'b', column: 'CPUs' } as const
const server: AssetSize = {
  id: 'a',
  name: 'srv-01',
  kind: 'server',
  isPoweredOn: true,
  vcpu: { value: 4, source: from },
  memoryMib: { value: 16_384, source: from },
  storageGib: { value: 100, source: from },
  operatingSystem: { value: 'linux', source: from },
  operatingSystemText: 'Linux',
  cpuPercent: { value: null, source: null },
  memoryPercent: { value: null, source: null },
}
const record = (c: 1 | 2 | 3 | 4, isPersonal = false): ClassificationRecord => ({
  ...unknownClassification,
  dic: { d: 1, i: 1, c, justification: '', date: '2026-05-01' },
  owner: 'Direction',
  pi: { ...unknownClassification.pi, present: isPersonal, sensitive: isPersonal, communicatedWithoutConsent: false },
  legalRegimes: [],
  adjudicative: false,
  caEquivalent: 'none',
  change: 'none',
  missionCritical: false,
  realData: true,
})
const touched = (before: ClassificationRecord, after: ClassificationRecord): TouchedWorkload => ({
  workload: 'CH-000001',
  name: 'Guichet',
  path: [],
  environment: 'production',
  currentOption: null,
  assets: [server],
  stated: nothingStated,
  settings: enforceAll,
  before,
  after,
  decided: null,
})

describe('what a change of classification brings', () => {
  test('from C1 to C4, public options close, the best changes, and its cost with it', () => {
    const found = consequences([touched(record(1), record(4))], around)
    const [own] = found.workloads
    expect(own?.lost).toEqual(expect.arrayContaining(['gcp.northamerica-northeast2']))
    expect(own?.gained).toEqual([])
    for (const change of own?.options ?? []) {
      const isLost = own?.lost.includes(change.option)
      if (isLost === true) expect(['forbid', 'undetermined']).toContain(change.after)
    }
  })

  test('the change is after less before, and its range holds it', () => {
    const found = consequences([touched(record(1), record(4))], around)
    const [own] = found.workloads
    if (own?.costChangeCad.kind !== 'known' || own.compared.before === null || own.compared.after === null)
      throw new Error('expected a known change')
    const cost = (option: string, side: ClassificationRecord) => {
      const offered = options.find((one) => one.id === option)
      if (offered === undefined) throw new Error(option)
      const facts = placementFacts({ ...touched(side, side), record: side, option: offered, ...around })
      const mitigations = demandedMitigations(placementVerdict(around.pack, facts, enforceAll))
      const one = annualCost({ workload: 'CH-000001', assets: [server], option, mitigations, ...around })
      return one.kind === 'known' ? one.value.p50 : Number.NaN
    }
    const { p10, p50, p90 } = own.costChangeCad.value
    expect(p50).toBeCloseTo(cost(own.compared.after, record(4)) - cost(own.compared.before, record(1)), 9)
    expect(p10).toBeLessThanOrEqual(p50)
    expect(p90).toBeGreaterThanOrEqual(p50)
    expect(found.costChangeCad).toMatchObject({ kind: 'known', value: { p50, uncounted: 0 } })
  })

  test('a signed option that closes says what it promised; one that stays open says nothing', () => {
    const decided = { option: 'gcp.northamerica-northeast2', benefit: 'B-0007', promisedCad: '1234.56' }
    const closing = consequences([{ ...touched(record(1), record(4)), decided }], around)
    expect(closing.workloads[0]?.promise).toEqual({ ...decided, after: 'forbid' })
    const staying = consequences([{ ...touched(record(1), record(1)), decided }], around)
    expect(staying.workloads[0]?.promise).toBeNull()
  })

  test('what is compared is the best option that has a price, even when the best of all has none', () => {
    const [own] = consequences([touched(record(1), record(3))], around).workloads
    expect(own?.best).toEqual({ before: 'cti.retenu', after: 'cti.retenu' })
    expect(around.book.byOption.get('cti.retenu')).toBeUndefined()
    expect(own?.compared.before).not.toBeNull()
  })

  test('a workload without servers has no cost to compare, and says so', () => {
    const found = consequences([{ ...touched(record(1), record(3)), assets: [] }], around)
    expect(found.costChangeCad).toEqual({ kind: 'unknown', reasons: ['no-price'] })
  })

  test('the total opens: each workload after less before, down to the prices, and gives the figure back', () => {
    const opened = (option: string) =>
      annualCostDerivation({ workload: 'CH-000001', assets: [server], option, ...around })
    const [before, after] = [opened('gcp.northamerica-northeast1'), opened('aws.ca-central-1')]
    const derivation = costChangeDerivation(
      [
        { workload: 'CH-000001', name: 'Guichet', from: before, to: after },
        { workload: 'CH-000002', name: 'Archives', from: after, to: before },
        { workload: 'CH-000003', name: 'Paie', from: before, to: after },
      ],
      { p10: 1, p90: 2 },
    )
    expect(derivation.value).toBeCloseTo(Number(after.value) - Number(before.value), 9)
    const again = reEvaluated(derivation)
    expect(again.kind === 'known' && again.value).toBeCloseTo(Number(derivation.value), 6)
  })
})

describe('laws', () => {
  test('nothing changes when the record does not', () => {
    fc.assert(
      fc.property(someRecord, (same) => {
        const [own] = consequences([touched(same, same)], around).workloads
        expect([own?.gained, own?.lost, own?.promise]).toEqual([[], [], null])
        if (own?.costChangeCad.kind === 'known') expect(own.costChangeCad.value).toEqual({ p10: 0, p50: 0, p90: 0 })
      }),
      { numRuns: 40 },
    )
  })
  test('there and back: what one change closes the other opens, at the opposite cost', () => {
    fc.assert(
      fc.property(someRecord, someRecord, (a, b) => {
        const [there] = consequences([touched(a, b)], around).workloads
        const [back] = consequences([touched(b, a)], around).workloads
        expect(back?.gained).toEqual(there?.lost)
        expect(back?.lost).toEqual(there?.gained)
        if (there?.costChangeCad.kind === 'known' && back?.costChangeCad.kind === 'known')
          expect(back.costChangeCad.value.p50).toBeCloseTo(-there.costChangeCad.value.p50, 9)
      }),
      { numRuns: 40 },
    )
  })
  test('two sides that are equal never differ, whatever the draws', () => {
    const option = 'aws.ca-central-1'
    const drawn = annualCostDraws({ workload: 'CH-000001', assets: [server], option, ...around })
    if (drawn.kind === 'unknown') throw new Error(drawn.reasons.join())
    const pair = { before: drawn.value, after: drawn.value }
    expect(costDifference([pair], around.set.draws)).toEqual({ p10: 0, p50: 0, p90: 0 })
  })
})
