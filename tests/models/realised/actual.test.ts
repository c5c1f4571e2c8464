import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actualOfMonth, type LegacyPlan, microsToCents, type MonthCharges } from '#models/realised/actual.ts'
import { cadCents } from '#models/shared/money.ts'
import { unknownBecause } from '#models/shared/outcome.ts'

const charge = (more: Partial<MonthCharges>): MonthCharges => ({
  currency: 'USD',
  effectiveMicros: 11_420_000,
  billedMicros: 0,
  element: 'hosting',
  cadPerUnit: '1.4064',
  isClosed: true,
  ...more,
})
const cad = charge({ currency: 'CAD', effectiveMicros: 1_000_000, cadPerUnit: '1' })
const legacy: LegacyPlan = { endsPaper: '2026-04', carriedCents: cadCents(100_000), proof: null }
const month = '2026-10'

test.each([
  { micros: 11_420_000, rate: '1.4064', cents: 1606, why: '16.061088' },
  { micros: 5000, rate: '1', cents: 1, why: 'half a cent goes away from zero' },
  { micros: -5000, rate: '1', cents: -1, why: 'on both sides' },
  { micros: 4999, rate: '1', cents: 0, why: 'less than half' },
  { micros: 9_007_199_254_740_991, rate: '0.000001', cents: 900_720, why: 'beyond what doubles multiply' },
])('$micros millionths at $rate: $why', ({ micros, rate, cents }) => {
  expect(microsToCents(micros, rate)).toBe(cents)
})
test('what is not a rate is refused', () => {
  for (const rate of ['-1', '1e3', '', 'NaN']) expect(() => microsToCents(1, rate)).toThrow(RangeError)
})

test('charges at the rate of the month, ledger and labour in one perimeter', () => {
  const entries = [
    { element: 'labour', cents: cadCents(250_000), side: 'other' },
    { element: 'hosting', cents: cadCents(-500), side: 'other' },
  ] as const
  const result = actualOfMonth({ month, charges: [charge({}), cad], entries, legacy: null, expectsBill: true })
  expect(result).toMatchObject({
    value: { cents: 1606 + 100 + 249_500, chargesCents: 1706, ledgerCents: 249_500, stillPaidCents: 0 },
  })
  if (result.kind !== 'known') throw new Error('unknown')
  expect([...result.value.byElement]).toEqual([
    ['hosting', 1206],
    ['labour', 250_000],
  ])
})

test('a currency without a rate, or a bill that did not come, is unknown and not zero', () => {
  const given = { month, entries: [], legacy: null, expectsBill: true }
  expect(actualOfMonth({ ...given, charges: [charge({ cadPerUnit: null }), cad] })).toEqual(
    unknownBecause('no-rate:USD'),
  )
  expect(actualOfMonth({ ...given, charges: [] })).toEqual(unknownBecause('no-bill'))
  expect(actualOfMonth({ ...given, charges: [], expectsBill: false })).toMatchObject({ value: { cents: 0 } })
})

const seen = [{ element: 'hosting', cents: cadCents(30_000), side: 'legacy' }] as const
test.each([
  {
    name: 'before the plan ends it: what the ledger shows',
    month: '2026-03',
    proof: null,
    entries: seen,
    cents: 30_000,
    stillPaid: 0,
  },
  {
    name: 'no proof, nothing in the ledger: carried',
    month: '2026-10',
    proof: null,
    entries: [],
    cents: 100_000,
    stillPaid: 100_000,
  },
  {
    name: 'no proof, part in the ledger: carried up to what it was',
    month: '2026-10',
    proof: null,
    entries: seen,
    cents: 100_000,
    stillPaid: 100_000,
  },
  {
    name: 'a proof that comes later',
    month: '2026-10',
    proof: '2026-11',
    entries: [],
    cents: 100_000,
    stillPaid: 100_000,
  },
  { name: 'a proof in force: stopped', month: '2026-10', proof: '2026-10', entries: [], cents: 0, stillPaid: 0 },
  {
    name: 'a proof, and the ledger still pays',
    month: '2026-10',
    proof: '2026-05',
    entries: seen,
    cents: 30_000,
    stillPaid: 30_000,
  },
])('legacy cost, $name', ({ month: at, proof, entries, cents, stillPaid }) => {
  const proven: LegacyPlan = {
    ...legacy,
    proof: proof === null ? null : { kind: 'certificate', effective: proof, reference: 'certificat-22' },
  }
  const result = actualOfMonth({ month: at, charges: [], entries, legacy: proven, expectsBill: false })
  expect(result).toMatchObject({ value: { cents, stillPaidCents: stillPaid } })
})

test('elements sum to the whole, and one open period makes the month open', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          element: fc.constantFrom('hosting', 'licences'),
          effectiveMicros: fc.integer({ min: -1e12, max: 1e12 }),
          currency: fc.constantFrom('CAD', 'USD'),
          isClosed: fc.boolean(),
        }),
        { maxLength: 8 },
      ),
      (rows) => {
        const charges = rows.map((row) => charge({ ...row, cadPerUnit: row.currency === 'CAD' ? '1' : '1.3712' }))
        const result = actualOfMonth({ month, charges, entries: seen, legacy, expectsBill: false })
        if (result.kind !== 'known') throw new Error('unknown')
        const { byElement, cents, isClosed } = result.value
        expect([...byElement.values()].reduce<number>((sum, one) => sum + one, 0)).toBe(cents)
        expect(isClosed).toBe(rows.every((row) => row.isClosed))
      },
    ),
  )
})
