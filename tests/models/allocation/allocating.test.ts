import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AllocationRule, Condition, Target } from '#models/allocation/allocation.schemas.ts'
import { allocated, allocator, type ChargePart } from '#models/allocation/allocating.ts'
import type { AllocatableCharge } from '#models/allocation/charge.ts'
import { workloadIndex } from '#models/allocation/workload-index.ts'
import { aCharge, aRule, aWorkload, byTag } from './some-charges.ts'

const index = workloadIndex([aWorkload(1), aWorkload(2), aWorkload(3, { bodyPath: ['MRP', 'QC'], bodyId: 'mrp' })])
const whom = (parts: readonly ChargePart[]) => parts.map(({ workload, reason }) => workload?.code ?? reason)
const list = (...codes: string[]) => ({ kind: 'list' as const, workloads: codes })

test.each<{ name: string; charge: Partial<AllocatableCharge>; rules: AllocationRule[]; gives: (string | null)[] }>([
  { name: 'no rule', charge: {}, rules: [], gives: ['no-rule'] },
  {
    name: 'a tag names a workload by its code, whatever its capitals',
    charge: { tagsJson: '{"Workload":"ch-000002"}' },
    rules: [aRule('t', byTag())],
    gives: ['CH-000002'],
  },
  {
    name: 'a tag names a workload by its name',
    charge: { tagsJson: '{"workload":"Charge 1"}' },
    rules: [aRule('t', byTag())],
    gives: ['CH-000001'],
  },
  {
    name: 'the first key present is read',
    charge: { tagsJson: '{"charge":"CH-000002","workload":"CH-000001"}' },
    rules: [aRule('t', byTag(['arpent:workload', 'workload', 'charge']))],
    gives: ['CH-000001'],
  },
  {
    name: 'a tag that names nothing',
    charge: { tagsJson: '{"workload":"CH-009999"}' },
    rules: [aRule('t', byTag())],
    gives: ['tag-names-nothing'],
  },
  {
    name: 'a tag that names nothing lets the next rule try',
    charge: { tagsJson: '{"workload":"CH-009999"}', resource: 'SRV-1' },
    rules: [aRule('t', byTag()), aRule('a', { kind: 'asset' })],
    gives: ['CH-000001'],
  },
  {
    name: 'what the tag said is told rather than the unknown asset',
    charge: { tagsJson: '{"workload":"CH-009999"}', resource: 'nowhere' },
    rules: [aRule('a', { kind: 'asset' }), aRule('t', byTag()), aRule('b', { kind: 'asset' })],
    gives: ['tag-names-nothing'],
  },
  {
    name: 'tags that are not JSON are told',
    charge: { tagsJson: 'workload=CH-000001', resource: 'nowhere' },
    rules: [aRule('t', byTag()), aRule('a', { kind: 'asset' })],
    gives: ['tags-unreadable'],
  },
  {
    name: 'tags that are not JSON do not hide the other rules',
    charge: { tagsJson: '["workload"]', resource: 'srv-2' },
    rules: [aRule('t', byTag()), aRule('a', { kind: 'asset' })],
    gives: ['CH-000002'],
  },
  {
    name: 'the last segment of a resource is an asset',
    charge: { resource: '/subscriptions/x/providers/Microsoft.Compute/virtualMachines/srv-2' },
    rules: [aRule('a', { kind: 'asset' })],
    gives: ['CH-000002'],
  },
  {
    name: 'an application that has one workload',
    charge: { tagsJson: '{"application":"Application 2"}' },
    rules: [aRule('t', { kind: 'tag', keys: ['application'], names: 'application' })],
    gives: ['CH-000002'],
  },
  {
    name: 'a workload that the inventory does not hold',
    charge: {},
    rules: [aRule('w', { kind: 'workload', workload: 'CH-000999' })],
    gives: ['workload-unknown'],
  },
  {
    name: 'left on purpose: no other rule is asked',
    charge: { chargeCategory: 'Tax' },
    rules: [
      aRule('l', { kind: 'leave', becauseFr: 'récupérable', becauseEn: 'recoverable' }),
      aRule('w', { kind: 'workload', workload: 'CH-000001' }),
    ],
    gives: ['left'],
  },
  {
    name: 'shared among nobody',
    charge: {},
    rules: [aRule('s', { kind: 'equal', over: { kind: 'body', body: 'BAP' } })],
    gives: ['nobody-to-share'],
  },
  {
    name: 'shared by a measure that one of them lacks: unknown is not zero',
    charge: {},
    rules: [aRule('s', { kind: 'measure', measure: 'storage', over: { kind: 'body', body: 'QC' } })],
    gives: ['measure-missing'],
  },
  {
    name: 'shared by direct cost when nothing above gave any',
    charge: {},
    rules: [aRule('s', { kind: 'direct-cost', over: { kind: 'body', body: 'QC' } })],
    gives: ['no-direct-cost'],
  },
  {
    name: 'shared among a body: its own, not those of another',
    charge: {},
    rules: [aRule('s', { kind: 'equal', over: { kind: 'body', body: 'MSC' } })],
    gives: ['CH-000001', 'CH-000002'],
  },
])('$name', ({ charge, rules, gives }) => {
  expect(whom(allocated([aCharge(charge)], rules, index))).toEqual(gives)
})

