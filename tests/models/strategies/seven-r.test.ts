import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { counterExamples } from '#models/strategies/counter-examples.ts'
import { confidenceDerivation, confidenceIn, recommendation, strategyUnder } from '#models/strategies/seven-r.ts'
import { type FactValue, knownFacts, strategyFacts, valueOf } from '#models/strategies/strategy-facts.ts'
import { strategyRules, testsOf } from '#models/strategies/strategy-rules.ts'
import { shippedRules, stated } from './some-rules.ts'

const rules = shippedRules()

describe('the strategy that the rules come to', () => {
  test.each([
    { name: 'nothing known: the lowest rule', facts: {}, strategy: 'rehost', rule: 'REHOST-DEFAULT' },
    {
      name: 'nobody uses it',
      facts: { stillUsed: false, saasEquivalent: true },
      strategy: 'retire',
      rule: 'RETIRE-UNUSED',
    },
    {
      name: 'off, and nothing depends on it',
      facts: { poweredOff: true, consumers: 0, missionCritical: false },
      strategy: 'retire',
      rule: 'RETIRE-DORMANT',
    },
    {
      name: 'off, but consumers unknown',
      facts: { poweredOff: true, missionCritical: false },
      strategy: 'rehost',
      rule: 'REHOST-DEFAULT',
    },
    {
      name: 'every place closed',
      facts: { optionOpen: false, saasEquivalent: true, packaged: true },
      strategy: 'retain',
      rule: 'RETAIN-CLOSED',
    },
    {
      name: 'a package with an equivalent service',
      facts: { saasEquivalent: true, packaged: true },
      strategy: 'repurchase',
      rule: 'REPURCHASE-SAAS',
    },
    {
      name: 'an overhaul planned, code in hand, of value',
      facts: { plannedChange: 'overhaul', sourceAvailable: true, businessValue: 60 },
      strategy: 'refactor',
      rule: 'REFACTOR-OVERHAUL',
    },
    {
      name: 'the same just under the value',
      facts: { plannedChange: 'overhaul', sourceAvailable: true, businessValue: 59.9 },
      strategy: 'rehost',
      rule: 'REHOST-DEFAULT',
    },
    {
      name: 'support ended, managed service exists',
      facts: { osSupport: 'ended', managedEquivalent: true },
      strategy: 'replatform',
      rule: 'REPLATFORM-SUPPORT',
    },
    { name: 'same hypervisor', facts: { hypervisorMove: true }, strategy: 'relocate', rule: 'RELOCATE-HYPERVISOR' },
    {
      name: 'mainframe without a reason to rewrite',
      facts: { legacyPlatform: true },
      strategy: 'retain',
      rule: 'RETAIN-LEGACY',
    },
  ])('$name', ({ facts, strategy, rule }) => {
    const result = recommendation(rules, stated(facts as Record<string, FactValue>))
    expect([result.strategy, result.trace[0]?.id, result.trace[0]?.result]).toEqual([strategy, rule, 'decides'])
  })

  test('rules that could still decide are told next, and what they wait for is asked', () => {
    const { trace, questions } = recommendation(rules, stated({ hypervisorMove: true }))
    expect(trace[1]?.result).toBe('waiting')
    expect(trace.filter((one) => one.result === 'waiting').map((one) => one.id)).toContain('RETIRE-UNUSED')
    expect(questions.map((one) => one.name)).toContain('stillUsed')
    expect(questions.every((one) => one.share > 0 && one.share < 1)).toBe(true)
  })

  test('two sources that disagree leave a fact unknown, and both are told', () => {
    const [a, b] = [
      { fr: 'un', en: 'one' },
      { fr: 'deux', en: 'two' },
    ]
    const facts = knownFacts([
      { name: 'stillUsed', value: false, confidence: 1, source: a },
      { name: 'stillUsed', value: true, confidence: 0.4, source: b },
    ])
    expect(valueOf(facts, 'stillUsed')).toBeUndefined()
    const result = recommendation(rules, facts)
    expect(result.strategy).toBe('rehost')
    const use = result.trace.find((one) => one.id === 'RETIRE-UNUSED')?.facts[0]
    expect(use?.contested.map((one) => one.source.en)).toEqual(['one', 'two'])
  })
})

