import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AssumptionSet, withOverrides } from '#models/assumptions/assumption-set.ts'
import { movedFlows, statusQuoFlows } from '#models/cases/case.schemas.ts'
import { addRow, drawnPresentValues, emptySums } from '#models/cases/case-draws.ts'
import { likelyFlows, preparedCase } from '#models/cases/case-flows.ts'
import type { CaseInputs, CaseWorkload } from '#models/cases/case-inputs.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { decisionOf } from '#models/cases/case-sensitivity.ts'
import { sameInBoth } from '#models/shared/bilingual.ts'
import { aStatement, someCase, someServer, someWorkload, statedFacts } from '#tests/support/some-case.ts'

/** Nothing grows and nothing has a width: what is left can be worked by hand. */
function still(set: AssumptionSet, more: Readonly<Record<string, number>> = {}): AssumptionSet {
  const growth = ['inflation', 'wageGrowth', 'energyGrowth', 'maintenanceGrowth', 'cloudPriceGrowth', 'volumeGrowth']
  const values = { ...Object.fromEntries(growth.map((name) => [name, 0])), countExit: 0, ...more }
  const overrides = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    asPublished: sameInBoth(''),
    reference: sameInBoth(''),
    status: '',
  }))
  return withOverrides(set, { id: 'still', version: '1', owner: 'test' }, overrides)
}

function flowsOf(inputs: CaseInputs) {
  const { rows, leftOut } = caseRows(inputs)
  const prepared = preparedCase(inputs, rows)
  return { prepared, leftOut, ...likelyFlows(prepared, 0, inputs.set) }
}

const stillCase = (workloads: readonly CaseWorkload[], more: Readonly<Record<string, number>> = {}) => {
  const inputs = someCase(workloads)
  return { ...inputs, set: still(inputs.set, more) }
}

