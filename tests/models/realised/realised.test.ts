import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cashablePart } from '#models/realised/cashable.ts'
import { realisedOfMonth, realisedTotal, type RealisedInput, yearToDate } from '#models/realised/realised.ts'
import { cadCents } from '#models/shared/money.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const cents = (value: number) => known(cadCents(value))
const month: RealisedInput = {
  month: '2026-10',
  plannedCost: cents(70_000),
  baseline: cents(115_000),
  actual: cents(80_000),
  elsewhereCents: cadCents(5000),
  isClosed: true,
  isInTransition: false,
}

test.each([
  {
    name: 'less than it would have been, more than planned: the two views have opposite signs',
    change: {},
    realised: cents(30_000),
    ledger: cents(10_000),
    avoided: cents(35_000),
    state: 'closed',
  },
  {
    name: 'a loss stays a loss',
    change: { actual: cents(130_000) },
    realised: cents(-20_000),
    ledger: cents(60_000),
    avoided: cents(-15_000),
    state: 'closed',
  },
  {
    name: 'an open bill',
    change: { isClosed: false },
    realised: cents(30_000),
    ledger: cents(10_000),
    avoided: cents(35_000),
    state: 'provisional',
  },
  {
    name: 'dual running saves nothing',
    change: { isInTransition: true },
    realised: unknownBecause('in-transition'),
    ledger: cents(10_000),
    avoided: cents(35_000),
    state: 'transition',
  },
  {
    name: 'no bill',
    change: { actual: unknownBecause('no-bill') },
    realised: unknownBecause('no-bill'),
    ledger: unknownBecause('no-bill'),
    avoided: unknownBecause('no-bill'),
    state: 'unknown',
  },
  {
    name: 'no plan',
    change: { plannedCost: unknownBecause('no-plan') },
    realised: cents(30_000),
    ledger: unknownBecause('no-plan'),
    avoided: cents(35_000),
    state: 'closed',
  },
])('$name', ({ change, realised, ledger, avoided, state }) => {
  expect(realisedOfMonth({ ...month, ...change })).toEqual({
    month: '2026-10',
    state,
    realised,
    ledgerView: ledger,
    avoidedView: avoided,
  })
})

test('totals hold closed months alone; nothing is put in the place of a missing one', () => {
  const months = [
    realisedOfMonth(month),
    realisedOfMonth({ ...month, actual: cents(150_000) }),
    realisedOfMonth({ ...month, isClosed: false }),
    realisedOfMonth({ ...month, baseline: unknownBecause('no-volume:users') }),
    realisedOfMonth({ ...month, isInTransition: true }),
  ]
  expect(realisedTotal(months)).toEqual({
    cents: -10_000,
    closedMonths: 2,
    provisionalCents: 30_000,
    provisionalMonths: 1,
    unknownMonths: 1,
    transitionMonths: 1,
  })
})

test('the year to date begins in April', () => {
  const months = ['2026-03', '2026-04', '2027-01', '2027-02'].map((one) => ({ month: one }))
  expect(yearToDate(months, '2027-01').map((one) => one.month)).toEqual(['2026-04', '2027-01'])
})

const budget = (entry: string, withdrawn: number, claimed: number) => ({
  entry,
  withdrawnCents: cadCents(withdrawn),
  alreadyClaimedCents: cadCents(claimed),
})
test.each([
  { name: 'no budget withdrawn', realised: 100, budgets: [], cashable: 0, rest: 100 },
  { name: 'budget beyond the saving', realised: 100, budgets: [budget('a', 500, 0)], cashable: 100, rest: 0 },
  { name: 'what earlier claims left', realised: 100, budgets: [budget('a', 500, 430)], cashable: 70, rest: 30 },
  {
    name: 'an entry already exceeded gives nothing',
    realised: 100,
    budgets: [budget('a', 50, 90), budget('b', 60, 0)],
    cashable: 60,
    rest: 40,
  },
  { name: 'a loss', realised: -100, budgets: [budget('a', 500, 0)], cashable: 0, rest: -100 },
])('cashable: $name', ({ realised, budgets, cashable, rest }) => {
  expect(cashablePart(cadCents(realised), budgets)).toMatchObject({ cashableCents: cashable, restCents: rest })
})

test('claims one after the other never draw more than an entry withdrew', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9999, max: 9999 }), { maxLength: 12 }),
      fc.integer({ min: 0, max: 20_000 }),
      (savings, withdrawn) => {
        let drawn = 0
        for (const saving of savings) {
          const part = cashablePart(cadCents(saving), [budget('a', withdrawn, drawn)])
          expect(part.cashableCents + part.restCents).toBe(saving)
          drawn += part.cashableCents
        }
        const gains = savings.reduce((sum, saving) => sum + Math.max(0, saving), 0)
        expect(drawn).toBe(Math.min(withdrawn, gains))
      },
    ),
  )
})
