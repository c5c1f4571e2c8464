import { type CadCents, cadCents } from '../shared/money.ts'

/** Budget that was withdrawn from a fund, and what claims before already took of it. Cents ≥ 0. */
export type WithdrawnBudget = {
  readonly entry: string
  readonly withdrawnCents: CadCents
  readonly alreadyClaimedCents: CadCents
}
export type CashablePart = {
  /** K = min(R, budget actually withdrawn). */
  readonly cashableCents: CadCents
  /** Avoidance or released capacity: realised, and in nobody's budget line. Negative when the realised saving is. */
  readonly restCents: CadCents
  /** What is drawn from each entry, in their order. */
  readonly byEntry: readonly { readonly entry: string; readonly cents: CadCents }[]
}

/**
 * Cashable part of a realised saving, cumulative for each budget entry: an entry backs no more than what it withdrew, all claims together
 * (methods §8.2 6; benefits §4 5). A loss is not cashable, and stays whole in the rest.
 */
export function cashablePart(realisedCents: CadCents, budgets: readonly WithdrawnBudget[]): CashablePart {
  let left = Math.max(0, realisedCents)
  const byEntry = budgets.map(({ alreadyClaimedCents, entry, withdrawnCents }) => {
    const drawn = Math.min(left, Math.max(0, withdrawnCents - alreadyClaimedCents))
    left -= drawn
    return { entry, cents: cadCents(drawn) }
  })
  const cashable = byEntry.reduce((sum, { cents }) => sum + cents, 0)
  return { cashableCents: cadCents(cashable), restCents: cadCents(realisedCents - cashable), byEntry }
}
