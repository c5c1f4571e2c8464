import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factCatalogue } from '#models/rules/fact-catalogue.ts'
import type { Fact, PlacementFacts } from '#models/rules/facts.ts'
import { enforceAll, placementVerdict } from '#models/rules/placement-verdict.ts'
import { inlined } from '#models/rules/inlined.ts'
import { factsOf, rulePack } from '#models/rules/rule-pack.ts'
import type { FactValue, RuleOutcome } from '#models/rules/verdict.ts'
import { ruleResults, verdictCodes, verdictMachine } from '#models/rules/verdict-columns.ts'
import { packOf, thePackText } from '#tests/support/golden-cases.ts'

const head = { id: 'p', version: '1.0.0', asOf: '2026-08', unknown: 'indetermine', verified: false }
const rule = (id: string, when: unknown, more: object = {}) => ({
  id,
  when,
  effect: 'forbid',
  then: [],
  force: 'house',
  source: 's',
  status: 'verified',
  fr: 'f',
  en: 'e',
  ...more,
})
const words = { fr: 'Sensible à l’étranger', en: 'Sensitive abroad' }
const abroad = {
  all: [
    { f: 'w.pi.sensitive', eq: true },
    { f: 'outQc', eq: true },
  ],
}
const load = (derived: object, rules: readonly object[]) => rulePack({ pack: head, derived, rules })
const loaded = (derived: object, rules: readonly object[]) => {
  const made = load(derived, rules)
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
  return made.value
}
const facts = (stated: Readonly<Record<string, FactValue>>): PlacementFacts => ({
  facts: new Map(Object.entries(stated).map(([name, value]) => [name, { value, provenance: 'declared' } as const])),
  obligations: new Map(),
})

describe('a pack does not load', () => {
  const one = [rule('QC-TST-01', { f: 'd.a', eq: true })]
  test.each([
    {
      name: 'when a derived fact names itself',
      derived: { 'd.a': { when: { f: 'd.a', eq: true }, ...words } },
      says: 'derived-cycle /derived/d.a: d.a → d.a',
    },
    {
      name: 'when derived facts go round in a circle',
      derived: {
        'd.a': {
          when: {
            any: [
              { f: 'outQc', eq: true },
              { f: 'd.b', eq: true },
            ],
          },
          ...words,
        },
        'd.b': { when: { f: 'd.c', ne: true }, ...words },
        'd.c': { when: { f: 'd.b', eq: true }, ...words },
      },
      says: 'derived-cycle /derived/d.b: d.b → d.c → d.b',
    },
    {
      name: 'when a derived fact has no English text',
      derived: { 'd.a': { when: abroad, fr: 'x' } },
      says: 'text-missing /derived/d.a/en: ',
    },
    {
      name: 'when its name is that of a catalogue fact',
      derived: { outQc: { when: abroad, ...words }, 'd.a': { when: abroad, ...words } },
      says: 'derived-name-refused /derived/outQc: ',
    },
    {
      name: 'when it names a fact that nobody knows',
      derived: { 'd.a': { when: { f: 'd.zzz', eq: true }, ...words } },
      says: 'fact-unknown /derived/d.a/when/f: ',
    },
    {
      name: 'when it is compared as a number',
      derived: { 'd.a': { when: { f: 'd.b', gte: 2 }, ...words }, 'd.b': { when: abroad, ...words } },
      says: 'value-does-not-fit /derived/d.a/when: ',
    },
  ])('$name', ({ derived, says }) => {
    const made = load(derived, one)
    const told = made.kind === 'refused' ? made.problems : []
    const lines = told.map(
      ({ code, pointer, detail }) => `${code} ${pointer}: ${/d\.\w( → d\.\w)+/.exec(detail.en)?.[0] ?? ''}`,
    )
    expect(lines).toContain(says)
  })
  test('a hundred facts, each made twice of the two before, are read at once', () => {
    const derived = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `d.f${i}`,
        {
          when:
            i < 2
              ? { f: 'outQc', eq: true }
              : {
                  all: [
                    { f: `d.f${i - 1}`, eq: true },
                    { f: `d.f${i - 2}`, eq: true },
                  ],
                },
          ...words,
        },
      ]),
    )
    const pack = loaded(derived, [rule('QC-TST-01', { f: 'd.f99', eq: true })])
    expect(placementVerdict(pack, facts({ outQc: true }), enforceAll).verdict).toBe('forbid')
  })
})

describe('a derived fact is true, false or unknown', () => {
  const pack = loaded({ 'd.abroad': { when: abroad, ...words } }, [
    rule('QC-TST-01', { f: 'd.abroad', eq: true }),
    rule('QC-TST-02', { f: 'd.abroad', missing: true }, { effect: 'require', then: ['legal.opinion'] }),
  ])
  const of = (rules: readonly RuleOutcome[], id: string) => rules.find((one) => one.id === id)
  test.each([
    { stated: { 'w.pi.sensitive': true, outQc: true }, value: true, first: 'forbid', second: 'pass' },
    { stated: { 'w.pi.sensitive': false }, value: false, first: 'pass', second: 'pass' },
    { stated: { 'w.pi.sensitive': true }, value: undefined, first: 'undetermined', second: 'open-require' },
    { stated: {}, value: undefined, first: 'undetermined', second: 'open-require' },
  ])('$stated', ({ stated, value, first, second }) => {
    const { rules } = placementVerdict(pack, facts(stated), enforceAll)
    expect([of(rules, 'QC-TST-01')?.result, of(rules, 'QC-TST-02')?.result]).toEqual([first, second])
    expect(of(rules, 'QC-TST-01')?.derived).toEqual([
      { name: 'd.abroad', value, label: words, from: ['w.pi.sensitive', 'outQc'] },
    ])
    expect(of(rules, 'QC-TST-01')?.facts.map((fact) => fact.name)).toEqual(['w.pi.sensitive', 'outQc'])
  })
  test('an obligation may hang on one', () => {
    const hanging = loaded({ 'd.abroad': { when: abroad, ...words } }, [
      rule('QC-TST-01', { f: 'w.pi.sensitive', eq: true }, { effect: 'require', then: ['legal.opinion_if_d.abroad'] }),
    ])
    const verdict = (outQc: boolean) =>
      placementVerdict(hanging, facts({ 'w.pi.sensitive': true, outQc }), enforceAll).verdict
    expect([verdict(true), verdict(false)]).toEqual(['require', 'allow'])
    for (const outQc of [true, false]) {
      const machine = verdictMachine(hanging, enforceAll)
      const slots = new Float64Array(machine.slotCount)
      machine.encode(facts({ 'w.pi.sensitive': true, outQc }), slots)
      expect(verdictCodes[machine.verdict(slots)]).toBe(verdict(outQc))
    }
  })
})

