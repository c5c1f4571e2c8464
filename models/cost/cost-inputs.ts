import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { PriceBook } from '../prices/price-book.ts'
import type { CommitmentTerm } from './cost.schemas.ts'

export type Assumption = {
  readonly name: string
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly unit: string
  readonly distribution: 'triangular'
  readonly status: string
  readonly author: string
  readonly date: string
  readonly reference: string
}
export type AssumptionSet = {
  readonly id: string
  readonly version: string
  readonly draws: number
  readonly assumptions: readonly Assumption[]
}
export type ExchangeRate = {
  readonly cadPerUsd: number
  readonly date: string
  readonly source: string
  readonly file: string
  readonly line: number
}

/** Everything a yearly cost is computed from. Same inputs, same answer. */
export type CostInputs = {
  /** Code of the workload, part of the seed. */
  readonly workload: string
  readonly assets: readonly AssetSize[]
  readonly option: string
  readonly book: PriceBook
  /** Digest of the book, part of the seed. */
  readonly bookDigest: string
  readonly set: AssumptionSet
  readonly rate: ExchangeRate | undefined
  /** On demand when absent. */
  readonly term?: CommitmentTerm
}

/** Hours of a year in this model (DECISIONS 8). */
export const hoursPerYear = 8_760
export const monthsPerYear = 12

/** The text that seeds the draws: the same workload, option, book and set draw the same numbers. */
export function seedOf(inputs: Pick<CostInputs, 'workload' | 'option' | 'bookDigest' | 'set' | 'term'>): string {
  const term = inputs.term === undefined || inputs.term === 'on-demand' ? '' : `|${inputs.term}`
  return `${inputs.workload}|${inputs.option}|${inputs.bookDigest}|${inputs.set.id}@${inputs.set.version}${term}`
}

export function assumptionOf(set: AssumptionSet, name: string): Assumption {
  const found = set.assumptions.find((assumption) => assumption.name === name)
  if (found === undefined) throw new RangeError(`assumption ${name} is not in set ${set.id}`)
  return found
}
