import { describe, expect, test } from 'vitest'
import type { AssumptionSet } from '#models/assumptions/assumption-set.ts'
import { stated } from '#models/cost/bindings.ts'
import { createFormulaEffect, type EffectSubject } from '#models/cost/formula-effect.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const label = { fr: 'x', en: 'x' }
const assumptions: AssumptionSet = { id: 'a', version: '1', draws: 10, label, assumptions: [] }

function setOf(total: string) {
  const loaded = loadedFormulaSet({
    id: 'annual-cost',
    version: '1',
    label,
    inputs: ['hours', 'rate'].map((name) => ({ name, label, unit: '1', kind: 'quantity' as const })),
    formulas: [
      { name: 'labour', label, unit: '1', expression: 'hours * rate' },
      { name: 'total', label, unit: '1', expression: total },
    ],
  })
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
  return loaded.set
}

const subject = (workload: string, hours: number): EffectSubject => ({
  workload,
  name: workload,
  body: 'MSC',
  option: 'o',
  bindings: known({ hours: stated(hours, null), rate: stated(10, null) }),
})

describe('what a draft changes', () => {
  test('is told for each workload, biggest first, and in all', () => {
    const effect = createFormulaEffect(setOf('labour + 5 * hours'), assumptions)
    effect.add([subject('a', 1), subject('b', 4)], setOf('labour'))
    effect.add([subject('c', 2), subject('d', 0)], setOf('labour'))
    const { totals, rows, formulas } = effect.result()
    expect(totals).toEqual({ workloads: 4, changed: 3, lost: 0, unknown: 0, before: 70, after: 105 })
    expect(rows.map(({ workload, before, after }) => [workload, before, after])).toEqual([
      ['b', 40, 60],
      ['c', 20, 30],
      ['a', 10, 15],
    ])
    expect(formulas).toEqual([{ name: 'total', before: 70, after: 105 }])
  })

  test('a figure lost comes first; one unknown on both sides changes nothing; neither is summed', () => {
    const effect = createFormulaEffect(setOf('labour / (hours - 1)'), assumptions)
    const missing: EffectSubject = { ...subject('m', 1), bindings: unknownBecause('no-assets') }
    effect.add([subject('b', 4), subject('a', 1), missing], setOf('labour'))
    const { totals, rows } = effect.result()
    expect(totals).toMatchObject({ workloads: 3, changed: 2, lost: 1, unknown: 2, before: 40 })
    expect(rows.map(({ workload, after }) => [workload, after === null])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  test('only the biggest rows are kept, all are counted', () => {
    const effect = createFormulaEffect(setOf('2 * labour'), assumptions)
    const many = Array.from({ length: 250 }, (_, i) => subject(`w${i}`, i + 1))
    effect.add(many.slice(0, 120), setOf('labour'))
    effect.add(many.slice(120), setOf('labour'))
    const { totals, rows, most } = effect.result()
    expect([totals.changed, rows.length, most]).toEqual([250, 100, 100])
    expect(rows[0]?.workload).toBe('w249')
    expect(rows.at(-1)?.workload).toBe('w150')
  })
})
