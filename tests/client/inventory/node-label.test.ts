import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wrapped } from '#client/inventory/node-label.ts'

describe('a name in a node of the graph', () => {
  test.each([
    { name: 'Paie', expected: ['Paie'] },
    { name: 'Guichet unique du citoyen', expected: ['Guichet unique du', 'citoyen'] },
    {
      name: 'Signalement à la protection des aînés, entrepôt de données',
      expected: ['Signalement à la', '…entrepôt de données'],
    },
    {
      name: 'Signalement à la protection des aînés, rapports',
      expected: ['Signalement à la', '…des aînés, rapports'],
    },
    { name: 'anticonstitutionnellement-long', expected: ['anticonstitutionnellem…'] },
    { name: 'a b anticonstitutionnellement-long and more words', expected: ['a b', '…and more words'] },
  ])('$name', ({ name, expected }) => {
    expect(wrapped(name, 23, 2)).toEqual(expected)
  })

  test('never more lines nor letters than there is room for, and a name that fits is whole', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,30}( [a-z]{1,30}){0,12}$/),
        fc.integer({ min: 1, max: 4 }),
        (name, lines) => {
          const drawn = wrapped(name, 24, lines)
          expect(drawn.length).toBeLessThanOrEqual(lines)
          expect(drawn.every((line) => line.length <= 24)).toBe(true)
          if (!drawn.join('').includes('…')) expect(drawn.join(' ')).toBe(name)
        },
      ),
    )
  })
})