test('two workloads of one name designate none', () => {
  const twins = workloadIndex([aWorkload(1, { name: 'Paie' }), aWorkload(2, { name: 'paie' })])
  const parts = allocated([aCharge({ tagsJson: '{"workload":"Paie"}' })], [aRule('t', byTag())], twins)
  expect(whom(parts)).toEqual(['tag-names-several'])
})

describe('conditions', () => {
  const met = (condition: Condition, charge: Partial<AllocatableCharge>) =>
    whom(
      allocated(
        [aCharge(charge)],
        [aRule('w', { kind: 'workload', workload: 'CH-000001' }, { conditions: [condition] })],
        index,
      ),
    )[0] === 'CH-000001'

  test.each<[Condition, Partial<AllocatableCharge>, boolean]>([
    [{ on: 'provider', how: 'is', values: ['aws', 'azure'] }, {}, true],
    [{ on: 'provider', how: 'is', values: ['azure'] }, {}, false],
    [{ on: 'resource', how: 'starts', values: ['arn:aws:s3'] }, { resource: 'ARN:aws:s3:::depot' }, true],
    [{ on: 'resource', how: 'starts', values: ['s3'] }, { resource: 'arn:aws:s3' }, false],
    [{ on: 'resource', how: 'like', values: ['*-prod-*'] }, { resource: 'web-prod-01' }, true],
    [{ on: 'resource', how: 'like', values: ['*-prod-*'] }, { resource: 'web-test-01' }, false],
    [{ on: 'resource', how: 'like', values: ['web-*-01'] }, { resource: 'web-01' }, false],
    [{ on: 'resource', how: 'like', values: ['ab*ba'] }, { resource: 'aba' }, false],
    [{ on: 'resource', how: 'like', values: ['a*b*b'] }, { resource: 'ab' }, false],
    [{ on: 'resource', how: 'like', values: ['a*b*b'] }, { resource: 'axbxb' }, true],
    [{ on: 'resource', how: 'like', values: ['*'] }, { resource: '' }, true],
    [{ on: 'resource', how: 'like', values: ['web'] }, { resource: 'web' }, true],
    [{ on: 'tag', key: 'Equipe', how: 'is', values: ['Paie'] }, { tagsJson: '{"equipe":"paie"}' }, true],
    [{ on: 'tag', key: 'equipe', how: 'is', values: ['paie'] }, {}, false],
    [{ on: 'tag-present', key: 'equipe' }, { tagsJson: '{"equipe":""}' }, true],
    [{ on: 'tag-present', key: 'equipe' }, { tagsJson: '{"autre":"x"}' }, false],
    [{ on: 'tag', key: 'n', how: 'is', values: ['7'] }, { tagsJson: '{"n":7}' }, true],
  ])('%j on %j: %s', (condition, charge, expected) => {
    expect(met(condition, charge)).toBe(expected)
  })

  test('all of them, or any', () => {
    const conditions: Condition[] = [
      { on: 'provider', how: 'is', values: ['aws'] },
      { on: 'region', how: 'is', values: ['eu-west-1'] },
    ]
    const target: Target = { kind: 'workload', workload: 'CH-000001' }
    const give = (match: 'all' | 'any') =>
      whom(allocated([aCharge()], [aRule('w', target, { match, conditions })], index))
    expect([give('all'), give('any')]).toEqual([['no-rule'], ['CH-000001']])
  })
})

