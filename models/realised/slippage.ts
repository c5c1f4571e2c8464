import type { CadCents } from '../shared/money.ts'
import { quantile } from '../finance/quantile.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Month, monthNumber } from '../shared/month.ts'

/** The month in which a plan first reaches half of the most it gives in a month: when a benefit is due; undefined for a plan of nothing. */
export function dueMonth(plan: ReadonlyMap<Month, CadCents>): Month | undefined {
  const most = Math.max(0, ...[...plan.values()].map(Math.abs))
  if (most === 0) return undefined
  return [...plan]
    .filter(([, cents]) => Math.abs(cents) * 2 >= most)
    .map(([month]) => month)
    .toSorted()[0]
}

/** Months between the day the first promise gave and the one in force, once what holds it back is counted; negative when earlier. */
export function slippageOf(
  first: ReadonlyMap<Month, CadCents>,
  inForce: ReadonlyMap<Month, CadCents>,
): Outcome<number, 'no-plan' | 'beyond-horizon'> {
  const [promised, now] = [dueMonth(first), dueMonth(inForce)]
  if (promised === undefined) return unknownBecause('no-plan')
  return now === undefined ? unknownBecause('beyond-horizon') : known(monthNumber(now) - monthNumber(promised))
}

/** Median of slippages, months; unknown when none is known. */
export function medianSlippage(slippages: readonly number[]): Outcome<number, 'no-plan'> {
  if (slippages.length === 0) return unknownBecause('no-plan')
  return known(
    quantile(
      slippages.toSorted((a, b) => a - b),
      0.5,
    ),
  )
}
