import { describe, expect, test } from 'vitest'
import { changedFormulas, contractProblems, draftedSet } from '#models/formulas/drafted-set.ts'
import type { FormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import { bothLanguages } from '#tests/support/both-languages.ts'

const label = { fr: 'libellé', en: 'label' }
const shipped: FormulaSet = {
  id: 'cost',
  version: '1.0.0',
  label,
  inputs: [{ name: 'hours', label, unit: 'hour/year', kind: 'quantity' }],
  formulas: [
    { name: 'labour', label, unit: 'CAD/year', expression: 'hours * 0' },
    { name: 'total', label, unit: 'CAD/year', expression: 'labour' },
  ],
}
const rate = { name: 'internalRate', label, unit: 'CAD/hour' }
const unused = { name: 'externalRate', label, unit: 'CAD/hour' }
const labour = { name: 'labour', label, unit: 'CAD/year', expression: 'hours * internalRate' }
const total = { name: 'total', label, unit: 'CAD/year', expression: 'labour' }

test('a draft reads what the model gives, and the assumptions that it names', () => {
  const set = draftedSet(shipped, [rate, unused], { version: 'MSC-1', formulas: [labour, total] })
  expect(set.inputs.map(({ name, kind }) => [name, kind])).toEqual([
    ['hours', 'quantity'],
    ['internalRate', 'assumption'],
  ])
  expect([set.id, set.version]).toEqual(['cost', 'MSC-1'])
  expect(loadedFormulaSet(set).kind).toBe('loaded')
})

test('a formula of that name is no assumption', () => {
  const own = { name: 'internalRate', label, unit: 'CAD/hour', expression: '0' }
  const set = draftedSet(shipped, [rate], { version: 'MSC-1', formulas: [labour, total, own] })
  expect(set.inputs.map(({ name }) => name)).toEqual(['hours'])
})

describe('what the model asks for', () => {
  test('the same formulas in the same units, and more', () => {
    const more = { name: 'half', label, unit: 'CAD/year', expression: 'labour / 2' }
    expect(contractProblems(shipped, [{ ...labour, unit: '(CAD)/year' }, more, total])).toEqual([])
  })

  test.each([
    { name: 'none is missing', formulas: [labour], code: 'formula-required', pointer: '/formulas' },
    {
      name: 'no unit changes',
      formulas: [total, { ...labour, unit: 'CAD/month' }],
      code: 'formula-unit-fixed',
      pointer: '/formulas/1/unit',
    },
  ])('$name', ({ formulas, code, pointer }) => {
    const problems = contractProblems(shipped, formulas)
    expect(problems).toMatchObject([{ code, pointer }])
    bothLanguages(problems[0]?.detail)
  })
})

test('what differs from the shipped set is named', () => {
  const more = { name: 'half', label, unit: 'CAD/year', expression: 'labour / 2' }
  expect(changedFormulas(shipped, [labour, total, more])).toEqual(['labour', 'half'])
})
