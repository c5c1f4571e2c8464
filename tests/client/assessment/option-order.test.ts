import { expect, test } from 'vitest'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import type { RuleOutcome, RuleResult, Verdict } from '#models/rules/verdict.ts'
import { decidingRows, isOpen, ruleRows } from '#client/assessment/option-order.ts'

const words = { fr: 'x', en: 'x' }

function rule(id: string, result: RuleResult): RuleOutcome {
  return {
    id,
    result,
    effect: 'forbid',
    force: 'law',
    status: 'verified',
    source: '',
    text: words,
    facts: [],
    obligations: [],
  }
}

function option(id: string, verdict: Verdict, results: Readonly<Record<string, RuleResult>>): OptionAssessment {
  const rules = Object.entries(results).map(([name, result]) => rule(name, result))
  return {
    option: id,
    label: words,
    place: words,
    operator: '',
    kind: 'state',
    fictitious: false,
    verdict: { verdict, rules, pack: { id: 'p', version: '1', asOf: '2026-01', verified: false } },
    annualCostCad: { kind: 'unknown', reasons: ['no-assets'] },
    figure: '',
    commitments: [],
    priceAsOf: null,
    priceStatus: null,
  }
}

const ids = (rows: ReturnType<typeof ruleRows>) => rows.map((row) => row.rule.id)

test('what weighs on the best option comes before what prohibits the others', () => {
  const rows = ruleRows([
    option('best', 'require', { R1: 'pass', R2: 'open-require' }),
    option('other', 'forbid', { R1: 'forbid', R2: 'pass' }),
  ])
  expect(ids(rows)).toEqual(['R2', 'R1'])
})

const results = { R1: 'forbid', R2: 'undetermined', R3: 'pass' } as const

test.each([
  { name: 'hidden when all are prohibited', other: 'forbid' as const, expected: ['R1'] },
  { name: 'shown when one option may yet open', other: 'undetermined' as const, expected: ['R1', 'R2'] },
])('a rule that only waits for a fact is $name', ({ other, expected }) => {
  const options = [option('one', 'forbid', results), option('two', other, { ...results, R1: 'pass' })]
  expect(ids(decidingRows(ruleRows(options), options))).toEqual(expected)
})

test.each([
  { name: 'an obligation is open, all is known', verdict: 'require' as const, result: 'pass' as const, expected: true },
  {
    name: 'a fact is missing beside it',
    verdict: 'require' as const,
    result: 'undetermined' as const,
    expected: false,
  },
  { name: 'forbidden', verdict: 'forbid' as const, result: 'pass' as const, expected: false },
])('open to a choice: $name', ({ verdict, result, expected }) => {
  expect(isOpen(option('one', verdict, { R1: result }))).toBe(expected)
})
