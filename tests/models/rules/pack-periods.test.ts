import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions, holds, type PackPeriod, periodPlacement } from '#models/rules/pack-periods.ts'

test.each([
  { a: '0.1.0', b: '0.1.0', sign: 0 },
  { a: '0.9.0', b: '0.10.0', sign: -1 },
  { a: '1.0.0', b: '0.99.99', sign: 1 },
  { a: '1.0.1', b: '1.0.10', sign: -1 },
])('$a against $b', ({ a, b, sign }) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign)
})

const open: PackPeriod = { version: '1.0.0', from: '2026-01-01', to: null }
const later: PackPeriod = { version: '2.0.0', from: '2026-06-01', to: '2026-09-01' }
test.each([
  { name: 'nothing is approved yet', approved: [], from: '2026-03-01', to: null, ends: undefined, overlaps: [] },
  { name: 'one runs on', approved: [open], from: '2026-03-01', to: null, ends: '1.0.0', overlaps: [] },
  {
    name: 'one starts the same day',
    approved: [open],
    from: '2026-01-01',
    to: null,
    ends: undefined,
    overlaps: ['1.0.0'],
  },
  { name: 'one starts later', approved: [later], from: '2026-03-01', to: null, ends: undefined, overlaps: ['2.0.0'] },
  {
    name: 'it stops the day a later one starts',
    approved: [later],
    from: '2026-03-01',
    to: '2026-06-01',
    ends: undefined,
    overlaps: [],
  },
  { name: 'one is over', approved: [later], from: '2026-09-01', to: null, ends: undefined, overlaps: [] },
  { name: 'one is in its last day', approved: [later], from: '2026-08-31', to: null, ends: '2.0.0', overlaps: [] },
])('a new period when $name', ({ approved, from, to, ends, overlaps }) => {
  const placed = periodPlacement(approved, { from, to })
  expect([placed.ends?.version, placed.overlaps.map((one) => one.version)]).toEqual([ends, overlaps])
})

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`)
const period = fc.tuple(day, fc.option(day)).filter(([from, to]) => to === null || to > from)

test('approving whatever fits, one after the other, never leaves two versions on one day', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 12 }), day, (asked, on) => {
      let approved: PackPeriod[] = []
      for (const [n, [from, to]] of asked.entries()) {
        const { ends, overlaps } = periodPlacement(approved, { from, to })
        if (overlaps.length > 0) continue
        approved = approved.map((one) => (one === ends ? { ...one, to: from } : one))
        approved.push({ version: `1.0.${n}`, from, to })
      }
      expect(approved.filter((one) => holds(one, on)).length).toBeLessThanOrEqual(1)
    }),
  )
})
