import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curveShare, plannedDollars, plannedValues } from '#models/benefits/curve.ts'
import type { Curve } from '#models/benefits/register.schemas.ts'

describe('a curve', () => {
  const decay = { kind: 'ramp-hold-decay', lagMonths: 1, rampMonths: 2, holdMonths: 3, halfLifeMonths: 12 } as const
  test.each<{ name: string; curve: Curve; month: number; expected: number }>([
    { name: 'step before its lag', curve: { kind: 'step', lagMonths: 3 }, month: 2, expected: 0 },
    { name: 'step from its lag', curve: { kind: 'step', lagMonths: 3 }, month: 3, expected: 1 },
    { name: 'ramp half way', curve: { kind: 'ramp', lagMonths: 2, rampMonths: 4 }, month: 4, expected: 0.5 },
    { name: 'ramp without a slope', curve: { kind: 'ramp', lagMonths: 0, rampMonths: 0 }, month: 0, expected: 1 },
    { name: 'S half way', curve: { kind: 's', lagMonths: 0, rampMonths: 12 }, month: 6, expected: 0.5 },
    { name: 'held', curve: decay, month: 6, expected: 1 },
    { name: 'a half-life later', curve: decay, month: 18, expected: 0.5 },
    { name: 'two half-lives later', curve: decay, month: 30, expected: 0.25 },
  ])('$name', ({ curve, month, expected }) => {
    expect(curveShare(curve, month)).toBeCloseTo(expected, 12)
  })
  test('stays between nothing and the plateau, and rises until it is held', () => {
    const whole = fc.integer({ min: 0, max: 60 })
    const kinds = fc.constantFrom('ramp' as const, 's' as const)
    fc.assert(
      fc.property(kinds, whole, whole, whole, (kind, lagMonths, rampMonths, month) => {
        const [now, next] = [0, 1].map((more) => curveShare({ kind, lagMonths, rampMonths }, month + more))
        expect(now).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThanOrEqual(1)
        expect(next).toBeGreaterThanOrEqual(now ?? 0)
        expect(curveShare({ kind, lagMonths, rampMonths }, lagMonths + rampMonths)).toBe(1)
      }),
    )
  })
})

const trajectory = {
  points: [],
  plateau: { low: 9_000, mode: 12_000, high: 15_000 },
  curve: { kind: 'step' as const, lagMonths: 1 },
  from: '2026-12',
  to: '2027-03',
}

test('dollars a year come a twelfth a month, from the lag on', () => {
  const months = plannedDollars(trajectory, { unit: 'CAD/year', frequency: 'monthly' })
  expect(months.map(({ month, mode }) => [month, mode])).toEqual([
    ['2026-12', 0],
    ['2027-01', 1_000],
    ['2027-02', 1_000],
    ['2027-03', 1_000],
  ])
})

test('an amount of a quarter is spread over its three months; a unit that is no dollar plans none', () => {
  const points = [{ period: '2027-04', low: 1, mode: 3, high: 6 }]
  const stated = { ...trajectory, points, plateau: null }
  const months = plannedDollars(stated, { unit: 'CAD', frequency: 'quarterly' })
  expect(months.map(({ month, mode }) => [month, mode])).toEqual([
    ['2027-04', 1],
    ['2027-05', 1],
    ['2027-06', 1],
  ])
  expect(plannedDollars(stated, { unit: 'jours', frequency: 'quarterly' })).toEqual([])
})

test('nothing is drawn between two points', () => {
  const points = ['2028-01', '2026-01'].map((period) => ({ period, low: 1, mode: 1, high: 1 }))
  expect(plannedValues({ ...trajectory, points, plateau: null }, 1).map(({ period }) => period)).toEqual([
    '2026-01',
    '2028-01',
  ])
})
