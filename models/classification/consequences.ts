import { annualCost, annualCostDraws, costDifference } from '../cost/annual-cost.ts'
import type { AnnualCostOutcome } from '../cost/cost.schemas.ts'
import type { StatedFacts } from '../cost/cost-facts.ts'
import type { CostInputs, CostReference } from '../cost/cost-inputs.ts'
import { demandedMitigations, type Mitigation } from '../cost/mitigations.ts'
import type { Percentiles } from '../cost/percentiles.ts'
import type { HostingOption } from '../hosting/hosting-option.schemas.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import { placementFacts, type Placement } from '../rules/placement-facts.ts'
import { placementVerdict, type RuleSettings } from '../rules/placement-verdict.ts'
import type { RulePack } from '../rules/rule-pack.ts'
import { isOpenVerdict, placementStanding, rankedOptions } from '../rules/ranking.ts'
import type { Verdict } from '../rules/verdict.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { WaveOfWorkload } from '../waves/wave.views.ts'
import type { ClassificationRecord } from './classification.schemas.ts'

/** A workload touched by a change of classification: itself (an empty path), or one that the data flow to. */
export type TouchedWorkload = {
  readonly workload: string
  readonly name: string
  readonly path: readonly string[]
  readonly environment: Placement['environment']
  readonly currentOption: string | null
  readonly assets: readonly AssetSize[]
  readonly stated: StatedFacts
  readonly settings: RuleSettings
  readonly before: ClassificationRecord | null
  readonly after: ClassificationRecord | null
  /** The signed decision that stands, with its promise in whole CAD cents a year. */
  readonly decided: {
    readonly option: string
    readonly benefit: string | null
    readonly promisedCad: string | null
  } | null
}

export type ConsequencesSurroundings = CostReference & {
  readonly pack: RulePack
  readonly options: readonly HostingOption[]
  readonly canadianQualifiedExists: boolean | null
  readonly today: string
}

export type CostChangeGap = 'no-open-option' | 'no-open-option-before' | 'no-price' | 'no-price-before'
type Sides = { readonly before: string | null; readonly after: string | null }
/** Where the option stands on each side: `undetermined` while a fact that a rule needs is missing. */
export type OptionChange = { readonly option: string; readonly before: Verdict; readonly after: Verdict }

/** What a change does to one workload. */
export type WorkloadConsequences = {
  readonly workload: string
  readonly name: string
  readonly path: readonly string[]
  readonly options: readonly OptionChange[]
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly best: Sides
  /** The best option that has a price on each side: what the cost compares. */
  readonly compared: Sides
  /** Change of the compared options' yearly cost, CAD: P50 of after less P50 of before, and the P10 and P90 of paired draws. */
  readonly costChangeCad: Outcome<Percentiles, CostChangeGap>
  /** The signed decision whose option would no longer be open, with what it promised. */
  readonly promise: {
    readonly option: string
    readonly after: Verdict
    readonly benefit: string | null
    readonly promisedCad: string | null
  } | null
}

export type Consequences = {
  readonly workloads: readonly WorkloadConsequences[]
  /** Sum over the workloads whose change is known; how many are not. Unknown when none is. */
  readonly costChangeCad: Outcome<Percentiles & { readonly uncounted: number }, CostChangeGap>
}

/** The same with the figure that opens its cost (null when the cost is unknown), and the moves already dated. */
export type ConsequencesView = Consequences & {
  readonly figure: string | null
  /** The wave of each workload touched that stands in one. */
  readonly waves: readonly { readonly workload: string; readonly wave: WaveOfWorkload }[]
}

/**
 * What a change of classification brings to each workload it touches, before anyone signs: options opened and closed, the best option and
 * its cost with the measures it demands, promises that would no longer hold. Pure: same inputs, same answer.
 */
