import { expect, test } from 'vitest'
import { decisionInForce, promiseSupport, type SignedDecision } from '#models/benefits/support.ts'

const signed = (id: string, strategy: string, option: string | null, day: number): SignedDecision => ({
  id,
  strategy,
  option,
  signedAt: `2026-10-0${day}T12:00:00.000Z`,
})
const first = signed('D1', 'rehost', 'ngq', 1)

test.each([
  { name: 'the decision it was frozen on', inForce: first, expected: 'supported' },
  { name: 'no decision known', inForce: undefined, expected: 'supported' },
  {
    name: 'another option, of unknown cost',
    inForce: signed('D2', 'rehost', 'ovh.bhs', 2),
    expected: 'planned-cost-unknown',
  },
  { name: 'retired', inForce: signed('D2', 'retire', null, 2), expected: 'retired' },
  { name: 'retained', inForce: signed('D2', 'retain', null, 2), expected: 'retained' },
])('what supports a promise: $name', ({ inForce, expected }) => {
  const support = promiseSupport('D1', inForce)
  expect(support.kind === 'supported' ? support.kind : support.reason).toBe(expected)
  if (support.kind === 'unsupported')
    expect([support.decision, support.since]).toEqual(['D2', '2026-10-02T12:00:00.000Z'])
})

test.each([
  { name: 'before the first', day: '2026-09-30', expected: undefined },
  { name: 'from the first', day: '2026-10-01', expected: 'D1' },
  { name: 'from the second', day: '2026-10-03', expected: 'D2' },
])('the decision in force $name', ({ day, expected }) => {
  const all = [first, signed('D2', 'retire', null, 2)]
  expect(decisionInForce(all, Date.parse(`${day}T23:59:59Z`))?.id).toBe(expected)
  expect(decisionInForce(all)?.id).toBe('D2')
})
