import { type CostOfMonth, differenceInDifferences, disagrees } from '#models/realised/difference-in-differences.ts'
import { type Month, monthAfter } from '#models/shared/month.ts'
import type { CrossCheckView } from '#models/realised/realised.views.ts'
import type { BenefitStatus } from '#models/realised/benefit-status.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { GatheredBenefit } from './benefit-facts.ts'

/** What is held against the others. */
type Checked = {
  readonly gathered: GatheredBenefit
  readonly status: Pick<BenefitStatus, 'total'>
  readonly uncertainty: Outcome<number>
}
export type Controls = { readonly count: number; readonly months: readonly CostOfMonth[] }

/** By body, what the benefits that nothing was billed to cost together: their workloads have not moved yet. */
export function controlsOf(all: readonly GatheredBenefit[]): ReadonlyMap<string, Controls> {
  const still = all.filter(({ charges, ledger }) => charges.size === 0 && ledger.size > 0)
  const byBody = Map.groupBy(still, ({ benefit }) => benefit.body)
  return new Map([...byBody].map(([body, some]) => [body, { count: some.length, months: summed(some.map(costsOf)) }]))
}

/** What it cost each month, CAD, from the bill and the ledger; months without either, or without a rate, are absent. */
function costsOf({ charges, facts, ledger }: GatheredBenefit): readonly CostOfMonth[] {
  return [...new Set([...charges.keys(), ...ledger.keys()])].flatMap((month) => {
    const rated = charges.get(month) ?? []
    if (rated.some(({ cadPerUnit }) => cadPerUnit === null)) return []
    const billed = rated.reduce((sum, row) => sum + (row.effectiveMicros / 1e6) * Number(row.cadPerUnit), 0)
    return [
      { month, costCad: billed + (facts.entries.get(month) ?? []).reduce((sum, { cents }) => sum + cents / 100, 0) },
    ]
  })
}

/** Months that every control has: one that misses a month would make it look like a fall. */
function summed(series: readonly (readonly CostOfMonth[])[]): readonly CostOfMonth[] {
  const sums = new Map<Month, { readonly costCad: number; readonly count: number }>()
  for (const { costCad, month } of series.flat()) {
    const before = sums.get(month) ?? { costCad: 0, count: 0 }
    sums.set(month, { costCad: before.costCad + costCad, count: before.count + 1 })
  }
  return [...sums].flatMap(([month, { costCad, count }]) => (count === series.length ? [{ month, costCad }] : []))
}

/** Differences in differences against what has not moved; unknown before the move, without a control or with too few months. */
export function crossCheckOf(one: Checked, controls: Controls | undefined): CrossCheckView {
  const { facts } = one.gathered
  const from = facts.transition?.from ?? facts.billedFrom
  if (from === null) return { kind: 'unknown', reasons: ['not-moved'] }
  const result = differenceInDifferences({
    treated: costsOf(one.gathered),
    control: controls?.months ?? [],
    lastBefore: monthAfter(from, -1),
    firstAfter: facts.transition === null ? from : monthAfter(facts.transition.to, 1),
  })
  if (result.kind === 'unknown') return { kind: 'unknown', reasons: result.reasons }
  const { cents, closedMonths } = one.status.total
  if (closedMonths === 0) return { kind: 'unknown', reasons: ['nothing-measured'] }
  const share = one.uncertainty.kind === 'known' ? one.uncertainty.value : 0
  const cadPerMonth = cents / 100 / closedMonths
  const realised = { cadPerMonth, halfWidthCadPerMonth: Math.abs(share * cadPerMonth) }
  const { effectCadPerMonth, halfWidthCadPerMonth, isPreTrendParallel } = result.value
  return {
    kind: 'known',
    effectCadPerMonth,
    halfWidthCadPerMonth,
    realisedCadPerMonth: cadPerMonth,
    isPreTrendParallel,
    disagrees: isPreTrendParallel && disagrees(result.value, realised),
    controls: controls?.count ?? 0,
  }
}