describe('shared costs, by hand', () => {
  const parts = (target: Target, charge: Partial<AllocatableCharge>) =>
    allocated([aCharge(charge)], [aRule('s', target)], index).map(({ workload, billedMicros, effectiveMicros }) => [
      workload?.code,
      billedMicros,
      effectiveMicros,
    ])

  test('ten millionths among three: the odd one goes to the first code', () => {
    const over = list('CH-000003', 'CH-000001', 'CH-000002')
    expect(parts({ kind: 'equal', over }, { billedMicros: 10, effectiveMicros: -10 })).toEqual([
      ['CH-000001', 4, -4],
      ['CH-000002', 3, -3],
      ['CH-000003', 3, -3],
    ])
  })
  test('by vCPU: 1, 2 and 3 of 12', () => {
    expect(
      parts(
        { kind: 'measure', measure: 'vcpu', over: { kind: 'body', body: 'QC' } },
        { billedMicros: 12, effectiveMicros: 6 },
      ),
    ).toEqual([
      ['CH-000001', 2, 1],
      ['CH-000002', 4, 2],
      ['CH-000003', 6, 3],
    ])
  })
  test('by stated shares', () => {
    const shares = [
      { workload: 'CH-000002', percent: 66.6667 },
      { workload: 'CH-000001', percent: 33.3333 },
    ]
    expect(parts({ kind: 'stated', shares }, { billedMicros: 1_000_000, effectiveMicros: 0 })).toEqual([
      ['CH-000001', 333_333, 0],
      ['CH-000002', 666_667, 0],
    ])
  })
  test('by the direct cost that rules above gave: 30 and 10; a credit below zero weighs nothing', () => {
    const rules = [aRule('t', byTag()), aRule('s', { kind: 'direct-cost', over: { kind: 'body', body: 'QC' } })]
    const tagged = (code: string, effectiveMicros: number) =>
      aCharge({ tagsJson: `{"workload":"${code}"}`, effectiveMicros })
    const common = aCharge({ billedMicros: 8, effectiveMicros: 4 })
    const given = allocated(
      [tagged('CH-000001', 30), common, tagged('CH-000002', 10), tagged('CH-000003', -5)],
      rules,
      index,
    )
    expect(
      given
        .filter(({ ordinal }) => ordinal === common.ordinal)
        .map((p) => [p.workload?.code, p.billedMicros, p.effectiveMicros]),
    ).toEqual([
      ['CH-000001', 6, 3],
      ['CH-000002', 2, 1],
    ])
  })
  test('a charge of nothing keeps one part', () => {
    expect(
      parts({ kind: 'equal', over: list('CH-000001', 'CH-000002') }, { billedMicros: 0, effectiveMicros: 0 }),
    ).toEqual([['CH-000001', 0, 0]])
  })
})

test('the trace says why each rule did not take it', () => {
  const rules = [
    aRule(
      'region',
      { kind: 'workload', workload: 'CH-000002' },
      {
        conditions: [
          { on: 'provider', how: 'is', values: ['aws'] },
          { on: 'region', how: 'is', values: ['eu-west-1'] },
        ],
      },
    ),
    aRule('tag', byTag()),
    aRule('asset', { kind: 'asset' }),
    aRule('rest', { kind: 'equal', over: { kind: 'body', body: 'MSC' } }),
    aRule('after', { kind: 'leave', becauseFr: 'x', becauseEn: 'x' }),
  ]
  const charge = aCharge({ tagsJson: '{"workload":"?"}' })
  expect(allocator(rules, index).trace(charge)).toEqual([
    { ruleId: 'region', result: 'not-met', failed: [1] },
    { ruleId: 'tag', result: 'cannot', reason: 'tag-names-nothing' },
    { ruleId: 'asset', result: 'cannot', reason: 'asset-unknown' },
    { ruleId: 'rest', result: 'took' },
    { ruleId: 'after', result: 'not-asked' },
  ])
})

