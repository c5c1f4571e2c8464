import { atScale, decimalOf, decimalText, microsOf, microsText } from './decimals.ts'
import type { BudgetState, BudgetView, ProviderBudget, ReservationUse, ReservationView } from './aside.views.ts'

const micros = (text: string): bigint => {
  const read = microsOf(text)
  if (read.kind === 'unknown') throw new RangeError(`an amount kept is no decimal: ${text}`)
  return read.value
}

/** Whether a budget runs in a month. */
export function runsIn({ from, to }: Pick<ProviderBudget, 'from' | 'to'>, month: string): boolean {
  return (from === null || from <= month) && (to === null || month <= to)
}

/**
 * A budget beside what was spent. A budget of a month over all that is billed, in its currency, is held against the bill of that month;
 * any other against what the provider says. Over: more was spent than the budget. Forecast over: the provider says that it will be; only
 * told while it speaks of the same spending. Nothing told is unknown, never within.
 */
export function budgetStanding(
  budget: ProviderBudget,
  bill: { readonly billed: string; readonly currency: string } | null,
): BudgetView {
  const isOfBill = bill !== null && budget.grain === 'month' && !budget.isPart && budget.currency === bill.currency
  const spent = isOfBill ? bill.billed : budget.spent
  const amount = micros(budget.amount)
  const left = spent === null ? null : microsText(amount - micros(spent))
  const { forecast } = budget
  const state: BudgetState =
    spent === null
      ? 'unknown'
      : micros(spent) > amount
        ? 'over'
        : !isOfBill && forecast !== null && micros(forecast) > amount
          ? 'forecast-over'
          : 'within'
  return { ...budget, spent, basis: isOfBill ? 'bill' : 'provider', left, state }
}

const hours = (text: string): bigint => {
  const read = decimalOf(text)
  if (read.kind === 'unknown') throw new RangeError(`hours kept are no decimal: ${text}`)
  return atScale(read.value, 12)
}

/** Hours used and left unused of a reservation. What was not used is never below zero: a shared reservation may serve more than it says. */
export function reservationStanding(use: ReservationUse): Pick<ReservationView, 'unusedHours' | 'utilisation'> {
  const [reserved, used] = [hours(use.reservedHours), hours(use.usedHours)]
  const unused = reserved > used ? reserved - used : 0n
  return {
    unusedHours: decimalText({ digits: unused, scale: 12 }),
    utilisation: reserved > 0n ? Number(used) / Number(reserved) : null,
  }
}
