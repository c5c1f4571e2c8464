import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decisionChanges,
  decisionChangeText,
  type DecisionSnapshot,
  openConditions,
} from '#models/decisions/decision-snapshot.ts'
import type { PlacementVerdict, RuleResult } from '#models/rules/verdict.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import { noParts } from '#tests/support/datasets.ts'

const text = { fr: '', en: '' }
const rule = (id: string, result: RuleResult, obligations: readonly [string, 'met' | 'open' | 'unknown'][] = []) => ({
  id,
  result,
  effect: 'require' as const,
  force: 'law' as const,
  status: 'verified' as const,
  source: '',
  text,
  facts: [],
  obligations: obligations.map(([name, state]) => ({ name, state, label: text, question: text })),
})
const verdict = (...rules: PlacementVerdict['rules']): PlacementVerdict => ({
  verdict: 'require',
  rules,
  pack: { id: 'p', version: '1', asOf: '2026-08', verified: false },
})
const cost = known({ p10: 1, p50: 2, p90: 3, likely: 2, parts: { ...noParts, compute: 1, storage: 1 } })
const aSnapshot: DecisionSnapshot = {
  verdict: verdict(rule('A', 'open-require', [['plan', 'open']]), rule('B', 'pass')),
  cost,
  conditions: ['plan'],
  classification: 2,
  pack: 'p@1',
  priceBook: 'book',
  assumptionSet: 'first@1',
  exchangeRate: { cadPerUsd: 1.4064, date: '2026-09-22' },
}

test.each([
  {
    name: 'open and unknown obligations, each once',
    rules: [
      rule('A', 'open-require', [
        ['x', 'open'],
        ['y', 'met'],
      ]),
      rule('B', 'open-mitigation', [
        ['z', 'unknown'],
        ['x', 'open'],
      ]),
    ],
    expected: ['x', 'z'],
  },
  {
    name: 'nothing of a rule that is met or passes',
    rules: [rule('A', 'met', [['x', 'met']]), rule('B', 'pass')],
    expected: [],
  },
  { name: 'nothing of a rule in audit', rules: [rule('A', 'audit', [['x', 'open']])], expected: [] },
])('conditions: $name', ({ rules, expected }) => {
  expect(openConditions(verdict(...rules))).toEqual(expected)
})

describe('what changed since the proposal', () => {
  test.each<{ name: string; now: Partial<DecisionSnapshot>; expected: readonly string[] }>([
    { name: 'nothing', now: {}, expected: [] },
    { name: 'a rule', now: { verdict: verdict(rule('A', 'forbid'), rule('B', 'pass')) }, expected: ['verdict'] },
    {
      name: 'the order of rules only',
      now: { verdict: verdict(rule('B', 'pass'), rule('A', 'open-require')) },
      expected: [],
    },
    { name: 'an obligation', now: { conditions: [] }, expected: ['conditions'] },
    { name: 'a cost that became unknown', now: { cost: unknownBecause('no-assets') }, expected: ['cost'] },
    { name: 'the parts of the same cost', now: { cost: known({ ...cost.value, likely: 9 }) }, expected: [] },
    { name: 'a classification withdrawn', now: { classification: null }, expected: ['classification'] },
    {
      name: 'the rate of the day',
      now: { exchangeRate: { cadPerUsd: 1.4064, date: '2026-09-23' } },
      expected: ['exchange-rate'],
    },
    {
      name: 'all else',
      now: { pack: 'p@2', priceBook: 'b', assumptionSet: 's' },
      expected: ['rule-pack', 'price-book', 'assumptions'],
    },
  ])('$name', ({ now, expected }) => {
    expect(decisionChanges(aSnapshot, { ...aSnapshot, ...now })).toEqual(expected)
  })

  test('is the same read from either side, and each has its words', () => {
    const snapshots = fc.record({
      classification: fc.option(fc.integer({ min: 1, max: 3 })),
      pack: fc.constantFrom('p@1', 'p@2'),
      priceBook: fc.constantFrom('a', 'b'),
      assumptionSet: fc.constantFrom('a', 'b'),
      conditions: fc.uniqueArray(fc.constantFrom('x', 'y')),
    })
    fc.assert(
      fc.property(snapshots, snapshots, (a, b) => {
        const [one, other] = [
          { ...aSnapshot, ...a },
          { ...aSnapshot, ...b },
        ]
        const changes = decisionChanges(one, other)
        expect(decisionChanges(other, one)).toEqual(changes)
        expect(decisionChanges(one, one)).toEqual([])
        for (const change of changes) expect(decisionChangeText[change].fr).not.toBe('')
      }),
    )
  })
})
