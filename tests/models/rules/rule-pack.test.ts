import { describe, expect, test } from 'vitest'
import { parsedObligation } from '#models/rules/fact-catalogue.ts'
import { rulePack } from '#models/rules/rule-pack.ts'
import { thePack } from '#tests/support/golden-cases.ts'

const pack = { id: 'p', version: '1.0.0', asOf: '2026-08', unknown: 'indetermine', verified: false }
const rule = {
  id: 'QC-TST-01',
  when: { all: [{ f: 'w.pi.present', eq: true }] },
  effect: 'require',
  then: ['agreement.signed'],
  force: 'law',
  source: 's',
  status: 'verified',
  fr: 'f',
  en: 'e',
}
const codes = (rules: unknown[]) => {
  const loaded = rulePack({ pack, rules })
  return loaded.kind === 'refused' ? loaded.problems.map((problem) => `${problem.code} ${problem.pointer}`) : []
}

test('the pack of the house loads: 24 rules, not yet signed by counsel', () => {
  const house = thePack()
  expect([house.id, house.version, house.asOf, house.verified, house.rules.length]).toEqual([
    'qc-infonuagique',
    '0.1.0',
    '2026-08',
    false,
    24,
  ])
})

describe('a pack does not load', () => {
  test.each([
    {
      name: 'with an unknown fact',
      change: { when: { f: 'w.colour', eq: 'red' } },
      code: 'fact-unknown /rules/0/when/f',
    },
    {
      name: 'with an unknown operator',
      change: { when: { f: 'w.dic.c', above: 3 } },
      code: 'operator-unknown /rules/0/when',
    },
    {
      name: 'with a comparison that does not fit',
      change: { when: { f: 'w.pi.present', gte: 3 } },
      code: 'value-does-not-fit /rules/0/when',
    },
    {
      name: 'with a value outside the fact’s list',
      change: { when: { f: 't.kind', eq: 'moon' } },
      code: 'value-does-not-fit /rules/0/when',
    },
    { name: 'with an empty tree', change: { when: { all: [] } }, code: 'condition-malformed /rules/0/when' },
    { name: 'with an unknown obligation', change: { then: ['pray'] }, code: 'obligation-unknown /rules/0/then/0' },
    { name: 'without its English text', change: { en: '' }, code: 'text-missing /rules/0/en' },
    { name: 'with an unknown field', change: { colour: 'red' }, code: 'field-unknown /rules/0/colour' },
  ])('$name', ({ change, code }) => {
    expect(codes([{ ...rule, ...change }])).toContain(code)
  })
  test('with a repeated id', () => expect(codes([rule, rule])).toEqual(['rule-id-repeated /rules/1/id']))
  test.each([null, 3, 'x', [], {}, { pack }, { pack, rules: [] }])('when it is %j', (raw) => {
    expect(rulePack(raw).kind).toBe('refused')
  })
})

test.each([
  {
    name: 'keys.hyok_OR_attested_confidential_computing',
    anyOf: ['keys.hyok', 'keys.attested_confidential_computing'],
    onlyIf: undefined,
  },
  { name: 'register67_3.flag70_1_if_outQc', anyOf: ['register67_3.flag70_1'], onlyIf: 'outQc' },
  { name: 'second_site', anyOf: ['second_site'], onlyIf: undefined },
])('$name is read', ({ name, anyOf, onlyIf }) => {
  expect(parsedObligation(name)).toEqual({ name, anyOf, onlyIf })
})
