import { expect, test } from 'vitest'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import type { FactUse, RuleOutcome, Verdict } from '#models/rules/verdict.ts'
import { classificationKey, groupedByWhom, missingInformation } from '#client/assessment/missing-information.ts'
import { noParts } from '#tests/support/datasets.ts'

const words = { fr: 'x', en: 'x' }

function fact(name: string, value?: boolean): FactUse {
  return { name, value, provenance: undefined, label: words, question: words }
}

function rule(id: string, facts: readonly FactUse[]): RuleOutcome {
  return {
    id,
    result: facts.some((one) => one.value === undefined) ? 'undetermined' : 'pass',
    effect: 'forbid',
    force: 'law',
    status: 'verified',
    source: '',
    text: words,
    facts,
    obligations: [],
  }
}

function option(id: string, verdict: Verdict, rules: readonly RuleOutcome[], gaps: readonly 'no-vcpu:srv-1'[] = []) {
  const cost = { p10: 1, p50: 2, p90: 3, likely: 2, parts: { ...noParts, compute: 2 } }
  const made: OptionAssessment = {
    option: id,
    label: words,
    place: words,
    operator: '',
    kind: 'state',
    fictitious: false,
    verdict: { verdict, rules, pack: { id: 'p', version: '1', asOf: '2026-01', verified: false } },
    annualCostCad: gaps.length === 0 ? { kind: 'known', value: cost } : { kind: 'unknown', reasons: gaps },
    figure: '',
    commitments: [],
    priceAsOf: null,
    priceStatus: null,
  }
  return made
}

const a = fact('w.dic.c')
const b = fact('t.independentSites')

test('the answer that the most options wait for comes first; one that is enough alone is counted', () => {
  const missing = missingInformation([
    option('one', 'undetermined', [rule('R1', [a])]),
    option('two', 'undetermined', [rule('R1', [a]), rule('R2', [b])]),
  ])
  expect(missing.map((one) => [one.name, one.options.length, one.settles, one.rules])).toEqual([
    ['w.dic.c', 2, 1, ['R1']],
    ['t.independentSites', 1, 0, ['R2']],
  ])
})

test('a prohibited option waits for nothing, not even a cost', () => {
  expect(missingInformation([option('one', 'forbid', [rule('R1', [a])], ['no-vcpu:srv-1'])])).toEqual([])
})

test('an option prohibited because a fact is unknown waits for that fact; prohibited by known facts, for nothing', () => {
  const unclassified: RuleOutcome = { ...rule('R1', [a]), result: 'forbid' }
  const known: RuleOutcome = { ...rule('R2', [fact('w.env', true)]), result: 'forbid' }
  expect(missingInformation([option('one', 'forbid', [unclassified])]).map((one) => one.name)).toEqual([a.name])
  expect(missingInformation([option('one', 'forbid', [unclassified, known])])).toEqual([])
})

test('a cost that cannot be given is a question too, and a known fact is none', () => {
  const missing = missingInformation([option('one', 'allow', [rule('R1', [fact('w.env', true)])], ['no-vcpu:srv-1'])])
  expect(missing.map((one) => [one.kind, one.name, one.settles])).toEqual([['cost', 'no-vcpu', 1]])
})

test('questions are grouped by who can answer, in the order of their first question, none lost', () => {
  const missing = missingInformation([
    option('one', 'undetermined', [rule('R1', [a, b])], ['no-vcpu:srv-1']),
    option('two', 'undetermined', [rule('R1', [a])]),
  ])
  const groups = groupedByWhom(missing, (one) => (one.name === b.name ? 'provider' : 'owner'))
  expect(groups.map((group) => [group.who, group.missing.map((one) => one.name)])).toEqual([
    ['owner', ['w.dic.c', 'no-vcpu']],
    ['provider', ['t.independentSites']],
  ])
})

test('a workload without categorisation asks for it under the key that the page puts first', () => {
  const unclassified: RuleOutcome = { ...rule('QC-CAT-09', [fact('w.dic')]), result: 'forbid' }
  expect(missingInformation([option('one', 'forbid', [unclassified])]).map((one) => one.key)).toEqual([
    classificationKey,
  ])
})
