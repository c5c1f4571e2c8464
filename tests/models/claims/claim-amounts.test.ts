import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spread } from '#models/claims/spread.ts'
import { hundredths, monthsOf, netDerivation, netHundredths } from '#models/claims/claim-amounts.ts'
import { monthlyParts, partWithin } from '#models/claims/claim-checks.ts'
import { centsToDecimal, cadCents } from '#models/shared/money.ts'
import { monthAfter } from '#models/shared/month.ts'
import { someContent } from './some-claim.ts'

test.each([
  { name: 'whole', gross: '3000.00', adjustments: [], share: '1', net: 300_000 },
  {
    name: 'three quarters of what is left after an adjustment',
    gross: '1000',
    adjustments: ['-200.01'],
    share: '0.75',
    net: 59_999,
  },
  { name: 'half a cent goes away from zero', gross: '0.01', adjustments: [], share: '0.5', net: 1 },
  { name: 'also below zero', gross: '-0.01', adjustments: [], share: '0.5', net: -1 },
  { name: 'nothing of it', gross: '12.34', adjustments: [], share: '0', net: 0 },
  { name: 'a third, as written', gross: '100.00', adjustments: [], share: '0.333333', net: 3333 },
])('net amount: $name', ({ gross, adjustments, share, net }) => {
  const listed = adjustments.map((amount) => ({ reason: 'Indexation', amount }))
  expect(netHundredths({ gross, adjustments: listed, share })).toBe(net)
  const content = { ...someContent, gross, adjustments: listed, share }
  expect(netDerivation('RC-0001', content, { by: 'U-0001', at: '2026-11-24' }).value).toBe(net / 100)
})

test('months cross the year', () => {
  expect(monthsOf({ startsOn: '2026-12', months: 3 })).toEqual(['2026-12', '2027-01', '2027-02'])
})

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })

test('a net amount never exceeds the whole, and shares that make the whole make it to the cent of each', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 0, max: 1_000_000 }), (gross, millionths) => {
      const net = (share: number) =>
        netHundredths({
          gross: centsToDecimal(cadCents(gross)),
          adjustments: [],
          share: (share / 1_000_000).toFixed(6),
        })
      expect(Math.abs(net(millionths))).toBeLessThanOrEqual(Math.abs(gross))
      expect(Math.abs(net(millionths) + net(1_000_000 - millionths) - gross)).toBeLessThanOrEqual(1)
    }),
  )
})

test('parts by month sum to the amount, and a split of the months splits it', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 23 }), (amount, count, cut) => {
      const months = monthsOf({ startsOn: '2026-04', months: count })
      const parts = [...monthlyParts(amount, months).values()]
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
      const last = monthAfter('2026-04', cut)
      const before = partWithin(amount, months, { from: '2026-04', to: last })
      const after = partWithin(amount, months, { from: monthAfter(last, 1), to: '2030-01' })
      expect(before + after).toBe(Math.max(0, amount))
    }),
  )
})

test('a gross amount over its rows sums to it, each within a cent of the others', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 40 }), (gross, count) => {
      const rows = Array.from({ length: count }, (_, i) => ({
        kind: 'contract' as const,
        reference: String(i),
        period: '2026-07',
      }))
      const parts = spread(centsToDecimal(cadCents(gross)), rows).map((one) => hundredths(one.amount))
      expect(parts.reduce<number>((sum, part) => sum + part, 0)).toBe(gross)
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
    }),
  )
  expect(spread('12.00', [])).toEqual([])
  expect(spread('douze', [{ kind: 'contract', reference: 'C', period: '2026-07' }])).toEqual([])
})
