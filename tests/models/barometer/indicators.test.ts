import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { type IndicatorDefinition, indicatorDefinitionSchema } from '#models/barometer/indicator.schemas.ts'
import { agedIndicator, colourOf, indicator, signedCounts, smallestGroup } from '#models/barometer/indicators.ts'
import { countCatalogue, formulaInWords, type NamedCounts } from '#models/barometer/named-counts.ts'
import { formula } from '#models/shared/formula.ts'
import { json } from '#tests/support/datasets.ts'

const { indicators } = json<{ indicators: readonly IndicatorDefinition[] }>('data/indicators/indicators.json')
const named = (id: string) => {
  const found = indicators.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

const day = '2026-11-24'
const none: NamedCounts = Object.fromEntries(Object.keys(countCatalogue).map((name) => [name, 0]))

test.each([
  { id: 'workloads-decided', counts: { signed: 31, workloads: 124 }, expected: [25, 31, 124, 'approved'] },
  { id: 'workloads-classified', counts: { approved: 124, workloads: 124 }, expected: [100, 124, 124, 'approved'] },
  { id: 'workloads-classified', counts: { approved: 0, workloads: 124 }, expected: [0, 0, 124, 'approved'] },
  { id: 'bodies-completed', counts: { completed: 3, bodies: 12 }, expected: [25, 3, 12, 'approved'] },
  { id: 'decisions-public-cloud', counts: { public: 10, signed: 40 }, expected: [25, 10, 40, 'approved'] },
  { id: 'placed-nsi-3', counts: { controlled: 9, placed: 12 }, expected: [75, 9, 12, 'approved'] },
  {
    id: 'assessments-done',
    counts: { done: 2, needed: 9 },
    expected: [null, null, null, 'suppressed'],
  },
  {
    id: 'assessments-done',
    counts: { done: 0, needed: 2 },
    expected: [null, null, null, 'suppressed'],
  },
  { id: 'assessments-done', counts: {}, expected: [null, null, null, 'unknown'] },
  {
    id: 'benefits-promised',
    counts: { promised: -250_050, promises: 3 },
    expected: [-2500.5, null, null, 'approved'],
  },
  { id: 'exemptions-living', counts: { living: 7, workloads: 124 }, expected: [7, null, null, 'approved'] },
  { id: 'exemptions-living', counts: { workloads: 124 }, expected: [0, null, null, 'approved'] },
  {
    id: 'exemptions-ended',
    counts: { ended: 2, workloads: 124 },
    expected: [null, null, null, 'suppressed'],
  },
  { id: 'exemptions-ended', counts: {}, expected: [null, null, null, 'unknown'] },
  { id: 'benefits-promised', counts: { promised: 1, promises: 1 }, expected: [null, null, null, 'suppressed'] },
])('$id of $counts', ({ id, counts, expected }) => {
  const { value, numerator, denominator, status } = indicator(named(id), { ...none, ...counts }, day)
  expect([value, numerator, denominator, status]).toEqual(expected)
})

test('a number that nobody stated is unknown, never 0', () => {
  const { closedCentres: _, ...unstated } = none
  const view = indicator(named('centres-closed-457'), unstated, day)
  expect(view).toMatchObject({ value: null, status: 'unknown', colour: 'grey', reasons: ['not-known'] })
})

test('a stated number stands before what is counted, with its own day; a scope announced once does not age', () => {
  const asOf = '2026-10-31'
  const definition: IndicatorDefinition = {
    ...named('centres-closed-457'),
    stated: {
      ...named('centres-closed-457').stated,
      closedCentres: { value: 298, asOf, source: 'Registre des centres' },
    },
  }
  const view = indicator(definition, { ...none, closedCentres: 3 }, day)
  expect(view).toMatchObject({ numerator: 298, denominator: 457, date: asOf, status: 'approved', colour: 'amber' })
})

test('a stated amount is in dollars, and reads to the cent', () => {
  const stated = { programmeApproved: { value: 155_900_000.25, asOf: day, source: 'Registre' } }
  const view = indicator({ ...named('programme-approved'), stated }, none, day)
  expect([view.value, view.exact]).toEqual([155_900_000.25, '155900000.25'])
})

test('every definition of the data is read by its schema, computed, and explained in both languages', () => {
  const many = Object.fromEntries(Object.keys(none).map((key) => [key, 100]))
  expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length)
  for (const definition of indicators) {
    expect(v.parse(indicatorDefinitionSchema, definition)).toEqual(definition)
    const view = indicator(definition, many, day)
    expect([definition.id, view.status]).toEqual([definition.id, 'approved'])
    const read = formula(definition.formula)
    const names = [
      ...(read.kind === 'formula' ? read.names : []),
      ...definition.cases,
      ...Object.keys(definition.stated),
    ]
    expect(names.filter((name) => countCatalogue[name] === undefined)).toEqual([])
    expect(view.formulaWords.fr).not.toBe(view.formulaWords.en)
    if (definition.colour !== null) expect(view.colourRule?.fr).toContain(String(definition.colour.watch))
  }
  const groups = new Set(indicators.map(({ group }) => group))
  expect(groups.size).toBe(11) // the ten of the domain, and the targets of the strategy
})

