import { describe, expect, test } from 'vitest'
import { caseDerivation, measureText, parsedMeasure } from '#models/cases/case-derivation.ts'
import { likelyFlows, preparedCase } from '#models/cases/case-flows.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { caseComputation } from '#models/cases/case-result.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { OverrideSet } from '#models/assumptions/assumption-set.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { json } from '#tests/support/datasets.ts'
import { someCase, someServer, someWorkload, statedFacts } from '#tests/support/some-case.ts'

const inputs = someCase([
  someWorkload('CH-000001', { stated: statedFacts({ labourHoursPerYear: 30, egressGbPerMonth: 200 }) }),
  someWorkload('CH-000002', { current: null, assets: [someServer(8, 32, 500, 'windows')], strategy: 'replatform' }),
  someWorkload('CH-000003', {
    dates: { startsOn: '2028-05-01', cutsOverOn: '2028-09-01', decommissionsOn: '2029-02-01' },
    places: [{ option: 'gcp.northamerica-northeast1', mitigations: ['needsExitPlan'], isForbidden: false }],
  }),
  someWorkload('CH-000004', { strategy: 'retain' }),
  someWorkload('CH-000005', { strategy: 'retire', places: [null] }),
])
const prepared = preparedCase(inputs, caseRows(inputs).rows)
const opened = (text: string): Derivation | undefined => {
  const asked = parsedMeasure(text)
  return asked === undefined
    ? undefined
    : caseDerivation(prepared, 0, asked.measure, (measure) => measureText(asked.variant, measure))
}

test('the net present value opens down to a price row, a statement and an assumption; every node gives its value back', () => {
  const ends = new Set<string>()
  const seen = new Set<string>()
  const follow = (text: string, expected: number | undefined) => {
    if (seen.has(text)) return
    seen.add(text)
    const node = opened(text)
    if (node === undefined) throw new Error(text)
    if (expected !== undefined) expect(Number(node.value)).toBeCloseTo(expected, 6)
    const again = reEvaluated(node)
    if (again.kind === 'unknown') throw new Error(`${text} ${again.reasons.join()}`)
    expect(again.value, text).toBeCloseTo(Number(node.value), 6)
    const walk = (one: Derivation) => {
      if (one.source !== undefined) ends.add(one.source.kind)
      if (one.figure !== undefined) follow(one.figure, Number(one.value))
      one.inputs.forEach(walk)
    }
    walk(node)
  }
  follow('A.npv', likelyFlows(prepared, 0, inputs.set).npv)
  expect(seen.size).toBeGreaterThan(100)
  expect(ends).toEqual(new Set(['assumption', 'calculation', 'price', 'statement', 'file', 'data']))
})

test.each([
  'A.npv',
  'B.year.3',
  'C.due.doubleRunning.0',
  'A.annual.target.licences.12',
  'A.once.exit.2',
  'A.workload.asIs.CH-000001.total',
])('%s is read as it is written', (text) => {
  const asked = parsedMeasure(text)
  expect(asked === undefined ? undefined : measureText(asked.variant, asked.measure)).toBe(text)
})

test.each([
  '',
  'D.npv',
  'A',
  'A.year.x',
  'A.due.profit.1',
  'A.annual.asIs.wages.0',
  'A.year.99',
  'A.workload.asIs.CH-999999.total',
  'A.workload.asIs.CH-000001.__proto__',
])('%s opens nothing', (text) => {
  expect(opened(text)).toBeUndefined()
})

describe('a whole case', () => {
  const vendor = json<OverrideSet>('data/assumptions/azure-migrate.json')
  const result = () => {
    const run = caseComputation(inputs, [vendor])
    for (;;) {
      const step = run.next()
      if (step.done === true) return step.value
    }
  }
  test('the same inputs give the same answer, and the last running total is the net present value', () => {
    const [one, other] = [result(), result()]
    expect(one).toEqual(other)
    const [variant] = one.variants
    expect(variant?.cumulative.at(-1)?.likely).toBeCloseTo(variant?.indicators.npv ?? Number.NaN, 6)
    expect(variant?.cumulative.at(-1)?.p50).toBeCloseTo(variant?.indicators.npvSpread.p50.value ?? Number.NaN, 6)
    expect(one.leftOut).toEqual([])
    expect(one.workloads).toBe(5)
  })

  test('each vendor default has its effect alone; all of them together are the vendor’s case', () => {
    const { switchboard, variants } = result()
    const [azure] = switchboard
    const ours = variants[0]?.indicators.npv ?? Number.NaN
    const migration = azure?.effects.find(({ name }) => name === 'countMigration')
    expect(migration?.npvEffect[0]).toBeGreaterThan(0)
    expect(azure?.npv[0]).toBeGreaterThan(ours)
    expect(azure?.effects.map(({ name }) => name)).toEqual(vendor.overrides.map(({ name }) => name))
  })
})
