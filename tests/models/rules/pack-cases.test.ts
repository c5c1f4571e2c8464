import { describe, expect, test } from 'vitest'
import { caseResults, differingParts, packCases } from '#models/rules/pack-cases.ts'
import { stricterPack } from '#tests/support/changed-packs.ts'
import { golden, thePack } from '#tests/support/golden-cases.ts'

test('the pack of the house gives every one of its cases', () => {
  const results = caseResults(thePack(), golden)
  expect(results.filter((one) => !one.passed)).toEqual([])
  expect(results.length).toBe(12)
})

test('a case that the pack does not give says what was expected and what was found', () => {
  const failed = caseResults(stricterPack(), golden).filter((one) => !one.passed)
  expect(failed.length).toBeGreaterThan(0)
  for (const { expected, found } of failed) expect(differingParts(expected, found).length).toBeGreaterThan(0)
  const third = failed.find((one) => one.id === 3)
  expect(third?.expected.kept).toEqual(['CA-CRY-19', 'QC-PRP-01'])
  expect(third?.found.kept).toContain('CA-ASS-18')
})

describe('cases are not run', () => {
  const [first] = golden.cases
  const refusals = (raw: unknown) => {
    const read = packCases(raw)
    return read.kind === 'refused' ? read.problems.map(({ code, pointer }) => `${code} ${pointer}`) : []
  }
  test.each([
    {
      name: 'with an unknown fact',
      one: { ...first, facts: { 'w.colour': 'red' } },
      says: 'fact-unknown /cases/0/facts/w.colour',
    },
    {
      name: 'with a value of another type',
      one: { ...first, facts: { 'w.dic.c': 'high' } },
      says: 'value-does-not-fit /cases/0/facts/w.dic.c',
    },
    { name: 'with an unknown obligation', one: { ...first, met: ['pray'] }, says: 'obligation-unknown /cases/0/met/0' },
    { name: 'without a verdict', one: { ...first, verdict: 'maybe' }, says: 'case-malformed /cases/0/verdict' },
  ])('$name', ({ one, says }) => {
    expect(refusals({ ...golden, cases: [one] })).toEqual([says])
  })
  test('with a repeated number', () => {
    expect(refusals({ ...golden, cases: [first, first] })).toEqual(['case-repeated /cases/1/id'])
  })
  test.each([null, 3, [], {}, { ...golden, cases: [] }])('when they are %j', (raw) => {
    expect(packCases(raw).kind).toBe('refused')
  })
})
