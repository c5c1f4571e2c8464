import type { AssumptionSet } from '../assumptions/assumption-set.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import { mapKnown, type Outcome } from '../shared/outcome.ts'
import { annualBindings } from './annual-quantities.ts'
import { type Bindings, drawnValues, likelyValues } from './bindings.ts'
import type { AnnualCost, AnnualCostOutcome, CostGap } from './cost.schemas.ts'
import type { CostInputs } from './cost-inputs.ts'
import { type Columns, evaluated, valueAt } from './evaluated.ts'
import { type ByHead, costHeads } from './heads.ts'
import { type Percentiles, percentilesOf } from './percentiles.ts'

/**
 * Yearly cost of a workload at an option: every head of the taxonomy by the formulas of `annual-cost`, nominal CAD at the prices of today,
 * before tax, 8,760 h. The likely value takes each assumption at its likely value; P10, P50 and P90 run over the set's seeded draws.
 * Unknown as soon as one part has no price or no size, with every reason: a missing price is never 0.
 */
export function annualCost(inputs: CostInputs): AnnualCostOutcome {
  return mapKnown(annualBindings(inputs), (bindings) => costOf(inputs, bindings))
}

function costOf(inputs: CostInputs, bindings: Bindings): AnnualCost {
  const { set } = inputs
  const { annual } = inputs.formulas
  const likely = evaluated(annual, likelyValues(annual, bindings, set), 1)
  return { ...drawnPercentiles(inputs, bindings), likely: valueAt(likely['total']), parts: headsOf(likely) }
}

/** The value of each head in a row. */
export function headsOf(values: Columns, row = 0): ByHead {
  const heads = costHeads.map((head) => [head, values[head] === undefined ? 0 : valueAt(values[head], row)])
  return Object.fromEntries(heads) as ByHead // one entry a head
}

/** The yearly cost in each draw, CAD: what differences between options and between portfolios are made of. Unknown as the cost is. */
export function annualCostDraws(inputs: CostInputs): Outcome<Float64Array, CostGap> {
  return mapKnown(annualBindings(inputs), (bindings) => totalDraws(inputs, bindings))
}

function totalDraws(
  { formulas: { annual }, set, workload }: Pick<CostInputs, 'formulas' | 'set' | 'workload'>,
  bindings: Bindings,
): Float64Array {
  const values = drawnValues(annual, bindings, { set, workload })
  const { total } = evaluated(annual, values, set.draws, ['total'])
  return typeof total === 'object' ? total : new Float64Array(set.draws).fill(valueAt(total))
}

/** Percentiles already drawn, by set and formulas, then by workload and numbers: the same inputs give the same answer, so it is drawn once. */
const drawnBefore = new WeakMap<AssumptionSet, WeakMap<LoadedFormulaSet, Map<string, Percentiles>>>()
const mostKept = 20_000

function drawnPercentiles(inputs: CostInputs, bindings: Bindings): Percentiles {
  const { set, workload } = inputs
  const { annual } = inputs.formulas
  const bySet = drawnBefore.get(set) ?? new WeakMap<LoadedFormulaSet, Map<string, Percentiles>>()
  drawnBefore.set(set, bySet)
  const kept = bySet.get(annual) ?? new Map<string, Percentiles>()
  bySet.set(annual, kept)
  const parts = annual.inputs.map(({ name }) => {
    const bound = bindings[name]
    return bound === undefined ? '' : bound.kind === 'value' ? bound.value : bound.name
  })
  const key = `${workload} ${parts.join()}`
  const found = kept.get(key)
  if (found !== undefined) return found
  const drawn = percentilesOf(totalDraws(inputs, bindings))
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, drawn)
  return drawn
}

/** Change of a yearly cost, CAD, over several workloads at once, by the same draws on both sides. No pair gives zeros. */
export function costDifference(
  pairs: readonly { readonly before: Float64Array; readonly after: Float64Array }[],
  draws: number,
): Percentiles {
  const totals = new Float64Array(draws)
  for (const { before, after } of pairs)
    for (let draw = 0; draw < draws; draw += 1)
      totals[draw] = (totals[draw] ?? 0) + (after[draw] ?? 0) - (before[draw] ?? 0)
  return percentilesOf(totals)
}
