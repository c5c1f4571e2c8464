import { expect, test } from 'vitest'
import { changedFacts, withFacts } from '#models/imports/three-way.ts'

const fact = (name: string, value: string) => ({ name, value })

test.each([
  { name: 'the same', before: [fact('Vague', 'A')], after: [fact('Vague', 'A')], expected: [] },
  { name: 'another value', before: [fact('Vague', 'A')], after: [fact('Vague', 'B')], expected: [['Vague', 'A', 'B']] },
  { name: 'a new column', before: [], after: [fact('Vague', 'B')], expected: [['Vague', null, 'B']] },
  { name: 'a column that the file no longer says', before: [fact('Vague', 'A')], after: [], expected: [] },
  {
    name: 'several values of one name',
    before: [fact('Carte', 'eth0'), fact('Carte', 'eth1')],
    after: [fact('Carte', 'eth0'), fact('Carte', 'eth2')],
    expected: [['Carte', 'eth0 ; eth1', 'eth0 ; eth2']],
  },
])('facts: $name', ({ before, after, expected }) => {
  const changed = changedFacts(before, after)
  expect(changed.map((one) => [one.field, one.before, one.after])).toEqual(expected)
  expect(withFacts('unchanged', changed)).toBe(expected.length > 0 ? 'changed' : 'unchanged')
  expect(withFacts('conflict', changed)).toBe('conflict')
})
