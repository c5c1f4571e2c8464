import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import {
  dollarsOf,
  type NominalCad,
  nominalCad,
  type NominalRate,
  nominalRate,
  type RealCad,
  realCad,
  type RealRate,
  realRate,
  ratioOf,
} from './price-basis.ts'

export type RateConversionGap = 'not-finite' | 'rate-at-or-below-minus-100-percent'

/** Fisher: 1 + real = (1 + nominal) / (1 + inflation), rates a period; subtracting instead is wrong by their product (Fisher, 1930). */
export function realRateFrom(nominal: NominalRate, inflation: number): Outcome<RealRate, RateConversionGap> {
  return converted(ratioOf(nominal), inflation, (rate) => realRate((1 + rate) / (1 + inflation) - 1))
}

/** Fisher, the other way: 1 + nominal = (1 + real)(1 + inflation). */
export function nominalRateFrom(real: RealRate, inflation: number): Outcome<NominalRate, RateConversionGap> {
  return converted(ratioOf(real), inflation, (rate) => nominalRate((1 + rate) * (1 + inflation) - 1))
}

function converted<T>(rate: number, inflation: number, convert: (rate: number) => T): Outcome<T, RateConversionGap> {
  if (!Number.isFinite(rate) || !Number.isFinite(inflation)) return unknownBecause('not-finite')
  if (rate <= -1 || inflation <= -1) return unknownBecause('rate-at-or-below-minus-100-percent')
  return known(convert(rate))
}

export type DeflationGap = 'not-finite' | 'index-not-positive' | 'no-index' | 'no-base-index'

/** A price index by period (a year, `2026-27`…): any level, only its ratios count. */
export type PriceIndex = ReadonlyMap<string, number>
export type Deflator = { readonly index: PriceIndex; readonly base: string }

/** real_t = nominal_t · I_base / I_t: dollars of the base period. Refused when the index lacks the period: it is never taken as unchanged. */
export function deflated(nominal: NominalCad, period: string, by: Deflator): Outcome<RealCad, DeflationGap> {
  return rebased(dollarsOf(nominal), period, by, (dollars, ofBase, ofPeriod) => realCad((dollars * ofBase) / ofPeriod))
}

/** nominal_t = real_t · I_t / I_base: dollars of the period, from dollars of the base period. */
export function inflated(real: RealCad, period: string, by: Deflator): Outcome<NominalCad, DeflationGap> {
  return rebased(dollarsOf(real), period, by, (dollars, ofBase, ofPeriod) => nominalCad((dollars * ofPeriod) / ofBase))
}

function rebased<T>(
  dollars: number,
  period: string,
  { index, base }: Deflator,
  convert: (dollars: number, ofBase: number, ofPeriod: number) => T,
): Outcome<T, DeflationGap> {
  const [ofBase, ofPeriod] = [index.get(base), index.get(period)]
  if (ofBase === undefined) return unknownBecause('no-base-index')
  if (ofPeriod === undefined) return unknownBecause('no-index')
  if (![dollars, ofBase, ofPeriod].every((value) => Number.isFinite(value))) return unknownBecause('not-finite')
  return ofBase > 0 && ofPeriod > 0 ? known(convert(dollars, ofBase, ofPeriod)) : unknownBecause('index-not-positive')
}

/**
 * Relative price effect: a real amount whose own prices rise at `item` a period while prices in general rise at `general`:
 * real · ((1 + item) / (1 + general))^periods, CAD of the base period (Green Book, 5.13: only relative changes enter a real appraisal).
 */
export function withRelativePrice(
  real: RealCad,
  growth: { readonly item: number; readonly general: number },
  periods: number,
): Outcome<RealCad, RateConversionGap> {
  const dollars = dollarsOf(real)
  if (![dollars, growth.item, growth.general, periods].every((value) => Number.isFinite(value)))
    return unknownBecause('not-finite')
  if (growth.item <= -1 || growth.general <= -1) return unknownBecause('rate-at-or-below-minus-100-percent')
  return known(realCad(dollars * ((1 + growth.item) / (1 + growth.general)) ** periods))
}
