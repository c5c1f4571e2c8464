import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baselineMonths, type BaselineMonth } from '#models/realised/baseline-months.ts'
import { driverRegression } from '#models/realised/driver-regression.ts'
import { fitOf } from '#models/realised/fit.ts'
import { leastSquares } from '#models/realised/least-squares.ts'
import { monthAfter, monthsFrom } from '#models/shared/month.ts'
import { linearRegression } from 'simple-statistics'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const users = [100, 110, 120, 115, 130, 140, 150, 145, 160, 170, 165, 180]
const window = (cost: (users: number, at: number) => number): BaselineMonth[] =>
  users.map((value, at) => ({
    month: monthAfter('2024-04', at),
    costCad: cost(value, at),
    drivers: { users: value, disk: (at * 37) % 11 },
  }))
const driver = { name: 'users', expectedSign: 1 } as const

test('finds back the line that the months lie on', () => {
  const result = driverRegression(
    window((value) => 2000 + 30 * value),
    [driver],
    null,
  )
  expect(result).toMatchObject({ kind: 'accepted', bestGrade: 'B' })
  if (result.kind !== 'accepted') throw new Error('refused')
  expect(result.model.cadPerMonth).toBeCloseTo(2000, 6)
  expect(result.model.slopes).toEqual([{ driver: 'users', cadPerUnitMonth: expect.closeTo(30, 8) }])
  expect(result.fit.cvRmse).toBeCloseTo(0, 9)
})

const swing = (share: number) => (value: number, at: number) =>
  (2000 + 30 * value) * (1 + (at % 2 === 0 ? share : -share))
test.each([
  {
    name: 'eleven months',
    months: window((value) => 30 * value).slice(1),
    reasons: ['fewer-than-12-months', 'fewer-than-365-days'],
  },
  {
    name: 'a month without its driver',
    months: window((value) => 30 * value).map((one, at) => (at === 3 ? { ...one, drivers: {} } : one)),
    reasons: ['driver-missing'],
  },
  {
    name: 'a cost that falls as users rise',
    months: window((value) => 9000 - 30 * value),
    reasons: ['sign-not-sensible'],
  },
  { name: 'costs that swing by 40 %', months: window(swing(0.4)), reasons: ['fit-too-loose'] },
  {
    name: 'a driver that never moves',
    months: window(() => 900).map((one) => ({ ...one, drivers: { users: 7 } })),
    reasons: ['drivers-dependent'],
  },
  { name: 'no cost at all', months: window(() => 0), reasons: ['no-cost'] },
])('$name: refused, and the unit rates stand', ({ months, reasons }) => {
  expect(driverRegression(months, [driver], null)).toMatchObject({ kind: 'refused', reasons })
})

test('a swing of 19 % is accepted for grade C at best', () => {
  expect(driverRegression(window(swing(0.19)), [driver], null)).toMatchObject({ kind: 'accepted', bestGrade: 'C' })
})

test('the transition is left out, so that twelve months may become too few', () => {
  const result = driverRegression(
    window((value) => 30 * value),
    [driver],
    { from: '2025-02', to: '2025-06' },
  )
  expect(result.kept.inTransition).toEqual(['2025-02', '2025-03'])
  expect(result).toMatchObject({ kind: 'refused', reasons: ['fewer-than-12-months', 'fewer-than-365-days'] })
})

test('a month given twice is taken by neither; a cost beyond median + 3 × IQR is shown', () => {
  const months = window((value, at) => (at === 5 ? 90_000 : 30 * value))
  expect(baselineMonths(months, null).outliers).toEqual(['2024-09'])
  const twice = baselineMonths([...months, ...months.slice(0, 1)], null)
  expect(twice).toMatchObject({ twice: ['2024-04'] })
  expect(twice.months).toHaveLength(11)
})

test('agrees with another library on one driver', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1_000_000 })), {
        minLength: 3,
        maxLength: 40,
      }),
      (rows) => {
        fc.pre(new Set(rows.map(([x]) => x)).size > 1)
        const solved = leastSquares(
          [rows.map(([x]) => x)],
          rows.map(([, y]) => y),
        )
        const { b, m } = linearRegression(rows)
        if (solved.kind !== 'known') throw new Error(solved.reasons.join())
        // The closed form squares what it is given: it keeps about nine digits of values up to a million.
        expect(Math.abs((solved.value[0] ?? 0) - b)).toBeLessThan(1)
        expect(Math.abs((solved.value[1] ?? 0) - m)).toBeLessThan(1)
      },
    ),
  )
})

test('errors are free of every driver, whatever the scale of each', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 999 })),
        { minLength: 6, maxLength: 30 },
      ),
      fc.integer({ min: -8, max: 8 }),
      (rows, power) => {
        const columns = [rows.map(([a]) => a * 10 ** power), rows.map(([, b]) => b)]
        const y = rows.map(([, , cost]) => cost)
        const solved = leastSquares(columns, y)
        fc.pre(solved.kind === 'known')
        if (solved.kind !== 'known') return
        const [constant = 0, ...slopes] = solved.value
        const errors = y.map(
          (cost, row) => cost - slopes.reduce((sum, slope, k) => sum + slope * (columns[k]?.[row] ?? 0), constant),
        )
        for (const column of columns) {
          const product = errors.reduce((sum, error, row) => sum + error * (column[row] ?? 0), 0)
          expect(Math.abs(product)).toBeLessThanOrEqual(1e-5 * Math.hypot(...column) * (1 + Math.hypot(...y)))
        }
      },
    ),
  )
})

test('a column that follows from another is refused', () => {
  const some = [1, 2, 3, 4, 5]
  expect(leastSquares([some, some.map((value) => 3 * value - 7)], [1, 3, 2, 5, 4])).toEqual(
    unknownBecause('columns-dependent'),
  )
  expect(leastSquares([some, some], [1, 2])).toEqual(unknownBecause('too-few-rows'))
})

test('CV(RMSE) and NMBE by hand: 100, 110, 90, 100 against 100 each, one parameter', () => {
  // Σ error² = 200, /(4 − 1) = 66.67, square root 8.165, over the mean of 100; errors sum to 0; Σ e·e₋₁ = 0 − 100 + 0
  expect(fitOf([100, 110, 90, 100], [100, 100, 100, 100], 1)).toEqual(
    known({ cvRmse: expect.closeTo(0.08165, 6), nmbe: 0, months: 4, lagOne: -0.5 }),
  )
})

test('months follow one another over years', () => {
  expect(monthsFrom('2024-11', '2025-02')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02'])
  expect(monthsFrom('2025-02', '2024-11')).toEqual([])
})
