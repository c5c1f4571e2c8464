import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjustmentsIn,
  lifeFault,
  observationFault,
  realisingGaps,
  shareExcess,
  trajectoryFault,
} from '#models/benefits/invariants.ts'
import type { RegisterBenefit, Said } from '#models/benefits/register-state.ts'
import {
  type Adjustment,
  type Baseline,
  type Handover,
  lifeStates,
  type Measure,
  type Profile,
} from '#models/benefits/register.schemas.ts'
import { hostingCostMeasure } from '#models/benefits/assemble.ts'

const said = <T>(content: T): Said<T> => ({
  content,
  key: '-',
  version: 1,
  recordedAt: '2026-11-24T14:00:00.000Z',
  statedBy: 'U-0001',
  approvedBy: null,
  reason: '',
  digest: '',
})
const role = { role: 'Direction', unit: '', person: null, from: null, to: null }
const profile: Profile = {
  title: { fr: 'Papier', en: 'Paper' },
  class: 'economy',
  type: 'cashable',
  sign: 1,
  category: 'efficiency',
  recurrence: 'recurring',
  layer: 'end',
  beneficiary: '',
  owner: role,
  realisationOwner: null,
  financeCounterpart: role,
  projectLead: null,
  fund: null,
  budgetLine: null,
  workloads: [],
  ward: null,
  startsOn: null,
  endsOn: null,
  life: 'in-delivery',
}
const baseline: Baseline = {
  model: { kind: 'value', value: 1 },
  window: { from: '2025-04', to: '2026-03' },
  method: 'm',
  evidence: [],
  state: 'frozen',
  frozenOn: '2026-11-24',
}
const signed = { by: 'U-0002', at: '2026-11-24T14:00:00.000Z' }
const handover: Handover = {
  from: 'Projet',
  to: role,
  effectiveOn: '2027-01-01',
  obligations: 'Mesurer',
  frequency: 'yearly',
  endsOn: '2029-01-01',
  ownerAccepted: signed,
  financeAccepted: signed,
}
type Part = Pick<RegisterBenefit, 'profile' | 'measures' | 'baselines' | 'handover'>
const whole: Part = {
  profile: said(profile),
  measures: new Map([['m', said(hostingCostMeasure)]]),
  baselines: new Map([['m', said(baseline)]]),
  handover: said(handover),
}
const withProfile = (more: Partial<Profile>): Part => ({ ...whole, profile: said({ ...profile, ...more }) })

describe('nothing realises before it has all it needs', () => {
  test.each<{ name: string; benefit: Part; gaps: readonly string[] }>([
    { name: 'all of it', benefit: whole, gaps: [] },
    { name: 'without an owner', benefit: withProfile({ owner: null }), gaps: ['no-owner'] },
    { name: 'without finance', benefit: withProfile({ financeCounterpart: null }), gaps: ['no-finance-counterpart'] },
    { name: 'without a measure', benefit: { ...whole, measures: new Map() }, gaps: ['no-outcome-measure'] },
    { name: 'without a baseline', benefit: { ...whole, baselines: new Map() }, gaps: ['no-frozen-baseline'] },
  ])('$name', ({ benefit, gaps }) => {
    expect(realisingGaps(benefit)).toEqual(gaps)
    const fault = lifeFault(benefit, 'realising')
    expect(fault).toEqual(gaps.length === 0 ? undefined : { kind: 'not-ready', gaps })
  })
  test('closing waits for both signatures', () => {
    const realising = withProfile({ life: 'realising' })
    expect(lifeFault(realising, 'closed')).toBeUndefined()
    for (const missing of ['ownerAccepted', 'financeAccepted'] as const)
      expect(lifeFault({ ...realising, handover: said({ ...handover, [missing]: null }) }, 'closed')).toEqual({
        kind: 'handover-not-accepted',
      })
  })
  test('nothing leaves an end', () => {
    for (const life of ['closed', 'abandoned', 'superseded'] as const)
      for (const to of lifeStates) expect(lifeFault(withProfile({ life }), to)).toEqual({ kind: 'not-from-there' })
  })
})

describe('an observation', () => {
  const measure: Pick<Measure, 'startsOn' | 'frequency' | 'unit'> = {
    startsOn: null,
    frequency: 'quarterly',
    unit: 'CAD',
  }
  const value = { kind: 'known', value: 12.34 } as const
  test.each([
    { name: 'of a quarter', period: '2026-07', value, fault: undefined },
    { name: 'inside a quarter', period: '2026-08', value, fault: 'off-frequency' },
    { name: 'before the baseline', period: '2025-01', value, fault: 'before-baseline' },
    {
      name: 'of a third of a cent',
      period: '2026-07',
      value: { kind: 'known', value: 0.333 } as const,
      fault: 'cents',
    },
    { name: 'missing', period: '2026-07', value: { kind: 'missing', reason: 'withheld' } as const, fault: undefined },
  ])('$name', ({ period, value: stated, fault }) => {
    expect(observationFault({ period, value: stated }, measure, '2025-04')).toBe(fault)
  })
  test('before its measure starts', () => {
    expect(observationFault({ period: '2026-07', value }, { ...measure, startsOn: '2026-10-01' }, undefined)).toBe(
      'before-measure',
    )
  })
})

describe('a trajectory', () => {
  const good = {
    points: [],
    plateau: { low: 1, mode: 2, high: 3 },
    curve: null,
    from: '2027-04',
    to: '2028-03',
    priceBasis: { kind: 'nominal' } as const,
  }
  test.each([
    { name: 'that says it all', trajectory: good, fault: undefined },
    { name: 'that ends first', trajectory: { ...good, to: '2027-03' }, fault: 'ends-before-start' },
    { name: 'that says nothing', trajectory: { ...good, plateau: null }, fault: 'says-nothing' },
    {
      name: 'that speaks twice',
      trajectory: { ...good, points: [{ period: '2027-04', low: 1, mode: 1, high: 1 }] },
      fault: 'says-twice',
    },
    { name: 'out of order', trajectory: { ...good, plateau: { low: 3, mode: 2, high: 1 } }, fault: 'low-mode-high' },
    {
      name: 'in dollars of no kind',
      trajectory: { ...good, priceBasis: { kind: 'not-money' } as const },
      fault: 'price-basis',
    },
  ])('$name', ({ trajectory, fault }) => {
    expect(trajectoryFault(trajectory, 'CAD/year')).toBe(fault)
  })
})

test('shares of a pool reach the whole and never pass it', () => {
  expect([shareExcess([0.1, 0.2, 0.7]), shareExcess([])]).toEqual([0, 0])
  expect(shareExcess([0.7, 0.4])).toBeCloseTo(0.1, 12)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 8 }), (percents) => {
      const total = percents.reduce((a, b) => a + b, 0)
      expect(shareExcess(percents.map((one) => one / 100)) > 0).toBe(total > 100)
    }),
  )
})

test('only adjustments that a second person approved count, in the months they speak of', () => {
  const one: Adjustment = {
    kind: 'non-routine',
    measure: 'm',
    effect: -50,
    from: '2026-04',
    to: '2026-06',
    description: 'Une baie retirée',
    evidence: ['bordereau'],
    state: 'approved',
  }
  const all: Adjustment[] = [
    one,
    { ...one, effect: 10, to: null },
    { ...one, effect: 999, state: 'proposed' },
    { ...one, measure: 'autre' },
  ]
  expect(['2026-03', '2026-04', '2026-06', '2026-07'].map((month) => adjustmentsIn(all, 'm', month))).toEqual([
    0, -40, -40, 10,
  ])
})
