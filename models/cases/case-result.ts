import { assumptionOf, type OverrideSet } from '../assumptions/assumption-set.ts'
import { shareAbove, percentilesWithError } from '../finance/percentiles.ts'
import { payback } from '../finance/payback.ts'
import { cadOf, dollarsOf, type NominalCad, nominalCad, nominalRate, ratioOf } from '../finance/price-basis.ts'
import { quantile } from '../finance/quantile.ts'
import { modifiedRateOfReturn, ratesOfReturn } from '../finance/rate-of-return.ts'
import { benefitCostRatio, equivalentAnnualNetBenefit } from '../finance/ratios.ts'
import { mapKnown } from '../shared/outcome.ts'
import {
  type CaseIndicators,
  type CaseResult,
  type CaseVariant,
  type CumulativePoint,
  type LeftOut,
  movedFlows,
  type Percentile,
  type Spread,
  statusQuoFlows,
  variantIds,
  type YearFlows,
} from './case.schemas.ts'
import { addRow, drawnPresentValues, emptySums } from './case-draws.ts'
import { flowNames, type LikelyFlows, likelyFlows, preparedCase, type PreparedCase } from './case-flows.ts'
import type { CaseInputs } from './case-inputs.ts'
import { caseRows } from './case-rows.ts'
import { caseTornado, decisionOf, ownFlip, switchboardColumn } from './case-sensitivity.ts'

export type CaseProgress = { readonly done: number; readonly total: number }

/**
 * Computes a case: flows of each variant at the likely values, their spread over the draws, indicators, what moves them, and what flips the
 * decision under other people's defaults. Yields how far it is, so that a caller may pause, tell or stop; gives `undefined` with the names
 * left out when no workload counts.
 */
export function* caseComputation(
  inputs: CaseInputs,
  others: readonly OverrideSet[],
): Generator<CaseProgress, CaseResult> {
  const { rows, leftOut } = caseRows(inputs)
  const prepared = preparedCase(inputs, rows)
  const variants = inputs.variants.length
  const steps = { drawn: rows.length, tornado: variants * weight, switchboard: (others.length + 1) * weight }
  const total = steps.drawn + steps.tornado + steps.switchboard
  let done = 0
  const sums = emptySums(prepared)
  for (let row = 0; row < rows.length; row += 1) {
    addRow(prepared, sums, row)
    done += 1
    if (row % 10 === 0) yield { done, total }
  }
  const computed: { readonly variant: CaseVariant; readonly npvDraws: Float64Array }[] = []
  for (let v = 0; v < variants; v += 1) {
    computed.push(caseVariant(prepared, v, drawnPresentValues(prepared, sums, v)))
    done += weight
    yield { done, total }
  }
  const switchboard = []
  for (const other of others) {
    switchboard.push(switchboardColumn(prepared, other))
    done += weight
    yield { done, total }
  }
  const npv = computed.map(({ variant }) => variant.indicators.npv)
  return {
    years: prepared.years.map(({ label, startsOn }) => ({ label, startsOn })),
    basis: inputs.basis,
    draws: inputs.set.draws,
    assumptionSet: `${inputs.set.id}@${inputs.set.version}`,
    discountRate: assumptionOf(prepared.inputs.set, 'discountRate').likely,
    workloads: rows.length,
    leftOut: leftOut satisfies readonly LeftOut[],
    variants: computed.map(({ variant }) => variant),
    decision: decisionOf(prepared, npv),
    beats: beatsOf(computed.map(({ npvDraws }) => npvDraws)),
    switchboard,
    ownFlip: ownFlip(prepared),
  }
}

/** A step of sensitivity counts as so many workloads of progress. */
const weight = 20

function caseVariant(prepared: PreparedCase, v: number, presentValues: readonly Float64Array[]) {
  const { inputs, rows } = prepared
  const likely = likelyFlows(prepared, v, inputs.set)
  const running = runningTotals(presentValues, inputs.set.draws)
  const npvDraws = running.at(-1) ?? new Float64Array(inputs.set.draws)
  const id = variantIds[v]
  if (id === undefined) throw new RangeError(`no variant ${v}`)
  const variant: CaseVariant = {
    id,
    label: inputs.variants[v]?.label ?? id,
    flows: inBasis(likely, inputs.basis),
    indicators: indicators(prepared, likely, npvDraws),
    cumulative: cumulative(likely.presentValues, running),
    tornado: caseTornado(prepared, v),
    places: placesOf(rows.map(({ places }) => places[v] ?? null)),
  }
  return { variant, npvDraws }
}

/** Real flows are nominal ones over the deflator of their year's middle: dollars of 1 April of the base year. */
function inBasis({ flows, deflators }: LikelyFlows, basis: CaseInputs['basis']): YearFlows {
  if (basis === 'nominal') return flows
  const real = (series: readonly number[]) => series.map((value, t) => value / (deflators[t] ?? Number.NaN))
  return Object.fromEntries(flowNames.map((name) => [name, real(flows[name])])) as unknown as YearFlows // one series a name
}