describe('by pencil', () => {
  test('a move in the middle of the first year: each day is paid by the side that stands, and twice while both do', () => {
    const { flows, targetAnnual, npv, presentValues } = flowsOf(
      stillCase([someWorkload('CH-000001')], { discountRate: 0 }),
    )
    const target = Object.values(targetAnnual).reduce((sum, head) => sum + head, 0)
    // 2027-2028 has 366 days. Old alone to 1 October: 183; old in parallel to 1 January: 92. New in parallel from 1 July: 92; new after: 183.
    expect(flows.statusQuo[0]).toBeCloseTo(40_000, 6)
    expect(flows.kept[0]).toBeCloseTo((40_000 * 183) / 366, 6)
    expect(flows.doubleRunning[0]).toBeCloseTo((40_000 * 92 + target * 92) / 366, 6)
    expect(flows.hosted[0]).toBeCloseTo((target * 183) / 366, 6)
    expect(flows.kept.slice(1)).toEqual([0, 0, 0, 0])
    expect(flows.hosted[4]).toBeCloseTo(target, 6)
    // Rehost: 6 days and 1.5 for its server, half a day a terabyte of 214.7 GB; 20 % more for optimism; 7 h at 0.4 × (0.3 × 65 + 0.7 × 85) + 0.6 × 130; 1,500 of training.
    const days = (6 + 1.5 + 0.5 * 0.2147483648) * 1.2
    expect(flows.migration[0]).toBeCloseTo(days * 7 * 109.6 + 1_500, 6)
    expect(npv).toBeCloseTo(
      flows.net.reduce((sum, net) => sum + net, 0),
      6,
    )
    expect(presentValues).toEqual(flows.net)
  })

  test('a year once everything has moved is the same perimeter as a year before: what stays is on both', () => {
    const goes = someWorkload('CH-000001')
    const stays = someWorkload('CH-000002', {
      strategy: 'retain',
      current: { amountCad: 30_000, source: aStatement },
    })
    const total = (heads: object) => Object.values(heads).reduce<number>((sum, one) => sum + Number(one), 0)
    const alone = flowsOf(stillCase([goes]))
    const both = flowsOf(stillCase([goes, stays]))
    expect(total(both.asIsAnnual)).toBeCloseTo(total(alone.asIsAnnual) + 30_000, 6)
    expect(total(both.targetAnnual)).toBeCloseTo(total(alone.targetAnnual) + 30_000, 6)
    // Nothing grows: the last year is that year, refreshes and exit aside.
    expect(total(both.targetAnnual)).toBeCloseTo((both.flows.kept[4] ?? 0) + (both.flows.hosted[4] ?? 0), 6)
  })

  test('a place that a rule forbids binds only who would go there: a workload that stays or is retired closes no variant', () => {
    const forbidden = [{ option: 'gcp.northamerica-northeast1', mitigations: [], isForbidden: true }]
    const decided = (strategy: CaseWorkload['strategy']) =>
      decisionOf(
        flowsOf(stillCase([someWorkload('CH-000001'), someWorkload('CH-000002', { strategy, places: forbidden })]))
          .prepared,
        [1],
      )
    expect(decided('retain')).toBe('A')
    expect(decided('retire')).toBe('A')
    expect(decided('rehost')).toBe('stay')
  })

  test('discounting at the middle of each year', () => {
    const { flows, npv } = flowsOf(stillCase([someWorkload('CH-000001')], { discountRate: 0.05 }))
    expect(npv).toBeCloseTo(
      flows.net.reduce((sum, net, t) => sum + net / 1.05 ** (t + 0.5), 0),
      6,
    )
  })

  test('a workload that stays costs the same on both sides, whatever its days', () => {
    const { flows, npv } = flowsOf(stillCase([someWorkload('CH-000001', { strategy: 'retain' })]))
    expect(flows.kept).toEqual(flows.statusQuo)
    expect(flows.net).toEqual([0, 0, 0, 0, 0])
    expect(npv).toBe(0)
  })

  test('a retired workload costs its retirement and nothing after', () => {
    const { flows } = flowsOf(stillCase([someWorkload('CH-000001', { strategy: 'retire', places: [null] })]))
    expect(flows.hosted).toEqual([0, 0, 0, 0, 0])
    expect(flows.doubleRunning[0]).toBeCloseTo((40_000 * 92) / 366, 6)
    // 5 days and half a day for its server, 20 % more, and training.
    expect(flows.migration[0]).toBeCloseTo(5.5 * 1.2 * 7 * 109.6 + 1_500, 6)
    expect(flows.net[4]).toBeCloseTo(40_000, 6)
  })

  test('a renewal is paid by who is still there that day; a lease runs to its end; hardware fetches its value when it goes', () => {
    const stated = statedFacts({
      refreshCad: 9_000,
      refreshOn: '2028-06-01',
      refreshEveryYears: 3,
      leaseCadPerYear: 3_660,
      leaseEndsOn: '2028-03-01',
      residualCad: 500,
      bookValueCad: 4_000,
    })
    const { flows, prepared } = flowsOf(stillCase([someWorkload('CH-000001', { stated })]))
    expect(flows.statusQuoRefresh).toEqual([0, 9_000, 0, 0, 9_000])
    expect(flows.refresh).toEqual([0, 0, 0, 0, 0])
    expect(flows.stranded[0]).toBeCloseTo((3_660 * 60) / 366, 9) // 1 January to 1 March 2028: sixty days
    expect(flows.stranded[1]).toBe(0)
    expect(flows.residual).toEqual([-500, 0, 0, 0, 0])
    expect(prepared.dated.bookValue).toBe(4_000)
  })

  test('a side that is unknown leaves the workload out of both, by name and with every reason', () => {
    const { leftOut, prepared } = flowsOf(
      stillCase([
        someWorkload('CH-000001'),
        someWorkload('CH-000002', { dates: null, places: [null] }),
        someWorkload('CH-000003', { current: null, assets: [] }),
        someWorkload('CH-000004', { places: [{ option: 'ngq', mitigations: [], isForbidden: false }] }),
      ]),
    )
    expect(prepared.rows.map(({ workload }) => workload.code)).toEqual(['CH-000001'])
    expect(leftOut.map(({ code, reasons }) => [code, reasons])).toEqual([
      ['CH-000002', ['no-dates', 'no-open-option']],
      ['CH-000003', ['no-assets']],
      ['CH-000004', ['no-public-price-list:ngq']],
    ])
  })

  test('a vendor that counts no double running and no migration sees neither', () => {
    const { flows } = flowsOf(stillCase([someWorkload('CH-000001')], { countDoubleRunning: 0, countMigration: 0 }))
    expect([flows.doubleRunning[0], flows.migration[0]]).toEqual([0, 0])
  })
})

