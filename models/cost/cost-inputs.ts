import type { AssumptionSet } from '../assumptions/assumption-set.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { PriceBook } from '../prices/price-book.ts'
import type { CommitmentTerm } from './cost.schemas.ts'
import type { StatedFacts } from './cost-facts.ts'
import type { Mitigation } from './mitigations.ts'

export type ExchangeRate = {
  readonly cadPerUsd: number
  readonly date: string
  readonly source: string
  readonly file: string
  readonly line: number
}

/** The sets of `data/formulas/`, loaded and checked, or the versions that stand in for them. */
export type CostFormulas = {
  readonly annual: LoadedFormulaSet
  readonly asIs: LoadedFormulaSet
  readonly move: LoadedFormulaSet
  readonly year: LoadedFormulaSet
  readonly caseYear: LoadedFormulaSet
}

/** What every cost of an installation rests on on a day. */
export type CostReference = {
  readonly book: PriceBook
  readonly set: AssumptionSet
  readonly rate: ExchangeRate | undefined
  readonly formulas: CostFormulas
}

/** Everything the yearly cost of an option is computed from. Same inputs, same answer. */
export type CostInputs = CostReference & {
  /** Code of the workload: seeds what is drawn for each workload. */
  readonly workload: string
  readonly assets: readonly AssetSize[]
  readonly option: string
  /** On demand when absent. */
  readonly term?: CommitmentTerm
  readonly stated?: StatedFacts
  /** Measures that the rules demand at this option, paid every year. */
  readonly mitigations?: readonly Mitigation[]
}

/** Hours of a year in this model (DECISIONS 8). */
export const hoursPerYear = 8_760
export const monthsPerYear = 12
