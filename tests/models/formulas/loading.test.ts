import { describe, expect, test } from 'vitest'
import type { FormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet, setLimits } from '#models/formulas/loading.ts'
import { bothLanguages } from '#tests/support/both-languages.ts'

const label = { fr: 'libellé', en: 'label' }
const inputs = [
  ['hourly', 'CAD/hour'],
  ['hours', 'hour/year'],
  ['gb', 'GB'],
  ['perGb', 'CAD/(GB*month)'],
  ['months', 'month/year'],
  ['side', 'm^2'],
  ['share', '1'],
].map(([name = '', unit = '']) => ({ name, unit, label, kind: 'quantity' as const }))

function set(formulas: Readonly<Record<string, readonly [expression: string, unit: string]>>): FormulaSet {
  return {
    id: 'set',
    version: '1',
    label,
    inputs,
    formulas: Object.entries(formulas).map(([name, [expression, unit]]) => ({ name, label, unit, expression })),
  }
}

function problemsOf(formulas: Readonly<Record<string, readonly [string, string]>>) {
  const loaded = loadedFormulaSet(set(formulas))
  return loaded.kind === 'refused' ? loaded.problems : []
}

test('a set loads, each formula after those it uses', () => {
  const loaded = loadedFormulaSet(
    set({
      total: ['compute + storage', 'CAD/year'],
      compute: ['hourly * hours', 'CAD/year'],
      storage: ['gb * perGb * months', 'CAD/year'],
    }),
  )
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
  expect(loaded.set.ordered.map(({ name }) => name)).toEqual(['compute', 'storage', 'total'])
})

describe('units that agree', () => {
  test.each([
    ['hourly * hours * share', 'CAD/year'],
    ['hourly * hours + 0', 'CAD/year'],
    ['max(0, hourly * hours - 0)', 'CAD/year'],
    ['share < 0.5 ? hourly * hours : 0', 'CAD/year'],
    ['gb * perGb < hourly * hours / months ? 1 : 2', '1'],
    ['side ^ 2', 'm^4'],
    ['side ^ -1', '1/m^2'],
    ['sqrt(side)', 'm'],
    ['(1 + share) ^ (share * 3)', '1'],
    ['ceil(gb)', 'GB'],
    ['gb / gb + 1', '1'],
    ['0', 'CAD'],
    ['sum(gb, gb, gb)', 'GB'],
  ])('%s is in %s', (expression, unit) => {
    expect(problemsOf({ f: [expression, unit] })).toEqual([])
  })
})

describe('units that do not', () => {
  test.each([
    {
      expression: 'hourly * hours + gb',
      unit: 'CAD/year',
      code: 'unit-mismatch',
      names: ['“gb” is in GB', 'CAD/year'],
    },
    { expression: 'gb + 1', unit: 'GB', code: 'unit-mismatch', names: ['“1” is in 1', 'GB was expected'] },
    { expression: 'min(gb, side)', unit: 'GB', code: 'unit-mismatch', names: ['“side” is in m^2', 'GB'] },
    { expression: 'share < gb ? 1 : 2', unit: '1', code: 'unit-mismatch', names: ['“gb” is in GB', '“share”'] },
    { expression: 'share < 1 ? gb : side', unit: 'GB', code: 'unit-mismatch', names: ['“side” is in m^2'] },
    { expression: 'hourly * 730', unit: 'CAD/month', code: 'unit-of-formula', names: ['gives CAD/hour', 'CAD/month'] },
    { expression: 'share ^ gb', unit: '1', code: 'unit-of-power', names: ['“gb” is in GB'] },
    { expression: 'gb ^ share', unit: 'GB', code: 'unit-of-power', names: ['“gb” is in GB', '“share”'] },
    { expression: 'gb ^ 0.5', unit: 'GB', code: 'unit-of-power', names: ['“gb” is in GB'] },
    { expression: 'sqrt(gb)', unit: 'GB', code: 'unit-of-power', names: ['no square root'] },
    { expression: 'gb / 0', unit: 'GB', code: 'divided-by-zero', names: ['“gb / 0”'] },
  ])('$expression', ({ expression, unit, code, names }) => {
    const problems = problemsOf({ f: [expression, unit] })
    expect(problems).toHaveLength(1)
    const [problem] = problems
    expect(problem).toMatchObject({
      code,
      pointer: code === 'unit-of-formula' ? '/formulas/0/unit' : '/formulas/0/expression',
    })
    for (const part of names) expect(problem?.detail.en).toContain(part)
    bothLanguages(problem?.detail)
  })
})

