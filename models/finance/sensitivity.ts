import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { ThreePoints } from './triangular.ts'

/** A doubtful input of a result, in its own unit. */
export type DoubtfulInput = ThreePoints & { readonly name: string }

/** The result with one input at `value` and all the others at their likely value. */
export type ValueWith = (name: string, value: number) => number

export type TornadoBar = {
  readonly name: string
  readonly atLow: number
  readonly atHigh: number
  /** |atHigh − atLow|, in the unit of the result. */
  readonly width: number
  /** The result changes sign between the two ends: this input alone may flip the decision. */
  readonly mayFlip: boolean
}

/** One bar an input, one input moved at a time from its low to its high, widest first, then by name. */
export function tornado(
  inputs: readonly DoubtfulInput[],
  valueWith: ValueWith,
): Outcome<readonly TornadoBar[], `not-finite:${string}`> {
  const bars: TornadoBar[] = []
  for (const { name, low, high } of inputs) {
    const [atLow, atHigh] = [valueWith(name, low), valueWith(name, high)]
    if (!Number.isFinite(atLow) || !Number.isFinite(atHigh)) return unknownBecause(`not-finite:${name}`)
    bars.push({ name, atLow, atHigh, width: Math.abs(atHigh - atLow), mayFlip: atLow < 0 !== atHigh < 0 })
  }
  return known(bars.sort((a, b) => b.width - a.width || (a.name < b.name ? -1 : 1)))
}

export type IndicatorGap = 'not-finite' | 'base-is-zero' | 'input-does-not-move'

/**
 * SI = (ΔNPV / NPV) / (Δx / x): percent of the result for a percent of the input, dimensionless. Where the result is linear in the input,
 * the input changes the decision when it moves by −1/SI of itself (Asian Development Bank, Guidelines for the Economic Analysis of Projects).
 */
export function sensitivityIndicator(
  base: { readonly input: number; readonly result: number },
  moved: { readonly input: number; readonly result: number },
): Outcome<number, IndicatorGap> {
  const figures = [base.input, base.result, moved.input, moved.result]
  if (!figures.every((figure) => Number.isFinite(figure))) return unknownBecause('not-finite')
  if (base.input === 0 || base.result === 0) return unknownBecause('base-is-zero')
  if (moved.input === base.input) return unknownBecause('input-does-not-move')
  return known((moved.result - base.result) / base.result / ((moved.input - base.input) / base.input))
}

export type SwitchingValue = {
  /** The value of the input nearest to likely at which the result is zero. */
  readonly value: number
  /** (value − likely) / likely; unknown for a likely value of zero. */
  readonly change: Outcome<number, 'likely-is-zero'>
  /** Every crossing seen in the range, ascending. */
  readonly all: readonly number[]
}

const steps = 64

/**
 * Values of an input between low and high at which the result crosses zero, others at likely. The range is cut in 64, and at the likely
 * value; each change of sign is narrowed by bisection. Exact for a monotonic result; two crossings within one step are not seen.
 * `none-in-range` is an answer: within its range this input alone does not change the decision.
 */
export function switchingValue(
  range: ThreePoints,
  resultAt: (value: number) => number,
): Outcome<SwitchingValue, 'none-in-range' | 'not-finite' | 'not-in-order'> {
  const { low, likely, high } = range
  if (![low, likely, high].every((value) => Number.isFinite(value))) return unknownBecause('not-finite')
  if (low > likely || likely > high) return unknownBecause('not-in-order')
  const cuts = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps)
  const points = [...new Set([...cuts, likely])].sort((a, b) => a - b).map((at) => ({ at, result: resultAt(at) }))
  if (!points.every(({ result }) => Number.isFinite(result))) return unknownBecause('not-finite')
  const all = points.flatMap(({ at, result }, i) => {
    const before = points[i - 1]
    if (result === 0) return [at]
    if (before === undefined || before.result === 0 || before.result < 0 === result < 0) return []
    return [bisected(resultAt, before.at, at)]
  })
  const [first, ...others] = all
  if (first === undefined) return unknownBecause('none-in-range')
  const nearest = others.reduce((best, at) => (Math.abs(at - likely) < Math.abs(best - likely) ? at : best), first)
  const change = likely === 0 ? unknownBecause('likely-is-zero') : known((nearest - likely) / Math.abs(likely))
  return known({ value: nearest, change, all })
}

/** Sixty halvings: past the last digit of a double for any range of one sign. */
function bisected(resultAt: (value: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  const isNegativeAtLow = resultAt(low) < 0
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2
    const result = resultAt(middle)
    if (result === 0) return middle
    if (result < 0 === isNegativeAtLow) low = middle
    else high = middle
  }
  return (low + high) / 2
}
