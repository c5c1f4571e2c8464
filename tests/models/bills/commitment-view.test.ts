import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CommitmentSum, commitmentView } from '#models/bills/commitment-view.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const micros = (amount: number) => BigInt(Math.round(amount * 1e6))
type Plain = {
  category?: string
  commitment?: string
  status?: string
  billed?: number
  effective?: number
  list?: number | null
  contracted?: number | null
}
const told = (amount: number | null | undefined) => (amount === null || amount === undefined ? null : micros(amount))
const sum = (one: Plain): CommitmentSum => ({
  chargeCategory: one.category ?? 'Usage',
  commitment: one.commitment ?? '',
  commitmentStatus: one.status ?? '',
  billedMicros: micros(one.billed ?? 0),
  effectiveMicros: micros(one.effective ?? 0),
  listMicros: told(one.list),
  contractedMicros: told(one.contracted),
  rows: 1,
})

// By hand: a commitment of 60 bought in the month, 45 of it used, 15 not; usage at list 100, contracted 90.
const month = [
  sum({ category: 'Purchase', commitment: 'rsv-1', billed: 60, list: 100, contracted: 90 }),
  sum({ commitment: 'rsv-1', status: 'Used', effective: 45, list: 100, contracted: 90 }),
  sum({ commitment: 'rsv-1', status: 'Unused', effective: 15, list: 0, contracted: 0 }),
  sum({ billed: 18, effective: 18, list: 20, contracted: 18 }),
  sum({ category: 'Tax', billed: 5, effective: 5 }),
]

test('billed and effective side by side, the unused named, the purchase counted once', () => {
  expect(commitmentView(month)).toEqual({
    billedMicros: micros(83),
    effectiveMicros: micros(83),
    commitments: [
      { commitment: 'rsv-1', purchasedMicros: micros(60), usedMicros: micros(45), unusedMicros: micros(15) },
    ],
    unusedMicros: micros(15),
    savings: {
      listMicros: micros(120),
      negotiatedMicros: micros(12),
      // 90 − 45 on what was used, 0 − 15 on what was not.
      commitmentMicros: micros(30),
      effectiveMicros: micros(78),
      rate: known(42 / 120),
    },
    leftOut: {
      purchaseRows: 1,
      purchaseBilledMicros: micros(60),
      unpricedRows: 1,
      unpricedEffectiveMicros: micros(5),
    },
  })
})

test('without a list cost the rate of savings is unknown, not 0', () => {
  expect(commitmentView([sum({ billed: 3, effective: 3 })]).savings.rate).toEqual(unknownBecause('no-list-cost'))
})

const amount = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n })
const anySum = fc.record({
  chargeCategory: fc.constantFrom('Usage', 'Purchase', 'Tax', 'Credit'),
  commitment: fc.constantFrom('', 'a', 'b'),
  commitmentStatus: fc.constantFrom('', 'Used', 'Unused'),
  billedMicros: amount,
  effectiveMicros: amount,
  listMicros: fc.option(amount),
  contractedMicros: fc.option(amount),
  rows: fc.constant(1),
})

test('list = negotiated + commitment + effective; every row is priced, a purchase, or named as left out', () => {
  fc.assert(
    fc.property(fc.array(anySum), (sums) => {
      const { savings, leftOut, effectiveMicros } = commitmentView(sums)
      expect(savings.negotiatedMicros + savings.commitmentMicros + savings.effectiveMicros).toBe(savings.listMicros)
      const purchases = sums
        .filter((one) => one.chargeCategory === 'Purchase' && one.commitment !== '')
        .reduce((total, one) => total + one.effectiveMicros, 0n)
      expect(savings.effectiveMicros + leftOut.unpricedEffectiveMicros + purchases).toBe(effectiveMicros)
    }),
  )
})
