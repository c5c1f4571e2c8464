import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectedFacts, type KnownFact } from '#models/detection/fact-detection.ts'

const text = (name: string, value: string): KnownFact => ({ name, value, isText: true })
const fact = (name: string, value: string): KnownFact => ({ name, value, isText: false })
const summary = (facts: readonly KnownFact[]) =>
  detectedFacts(facts, 2026).map(({ name, kinds, suggested }) => [
    name,
    kinds.map((one) => `${one.kind} ${one.matched}/${one.checked}`).join(),
    suggested.c,
  ])

describe('what the inventory says of a workload', () => {
  test.each([
    {
      name: 'a name tells what is inside without holding it',
      facts: [text('application.name', 'Registre des dossiers médicaux')],
      expected: [['application.name', 'health 0/0', 4]],
    },
    {
      name: 'a number inside a mission is counted',
      facts: [text('application.mission', 'Répondre au citoyen dont le NAS est 193 456 787')],
      expected: [['application.mission', 'nas 1/1', 4]],
    },
    {
      name: 'facts of one name make a column; a named fact is not read for its words',
      facts: [
        fact('Contact', 'x@exemple.ca'),
        fact('Annotation', 'casier judiciaire'),
        fact('Contact', 'y@exemple.ca'),
      ],
      expected: [
        ['Contact', 'email 2/2', 3],
        ['Annotation', '', null],
      ],
    },
    {
      name: 'a fact named by a value loses its name',
      facts: [fact('x@exemple.ca', 'oui')],
      expected: [['#1', '', null]],
    },
    {
      name: 'what the machines say is not sensitive',
      facts: [text('server.name', 'msc-paie-web01-prod'), fact('IP Address', '10.0.0.1'), fact('Cluster', 'A')],
      expected: [
        ['server.name', '', null],
        ['IP Address', '', null],
        ['Cluster', '', null],
      ],
    },
  ])('$name', ({ facts, expected }) => {
    expect(summary(facts)).toEqual(expected)
  })

  test('another fact never takes a kind away from another column', () => {
    const some = fc.array(
      fc.record({
        name: fc.constantFrom('a', 'b'),
        value: fc.constantFrom('193 456 787', 'Dossier médical', 'oui', ''),
        isText: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(some, (facts) => {
        const before = detectedFacts(facts, 2026)
        const after = detectedFacts([...facts, fact('c', 'Actif')], 2026)
        expect(after.slice(0, before.length)).toEqual(before)
      }),
    )
  })
})