describe('confidence, by hand', () => {
  // Two rules: A (weight 3) retires when nobody uses it; B (weight 1) always rehosts. Whole weight 4.
  const two = strategyRules({
    id: 'two',
    version: '1',
    rules: [
      {
        id: 'A',
        strategy: 'retire',
        priority: 2,
        weight: 3,
        when: { all: [{ fact: 'stillUsed', eq: false }] },
        reason: { fr: 'a', en: 'a' },
        source: 's',
        status: 'house',
      },
      {
        id: 'B',
        strategy: 'rehost',
        priority: 1,
        weight: 1,
        when: { all: [] },
        reason: { fr: 'b', en: 'b' },
        source: 's',
        status: 'house',
      },
    ],
  })
  test.each([
    { name: 'unknown: A may still decide, 1 − 3/4', facts: {}, sure: {}, expected: 0.25 },
    { name: 'used: nothing may', facts: { stillUsed: true }, sure: {}, expected: 1 },
    { name: 'unused: A decides, nothing above', facts: { stillUsed: false }, sure: {}, expected: 1 },
    { name: 'half sure: half of each', facts: { stillUsed: true }, sure: { stillUsed: 0.5 }, expected: 0.625 },
  ])('$name', ({ facts, sure, expected }) => {
    expect(confidenceIn(two, stated(facts as Record<string, FactValue>, sure as Record<string, number>))).toBeCloseTo(
      expected,
      12,
    )
  })
})

const valueOfFact = (name: string): fc.Arbitrary<FactValue> => {
  const fact = strategyFacts[name]
  if (fact?.type === 'boolean') return fc.boolean()
  if (fact?.type === 'text') return fc.constantFrom(...(fact.values ?? []))
  return fc.double({ min: 0, max: 100, noNaN: true })
}
const factNames = Object.keys(strategyFacts)
/** Some facts with a value and a degree of sureness. */
const someFacts = fc.subarray(factNames).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        value: valueOfFact(name),
        confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
        source: fc.constant({ fr: 's', en: 's' }),
      }),
    ),
  ),
)

