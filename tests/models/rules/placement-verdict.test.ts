import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factCatalogue, obligationCatalogue } from '#models/rules/fact-catalogue.ts'
import type { Fact, PlacementFacts } from '#models/rules/facts.ts'
import { enforceAll, placementVerdict, type RuleSettings, strongest, truthOf } from '#models/rules/placement-verdict.ts'
import type { Condition } from '#models/rules/rule-pack.ts'
import { allOf, anyOf, type Truth } from '#models/rules/truth.ts'
import type { FactValue, RuleMode, RuleResult } from '#models/rules/verdict.ts'
import { ruleResults, verdictCodes, verdictMachine } from '#models/rules/verdict-columns.ts'
import { golden, goldenPlacement, thePack } from '#tests/support/golden-cases.ts'

const pack = thePack()

describe('the golden cases of the pack', () => {
  test.each(golden.cases)('case $id: $title', (one) => {
    const { verdict, rules } = placementVerdict(pack, goldenPlacement(one), enforceAll)
    const having = (...results: RuleResult[]) =>
      rules
        .filter((rule) => results.includes(rule.result))
        .map((rule) => rule.id)
        .toSorted()
    expect(verdict).toBe(one.verdict)
    expect(rules.length).toBe(24)
    expect(
      rules
        .slice(0, one.deciding.length)
        .map((rule) => rule.id)
        .toSorted(),
    ).toEqual([...one.deciding].toSorted())
    expect(having('met')).toEqual([...one.kept].toSorted())
    const fired = having('forbid', 'open-require', 'open-mitigation').filter((id) => !one.deciding.includes(id))
    expect(fired).toEqual([...one.open].toSorted())
    expect(having('undetermined').filter((id) => !one.deciding.includes(id))).toEqual([...one.undetermined].toSorted())
  })
  test('there are twelve', () =>
    expect(golden.cases.map((one) => one.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
})

describe('three-valued logic', () => {
  const u = undefined
  test.each<{ parts: Truth[]; all: Truth; any: Truth }>([
    { parts: [true, true], all: true, any: true },
    { parts: [true, u], all: u, any: true },
    { parts: [false, u], all: false, any: u },
    { parts: [u, u], all: u, any: u },
    { parts: [false, false], all: false, any: false },
    { parts: [true, false, u], all: false, any: true },
    { parts: [], all: true, any: false },
  ])('$parts', ({ parts, all, any }) => {
    expect([allOf(parts), anyOf(parts)]).toEqual([all, any])
  })

  const of = (value: FactValue | undefined): PlacementFacts => ({
    facts: value === undefined ? new Map() : new Map([['x', { value, provenance: 'declared' as const }]]),
    obligations: new Map(),
  })
  const check = (operator: Extract<Condition, { kind: 'test' }>['operator'], value: FactValue): Condition => ({
    kind: 'test',
    fact: 'x',
    operator,
    value,
  })
  test.each<{ name: string; condition: Condition; fact: FactValue | undefined; truth: Truth }>([
    { name: 'eq', condition: check('eq', 3), fact: 3, truth: true },
    { name: 'ne of an unknown is unknown, not true', condition: check('ne', true), fact: undefined, truth: undefined },
    { name: 'in', condition: check('in', ['a', 'b']), fact: 'b', truth: true },
    { name: 'has in an empty list is false', condition: check('has', 'a'), fact: [], truth: false },
    { name: 'has in an absent list is unknown', condition: check('has', 'a'), fact: undefined, truth: undefined },
    { name: 'gt at the limit', condition: check('gt', 36), fact: 36, truth: false },
    { name: 'gte at the limit', condition: check('gte', 3), fact: 3, truth: true },
    { name: 'lt', condition: check('lt', 2), fact: 1, truth: true },
    { name: 'missing tells absence', condition: check('missing', true), fact: undefined, truth: true },
    { name: 'missing of what is there', condition: check('missing', true), fact: 0, truth: false },
    { name: 'missing: false of what is absent', condition: check('missing', false), fact: undefined, truth: false },
  ])('$name', ({ condition, fact, truth }) => {
    expect(truthOf(condition, of(fact))).toBe(truth)
  })
})

test.each<{ results: RuleResult[]; verdict: string }>([
  { results: ['forbid', 'open-require'], verdict: 'forbid' },
  { results: ['open-mitigation', 'open-require'], verdict: 'require' },
  { results: ['undetermined', 'open-mitigation'], verdict: 'allow-with-mitigation' },
  { results: ['undetermined', 'met', 'pass'], verdict: 'undetermined' },
  { results: ['met', 'exempted', 'audit', 'off', 'pass'], verdict: 'allow' },
  { results: [], verdict: 'allow' },
])('$results come to $verdict', ({ results, verdict }) => {
  expect(strongest(results)).toBe(verdict)
})

const valueOf = (name: string): fc.Arbitrary<FactValue> => {
  const listed = factCatalogue[name]
  if (listed?.type === 'boolean') return fc.boolean()
  if (listed?.type === 'number') return fc.integer({ min: 0, max: name.endsWith('Months') ? 60 : 4 })
  if (listed?.type === 'list') return fc.subarray(['A-2.1', 'R-22.1', 'cabinet', 'tax'])
  if (listed?.type === 'presence') return fc.constant('there')
  return fc.constantFrom(...(listed?.values ?? ['CA', 'US', 'FR']))
}
const somePlacement: fc.Arbitrary<PlacementFacts> = fc
  .tuple(
    fc.tuple(
      ...Object.keys(factCatalogue).map((name) =>
        fc.option(valueOf(name), { nil: undefined }).map((value) => [name, value] as const),
      ),
    ),
    fc.tuple(
      ...Object.keys(obligationCatalogue).map((name) =>
        fc.constantFrom(true, false, undefined).map((value) => [name, value] as const),
      ),
    ),
  )
  .map(([facts, obligations]) => ({
    facts: new Map(
      facts.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, { value, provenance: 'declared' } satisfies Fact] as const],
      ),
    ),
    obligations: new Map(obligations.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
  }))
const ids = pack.rules.map((rule) => rule.id)
const someSettings: fc.Arbitrary<RuleSettings> = fc
  .tuple(
    fc.subarray(ids),
    fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<RuleMode>('audit', 'off', 'enforce')), { maxLength: 5 }),
  )
  .map(([exempted, modes]) => ({
    exempted: new Map(exempted.map((id) => [id, { code: 'DE-0001', endsOn: '2027-03-31' }])),
    modes: new Map(modes),
  }))

