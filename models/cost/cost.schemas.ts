import type { Outcome } from '../shared/outcome.ts'

/** Why a yearly cost cannot be given; each has a text in both languages on screen, with its subject (asset, SKU, option). */
export type CostGapCode =
  | 'no-assets'
  | 'no-vcpu'
  | 'no-memory'
  | 'no-storage-size'
  | 'no-operating-system'
  | 'no-compute-price'
  | 'no-licence-price'
  | 'no-storage-price'
  | 'no-public-price-list'
  | 'no-fitting-size'
  | 'no-exchange-rate'
  | 'no-commitment-price'

/** `code` or `code:subject`: `no-storage-price:azure.canadaeast`, `no-vcpu:srv-bd01`. */
export type CostGap = CostGapCode | `${CostGapCode}:${string}`

/** The shares that are counted in this first form (DECISIONS 8), at the likely value, in CAD a year. */
export type CostParts = { readonly computeCad: number; readonly licenceCad: number; readonly storageCad: number }

/** Nominal CAD a year, before tax, 8,760 h, on demand. */
export type AnnualCost = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly likely: number
  readonly parts: CostParts
}

/** Paying as one goes, or engaged for one or three years. */
export type CommitmentTerm = 'on-demand' | '1y' | '3y'

export type AnnualCostOutcome = Outcome<AnnualCost, CostGap>

/** What other programs read (CONTRACT `assess`). */
export type AnnualCostCadJson =
  | { readonly p10: number; readonly p50: number; readonly p90: number }
  | { readonly unknown: readonly string[] }