describe('what does not load', () => {
  test.each([
    {
      name: 'a missing name, with the nearest',
      formulas: { f: ['hourli * hours', 'CAD/year'] },
      code: 'name-missing',
      says: 'hourly',
    },
    {
      name: 'a circle, in order',
      formulas: { a: ['b', '1'], b: ['c', '1'], c: ['a', '1'] },
      code: 'formula-cycle',
      says: 'a → b → c → a',
    },
    { name: 'a formula of itself', formulas: { a: ['a + 1', '1'] }, code: 'formula-cycle', says: 'a → a' },
    { name: 'a name given twice', formulas: { gb: ['1', '1'] }, code: 'name-repeated', says: 'gb' },
    { name: 'a reserved name', formulas: { max: ['1', '1'] }, code: 'name-refused', says: 'max' },
    { name: 'a name with an accent', formulas: { année: ['1', '1'] }, code: 'name-refused', says: 'année' },
    {
      name: 'a unit that is none',
      formulas: { f: ['1', 'CAD per year'] },
      code: 'unit-not-readable',
      says: 'CAD per year',
    },
    {
      name: 'an endless expression',
      formulas: { f: [`${'1+'.repeat(400)}1`, '1'] },
      code: 'expression-too-many-parts',
      says: '500',
    },
    {
      name: 'a long expression',
      formulas: { f: [`1${' '.repeat(2_000)}`, '1'] },
      code: 'expression-too-long',
      says: '2000',
    },
    { name: 'nothing', formulas: { f: [' ', '1'] }, code: 'expression-empty', says: 'empty' },
    { name: 'no formula', formulas: {}, code: 'set-empty', says: 'no formula' },
    { name: 'code', formulas: { f: ['import("fs")', '1'] }, code: 'expression-not-allowed', says: 'import' },
    { name: 'half a formula', formulas: { f: ['1 +', '1'] }, code: 'expression-not-readable', says: 'character 4' },
  ] as const)('$name', ({ formulas, code, says }) => {
    const problems = problemsOf(formulas as Record<string, readonly [string, string]>)
    const problem = problems.find((one) => one.code === code)
    expect(problems.map((one) => one.code)).toEqual([code])
    expect(problem?.detail.en).toContain(says)
    expect(problem?.pointer).toBeDefined()
    bothLanguages(problem?.detail)
  })

  test('figures whose derivation would unfold without end', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`f${i}`, [i < 2 ? '1' : `f${i - 1} + f${i - 2}`, '1'] as const]),
    )
    expect(problemsOf(chain).map((one) => one.code)).toEqual(['derivation-too-wide'])
  })

  test('more terms than a set holds', () => {
    const long = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`f${i}`, [`${'1+'.repeat(200)}1`, '1'] as const]),
    )
    expect(problemsOf(long)).toMatchObject([{ code: 'set-too-large', pointer: '/formulas' }])
  })

  test('more formulas than a set holds', () => {
    const many = Object.fromEntries(
      Array.from({ length: setLimits.formulas + 1 }, (_, i) => [`f${i}`, ['1', '1'] as const]),
    )
    expect(problemsOf(many)).toMatchObject([{ code: 'set-too-large', pointer: '/formulas' }])
  })
})
