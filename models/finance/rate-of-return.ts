import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type DatedFlow, type DatedFlowGap, yearsFromFirst } from './dated-flows.ts'
import { type Term, zerosOf } from './exponential-sum-roots.ts'
import { bitLength, type PositiveRoot, positiveRoots, signChanges } from './polynomial-roots.ts'
import { type Cad, dollarsOf, type PriceBasis, type Rate, rateOf, ratioOf } from './price-basis.ts'

export type RateGap =
  | 'no-flows'
  | 'not-finite'
  | 'no-sign-change'
  /** Flows change sign, but no rate makes their value zero. */
  | 'no-rate'
  /** The value touches zero at a rate without changing sign: the rate separates nothing. */
  | 'no-crossing'
  | 'several-rates'
  | 'out-of-range'

export type RatesOfReturn<B extends PriceBasis, R extends string = RateGap> = {
  /** The internal rate of return, where there is one and it separates gain from loss. */
  readonly rate: Outcome<Rate<B>, R>
  /** Every rate above −100 % at which the value is zero, ascending: what to show beside `several-rates`. */
  readonly all: readonly Rate<B>[]
  readonly signChanges: number
}

/** Past this count, flows with several changes of sign go the way of dated flows: exact arithmetic would take longer than a person waits. */
const mostExactFlows = 50

/**
 * Internal rates of return: the rates i above −1 with Σ N_t (1 + i)^−t = 0, flows one period apart, all of them. With x = (1 + i)⁻¹ they are
 * the positive roots of Σ N_t x^t, found exactly (see `positiveRoots`); each is right to the last digits of a double. One figure is refused
 * when there are several: compare net present values, or give `modifiedRateOfReturn`.
 */
export function ratesOfReturn<B extends PriceBasis>(flows: readonly Cad<B>[]): RatesOfReturn<B> {
  const amounts = flows.map(dollarsOf)
  const changes = signChanges(amounts)
  if (flows.length === 0) return refused('no-flows', changes)
  if (!amounts.every((amount) => Number.isFinite(amount))) return refused('not-finite', changes)
  if (changes === 0) return refused('no-sign-change', changes)
  if (changes > 1 && flows.length > mostExactFlows)
    return ratesOfTerms(amounts.map((amount, year) => ({ amount, year })))
  const roots = positiveRoots(amounts).reverse()
  return answered(
    roots.map((root) => ({ rate: rateAt(root), isCrossing: root.isCrossing })),
    changes,
  )
}

/**
 * XIRR: the rates i above −1 a year of 365 days with Σ X_i (1 + i)^−((d_i − d_0)/365) = 0, all of them, with the same refusals. Proved by
 * bounds (see `zerosOf`): two rates closer than about 10⁻⁹ count as one that is not crossed.
 */
export function datedRatesOfReturn<B extends PriceBasis>(
  flows: readonly DatedFlow<B>[],
): RatesOfReturn<B, RateGap | DatedFlowGap> {
  const dated = yearsFromFirst(flows)
  if ('gap' in dated) return refused(dated.gap, 0)
  if (!flows.every(({ amount }) => Number.isFinite(dollarsOf(amount)))) return refused('not-finite', 0)
  const byYear = new Map<number, number>()
  for (const [i, year] of dated.years.entries()) {
    const amount = flows[i]?.amount
    if (amount !== undefined) byYear.set(year, (byYear.get(year) ?? 0) + dollarsOf(amount))
  }
  return ratesOfTerms([...byYear].map(([year, amount]) => ({ year, amount })).sort((a, b) => a.year - b.year))
}

function ratesOfTerms<B extends PriceBasis>(all: readonly Term[]): RatesOfReturn<B> {
  const terms = all.filter(({ amount }) => amount !== 0)
  const changes = signChanges(terms.map(({ amount }) => amount))
  if (changes === 0) return refused('no-sign-change', changes)
  const first = terms[0]?.year ?? 0
  const largest = Math.max(...terms.map(({ amount }) => Math.abs(amount)))
  const zeros = zerosOf(terms.map(({ amount, year }) => ({ amount: amount / largest, year: year - first })))
  if (zeros === undefined) return refused('out-of-range', changes)
  return answered(
    zeros.map(({ s, isCrossing }) => ({ rate: Math.expm1(s), isCrossing })),
    changes,
  )
}

