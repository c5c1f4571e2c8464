import { budgetStanding, reservationStanding, runsIn } from '#models/bills/aside.ts'
import type { BillAsideView, BudgetView, ReservationUse } from '#models/bills/aside.views.ts'
import { commitmentView } from '#models/bills/commitment-view.ts'
import { microsText } from '#models/bills/decimals.ts'
import { costFigures } from './bill-figures.ts'
import type { MonthFacts } from './month-facts.ts'

/** Budgets that run in the month, each beside what was spent. */
export function budgetsOfMonth({ aside, current, month }: MonthFacts): readonly BudgetView[] {
  const bill =
    current === undefined ? null : { billed: microsText(BigInt(current.billed_micros)), currency: current.currency }
  return (aside?.aside.budgets ?? []).filter((one) => runsIn(one, month)).map((one) => budgetStanding(one, bill))
}

/** What was not used of a reservation, as the bill says: the commitment whose name ends with its number. */
function unusedOf({ current, sums }: MonthFacts, { reservation }: ReservationUse) {
  const line = commitmentView(sums).commitments.find(({ commitment }) =>
    commitment.toLowerCase().endsWith(reservation.toLowerCase()),
  )
  if (line === undefined || current === undefined) return { unusedCost: null, unusedCostFigure: null }
  const { commitment, unusedMicros } = line
  const figures = costFigures(current.id, { of: 'commitment', commitment, use: 'unused' })
  return { unusedCost: microsText(unusedMicros), unusedCostFigure: unusedMicros === 0n ? null : figures.effective }
}

export function asideView(facts: MonthFacts): BillAsideView | null {
  const { aside, reconciled } = facts
  if (aside === undefined) return null
  return {
    delivery: aside.delivery,
    fetchedAt: aside.fetchedAt,
    budgets: budgetsOfMonth(facts),
    reservations: aside.aside.reservations.map((use) => ({
      ...use,
      ...reservationStanding(use),
      ...unusedOf(facts, use),
      currency: reconciled.currency,
    })),
    unread: aside.aside.unread,
  }
}
