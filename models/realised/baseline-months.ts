import { quantile } from '../finance/quantile.ts'
import { daysOfMonth, type Month } from '../shared/month.ts'

export type BaselineMonth = {
  readonly month: Month
  readonly costCad: number
  readonly drivers: Readonly<Record<string, number | undefined>>
}
/** Dual running and cut-over: its cost is an investment, never a baseline nor a saving. Months, both included. */
export type TransitionWindow = { readonly from: Month; readonly to: Month }

export const isInTransition = (month: Month, window: TransitionWindow | null): boolean =>
  window !== null && window.from <= month && month <= window.to

export type KeptMonths = {
  readonly months: readonly BaselineMonth[]
  /** Calendar days of the months kept. */
  readonly days: number
  /** Costs above median + 3 × (Q3 − Q1) (CalTRACK): kept, and shown to a person. */
  readonly outliers: readonly Month[]
  readonly inTransition: readonly Month[]
  /** Given twice: neither is taken, since nobody said which is right. */
  readonly twice: readonly Month[]
}

/** The months that a baseline may be made of, in order: outside the transition, given once, of finite cost ≥ 0. */
export function baselineMonths(months: readonly BaselineMonth[], transition: TransitionWindow | null): KeptMonths {
  const counts = new Map<Month, number>()
  for (const { month } of months) counts.set(month, (counts.get(month) ?? 0) + 1)
  const kept = months
    .filter(({ month, costCad }) => counts.get(month) === 1 && Number.isFinite(costCad) && costCad >= 0)
    .filter(({ month }) => !isInTransition(month, transition))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
  return {
    months: kept,
    days: kept.reduce((sum, { month }) => sum + daysOfMonth(month), 0),
    outliers: outliersOf(kept),
    inTransition: months.filter(({ month }) => isInTransition(month, transition)).map(({ month }) => month),
    twice: [...counts].filter(([, count]) => count > 1).map(([month]) => month),
  }
}

function outliersOf(months: readonly BaselineMonth[]): Month[] {
  if (months.length < 4) return []
  const sorted = Float64Array.from(months, ({ costCad }) => costCad).sort()
  const limit = quantile(sorted, 0.5) + 3 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))
  return months.filter(({ costCad }) => costCad > limit).map(({ month }) => month)
}
