import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, dollarsOf, type PriceBasis } from './price-basis.ts'

export type PaybackGap = 'no-flows' | 'not-finite' | 'nothing-to-pay-back' | 'never'

export type Payback = {
  /** When the running total first comes back to zero, in periods from the flow 0. */
  readonly first: Outcome<number, PaybackGap>
  /** When it comes back for good: later than `first` where money is put in again, `never` where it ends below zero. */
  readonly last: Outcome<number, PaybackGap>
}

/**
 * Payback over flows 0, 1, …: τ = k + (−C_k) / N_(k+1) where the running total C goes from below zero to zero or above during the period
 * k + 1, its flow spread evenly over it. Give the flows for the simple payback, their present values for the discounted one.
 * A total that is never below zero has nothing to pay back.
 */
export function payback<B extends PriceBasis>(flows: readonly Cad<B>[]): Payback {
  const refused = (gap: PaybackGap): Payback => ({ first: unknownBecause(gap), last: unknownBecause(gap) })
  if (flows.length === 0) return refused('no-flows')
  if (!flows.every((flow) => Number.isFinite(dollarsOf(flow)))) return refused('not-finite')
  const crossings: number[] = []
  let isEverBelow = false
  let total = 0
  for (const [t, flow] of flows.entries()) {
    const before = total
    total += dollarsOf(flow)
    if (t > 0 && before < 0 && total >= 0) crossings.push(t - 1 - before / dollarsOf(flow))
    if (total < 0) isEverBelow = true
  }
  if (!isEverBelow) return refused('nothing-to-pay-back')
  const [first] = crossings
  const last = crossings.at(-1)
  return {
    first: first === undefined ? unknownBecause('never') : known(first),
    last: last === undefined || total < 0 ? unknownBecause('never') : known(last),
  }
}
