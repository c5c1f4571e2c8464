import { quantile } from '../finance/quantile.ts'
import { triangular } from '../finance/triangular.ts'
import type { Derivation } from '../shared/derivation.ts'
import { randomStream } from '../shared/random.ts'
import { type AssumptionSet, assumptionOf } from './cost-inputs.ts'
import { type ByStatus, type Percentiles, priceStatuses, type SimulatedSums } from './simulation.ts'

/** A workload before and after a change: what it would be charged in each case. */
export type CostPair = { readonly before: SimulatedSums; readonly after: SimulatedSums }

/**
 * Percentiles of the change of a yearly cost, CAD, over several workloads at once: in each draw exchange and the drift of prices are the
 * same everywhere and before as after, and each workload needs the same share of its nameplate before as after (common random numbers),
 * so that what moves both sides does not widen the difference. Positive costs more. No pair gives zeros.
 */
export function simulatedDifference(pairs: readonly CostPair[], set: AssumptionSet, seed: string): Percentiles {
  const use = assumptionOf(set, 'nameplateUse')
  const exchange = assumptionOf(set, 'exchange')
  const ages = priceStatuses.map((status) => assumptionOf(set, `priceAge.${status}`))
  const random = randomStream(seed)
  const totals = new Float64Array(set.draws)
  for (let draw = 0; draw < set.draws; draw += 1) {
    const moved = triangular(random(), exchange)
    const drift = ages.map((age) => triangular(random(), age))
    let total = 0
    for (const { before, after } of pairs) {
      const needed = triangular(random(), use)
      total += drawn(after, drift, needed) - drawn(before, drift, needed)
    }
    totals[draw] = moved * total
  }
  totals.sort()
  return { p10: quantile(totals, 0.1), p50: quantile(totals, 0.5), p90: quantile(totals, 0.9) }
}

/** CAD a year before exchange moves: rate × Σ status drift × (need × compute + storage). */
function drawn(sums: SimulatedSums, drift: readonly number[], needed: number): number {
  const at = (values: ByStatus, i: number) => values[i] ?? 0
  return (
    sums.cadPerUsd *
    drift.reduce((sum, age, i) => sum + age * (needed * at(sums.computeUsd, i) + at(sums.storageUsd, i)), 0)
  )
}

/** A workload's part of a change: the figure of its best option before, and after. */
export type CostChangePart = {
  readonly workload: string
  readonly name: string
  readonly from: Derivation
  readonly to: Derivation
}

/** The change opened: the sum over workloads of after less before, CAD a year; the range of its paired draws stands beside it. */
export function costChangeDerivation(
  parts: readonly CostChangePart[],
  range: { readonly p10: number; readonly p90: number },
): Derivation {
  const changes = parts.map(({ workload, name, from, to }, i): Derivation => {
    const label = `${workload}, ${name}`
    return {
      name: `change${i + 1}`,
      label: { fr: label, en: label },
      value: Number(to.value) - Number(from.value),
      unit: 'CAD/year',
      formula: 'after - before',
      inputs: [
        { ...to, name: 'after' },
        { ...from, name: 'before' },
      ],
    }
  })
  const simulated = (name: 'p10' | 'p90'): Derivation => ({
    name,
    label: { fr: name.toUpperCase(), en: name.toUpperCase() },
    value: range[name],
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'calculation', formula: `paired draws, ${name}`, version: '1.0.0' },
  })
  return {
    name: 'change',
    label: { fr: 'Écart de coût annuel', en: 'Change of the yearly cost' },
    value: changes.reduce((sum, change) => sum + Number(change.value), 0),
    unit: 'CAD/year',
    formula: changes.map((change) => change.name).join(' + '),
    inputs: [...changes, simulated('p10'), simulated('p90')],
  }
}
