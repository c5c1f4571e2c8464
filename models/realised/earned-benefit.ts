import type { CadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** One period: planned and realised benefit, and what it cost, whole cents, not cumulative. */
export type BenefitPeriod = {
  readonly plannedCents: CadCents
  /** Null while it is not known: a gap, not a zero. */
  readonly realisedCents: CadCents | null
}

/** Benefit realisation index, BRI = EB / PB, over the periods that are known on both sides. Unknown when nothing was planned or known. */
export function realisationIndex(
  periods: readonly BenefitPeriod[],
): Outcome<number, 'nothing-measured' | 'nothing-planned'> {
  let [planned, realised, count] = [0, 0, 0]
  for (const { plannedCents, realisedCents } of periods) {
    if (realisedCents === null) continue
    planned += plannedCents
    realised += realisedCents
    count += 1
  }
  if (count === 0) return unknownBecause('nothing-measured')
  return planned === 0 ? unknownBecause('nothing-planned') : known(realised / planned)
}

/** Benefit cost index, BCI = EB / CC (the same over the plan: PB / PC). Unknown when nothing was spent. */
export function benefitCostIndex(benefitCents: CadCents, costCents: CadCents): Outcome<number, 'no-cost'> {
  return costCents > 0 ? known(benefitCents / costCents) : unknownBecause('no-cost')
}

/**
 * Benefit schedule variance in time, in periods: when the plan was to reach what is earned, less now. −2: two periods behind. Between two
 * periods the plan is read on a line. `earnedCents` cumulative at the end of period `now` (counted from 1), `planned` by period.
 * Unknown when the plan falls, or never reaches it.
 */
export function timeVariance(
  planned: readonly CadCents[],
  earnedCents: CadCents,
  now: number,
): Outcome<number, 'plan-not-rising' | 'beyond-plan'> {
  if (planned.some((cents) => cents < 0)) return unknownBecause('plan-not-rising')
  if (earnedCents <= 0) return known(-now)
  let before = 0
  for (const [at, cents] of planned.entries()) {
    if (before + cents >= earnedCents) return known(at + (earnedCents - before) / cents - now)
    before += cents
  }
  return unknownBecause('beyond-plan')
}