describe('laws', () => {
  test('the fast machine says the same as the explained verdict, rule by rule', () => {
    fc.assert(
      fc.property(somePlacement, someSettings, (placement, settings) => {
        const machine = verdictMachine(pack, settings)
        const slots = new Float64Array(machine.slotCount)
        const results = new Uint8Array(machine.ruleCount)
        machine.encode(placement, slots)
        const slow = placementVerdict(pack, placement, settings)
        expect(verdictCodes[machine.verdict(slots, results)]).toBe(slow.verdict)
        const byId = new Map(slow.rules.map((rule) => [rule.id, rule.result]))
        expect([...results].map((code) => ruleResults[code])).toEqual(ids.map((id) => byId.get(id)))
      }),
      { numRuns: 300 },
    )
  })

  test('an unknown fact never gives what no value of it would: learning never turns allow into something else', () => {
    fc.assert(
      fc.property(somePlacement, fc.constantFrom(...Object.keys(factCatalogue)), (placement, name) => {
        if (placement.facts.has(name) || placementVerdict(pack, placement, enforceAll).verdict !== 'allow') return
        for (const value of fc.sample(valueOf(name), 5)) {
          const learned = {
            ...placement,
            facts: new Map([...placement.facts, [name, { value, provenance: 'verified' as const }]]),
          }
          if (factCatalogue[name]?.type !== 'presence')
            expect(placementVerdict(pack, learned, enforceAll).verdict).toBe('allow')
        }
      }),
      { numRuns: 200 },
    )
  })

  test('putting a rule in audit or off never makes a verdict stronger', () => {
    const order = ['allow', 'undetermined', 'allow-with-mitigation', 'require', 'forbid']
    fc.assert(
      fc.property(
        somePlacement,
        fc.constantFrom(...ids),
        fc.constantFrom<RuleMode>('audit', 'off'),
        (placement, id, mode) => {
          const enforced = order.indexOf(placementVerdict(pack, placement, enforceAll).verdict)
          const relaxed = order.indexOf(
            placementVerdict(pack, placement, { ...enforceAll, modes: new Map([[id, mode]]) }).verdict,
          )
          expect(relaxed).toBeLessThanOrEqual(enforced)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a law or a decree is never exempted', () => {
    fc.assert(
      fc.property(somePlacement, (placement) => {
        const { rules } = placementVerdict(pack, placement, {
          modes: new Map(),
          exempted: new Map(ids.map((id) => [id, { code: 'DE-0001', endsOn: '2027-03-31' }])),
        })
        expect(
          rules.filter((rule) => rule.result === 'exempted' && (rule.force === 'law' || rule.force === 'decree')),
        ).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