const booleans = Object.keys(factCatalogue).filter((name) => factCatalogue[name]?.type === 'boolean')
const somePlacement: fc.Arbitrary<PlacementFacts> = fc
  .tuple(
    ...booleans.map((name) => fc.constantFrom(true, false, undefined).map((value) => [name, value] as const)),
    fc.constantFrom(1, 2, 3, 4, undefined).map((value) => ['w.dic.c', value] as const),
    fc.constantFrom('CA', 'FR', 'US', undefined).map((value) => ['p.data.country', value] as const),
  )
  .map((stated) => ({
    facts: new Map(
      stated.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, { value, provenance: 'declared' } satisfies Fact] as const],
      ),
    ),
    obligations: new Map(),
  }))
const someTest = (names: readonly string[]) =>
  fc.record({ f: fc.constantFrom(...names), eq: fc.boolean() }) as fc.Arbitrary<Record<string, unknown>>
const someOf = (names: readonly string[]) =>
  fc
    .record({ kind: fc.constantFrom('all', 'any'), of: fc.array(someTest(names), { minLength: 1, maxLength: 3 }) })
    .map(({ kind, of }) => ({ [kind]: of }))

describe('laws', () => {
  test('naming a derived fact is writing what it is made of', () => {
    fc.assert(
      fc.property(someOf(booleans), someOf([...booleans, 'd.a']), somePlacement, (made, when, placement) => {
        const short = loaded({ 'd.a': { when: made, ...words } }, [rule('QC-TST-01', when)])
        const written = (raw: Record<string, unknown>): unknown => {
          if (raw['f'] === 'd.a' && raw['eq'] === true) return made
          if (Array.isArray(raw['all'])) return { all: raw['all'].map(written) }
          if (Array.isArray(raw['any'])) return { any: raw['any'].map(written) }
          return raw
        }
        const denies = JSON.stringify(when).includes('"d.a","eq":false')
        fc.pre(!denies)
        const long = loaded({}, [rule('QC-TST-01', written(when))])
        expect(placementVerdict(short, placement, enforceAll).verdict).toBe(
          placementVerdict(long, placement, enforceAll).verdict,
        )
      }),
      { numRuns: 200 },
    )
  })

  const levels = fc.constantFrom(
    { f: 'w.dic.c', gte: 3 },
    { f: 'w.dic.c', gt: 2 },
    { f: 'w.dic.c', lt: 2 },
    { f: 'p.data.country', in: ['CA', 'FR'] },
    { f: 'p.data.country', missing: false },
    { f: 'w.dic.c', missing: true },
  ) as fc.Arbitrary<Record<string, unknown>>
  test('a pack with its derived facts written out judges alike, whatever hangs on their contrary', () => {
    fc.assert(
      fc.property(
        fc.oneof(someOf(booleans), levels),
        someOf([...booleans, 'd.a']),
        someOf([...booleans, 'd.a', 'd.b']),
        somePlacement,
        (a, b, when, placement) => {
          const pack = loaded({ 'd.b': { when: b, ...words }, 'd.a': { when: a, ...words } }, [rule('QC-TST-01', when)])
          const out = inlined(pack)
          expect(placementVerdict(out, placement, enforceAll).verdict).toBe(
            placementVerdict(pack, placement, enforceAll).verdict,
          )
          expect(
            factsOf(out.rules[0]?.when ?? { kind: 'all', of: [] }).filter((name) => name.startsWith('d.')),
          ).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('the fast machine says the same as the explained verdict, whatever is derived', () => {
    fc.assert(
      fc.property(
        someOf(booleans),
        someOf([...booleans, 'd.a']),
        someOf([...booleans, 'd.a', 'd.b']),
        somePlacement,
        (a, b, when, placement) => {
          const pack = loaded({ 'd.b': { when: b, ...words }, 'd.a': { when: a, ...words } }, [
            rule('QC-TST-01', when),
            rule('QC-TST-02', { f: 'd.b', missing: true }),
          ])
          const machine = verdictMachine(pack, enforceAll)
          const slots = new Float64Array(machine.slotCount)
          const results = new Uint8Array(machine.ruleCount)
          machine.encode(placement, slots)
          const slow = placementVerdict(pack, placement, enforceAll)
          expect(verdictCodes[machine.verdict(slots, undefined, results)]).toBe(slow.verdict)
          const byId = new Map(slow.rules.map((one) => [one.id, one.result]))
          expect([...results].map((code) => ruleResults[code])).toEqual(pack.rules.map((one) => byId.get(one.id)))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a pack that derives nothing reads as before', () => {
    expect(packOf(thePackText).derived).toEqual([])
  })
})