function answered<B extends PriceBasis>(
  roots: readonly { readonly rate: number; readonly isCrossing: boolean }[],
  changes: number,
): RatesOfReturn<B> {
  if (!roots.every(({ rate }) => Number.isFinite(rate) && rate > -1)) return refused('out-of-range', changes)
  const all = roots.map(({ rate }) => rateOf<B>(rate))
  return {
    rate: singleRate(
      all,
      roots.every(({ isCrossing }) => isCrossing),
    ),
    all,
    signChanges: changes,
  }
}

function refused<B extends PriceBasis, R extends string>(gap: R, changes: number): RatesOfReturn<B, R> {
  return { rate: unknownBecause(gap), all: [], signChanges: changes }
}

/** The one rate of several roots, or why there is none. */
function singleRate<B extends PriceBasis>(all: readonly Rate<B>[], isCrossing: boolean): Outcome<Rate<B>, RateGap> {
  const [rate] = all
  if (rate === undefined) return unknownBecause('no-rate')
  if (all.length > 1) return unknownBecause('several-rates')
  return isCrossing ? known(rate) : unknownBecause('no-crossing')
}

/** 1/x − 1 for x = numerator / 2^bits: subtracted before it is rounded, so that a rate near zero keeps its digits. */
function rateAt({ numerator, bits }: PositiveRoot): number {
  const gain = (1n << BigInt(bits)) - numerator
  const size = gain < 0n ? -gain : gain
  const shift = 64 + bitLength(numerator) - bitLength(size)
  const scaled = shift >= 0 ? (size << BigInt(shift)) / numerator : size / (numerator << BigInt(-shift))
  return (gain < 0n ? -1 : 1) * Number(scaled) * 2 ** -shift
}

export type ModifiedRateGap =
  | 'no-flows'
  | 'not-finite'
  | 'no-sign-change'
  | 'rate-at-or-below-minus-100-percent'
  | 'out-of-range'

/**
 * MIRR = [Σ_(N>0) N_t (1 + g)^(n−t) / −Σ_(N<0) N_t (1 + f)^−t]^(1/n) − 1, with f what money put in costs and g what money given back earns,
 * over n = number of flows − 1 periods. One figure always, once there are flows of both signs. Source: Lin, Journal of Portfolio
 * Management (1976); the definition of spreadsheets (OpenDocument 1.3 part 4, 6.12.29 MIRR).
 */
export function modifiedRateOfReturn<B extends PriceBasis>(
  flows: readonly Cad<B>[],
  rates: { readonly finance: Rate<B>; readonly reinvestment: Rate<B> },
): Outcome<Rate<B>, ModifiedRateGap> {
  const amounts = flows.map(dollarsOf)
  const [finance, reinvestment] = [ratioOf(rates.finance), ratioOf(rates.reinvestment)]
  if (flows.length === 0) return unknownBecause('no-flows')
  if (![...amounts, finance, reinvestment].every((value) => Number.isFinite(value))) return unknownBecause('not-finite')
  if (finance <= -1 || reinvestment <= -1) return unknownBecause('rate-at-or-below-minus-100-percent')
  if (signChanges(amounts) === 0) return unknownBecause('no-sign-change')
  const periods = amounts.length - 1
  let received = 0
  let paid = 0
  for (const [t, amount] of amounts.entries()) {
    if (amount > 0) received += amount * (1 + reinvestment) ** (periods - t)
    else paid -= amount * (1 + finance) ** -t
  }
  const rate = (received / paid) ** (1 / periods) - 1
  return Number.isFinite(rate) ? known(rateOf<B>(rate)) : unknownBecause('out-of-range')
}
