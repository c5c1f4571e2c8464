import { describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { scoreDerivation } from '#models/strategies/score-derivation.ts'
import { scoreRefusal, scoreValue } from '#models/strategies/scores.ts'

const names = new Set(['usage', 'servers', 'stillUsed'])
const values = new Map([
  ['usage', 75],
  ['servers', 4],
  ['stillUsed', undefined],
])

test.each([
  [
    'usage - servers',
    {
      kind: 'known',
      value: {
        value: 71,
        inputs: [
          { name: 'usage', value: 75 },
          { name: 'servers', value: 4 },
        ],
      },
    },
  ],
  ['usage * stillUsed', { kind: 'unknown', reasons: ['missing:stillUsed'] }],
  ['usage / (servers - 4)', { kind: 'unknown', reasons: ['not-a-number'] }],
  ['usage * servers', { kind: 'unknown', reasons: ['out-of-scale'] }],
  ['-servers', { kind: 'unknown', reasons: ['out-of-scale'] }],
  ['min(100, usage * servers)', { kind: 'known', value: { value: 100 } }],
])('%s', (expression, expected) => expect(scoreValue(expression, values)).toMatchObject(expected))

describe('refused when it is written', () => {
  test.each([
    ['usage +', 'formula'],
    ['f = usage', 'formula'],
    ['import({})', 'formula'],
    ['createUnit("x")', 'formula'],
    ['usage.constructor', 'formula'],
    [`usage${' + 1'.repeat(600)}`, 'formula'],
    ['usage + weather', 'names'],
  ])('%s', (expression, kind) => expect(scoreRefusal(expression, names)?.kind).toBe(kind))

  test('what names only what exists is not', () => expect(scoreRefusal('usage / 2 + servers', names)).toBeUndefined())
})

test('a score opens to its expression and the values it names', () => {
  const result = scoreValue('usage / 3 + servers', values)
  if (result.kind === 'unknown') throw new Error('unknown')
  const score = { name: { fr: 'a', en: 'b' }, expression: 'usage / 3 + servers', statedBy: 'U-0001' }
  expect(reEvaluated(scoreDerivation(score, result.value))).toEqual({ kind: 'known', value: 29 })
})