const day = (from: number, to: number) =>
  fc
    .integer({ min: from, max: to })
    .map((n) => new Date(Date.UTC(2027, 3, 1) + n * 86_400_000).toISOString().slice(0, 10))
const dates = fc
  .tuple(day(0, 600), day(0, 600), day(0, 600))
  .map((days) => days.toSorted())
  .map(([startsOn = '', cutsOverOn = '', decommissionsOn = '']) => ({ startsOn, cutsOverOn, decommissionsOn }))
const workload = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom('rehost', 'replatform', 'refactor', 'retire', 'retain', 'relocate', 'repurchase'),
    dates,
    fc.option(fc.integer({ min: 1_000, max: 200_000 }), { nil: null }),
    fc.constantFrom(2, 4, 8),
  )
  .map(([n, strategy, when, cost, vcpu]) =>
    someWorkload(`CH-00000${n}`, {
      strategy,
      dates: when,
      assets: [someServer(vcpu, vcpu * 4, 50 * vcpu)],
      current:
        cost === null ? null : { amountCad: cost, source: { kind: 'statement', by: 'U-0004', at: '', reference: '' } },
    }),
  )

describe('laws', () => {
  test('the net is what would have been paid less all that is paid, every year', () => {
    fc.assert(
      fc.property(fc.array(workload, { minLength: 1, maxLength: 4 }), (workloads) => {
        const { flows } = flowsOf(someCase(workloads))
        for (const [t, net] of flows.net.entries()) {
          const before = statusQuoFlows.reduce((sum, name) => sum + (flows[name][t] ?? 0), 0)
          const after = movedFlows.reduce((sum, name) => sum + (flows[name][t] ?? 0), 0)
          expect(net).toBeCloseTo(before - after, 6)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('cases add: two workloads together are worth what they are worth apart', () => {
    fc.assert(
      fc.property(workload, workload, (a, b) => {
        const npv = (...all: CaseWorkload[]) => flowsOf(someCase(all)).npv
        expect(npv(a, b)).toBeCloseTo(npv(a) + npv(b), 4)
      }),
      { numRuns: 40 },
    )
  })

  test('real flows discounted at the real rate are worth the nominal ones', () => {
    fc.assert(
      fc.property(workload, (one) => {
        const inputs = someCase([one])
        const { flows, npv, deflators } = flowsOf(inputs)
        const at = (name: string) =>
          inputs.set.assumptions.find((assumption) => assumption.name === name)?.likely ?? Number.NaN
        const real = (1 + at('discountRate')) / (1 + at('inflation')) - 1
        const value = flows.net.reduce((sum, net, t) => sum + net / (deflators[t] ?? 1) / (1 + real) ** (t + 0.5), 0)
        expect(value).toBeCloseTo(npv, 4)
      }),
      { numRuns: 30 },
    )
  })

  test('without any width every draw is the likely value, to the cent', () => {
    fc.assert(
      fc.property(fc.array(workload, { minLength: 1, maxLength: 3 }), (workloads) => {
        const plain = someCase(workloads)
        const flat = plain.set.assumptions.map(({ name, likely }) => ({
          name,
          value: likely,
          asPublished: sameInBoth(''),
          reference: sameInBoth(''),
          status: '',
        }))
        const inputs = {
          ...plain,
          set: withOverrides({ ...plain.set, draws: 3 }, { id: 'flat', version: '1', owner: 't' }, flat),
        }
        const { rows } = caseRows(inputs)
        const prepared = preparedCase(inputs, rows)
        const sums = emptySums(prepared)
        for (const row of rows.keys()) addRow(prepared, sums, row)
        const likely = likelyFlows(prepared, 0, inputs.set)
        for (const [t, year] of drawnPresentValues(prepared, sums, 0).entries())
          for (const draw of year) expect(Math.abs(draw - (likely.presentValues[t] ?? Number.NaN))).toBeLessThan(0.005)
      }),
      { numRuns: 25 },
    )
  })
})