export function consequences(touched: readonly TouchedWorkload[], around: ConsequencesSurroundings): Consequences {
  const pairs: CostPair[] = []
  const changes: number[] = []
  const workloads = touched.map((one): WorkloadConsequences => {
    const [before, after] = [judged(one, one.before, around), judged(one, one.after, around)]
    const options = before.map(({ option, standing }): OptionChange => ({
      option,
      before: standing,
      after: after.find((other) => other.option === option)?.standing ?? 'undetermined',
    }))
    const [from, to] = [rankedOpen(one, before, around), rankedOpen(one, after, around)]
    const best = { before: from[0]?.option ?? null, after: to[0]?.option ?? null }
    const priced = (all: readonly Priced[]) => all.find((each) => each.cost.kind === 'known')
    const [fromPriced, toPriced] = [priced(from), priced(to)]
    const compared = { before: fromPriced?.option ?? null, after: toPriced?.option ?? null }
    const change = costChange(one, { best, from: fromPriced, to: toPriced }, around)
    if (change.kind === 'known') {
      pairs.push(change.value.pair)
      changes.push(change.value.range.p50)
    }
    const decided = options.find((option) => option.option === one.decided?.option)
    return {
      workload: one.workload,
      name: one.name,
      path: one.path,
      options,
      gained: options
        .filter((each) => !isOpenVerdict(each.before) && isOpenVerdict(each.after))
        .map((each) => each.option),
      lost: options
        .filter((each) => isOpenVerdict(each.before) && !isOpenVerdict(each.after))
        .map((each) => each.option),
      best,
      compared,
      costChangeCad: change.kind === 'known' ? known(change.value.range) : change,
      promise:
        one.decided === null || decided === undefined || !isOpenVerdict(decided.before) || isOpenVerdict(decided.after)
          ? null
          : { ...one.decided, after: decided.after },
    }
  })
  const [first] = workloads
  if (pairs.length === 0)
    return {
      workloads,
      costChangeCad: first?.costChangeCad.kind === 'unknown' ? first.costChangeCad : unknownBecause('no-price'),
    }
  const drawn = costDifference(pairs, around.set.draws)
  const p50 = changes.reduce((sum, change) => sum + change, 0)
  return { workloads, costChangeCad: known({ ...widened(drawn, p50), uncounted: workloads.length - pairs.length }) }
}

type CostPair = { readonly before: Float64Array; readonly after: Float64Array }
type Judged = { readonly option: string; readonly standing: Verdict; readonly mitigations: readonly Mitigation[] }

function judged(one: TouchedWorkload, record: ClassificationRecord | null, around: ConsequencesSurroundings): Judged[] {
  const { environment, currentOption, settings } = one
  const { pack, options, canadianQualifiedExists, today } = around
  return options.map((option) => {
    const facts = placementFacts({ record, environment, currentOption, option, canadianQualifiedExists, today })
    const verdict = placementVerdict(pack, facts, settings)
    return { option: option.id, standing: placementStanding(verdict), mitigations: demandedMitigations(verdict) }
  })
}

function costInputs(
  one: TouchedWorkload,
  { option, mitigations }: Pick<Judged, 'option' | 'mitigations'>,
  { book, set, rate, formulas }: ConsequencesSurroundings,
): CostInputs {
  const { workload, assets, stated } = one
  return { workload, assets, stated, option, mitigations, book, set, rate, formulas }
}

type Priced = Judged & { readonly cost: AnnualCostOutcome }

function rankedOpen(one: TouchedWorkload, results: readonly Judged[], around: ConsequencesSurroundings): Priced[] {
  const open = results.filter((result) => isOpenVerdict(result.standing))
  return rankedOptions(open.map((result) => ({ ...result, cost: annualCost(costInputs(one, result, around)) })))
}

function costChange(
  one: TouchedWorkload,
  { best, from, to }: { readonly best: Sides; readonly from: Priced | undefined; readonly to: Priced | undefined },
  around: ConsequencesSurroundings,
): Outcome<{ readonly range: Percentiles; readonly pair: CostPair }, CostChangeGap> {
  if (best.after === null) return unknownBecause('no-open-option')
  if (best.before === null) return unknownBecause('no-open-option-before')
  if (to === undefined) return unknownBecause('no-price')
  if (from === undefined) return unknownBecause('no-price-before')
  const [before, after] = [annualCostDraws(costInputs(one, from, around)), annualCostDraws(costInputs(one, to, around))]
  const isKnown =
    before.kind === 'known' && after.kind === 'known' && from.cost.kind === 'known' && to.cost.kind === 'known'
  if (!isKnown) return unknownBecause('no-price')
  const pair = { before: before.value, after: after.value }
  const drawn = costDifference([pair], around.set.draws)
  return known({ range: widened(drawn, to.cost.value.p50 - from.cost.value.p50), pair })
}

/** The likely change is the difference of the two figures people already know; a range that leaves it out is widened to hold it. */
function widened(drawn: Percentiles, p50: number): Percentiles {
  return { p10: Math.min(drawn.p10, p50), p50, p90: Math.max(drawn.p90, p50) }
}
