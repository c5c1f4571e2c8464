import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { known } from '#models/shared/outcome.ts'
import { summed } from '#models/shared/summed.ts'

const label = { fr: 'Somme', en: 'Sum' }
const part = (value: number, at: number): Derivation => ({
  name: `charge_${at}`,
  label,
  value,
  unit: 'USD',
  inputs: [],
})
const figure = { name: 'sum', label, unit: 'USD', decimals: 2 }

describe('a sum of parts', () => {
  test('the sum of nothing is 0, and says so', () => {
    expect(summed(figure, [])).toEqual({ name: 'sum', label, unit: 'USD', value: 0, formula: '0', inputs: [] })
  })

  test('what adding in binary leaves beyond the cent is taken away', () => {
    expect(summed(figure, [0.1, 0.2].map(part)).value).toBe(0.3)
  })

  test('a value known more exactly stands', () => {
    expect(summed({ ...figure, value: 0.305 }, [0.1, 0.2].map(part)).value).toBe(0.305)
  })

  test('however many parts, computing the sum again gives it, and no part is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 350 }), (cents) => {
        const sum = summed(
          figure,
          cents.map((one, at) => part(one / 100, at)),
        )
        const whole = cents.reduce((total, one) => total + one, 0) / 100
        expect(sum.value).toBeCloseTo(whole, 6)
        expect(reEvaluated(sum)).toEqual(known(expect.closeTo(whole, 4)))
        const leaves = (node: Derivation): number =>
          node.formula === undefined ? 1 : node.inputs.reduce((n, one) => n + leaves(one), 0)
        expect(leaves(sum)).toBe(cents.length)
      }),
      { numRuns: 40 },
    )
  })
})
