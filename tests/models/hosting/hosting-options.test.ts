import { describe, expect, test } from 'vitest'
import { currentOptionIn, qualificationOn } from '#models/hosting/hosting-options.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const options = theDemoOptions()
const named = (id: string) => {
  const found = options.find((option) => option.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const cirrus = named('micrologic.cirrus')
const dated = (qualified: boolean | null, validFrom: string | null, validTo: string | null) => ({
  ...cirrus,
  catalogue: { ...cirrus.catalogue, qualified, qualifiedForSensitive: qualified, validFrom, validTo },
})

describe('an offer is qualified while its agreement runs', () => {
  test.each([
    { name: 'the day before', from: '2026-04-01', to: '2026-12-31', today: '2026-03-31', says: true, then: false },
    { name: 'its first day', from: '2026-04-01', to: '2026-12-31', today: '2026-04-01', says: true, then: true },
    { name: 'its last day', from: '2026-04-01', to: '2026-12-31', today: '2026-12-31', says: true, then: true },
    { name: 'the day after', from: '2026-04-01', to: '2026-12-31', today: '2027-01-01', says: true, then: false },
    { name: 'no dates', from: null, to: null, today: '2031-01-01', says: true, then: true },
    { name: 'never qualified', from: null, to: '2026-12-31', today: '2026-06-01', says: false, then: false },
    { name: 'not known, dates or not', from: null, to: '2026-12-31', today: '2027-06-01', says: null, then: null },
  ])('$name', ({ from, to, today, says, then }) => {
    const option = dated(says, from, to)
    expect(qualificationOn(option, today)).toEqual({ qualified: then, qualifiedForSensitive: then })
    const { facts } = placementFacts({
      record: null,
      environment: 'production',
      currentOption: null,
      option,
      canadianQualifiedExists: null,
      today,
    })
    expect(facts.get('t.catalogue.qualified')?.value ?? null).toBe(then)
    expect(facts.get('t.catalogue.qualifiedForSensitive')?.value ?? null).toBe(then)
    expect(canadianQualifiedExists([option], today)).toBe(then)
  })
})

test('where a workload runs is known by the id or the name of an option, in either language', () => {
  const current = currentOptionIn(options)
  expect(['cti.retenu', 'centre de traitement conservé (cti)', 'Retained data centre (CTI) '].map(current)).toEqual([
    'cti.retenu',
    'cti.retenu',
    'cti.retenu',
  ])
  expect(['Salle 3, sous-sol', '', null].map(current)).toEqual([null, null, null])
})
