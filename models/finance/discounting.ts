import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, cadOf, dollarsOf, type PriceBasis, type Rate, ratioOf } from './price-basis.ts'

/**
 * When the flow of a period is paid. What is stored and computed with is the exponent, because one label means two things: `mid` is t − 0.5
 * where the first flow is today's, and t + 0.5 where numbering starts with the first year (New Zealand Treasury, CBA guide 2015).
 */
export type Timing = 'end' | 'mid' | 'start' | 'spreadsheet' | 'mid-from-first'

const exponentOf: Record<Timing, (t: number) => number> = {
  end: (t) => t,
  mid: (t) => (t === 0 ? 0 : t - 0.5),
  start: (t) => (t === 0 ? 0 : t - 1),
  spreadsheet: (t) => t + 1,
  'mid-from-first': (t) => t + 0.5,
}

/**
 * Exponents of the flows 0, 1, …, in periods from the date of the valuation. `end`, `mid`, `start`: t − s with s = 0, 0.5, 1, the flow 0 not
 * discounted. `spreadsheet`: t + 1, as NPV() of spreadsheets counts. `mid-from-first`: t + 0.5.
 */
export function exponentsOf(timing: Timing, flows: number): number[] {
  return Array.from({ length: flows }, (_, t) => exponentOf[timing](t))
}

/**
 * A rate from a period on: the step `from: 1` holds from the first period to the one before the next step, the last one holds for ever.
 * A rate for ever is one step.
 */
export type RateStep<B extends PriceBasis> = { readonly from: number; readonly rate: Rate<B> }
export type DiscountSchedule<B extends PriceBasis> = readonly RateStep<B>[]

/** The schedule of one rate. */
export const flatSchedule = <B extends PriceBasis>(rate: Rate<B>): DiscountSchedule<B> => [{ from: 1, rate }]

/** Factors of one basis, by flow: what a dollar of that date is worth at the date of the valuation. Plain numbers, for columns and draws. */
export type DiscountFactors<B extends PriceBasis> = {
  readonly ofBasis?: (of: B) => B
  readonly factors: readonly number[]
}

export type DiscountGap =
  | 'no-flows'
  | 'no-rates'
  | 'not-finite'
  | 'rate-at-or-below-minus-100-percent'
  | 'steps-not-in-order'
  | 'negative-exponent'
  | 'out-of-range'

/**
 * D(x) = Π over whole periods k ≤ x of (1 + r_k)⁻¹, times (1 + r)^−(x − ⌊x⌋) at the rate of the period under way: each period is discounted at
 * its own rate (Green Book, annex on discounting), which is not (1 + r_t)^−t. Dimensionless. Refused: no exponent, a rate of −100 % or
 * lower, steps that do not start at 1 and rise, an exponent below 0.
 */
export function discountFactors<B extends PriceBasis>(
  schedule: DiscountSchedule<B>,
  exponents: readonly number[],
): Outcome<DiscountFactors<B>, DiscountGap> {
  const gap = gapOfSchedule(schedule) ?? gapOfExponents(exponents)
  if (gap !== undefined) return unknownBecause(gap)
  const factors = exponents.map((exponent) => factorAt(schedule, exponent))
  return factors.every((factor) => Number.isFinite(factor)) ? known({ factors }) : unknownBecause('out-of-range')
}

/** Why a schedule cannot be used; undefined when it can. */
function gapOfSchedule<B extends PriceBasis>(schedule: DiscountSchedule<B>): DiscountGap | undefined {
  if (schedule.length === 0) return 'no-rates'
  if (schedule.some(({ from, rate }) => !Number.isInteger(from) || !Number.isFinite(ratioOf(rate)))) return 'not-finite'
  if (schedule.some(({ rate }) => ratioOf(rate) <= -1)) return 'rate-at-or-below-minus-100-percent'
  const isInOrder = schedule.every(({ from }, i) => (i === 0 ? from === 1 : from > (schedule[i - 1]?.from ?? 0)))
  return isInOrder ? undefined : 'steps-not-in-order'
}

function gapOfExponents(exponents: readonly number[]): DiscountGap | undefined {
  if (exponents.length === 0) return 'no-flows'
  if (!exponents.every((exponent) => Number.isFinite(exponent))) return 'not-finite'
  return exponents.every((exponent) => exponent >= 0) ? undefined : 'negative-exponent'
}

function factorAt<B extends PriceBasis>(schedule: DiscountSchedule<B>, exponent: number): number {
  let factor = 1
  for (const [i, { from, rate }] of schedule.entries()) {
    const start = from - 1
    const end = (schedule[i + 1]?.from ?? Number.POSITIVE_INFINITY) - 1
    if (exponent <= start) break
    factor *= (1 + ratioOf(rate)) ** -(Math.min(exponent, end) - start)
  }
  return factor
}

export type PresentValueGap = DiscountGap | 'counts-differ'

/** Each flow at the date of the valuation: X_t · D_t, CAD of the same basis. Refused when a figure is not a number or the counts differ. */
export function presentValues<B extends PriceBasis>(
  flows: readonly Cad<B>[],
  { factors }: DiscountFactors<B>,
): Outcome<readonly Cad<B>[], PresentValueGap> {
  if (flows.length === 0) return unknownBecause('no-flows')
  if (flows.length !== factors.length) return unknownBecause('counts-differ')
  if (!flows.every((flow) => Number.isFinite(dollarsOf(flow)))) return unknownBecause('not-finite')
  const values = flows.map((flow, t) => dollarsOf(flow) * (factors[t] ?? 0))
  return values.every((value) => Number.isFinite(value))
    ? known(values.map((value) => cadOf<B>(value)))
    : unknownBecause('out-of-range')
}

export type Valuation<B extends PriceBasis> = {
  readonly flows: readonly Cad<B>[]
  readonly schedule: DiscountSchedule<B>
  /** The label of a convention, or the exponents themselves, one a flow. */
  readonly timing: Timing | readonly number[]
}

/** NPV = Σ N_t · D_t, CAD at the date of the valuation; linear in the flows. Refused as `discountFactors` and `presentValues` are. */
export function netPresentValue<B extends PriceBasis>(valuation: Valuation<B>): Outcome<Cad<B>, PresentValueGap> {
  const { flows, schedule, timing } = valuation
  const factors = discountFactors(schedule, typeof timing === 'string' ? exponentsOf(timing, flows.length) : timing)
  if (factors.kind === 'unknown') return factors
  const values = presentValues(flows, factors.value)
  if (values.kind === 'unknown') return values
  const total = values.value.reduce((sum, value) => sum + dollarsOf(value), 0)
  return Number.isFinite(total) ? known(cadOf<B>(total)) : unknownBecause('out-of-range')
}
