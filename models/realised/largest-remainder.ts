import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/**
 * Splits an amount by weights ≥ 0 into whole cents that sum to it exactly (largest remainder; the earlier part first on a tie). Unknown
 * when no weight is positive and there is something to split, or when a weight is negative or not finite.
 */
export function splitByWeights(
  total: CadCents,
  weights: readonly number[],
): Outcome<readonly CadCents[], 'no-weight' | 'weight-not-valid'> {
  if (!weights.every((weight) => Number.isFinite(weight) && weight >= 0)) return unknownBecause('weight-not-valid')
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0)
  if (largest === 0) return total === 0 ? known(weights.map(() => cadCents(0))) : unknownBecause('no-weight')
  const scaled = weights.map((weight) => weight / largest) // a sum of weights near the largest double stays finite
  const sum = scaled.reduce((all, weight) => all + weight, 0)
  const size = Math.abs(total)
  const exact = scaled.map((weight) => size * (weight / sum))
  const floors = exact.map(Math.floor)
  const order = exact
    .map((part, at) => ({ at, rest: scaled[at] === 0 ? -1 : part - Math.floor(part) }))
    .toSorted((a, b) => b.rest - a.rest || a.at - b.at)
    .filter(({ rest }) => rest >= 0)
  let left = size - floors.reduce((all, part) => all + part, 0)
  for (let turn = 0; left !== 0; turn = (turn + 1) % order.length) {
    const at = order[turn]?.at ?? 0
    const step = Math.sign(left) * Math.max(1, Math.floor(Math.abs(left) / order.length))
    floors[at] = (floors[at] ?? 0) + step
    left -= step
  }
  return known(floors.map((part) => cadCents(Math.sign(total) * part + 0)))
}
