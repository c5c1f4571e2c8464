import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import {
  adjustedBaseline,
  adjustedBaselineDerivation,
  adjustmentGap,
  type Conditions,
  type NonRoutineAdjustment,
  type UnitRates,
} from '#models/realised/adjusted-baseline.ts'
import { cadCents } from '#models/shared/money.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const model: UnitRates = {
  kind: 'unit-rates',
  rates: [
    { element: 'hosting', driver: 'users', cadPerUnitMonth: 12.5, index: 'energy' },
    { element: 'licences', driver: 'cores', cadPerUnitMonth: 40, index: null },
  ],
  fixed: [{ element: 'labour', cadPerMonth: 5000, index: 'wages' }],
}
const conditions: Conditions = {
  volumes: new Map([
    ['users', { value: 400 }],
    ['cores', { value: 32 }],
  ]),
  indices: new Map([
    ['energy', { now: 103.6, base: 100 }],
    ['wages', { now: 112, base: 110 }],
  ]),
}
const rack: NonRoutineAdjustment = {
  id: 'ba-2',
  label: { fr: 'Une baie retirée', en: 'A rack removed' },
  from: '2026-06',
  to: null,
  centsPerMonth: cadCents(-155_167),
  proposedBy: 'U-0001',
  approvedBy: 'U-0002',
  evidence: 'sha256:1',
}

test('rates × volumes × indices, the fixed part and the adjustment, worked by hand', () => {
  // 12.50 × 400 × 1.036 = 5,180.00; 40 × 32 = 1,280.00; 5,000 × 112/110 = 5,090.909…; less 1,551.67
  expect(adjustedBaseline(model, conditions, [rack], '2026-10')).toEqual(
    known({ cents: 1_155_091 - 155_167, unindexedCents: 1_128_000 - 155_167, nonRoutineCents: -155_167 }),
  )
})

test.each([
  { name: 'before it begins', month: '2026-05', to: null, counts: false },
  { name: 'in its first month', month: '2026-06', to: null, counts: true },
  { name: 'in its last month', month: '2026-08', to: '2026-08', counts: true },
  { name: 'after it ended', month: '2026-09', to: '2026-08', counts: false },
])('an adjustment $name', ({ month, to, counts }) => {
  const result = adjustedBaseline(model, conditions, [{ ...rack, to }], month)
  expect(result).toMatchObject({ value: { nonRoutineCents: counts ? -155_167 : 0 } })
})

test.each([
  { name: 'nobody approved', change: { approvedBy: null }, gap: 'not-approved' },
  { name: 'its author approved', change: { approvedBy: 'U-0001' }, gap: 'approved-by-its-author' },
  { name: 'nothing proves', change: { evidence: '' }, gap: 'no-evidence' },
])('an adjustment that $name does not count', ({ change, gap }) => {
  const one = { ...rack, ...change }
  expect(adjustmentGap(one)).toBe(gap)
  expect(adjustedBaseline(model, conditions, [one], '2026-10')).toMatchObject({ value: { nonRoutineCents: 0 } })
})

test('a volume or an index that is missing makes it unknown, by name', () => {
  const few: Conditions = { volumes: new Map([['cores', { value: 32 }]]), indices: new Map() }
  expect(adjustedBaseline(model, few, [], '2026-10')).toEqual(
    unknownBecause('no-volume:users', 'no-index:energy', 'no-index:wages'),
  )
})

test('its derivation re-evaluates to it, for any volumes and indices', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: -900_000, max: 900_000 }),
      (users, now, centsPerMonth) => {
        const some: Conditions = {
          volumes: new Map([...conditions.volumes, ['users', { value: users }]]),
          indices: new Map([...conditions.indices, ['energy', { now, base: 100 }]]),
        }
        const events = [{ ...rack, centsPerMonth: cadCents(centsPerMonth) }]
        const result = adjustedBaseline(model, some, events, '2026-10')
        const derivation = adjustedBaselineDerivation(model, some, events, '2026-10')
        const cad = result.kind === 'known' ? result.value.cents / 100 : Number.NaN
        expect(derivation.value).toBe(cad)
        expect(reEvaluated(derivation)).toEqual(known(expect.closeTo(cad, 6)))
      },
    ),
  )
})

test('with indices and volumes of the window it gives the window back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (level) => {
      const same: Conditions = {
        volumes: conditions.volumes,
        indices: new Map(['energy', 'wages'].map((name) => [name, { now: level, base: level }])),
      }
      const result = adjustedBaseline(model, same, [], '2026-10')
      expect(result).toEqual(known({ cents: 1_128_000, unindexedCents: 1_128_000, nonRoutineCents: 0 }))
    }),
  )
})
