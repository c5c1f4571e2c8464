import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agedIndicator,
  indicator,
  type IndicatorDefinition,
  type PortfolioCounts,
  signedCounts,
  smallestGroup,
} from '#models/barometer/indicators.ts'
import { json } from '#tests/support/datasets.ts'

const { indicators } = json<{ indicators: readonly IndicatorDefinition[] }>('data/indicators/indicators.json')
const named = (id: string) => {
  const found = indicators.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

const none: PortfolioCounts = {
  workloads: 0,
  signed: 0,
  approved: 0,
  assessmentsDone: 0,
  assessmentsNeeded: 0,
  bodies: 0,
  bodiesCompleted: 0,
  promisedCents: 0,
  promises: 0,
  exemptionsLiving: 0,
  exemptionsEnded: 0,
  signedWithOption: 0,
  signedPublic: 0,
  signedProvider: 0,
  signedState: 0,
  signedRetained: 0,
  signedRetired: 0,
  signedCanadian: 0,
  signedControlled: 0,
}

test.each([
  { id: 'workloads-decided', counts: { signed: 31, workloads: 124 }, expected: [25, 31, 124, 'approved'] },
  { id: 'workloads-classified', counts: { approved: 124, workloads: 124 }, expected: [100, 124, 124, 'approved'] },
  { id: 'workloads-classified', counts: { approved: 0, workloads: 124 }, expected: [0, 0, 124, 'approved'] },
  { id: 'bodies-completed', counts: { bodiesCompleted: 3, bodies: 12 }, expected: [25, 3, 12, 'approved'] },
  { id: 'decisions-public-cloud', counts: { signedPublic: 10, signed: 40 }, expected: [25, 10, 40, 'approved'] },
  { id: 'placed-nsi-3', counts: { signedControlled: 9, signedWithOption: 12 }, expected: [75, 9, 12, 'approved'] },
  {
    id: 'assessments-done',
    counts: { assessmentsDone: 2, assessmentsNeeded: 9 },
    expected: [null, null, null, 'suppressed'],
  },
  {
    id: 'assessments-done',
    counts: { assessmentsDone: 0, assessmentsNeeded: 2 },
    expected: [null, null, null, 'suppressed'],
  },
  { id: 'assessments-done', counts: {}, expected: [null, null, null, 'unknown'] },
  {
    id: 'benefits-promised',
    counts: { promisedCents: -250_050, promises: 3 },
    expected: [-2500.5, null, 3, 'approved'],
  },
  { id: 'exemptions-living', counts: { exemptionsLiving: 7, workloads: 124 }, expected: [7, null, 124, 'approved'] },
  { id: 'exemptions-living', counts: { workloads: 124 }, expected: [0, null, 124, 'approved'] },
  {
    id: 'exemptions-ended',
    counts: { exemptionsEnded: 2, workloads: 124 },
    expected: [null, null, null, 'suppressed'],
  },
  { id: 'exemptions-ended', counts: {}, expected: [null, null, null, 'unknown'] },
  { id: 'benefits-promised', counts: { promisedCents: 1, promises: 1 }, expected: [null, null, null, 'suppressed'] },
])('$id of $counts', ({ id, counts, expected }) => {
  const { value, numerator, denominator, status } = indicator(named(id), { ...none, ...counts })
  expect([value, numerator, denominator, status]).toEqual(expected)
})

test('an indicator that nothing computes is unknown, never 0', () => {
  const invented = { ...named('workloads-decided'), id: 'wishes-granted' }
  expect(indicator(invented, { ...none, workloads: 10, signed: 5 })).toMatchObject({ value: null, status: 'unknown' })
})

test('every definition of the data is computed, and says its rule in both languages', () => {
  const many = Object.fromEntries(Object.keys(none).map((key) => [key, 100])) as PortfolioCounts // same members
  for (const definition of indicators) {
    expect([definition.id, indicator(definition, many).status]).toEqual([definition.id, 'approved'])
    const words = [definition.fr, definition.en, definition.ruleFr, definition.ruleEn, definition.formula]
    expect(words.every((text) => text.trim().length > 3)).toBe(true)
    expect(definition.formulaVersion).toMatch(/^\d+\.\d+\.\d+$/)
    expect(definition.staleAfterDays).toBeGreaterThan(0)
  }
})

test('no published figure ever stands on one or two', () => {
  const whole = fc.integer({ min: 0, max: 6 })
  const members = Object.fromEntries(Object.keys(none).map((key) => [key, whole]))
  fc.assert(
    fc.property(fc.record(members), fc.constantFrom(...indicators), (drawn, definition) => {
      const view = indicator(definition, { ...none, ...drawn })
      const shown = [view.denominator, view.numerator].filter((count) => count !== null)
      expect(shown.every((count) => count === 0 || count >= smallestGroup)).toBe(true)
      if (view.status !== 'approved') expect([view.value, view.numerator, view.denominator]).toEqual([null, null, null])
    }),
  )
})

describe('where signed decisions lead', () => {
  const options = [
    { id: 'aws', kind: 'public_cloud', parentCountry: 'US', nsi: 1 },
    { id: 'suite', kind: 'saas', parentCountry: 'CA', nsi: null },
    { id: 'micro', kind: 'private_provider', parentCountry: 'CA', nsi: 3 },
    { id: 'ngq', kind: 'state', parentCountry: 'CA', nsi: 4 },
    { id: 'cti', kind: 'legacy_cti', parentCountry: 'CA', nsi: 4 },
  ]
  test('each decision counts where it belongs', () => {
    const groups = [
      { strategy: 'rehost', option: 'aws', count: 5 },
      { strategy: 'replace', option: 'suite', count: 1 },
      { strategy: 'rehost', option: 'micro', count: 2 },
      { strategy: 'rehost', option: 'ngq', count: 7 },
      { strategy: 'relocate', option: 'cti', count: 3 },
      { strategy: 'retain', option: null, count: 4 },
      { strategy: 'retire', option: null, count: 6 },
      { strategy: 'rehost', option: 'gone', count: 9 },
    ]
    expect(signedCounts(groups, options)).toEqual({
      signedWithOption: 27,
      signedPublic: 6,
      signedProvider: 2,
      signedState: 7,
      signedRetained: 7,
      signedRetired: 6,
      signedCanadian: 13,
      signedControlled: 12,
    })
  })

  test('kinds never count a decision twice', () => {
    const group = fc.record({
      strategy: fc.constantFrom('rehost', 'replatform'),
      option: fc.constantFrom('aws', 'suite', 'micro', 'ngq', 'cti'),
      count: fc.nat(50),
    })
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        const counts = signedCounts(groups, options)
        const kinds = [counts.signedPublic, counts.signedProvider, counts.signedState, counts.signedRetained]
        expect(kinds.reduce((sum, one) => sum + one, 0)).toBe(counts.signedWithOption)
      }),
    )
  })
})

test.each([
  { name: 'on its day', ageDays: 0, status: 'approved' },
  { name: 'on its last day', ageDays: 120, status: 'approved' },
  { name: 'the day after', ageDays: 121, status: 'stale' },
])('an approved figure $name', ({ ageDays, status }) => {
  const view = indicator(named('workloads-decided'), { ...none, workloads: 10, signed: 5 })
  expect(agedIndicator(view, named('workloads-decided'), ageDays)).toMatchObject({ status, value: 50 })
})

test('what was suppressed or unknown does not age', () => {
  const view = indicator(named('workloads-decided'), none)
  expect(agedIndicator(view, named('workloads-decided'), 10_000)).toEqual(view)
})