describe('laws', () => {
  test('a fact taken away, or less sure, never raises the confidence', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (list, which, share) => {
        const before = confidenceIn(rules, knownFacts(list))
        const at = list.length === 0 ? 0 : which % list.length
        const without = knownFacts(list.filter((_, i) => i !== at))
        const weaker = knownFacts(
          list.map((one, i) => (i === at ? { ...one, confidence: one.confidence * share } : one)),
        )
        expect(confidenceIn(rules, without)).toBeLessThanOrEqual(before + 1e-12)
        expect(confidenceIn(rules, weaker)).toBeLessThanOrEqual(before + 1e-12)
      }),
      { numRuns: 400 },
    )
  })

  test('the confidence opens to itself', () => {
    fc.assert(
      fc.property(someFacts, (list) => {
        const facts = knownFacts(list)
        const opened = reEvaluated(confidenceDerivation(rules, facts))
        expect(opened.kind === 'known' ? opened.value : -1).toBeCloseTo(confidenceIn(rules, facts), 9)
      }),
    )
  })

  test('an unknown lowers it strictly when a rule above the deciding one waits for it', () => {
    const all = { stillUsed: true, optionOpen: true }
    expect(confidenceIn(rules, stated({ optionOpen: true }))).toBeLessThan(confidenceIn(rules, stated(all)))
  })

  test('stays in 0–1, whatever the order of the facts or of the rules', () => {
    fc.assert(
      fc.property(someFacts, fc.infiniteStream(fc.nat()), (list, stream) => {
        const shuffled = list
          .map((one) => ({ one, at: stream.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one)
        const straight = recommendation(rules, knownFacts(list))
        expect(straight.confidence).toBeGreaterThanOrEqual(0)
        expect(straight.confidence).toBeLessThanOrEqual(1)
        expect(recommendation(rules, knownFacts(shuffled))).toEqual(straight)
      }),
    )
    const data = {
      id: 'r',
      version: '1',
      rules: rules.rules.toReversed().map((rule) => ({ ...rule, when: raw(rule.when) })),
    }
    expect(strategyRules(data).rules.map((rule) => rule.id)).toEqual(rules.rules.map((rule) => rule.id))
  })

  test('a counter-example comes to its strategy, and with one change less it does not', () => {
    fc.assert(
      fc.property(someFacts, (list) => {
        const facts = knownFacts(list)
        for (const { strategy, changes } of counterExamples(rules, facts)) {
          const after = (those: typeof changes) =>
            strategyUnder(rules, (name) => those.find((one) => one.name === name)?.value ?? valueOf(facts, name))
          expect(after(changes)).toBe(strategy)
          for (const one of changes) expect(after(changes.filter((other) => other !== one))).not.toBe(strategy)
          for (const one of changes) if (one.kind === 'change') expect(strategyFacts[one.name]?.mayChange).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('what would make it otherwise', () => {
  test('a rehosted workload: replatform asks for two facts, relocate for one', () => {
    const facts = stated({ stillUsed: true, managedEquivalent: true, businessValue: 55, osSupport: 'supported' })
    const found = counterExamples(rules, facts)
    const of = (strategy: string) =>
      found.find((one) => one.strategy === strategy)?.changes.map((one) => [one.kind, one.name])
    expect(of('relocate')).toEqual([['establish', 'hypervisorMove']])
    expect(of('replatform')).toEqual([['establish', 'deliveryAutomated']])
    expect(of('retire')).toEqual([['change', 'stillUsed']])
    expect(found[0]?.changes.length).toBe(1)
  })

  test('a number says by how much it would move', () => {
    const facts = stated({ plannedChange: 'overhaul', sourceAvailable: true, businessValue: 55, legacyPlatform: false })
    const refactor = counterExamples(rules, facts).find((one) => one.strategy === 'refactor')
    expect(refactor?.changes).toMatchObject([{ name: 'businessValue', kind: 'change', value: 60, by: 5 }])
  })

  test('what the workload is does not change', () => {
    const found = counterExamples(rules, stated({ legacyPlatform: false }))
    expect(found.flatMap((one) => one.changes.map((change) => change.name))).not.toContain('legacyPlatform')
  })
})

test.each([
  ['names a fact outside the catalogue', [{ when: { all: [{ fact: 'weather', eq: true }] } }], /not in the catalogue/],
  ['compares a text with a number', [{ when: { all: [{ fact: 'osSupport', gte: 3 }] } }], /what it is not/],
  ['leaves a workload without a strategy', [{ when: { all: [{ fact: 'stillUsed', eq: false }] } }], /always apply/],
  ['has a condition of another form', [{ when: { all: [{ fact: 'stillUsed' }] } }], /malformed/],
])('rules that a file %s do not load', (_, given, message) => {
  const made = given.map((one, i) => ({
    id: `R${i}`,
    strategy: 'retire',
    priority: i,
    weight: 1,
    reason: { fr: 'a', en: 'a' },
    source: 's',
    status: 'house',
    ...one,
  }))
  expect(() => strategyRules({ id: 'x', version: '1', rules: made })).toThrow(message)
})

test('every fact that a rule names has its place in the catalogue, and the shipped rules reach every strategy', () => {
  expect(rules.rules.flatMap((rule) => testsOf(rule.when)).every((one) => strategyFacts[one.fact] !== undefined)).toBe(
    true,
  )
  expect(new Set(rules.rules.map((rule) => rule.strategy)).size).toBe(7)
})

/** A condition as its file writes it. */
function raw(condition: (typeof rules.rules)[number]['when']): unknown {
  if (condition.kind === 'test') return { fact: condition.fact, [condition.operator]: condition.value }
  return { [condition.kind]: condition.of.map(raw) }
}
