import { quantile } from '../finance/quantile.ts'
import { triangular } from '../finance/triangular.ts'
import { randomStream } from '../shared/random.ts'
import type { PriceStatus } from '../prices/price-book.ts'
import { type AssumptionSet, assumptionOf } from './cost-inputs.ts'

export const priceStatuses: readonly PriceStatus[] = ['verified', 'derived', 'estimate', 'unverified']

/** USD a year by the status of the prices it rests on, in the order of `priceStatuses`. */
export type ByStatus = readonly [verified: number, derived: number, estimate: number, unverified: number]

export type SimulatedSums = { readonly computeUsd: ByStatus; readonly storageUsd: ByStatus; readonly cadPerUsd: number }
export type Percentiles = { readonly p10: number; readonly p50: number; readonly p90: number }

const scratch = new Map<number, Float64Array>()
/** Percentiles already drawn, by set then by seed and sums: the same inputs give the same answer, so it is drawn once. */
const drawnBefore = new WeakMap<AssumptionSet, Map<string, Percentiles>>()
const mostKept = 20_000

/**
 * Percentiles of a yearly cost in CAD over seeded draws of: share of the nameplate needed (on compute), drift of prices since their date
 * (one draw a status), and exchange. total = rate × exchange × Σ status age × (use × compute + storage).
 */
export function simulatedPercentiles(sums: SimulatedSums, set: AssumptionSet, seed: string): Percentiles {
  const kept = drawnBefore.get(set) ?? new Map<string, Percentiles>()
  drawnBefore.set(set, kept)
  const key = `${seed} ${sums.computeUsd.join()} ${sums.storageUsd.join()} ${sums.cadPerUsd}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const drawn = drawnPercentiles(sums, set, seed)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, drawn)
  return drawn
}

function drawnPercentiles(sums: SimulatedSums, set: AssumptionSet, seed: string): Percentiles {
  const use = assumptionOf(set, 'nameplateUse')
  const exchange = assumptionOf(set, 'exchange')
  const present = priceStatuses.flatMap((status, i) => {
    const compute = sums.computeUsd[i] ?? 0
    const storage = sums.storageUsd[i] ?? 0
    return compute === 0 && storage === 0 ? [] : [{ age: assumptionOf(set, `priceAge.${status}`), compute, storage }]
  })
  const random = randomStream(seed)
  const totals = scratch.get(set.draws) ?? new Float64Array(set.draws)
  scratch.set(set.draws, totals)
  for (let draw = 0; draw < set.draws; draw += 1) {
    const needed = triangular(random(), use)
    const moved = triangular(random(), exchange)
    let usd = 0
    for (const { age, compute, storage } of present) usd += triangular(random(), age) * (needed * compute + storage)
    totals[draw] = sums.cadPerUsd * moved * usd
  }
  totals.sort()
  return { p10: quantile(totals, 0.1), p50: quantile(totals, 0.5), p90: quantile(totals, 0.9) }
}
