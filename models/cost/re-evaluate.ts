import type { Derivation } from '../shared/derivation.ts'
import { formula } from '../shared/formula.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { Assumption, AssumptionSet } from './cost-inputs.ts'
import { type ByStatus, priceStatuses, simulatedPercentiles } from './simulation.ts'

export type ReEvaluationGap = 'unknown-figure' | 'formula-refused' | 'value-missing'

/**
 * Computes a figure again from its derivation alone, from the leaves up: formulas through the formula reader, simulated percentiles from
 * the seed, draws, ranges and sums that the derivation itself carries. Equal to the figure within 1e-9 relative, or the derivation is wrong.
 */
export function reEvaluated(node: Derivation): Outcome<number, ReEvaluationGap> {
  if (node.value === undefined) return unknownBecause('unknown-figure')
  if (node.formula === undefined)
    return typeof node.value === 'number' ? known(node.value) : unknownBecause('value-missing')
  if (node.formula.startsWith('p50(')) return simulatedAgain(node)
  const parsed = formula(node.formula)
  if (parsed.kind === 'refused') return unknownBecause('formula-refused')
  const values: Record<string, number> = {}
  let missing: Outcome<number, ReEvaluationGap> = unknownBecause('value-missing')
  for (const input of node.inputs) {
    if (!parsed.names.includes(input.name)) continue
    const value = reEvaluated(input)
    // An unknown matters only when the value hangs on it: the branch not taken of a conditional may hold one.
    values[input.name] = value.kind === 'known' ? value.value : Number.NaN
    if (value.kind === 'unknown') missing = value
  }
  if (parsed.names.some((name) => values[name] === undefined)) return unknownBecause('value-missing')
  const value = parsed.evaluate(values)
  return Number.isNaN(value) ? missing : known(value)
}

function simulatedAgain(node: Derivation): Outcome<number, ReEvaluationGap> {
  const find = (name: string) => node.inputs.find((input) => input.name === name)
  const likely = find('likely')
  const seed = find('seed')?.value
  const draws = find('draws')?.value
  const rate = likely?.inputs.find((input) => input.name === 'rate')
  if (likely === undefined || rate === undefined || typeof seed !== 'string' || typeof draws !== 'number')
    return unknownBecause('value-missing')
  const central = reEvaluated(likely)
  if (central.kind === 'unknown') return central
  const sums = (name: string): ByStatus => byStatus(likely.inputs.find((input) => input.name === name)?.inputs ?? [])
  const set: AssumptionSet = { id: '', version: '', draws, assumptions: node.inputs.flatMap(assumption) }
  const again = simulatedPercentiles(
    { computeUsd: sums('compute'), storageUsd: sums('storage'), cadPerUsd: Number(rate.value) },
    set,
    seed,
  )
  return known(again.p50)
}

function byStatus(servers: readonly Derivation[]): ByStatus {
  const total = (status: string) =>
    servers
      .filter((server) =>
        server.inputs.some((input) => input.source?.kind === 'price' && input.source.status === status),
      )
      .reduce((sum, server) => {
        const value = reEvaluated(server)
        return sum + (value.kind === 'known' ? value.value : Number.NaN)
      }, 0)
  const [verified = 0, derived = 0, estimate = 0, unverified = 0] = priceStatuses.map(total)
  return [verified, derived, estimate, unverified]
}

function assumption(node: Derivation): Assumption[] {
  if (node.source?.kind !== 'assumption') return []
  const { name, low, likely, high, status, author, reference } = node.source
  return [{ name, low, likely, high, unit: node.unit, distribution: 'triangular', status, author, date: '', reference }]
}
