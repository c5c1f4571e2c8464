import type { Outcome } from '../shared/outcome.ts'
import type { ByHead } from './heads.ts'

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
  | 'no-egress-price'
  | 'no-public-price-list'
  | 'no-fitting-size'
  | 'no-exchange-rate'
  | 'no-commitment-price'

/** `code` or `code:subject`: `no-storage-price:azure.canadaeast`, `no-vcpu:srv-bd01`. */
export type CostGap = CostGapCode | `${CostGapCode}:${string}`

/** Nominal CAD a year at the prices of today, before tax, 8,760 h: every head of the taxonomy. */
export type AnnualCost = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** Each assumption at its likely value; the sum of `parts`. */
  readonly likely: number
  readonly parts: ByHead
}

/** Paying as one goes, or engaged for one or three years. */
export type CommitmentTerm = 'on-demand' | '1y' | '3y'

export type AnnualCostOutcome = Outcome<AnnualCost, CostGap>

/** What other programs read (CONTRACT `assess`). */
export type AnnualCostCadJson =
  | { readonly p10: number; readonly p50: number; readonly p90: number }
  | { readonly unknown: readonly string[] }
