import { describe, expect, test } from 'vitest'
import { caseDerivation } from '#models/cases/case-derivation.ts'
import { flowNames, likelyFlows, preparedCase } from '#models/cases/case-flows.ts'
import { indicatorDerivation } from '#models/cases/case-indicator-derivation.ts'
import { indicatorNames, measureText, parsedMeasure } from '#models/cases/case-measure.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import type { CaseResult } from '#models/cases/case.schemas.ts'
import { caseComputation } from '#models/cases/case-result.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { costHeads } from '#models/cost/heads.ts'
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
  return asked === undefined || asked.measure.kind === 'indicator'
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
  follow('A.npv', likelyFlows(prepared, 0, prepared.inputs.set).npv)
  expect(seen.size).toBeGreaterThan(100)
  expect(ends).toEqual(new Set(['assumption', 'calculation', 'price', 'statement', 'file', 'data']))
})

test.each([
  'A.npv',
  'B.year.3',
  'C.due.doubleRunning.0',
  'A.flow.stranded.2',
  'B.indicator.lastPayback',
  'A.annual.asIs.labour',
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
  'A.annual.asIs.wages',
  'A.annual.asIs.labour.x',
  'A.flow.profit.0',
  'A.flow.net.99',
  'A.indicator.luck',
  'A.year.99',
  'A.workload.asIs.CH-999999.total',
  'A.workload.asIs.CH-000001.__proto__',
])('%s opens nothing', (text) => {
  expect(opened(text)).toBeUndefined()
})

test.each(flowNames)('a year’s %s opens to the flow, and in constant dollars to the same over the deflator', (name) => {
  const likely = likelyFlows(prepared, 0, prepared.inputs.set)
  const real = preparedCase({ ...inputs, basis: 'real' }, caseRows(inputs).rows)
  for (const [index, value] of likely.flows[name].entries()) {
    const nominal = opened(`A.flow.${name}.${index}`)
    expect(Number(nominal?.value)).toBeCloseTo(value, 6)
    const node = caseDerivation(real, 0, { kind: 'flow', flow: name, index }, () => '')
    expect(Number(node?.value)).toBeCloseTo(value / (likely.deflators[index] ?? Number.NaN), 6)
    const again = node === undefined ? undefined : reEvaluated(node)
    expect(again?.kind === 'known' ? again.value : again).toBeCloseTo(Number(node?.value), 6)
  }
})

test.each(costHeads)('%s over all groups of moves is the sum that the result gives', (head) => {
  const { asIsAnnual, targetAnnual } = likelyFlows(prepared, 0, prepared.inputs.set)
  expect(Number(opened(`A.annual.asIs.${head}`)?.value)).toBeCloseTo(asIsAnnual[head], 6)
  expect(Number(opened(`A.annual.target.${head}`)?.value)).toBeCloseTo(targetAnnual[head], 6)
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
  let first: CaseResult | undefined
  const once = () => (first ??= result())
  test('the same inputs give the same answer, and the last running total is the net present value', () => {
    const [one, other] = [once(), result()]
    expect(one).toEqual(other)
    const [variant] = one.variants
    expect(variant?.cumulative.at(-1)?.likely).toBeCloseTo(variant?.indicators.npv ?? Number.NaN, 6)
    expect(variant?.cumulative.at(-1)?.p50).toBeCloseTo(variant?.indicators.npvSpread.p50.value ?? Number.NaN, 6)
    expect(one.leftOut).toEqual([])
    expect(one.workloads).toBe(5)
  })

  test.each(indicatorNames)('%s opens with the value that was kept and what it comes from', (name) => {
    const [kept] = once().variants
    if (kept === undefined) throw new Error('no variant')
    const node = indicatorDerivation(prepared, { variant: 0, kept, name }, (measure) => measureText('A', measure))
    const of = kept.indicators[name]
    const value = typeof of === 'number' ? of : 'p50' in of ? of.p50.value : of.kind === 'known' ? of.value : undefined
    if (value === undefined) expect(node.value).toBeUndefined()
    else expect(Number(node.value)).toBeCloseTo(value, 6)
    expect(node.formula ?? node.source?.kind).toBeDefined()
    for (const input of node.inputs) {
      const there = input.figure === undefined ? undefined : opened(input.figure)
      if (input.figure !== undefined) expect(there, input.figure).toBeDefined()
      const isWholeYear = input.figure?.includes('.year.') === true
      if (there !== undefined && !isWholeYear) expect(Number(there.value)).toBeCloseTo(Number(input.value), 6)
    }
  })

  test('the central value lies inside the spread of the draws: means add, peaks do not', () => {
    const [variant] = once().variants
    const { npv, npvSpread } = variant?.indicators ?? { npv: Number.NaN, npvSpread: undefined }
    expect(npv).toBeGreaterThan(npvSpread?.p10.value ?? Number.NaN)
    expect(npv).toBeLessThan(npvSpread?.p90.value ?? Number.NaN)
  })

  test('each vendor default has its effect alone; all of them together are the vendor’s case', () => {
    const { switchboard, variants } = once()
    const [azure] = switchboard
    const ours = variants[0]?.indicators.npv ?? Number.NaN
    const migration = azure?.effects.find(({ name }) => name === 'countMigration')
    expect(migration?.npvEffect[0]).toBeGreaterThan(0)
    expect(azure?.npv[0]).toBeGreaterThan(ours)
    expect(azure?.effects.map(({ name }) => name)).toEqual(vendor.overrides.map(({ name }) => name))
  })
})