test('no published figure that has cases ever stands on one or two', () => {
  const whole = fc.integer({ min: 0, max: 6 })
  const members = Object.fromEntries(Object.keys(none).map((key) => [key, whole]))
  fc.assert(
    fc.property(fc.record(members), fc.constantFrom(...indicators), (drawn, definition) => {
      const view = indicator(definition, { ...none, ...drawn }, day)
      if (view.status === 'approved')
        for (const name of definition.cases) expect([0, 1, 2].slice(1)).not.toContain(drawn[name])
      else expect([view.value, view.exact, view.numerator, view.denominator]).toEqual([null, null, null, null])
      expect(smallestGroup).toBe(3)
    }),
  )
})

test('a formula reads as words; a name that is not known stays as it is written', () => {
  expect(formulaInWords('signed / workloads', 'fr')).toBe('décisions signées ÷ charges de l’inventaire')
  expect(formulaInWords('unheard / signed', 'en')).toBe('unheard ÷ signed decisions')
  expect(formulaInWords('unheard', 'en', { unheard: { fr: 'inouï', en: 'never heard' } })).toBe('never heard')
})

test.each([
  { better: 'higher', value: 90, colour: 'green' },
  { better: 'higher', value: 89.9, colour: 'amber' },
  { better: 'higher', value: 74.9, colour: 'red' },
  { better: 'lower', value: 75, colour: 'green' },
  { better: 'lower', value: 75.1, colour: 'amber' },
  { better: 'lower', value: 90.1, colour: 'red' },
] as const)('$value, $better is better: $colour', ({ better, value, colour }) => {
  const [good, watch] = better === 'higher' ? [90, 75] : [75, 90]
  expect(colourOf({ colour: { good, watch, better } }, value)).toBe(colour)
  expect(colourOf({ colour: null }, value)).toBe('none')
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
    expect(signedCounts(groups, options)).toMatchObject({
      placed: 27,
      public: 6,
      provider: 2,
      state: 7,
      retained: 7,
      retired: 6,
      canadian: 13,
      controlled: 12,
    })
  })

  test('by value: only what has a cost, in cents', () => {
    const groups = [
      { strategy: 'rehost', option: 'aws', count: 5, valued: 4, cents: 400_00 },
      { strategy: 'rehost', option: 'ngq', count: 2, valued: 0, cents: 0 },
    ]
    const counts = signedCounts(groups, options)
    expect([counts.publicValue, counts.publicValued, counts.stateValue, counts.stateValued]).toEqual([40_000, 4, 0, 0])
    expect([counts.placed, counts.placedValued]).toEqual([7, 4])
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
        const kinds = [counts.public, counts.provider, counts.state, counts.retained]
        expect(kinds.reduce((sum, one) => sum + one, 0)).toBe(counts.placed)
      }),
    )
  })
})

test.each([
  { name: 'on its day', today: '2026-11-24', status: 'approved' },
  { name: 'on its last day', today: '2027-03-24', status: 'approved' },
  { name: 'the day after', today: '2027-03-25', status: 'stale' },
])('an approved figure $name', ({ today, status }) => {
  const view = indicator(named('workloads-decided'), { ...none, workloads: 10, signed: 5 }, day)
  const aged = agedIndicator(view, { asOf: day, today })
  expect(aged).toMatchObject({ status, value: 50 })
  if (status === 'stale') expect(aged.colour).toBe('grey')
})

test('what was suppressed or unknown does not age', () => {
  const view = indicator(named('workloads-decided'), none, day)
  expect(agedIndicator(view, { asOf: day, today: '2099-01-01' })).toEqual(view)
})
