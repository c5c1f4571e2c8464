import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedDerivation, partOfCharge, shareDerivation } from '#models/allocation/given-derivations.ts'
import type { UnallocatedView } from '#models/allocation/allocation.views.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { known } from '#models/shared/outcome.ts'

const amounts = (effective: string) => ({ currency: 'USD', billed: '0.00', effective })
const figures = { billed: 'f_1', effective: 'f_2' }
const total = (allEffective: string): UnallocatedView['totals'][number] => ({
  ...amounts('1.00'),
  allBilled: '0.00',
  allEffective,
  share: null,
  charges: 1,
  figures: { ...figures, allBilled: 'f_3', allEffective: 'f_4' },
})
/** Millionths, up to a thousand million dollars. */
const micros = fc.integer({ min: -1e15, max: 1e15 }).map((value) => (value / 1e6).toFixed(6))

describe('figures made of what is on a page of allocation', () => {
  test.each([
    { all: '8.00', share: 12.5 },
    { all: '0.00', share: undefined },
    { all: '-3.00', share: undefined },
  ])('a share of $all is $share, and never zero for want of a whole', ({ all, share }) => {
    const derivation = shareDerivation({ ...amounts('1.00'), figures }, total(all))
    expect(derivation.value).toBe(share)
    expect(derivation.inputs.map(({ figure }) => figure)).toEqual(['f_2', 'f_4'])
  })

  test('what other rules move is what they give less what stands, whatever the amounts', () => {
    fc.assert(
      fc.property(micros, micros, (before, after) => {
        const moved = movedDerivation({ before: amounts(before), after: amounts(after) })
        expect(moved.value).toBeCloseTo(Number(after) - Number(before), 5)
        expect(reEvaluated(moved)).toEqual(known(expect.closeTo(Number(moved.value), 5)))
      }),
    )
  })

  test('a charge taken whole opens to its lines; a part says what went elsewhere', () => {
    expect(partOfCharge({ ...amounts('9.01'), figures }, '9.010000')).toBe('f_2')
    const part = partOfCharge({ ...amounts('9.01'), figures }, '2.50')
    if (typeof part === 'string') throw new Error('a part opens to what it is made of')
    expect(part().inputs.map(({ name, value }) => [name, value])).toEqual([
      ['whole', 9.01],
      ['elsewhere', 6.51],
    ])
    expect(reEvaluated(part())).toEqual(known(2.5))
  })
})
