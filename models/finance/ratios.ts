import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, cadOf, dollarsOf, type PriceBasis, type Rate, rateOf, ratioOf } from './price-basis.ts'

export type RatioGap = 'not-finite' | 'denominator-not-positive' | 'out-of-range'

/** A ratio of present values of one basis, dimensionless; refused when the denominator is zero or negative, where it would mislead. */
function ratioOfCad<B extends PriceBasis>(numerator: Cad<B>, denominator: Cad<B>): Outcome<number, RatioGap> {
  const [top, bottom] = [dollarsOf(numerator), dollarsOf(denominator)]
  if (!Number.isFinite(top) || !Number.isFinite(bottom)) return unknownBecause('not-finite')
  if (bottom <= 0) return unknownBecause('denominator-not-positive')
  return Number.isFinite(top / bottom) ? known(top / bottom) : unknownBecause('out-of-range')
}

/**
 * BCR = PV(benefits) / PV(costs), both positive numbers. The caller states which costs are below the line: a cost taken off the benefits
 * instead changes the ratio and not the net present value.
 */
export function benefitCostRatio<B extends PriceBasis>(of: {
  readonly benefits: Cad<B>
  readonly costs: Cad<B>
}): Outcome<number, RatioGap> {
  return ratioOfCad(of.benefits, of.costs)
}

/** NPVI = NPV / PV(investment): value by dollar put in, to rank under a budget. */
export function netPresentValueIndex<B extends PriceBasis>(of: {
  readonly netPresentValue: Cad<B>
  readonly investment: Cad<B>
}): Outcome<number, RatioGap> {
  return ratioOfCad(of.netPresentValue, of.investment)
}

/** SIR = PV(savings) / PV(investment, less residual value) (NIST Handbook 135; 10 CFR 436.21). */
export function savingsToInvestmentRatio<B extends PriceBasis>(of: {
  readonly savings: Cad<B>
  readonly investment: Cad<B>
}): Outcome<number, RatioGap> {
  return ratioOfCad(of.savings, of.investment)
}

export type AnnualGap =
  | 'not-finite'
  | 'no-period'
  | 'rate-at-or-below-minus-100-percent'
  | 'negative-ratio'
  | 'out-of-range'

/**
 * AIRR = (1 + r) · SIR^(1/n) − 1, a year, over n periods, savings reinvested at the rate r that discounted them (10 CFR 436.22).
 * Refused for a negative SIR.
 */
export function adjustedRateOfReturn<B extends PriceBasis>(of: {
  readonly savingsToInvestment: number
  readonly reinvestment: Rate<B>
  readonly periods: number
}): Outcome<Rate<B>, AnnualGap> {
  const gap = gapOfAnnual(of.savingsToInvestment, of.reinvestment, of.periods)
  if (gap !== undefined) return unknownBecause(gap)
  if (of.savingsToInvestment < 0) return unknownBecause('negative-ratio')
  const rate = (1 + ratioOf(of.reinvestment)) * of.savingsToInvestment ** (1 / of.periods) - 1
  return Number.isFinite(rate) ? known(rateOf<B>(rate)) : unknownBecause('out-of-range')
}

/**
 * EANB = NPV · r / (1 − (1 + r)^−n): the even yearly amount, paid at the end of n periods, worth as much; NPV / n at a rate of 0.
 * It compares options of unlike lives when each would be repeated.
 */
export function equivalentAnnualNetBenefit<B extends PriceBasis>(of: {
  readonly netPresentValue: Cad<B>
  readonly rate: Rate<B>
  readonly periods: number
}): Outcome<Cad<B>, AnnualGap> {
  const [value, rate] = [dollarsOf(of.netPresentValue), ratioOf(of.rate)]
  const gap = gapOfAnnual(value, of.rate, of.periods)
  if (gap !== undefined) return unknownBecause(gap)
  // 1 − (1 + r)^−n by expm1 and log1p, so that a rate near zero keeps its digits.
  const perYear = rate === 0 ? 1 / of.periods : rate / -Math.expm1(-of.periods * Math.log1p(rate))
  return Number.isFinite(value * perYear) ? known(cadOf<B>(value * perYear)) : unknownBecause('out-of-range')
}

function gapOfAnnual<B extends PriceBasis>(value: number, rate: Rate<B>, periods: number): AnnualGap | undefined {
  if (![value, ratioOf(rate), periods].every((one) => Number.isFinite(one))) return 'not-finite'
  if (periods <= 0) return 'no-period'
  return ratioOf(rate) <= -1 ? 'rate-at-or-below-minus-100-percent' : undefined
}