function runningTotals(presentValues: readonly Float64Array[], draws: number): Float64Array[] {
  const totals = new Float64Array(draws)
  return presentValues.map((year) => {
    for (let draw = 0; draw < draws; draw += 1) totals[draw] = (totals[draw] ?? 0) + (year[draw] ?? Number.NaN)
    return totals.slice()
  })
}

function cumulative(likely: readonly number[], running: readonly Float64Array[]): CumulativePoint[] {
  let total = 0
  return running.map((draws, t) => {
    total += likely[t] ?? Number.NaN
    const sorted = draws.toSorted()
    const at = (p: number) => quantile(sorted, p)
    return { likely: total, p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) }
  })
}

function indicators(prepared: PreparedCase, likely: LikelyFlows, npvDraws: Float64Array): CaseIndicators {
  const { set } = prepared.inputs
  const rate = nominalRate(assumptionOf(set, 'discountRate').likely)
  const net = likely.flows.net.map(nominalCad)
  const present = likely.presentValues.map(nominalCad)
  const simple = payback(net)
  const returns = ratesOfReturn(net)
  return {
    npv: likely.npv,
    npvSpread: spreadOf(npvDraws),
    probabilityPositive: shareAboveZero(npvDraws),
    rateOfReturn: mapKnown(returns.rate, ratioOf),
    allRates: returns.all.map(ratioOf),
    modifiedRate: mapKnown(modifiedRateOfReturn(net, { finance: rate, reinvestment: rate }), ratioOf),
    payback: simple.first,
    discountedPayback: payback(present).first,
    lastPayback: simple.last,
    benefitCostRatio: benefitCostRatio(benefitsAndCosts(likely)),
    equivalentAnnual: mapKnown(
      equivalentAnnualNetBenefit({ netPresentValue: nominalCad(likely.npv), rate, periods: prepared.years.length }),
      dollarsOf,
    ),
    oneTime: likely.migration,
    oneTimeOutside: likely.migrationOutside,
    asIsAnnual: likely.asIsAnnual,
    targetAnnual: likely.targetAnnual,
    effortDays: likely.days,
    bookValue: prepared.dated.bookValue,
  }
}

/** Benefits: what is no longer paid on the old side. Costs: all that the move adds, running costs of the new side among them. */
function benefitsAndCosts({ flows, discountFactors }: LikelyFlows): {
  readonly benefits: NominalCad
  readonly costs: NominalCad
} {
  const present = (series: readonly number[]) =>
    series.reduce((sum, value, t) => sum + value * (discountFactors[t] ?? Number.NaN), 0)
  const before = statusQuoFlows.reduce((sum, name) => sum + present(flows[name]), 0)
  const kept = present(flows.kept) + present(flows.refresh)
  const after = movedFlows.reduce((sum, name) => sum + present(flows[name]), 0)
  return { benefits: cadOf(before - kept), costs: cadOf(after - kept) }
}

function spreadOf(draws: Float64Array): Spread {
  const found = percentilesWithError(draws, [0.1, 0.5, 0.9])
  const at = (i: number): Percentile => {
    const one = found.kind === 'known' ? found.value[i] : undefined
    return {
      value: one?.value ?? Number.NaN,
      standardError: one?.standardError.kind === 'known' ? one.standardError.value : null,
    }
  }
  return { p10: at(0), p50: at(1), p90: at(2) }
}

/** A case in which nothing moves gains nothing: a draw at zero is no gain. */
function shareAboveZero(draws: Float64Array): number {
  return draws.reduce((count, value) => (value > 0 ? count + 1 : count), 0) / draws.length
}

function shareOf(share: ReturnType<typeof shareAbove>): number {
  return share.kind === 'known' ? share.value.share : Number.NaN
}

function beatsOf(npvDraws: readonly Float64Array[]): CaseResult['beats'] {
  return npvDraws.flatMap((first, a) =>
    npvDraws.slice(a + 1).flatMap((second, offset) => {
      const [one, other] = [variantIds[a], variantIds[a + 1 + offset]]
      if (one === undefined || other === undefined) return []
      const isTie = first.every((value, draw) => value === second[draw])
      return [{ first: one, second: other, probability: shareOf(shareAbove(first, second)), isTie }]
    }),
  )
}

function placesOf(
  places: readonly ({ readonly option: string; readonly isForbidden: boolean } | null)[],
): CaseVariant['places'] {
  const there = places.filter((place) => place !== null)
  const byOption = Map.groupBy(there, ({ option }) => option)
  return [...byOption]
    .map(([option, all]) => ({
      option,
      workloads: all.length,
      forbidden: all.filter(({ isForbidden }) => isForbidden).length,
    }))
    .toSorted((a, b) => b.workloads - a.workloads || a.option.localeCompare(b.option, 'en'))
}
