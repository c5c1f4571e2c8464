import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { randomStream } from '../shared/random.ts'
import { type DistributionGap, type DistributionKind, type QuantileFunction, quantileFunction } from './distribution.ts'
import { type CorrelationGap, rankCorrelated, type RankPair } from './rank-correlation.ts'
import type { ThreePoints } from './triangular.ts'

/** An assumption to draw, in its own unit. */
export type DrawnAssumption = ThreePoints & { readonly name: string; readonly distribution: DistributionKind }

/** Two assumptions that move together: Spearman's rank correlation, −1 to 1. */
export type AssumptionCorrelation = { readonly first: string; readonly second: string; readonly rank: number }

export type AssumptionDraws = {
  readonly assumptions: readonly DrawnAssumption[]
  readonly correlations: readonly AssumptionCorrelation[]
  readonly draws: number
  readonly seed: string
}

export type DrawGap =
  | `${DistributionGap}:${string}`
  | `named-twice:${string}`
  | `unknown-name:${string}`
  | `correlation-outside-range:${string}`
  | 'no-draws'
  | 'too-many-draws'
  | CorrelationGap

const mostDraws = 1_000_000

/**
 * Columns of draws, one an assumption, all of one length, in the unit of each. A name has its own stream of uniforms from the seed, whatever
 * the other names and their ranges: two options drawn with one seed meet the same chances (common random numbers), and an assumption added
 * leaves the others as they were, those it is correlated with aside. Uniforms are correlated by rank, then each goes through its quantile
 * function. The same inputs give the same columns on every machine.
 */
export function assumptionDraws(request: AssumptionDraws): Outcome<ReadonlyMap<string, Float64Array>, DrawGap> {
  const { assumptions, draws } = request
  const gap = gapOf(request)
  if (gap !== undefined) return unknownBecause(gap)
  const quantiles: QuantileFunction[] = []
  for (const { name, distribution, low, likely, high } of assumptions) {
    const quantile = quantileFunction(distribution, { low, likely, high })
    if (quantile.kind === 'unknown') return unknownBecause(`${quantile.reasons[0] ?? 'not-finite'}:${name}`)
    quantiles.push(quantile.value)
  }
  const uniforms = assumptions.map(({ name }) => uniformDraws(`${request.seed} ${name}`, draws))
  const correlated = rankCorrelated(uniforms, pairsOf(request))
  if (correlated.kind === 'unknown') return correlated
  return known(
    new Map(
      assumptions.map(({ name }, i) => {
        const quantile = quantiles[i] ?? Number
        return [name, (correlated.value[i] ?? new Float64Array()).map((u) => quantile(u))]
      }),
    ),
  )
}

/** Uniforms strictly between 0 and 1: each of 2³² values stands at the middle of its share, so that no quantile is endless. */
export function uniformDraws(seed: string, draws: number): Float64Array {
  const random = randomStream(seed)
  return Float64Array.from({ length: draws }, () => random() + 2 ** -33)
}

function gapOf({ assumptions, correlations, draws }: AssumptionDraws): DrawGap | undefined {
  if (!Number.isInteger(draws) || draws < 1) return 'no-draws'
  if (draws > mostDraws) return 'too-many-draws'
  const names = new Set<string>()
  for (const { name } of assumptions) {
    if (names.has(name)) return `named-twice:${name}`
    names.add(name)
  }
  for (const { first, second, rank } of correlations) {
    if (!names.has(first)) return `unknown-name:${first}`
    if (!names.has(second)) return `unknown-name:${second}`
    if (!(rank >= -1 && rank <= 1) || first === second) return `correlation-outside-range:${first} ${second}`
  }
  return undefined
}

function pairsOf({ assumptions, correlations }: AssumptionDraws): RankPair[] {
  const placeOf = new Map(assumptions.map(({ name }, i) => [name, i]))
  return correlations.map(({ first, second, rank }) => ({
    first: placeOf.get(first) ?? -1,
    second: placeOf.get(second) ?? -1,
    rank,
  }))
}
