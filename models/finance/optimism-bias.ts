import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, cadOf, dollarsOf, type PriceBasis } from './price-basis.ts'

/** A cause of past overruns: its share of the whole (all causes sum to 1), and how far this project has dealt with it, 0 to 1. */
export type BiasCause = { readonly share: number; readonly mitigated: number }

/** Bounds of the overrun of a class of projects, as shares of the estimate: 2.00 and 0.10 for equipment and development (Mott MacDonald, 2002). */
export type BiasBounds = { readonly upper: number; readonly lower: number }

export type BiasGap = 'not-finite' | 'no-causes' | 'shares-do-not-sum-to-one' | 'outside-0-1' | 'bounds-not-in-order'

/**
 * Optimism bias left after mitigation: OB = U · (1 − Σ c_a · m_a), never below the lower bound L. A share of the estimate, to be added.
 * Sources: Mott MacDonald, Review of Large Public Procurement in the UK (2002); Green Book supplementary guidance on optimism bias. It
 * speaks of costs and durations: no generic value exists for benefits (Green Book, 5.45).
 */
export function optimismBias(bounds: BiasBounds, causes: readonly BiasCause[]): Outcome<number, BiasGap> {
  const figures = [bounds.upper, bounds.lower, ...causes.flatMap(({ share, mitigated }) => [share, mitigated])]
  if (!figures.every((figure) => Number.isFinite(figure))) return unknownBecause('not-finite')
  if (bounds.lower > bounds.upper || bounds.lower < 0) return unknownBecause('bounds-not-in-order')
  if (causes.length === 0) return unknownBecause('no-causes')
  if (causes.some(({ share, mitigated }) => share < 0 || mitigated < 0 || mitigated > 1))
    return unknownBecause('outside-0-1')
  if (!isWhole(causes.map(({ share }) => share))) return unknownBecause('shares-do-not-sum-to-one')
  const dealtWith = causes.reduce((total, { share, mitigated }) => total + share * mitigated, 0)
  return known(Math.max(bounds.lower, bounds.upper * (1 - dealtWith)))
}

/** Bounds of a project made of parts of several classes: Σ share · bound, shares summing to 1. */
export function combinedBounds(
  parts: readonly { readonly share: number; readonly bounds: BiasBounds }[],
): Outcome<BiasBounds, BiasGap> {
  if (parts.length === 0) return unknownBecause('no-causes')
  if (!isWhole(parts.map(({ share }) => share))) return unknownBecause('shares-do-not-sum-to-one')
  const weighted = (pick: (bounds: BiasBounds) => number) =>
    parts.reduce((total, { share, bounds }) => total + share * pick(bounds), 0)
  return known({ upper: weighted(({ upper }) => upper), lower: weighted(({ lower }) => lower) })
}

/** estimate · (1 + OB), CAD of the same basis. */
export function withOptimismBias<B extends PriceBasis>(estimate: Cad<B>, bias: number): Cad<B> {
  return cadOf(dollarsOf(estimate) * (1 + bias))
}

/** Shares typed as percentages sum to one to within a rounding of the last decimal. */
const isWhole = (shares: readonly number[]): boolean => Math.abs(shares.reduce((a, b) => a + b, 0) - 1) <= 1e-6