const anAmount = fc.integer({ min: -2_000_000_000_000, max: 2_000_000_000_000 })
const someTags = fc.constantFrom(
  '',
  '{}',
  'not json',
  '{"workload":"CH-000001"}',
  '{"workload":"CH-000003"}',
  '{"workload":"x"}',
)
const someCharges = fc
  .array(
    fc.record({
      provider: fc.constantFrom('AWS', 'Microsoft'),
      resource: fc.constantFrom('', 'srv-1', 'i-1', '/x/srv-2'),
      chargeCategory: fc.constantFrom('Usage', 'Tax', 'Credit'),
      tagsJson: someTags,
      billedMicros: anAmount,
      effectiveMicros: anAmount,
    }),
    { maxLength: 30 },
  )
  .map((list) => list.map((given, ordinal) => aCharge({ ...given, ordinal })))
const someOver = fc.constantFrom(
  { kind: 'body' as const, body: 'QC' },
  { kind: 'body' as const, body: 'MSC' },
  list('CH-000001', 'CH-000003'),
)
const someTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constant(byTag()),
  fc.constant<Target>({ kind: 'asset' }),
  fc.constant<Target>({ kind: 'workload', workload: 'CH-000002' }),
  fc.constant<Target>({ kind: 'leave', becauseFr: 'x', becauseEn: 'x' }),
  someOver.map((over): Target => ({ kind: 'equal', over })),
  someOver.map((over): Target => ({ kind: 'direct-cost', over })),
  someOver.map((over): Target => ({ kind: 'measure', measure: 'vcpu', over })),
)
const someConditions = fc.array(
  fc.constantFrom<Condition>(
    { on: 'provider', how: 'is', values: ['aws'] },
    { on: 'chargeCategory', how: 'is', values: ['tax', 'credit'] },
    { on: 'tag-present', key: 'workload' },
  ),
  { maxLength: 2 },
)
const someRules = fc
  .array(fc.tuple(someTarget, someConditions), { maxLength: 5 })
  .map((list) => list.map(([target, conditions], at) => aRule(`r${at}`, target, { conditions })))

describe('laws', () => {
  test('the parts of a charge sum to it, billed and effective', () => {
    fc.assert(
      fc.property(someCharges, someRules, (charges, rules) => {
        const parts = Map.groupBy(allocated(charges, rules, index), ({ ordinal }) => ordinal)
        for (const charge of charges) {
          const own = parts.get(charge.ordinal) ?? []
          expect(own.reduce((sum, part) => sum + part.billedMicros, 0)).toBe(charge.billedMicros)
          expect(own.reduce((sum, part) => sum + part.effectiveMicros, 0)).toBe(charge.effectiveMicros)
          for (const part of own) expect(part.workload === null).toBe(part.reason !== null)
        }
      }),
    )
  })
  test('the order of charges changes nothing', () => {
    fc.assert(
      fc.property(someCharges, someRules, (charges, rules) => {
        const inOrder = (parts: readonly ChargePart[]) =>
          parts.toSorted((a, b) => a.ordinal - b.ordinal || a.part - b.part)
        expect(inOrder(allocated(charges.toReversed(), rules, index))).toEqual(
          inOrder(allocated(charges, rules, index)),
        )
      }),
    )
  })
  test('a rule added at the end changes only what nobody took', () => {
    fc.assert(
      fc.property(someCharges, someRules, someTarget, (charges, rules, target) => {
        const taken = (parts: readonly ChargePart[]) => parts.filter(({ ruleId }) => ruleId !== '' && ruleId !== 'last')
        const before = allocated(charges, rules, index)
        const after = allocated(charges, [...rules, aRule('last', target)], index)
        expect(taken(after)).toEqual(taken(before))
      }),
    )
  })
  test('what is remembered of a charge says what its trace says', () => {
    fc.assert(
      fc.property(someCharges, someRules, (charges, rules) => {
        const asked = allocator(rules, index)
        for (const charge of charges) {
          const step = asked.trace(charge).find(({ result }) => result === 'took' || result === 'left')
          expect(asked.parts(charge)[0]?.ruleId).toBe(step?.ruleId ?? '')
        }
      }),
    )
  })
})
