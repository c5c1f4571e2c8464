import type { CommitmentTerm } from '../cost/cost.schemas.ts'
import type { StatedFacts } from '../cost/cost-facts.ts'
import type { CostReference } from '../cost/cost-inputs.ts'
import type { Mitigation } from '../cost/mitigations.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Strategy } from '../inventory/workload.views.ts'
import type { Source } from '../shared/derivation.ts'
import type { WaveDates } from '../waves/wave.schemas.ts'

/** Where a variant places a workload; null when no option is open to it there. */
export type Placed = {
  readonly option: string
  readonly mitigations: readonly Mitigation[]
  /** A rule forbids it there: the case counts it and says so. */
  readonly isForbidden: boolean
}

/** A workload as the case knows it, one place a variant in their order. */
export type CaseWorkload = {
  readonly code: string
  readonly name: string
  readonly assets: readonly AssetSize[]
  readonly stated: StatedFacts
  readonly current: { readonly amountCad: number; readonly source: Source } | null
  readonly strategy: Strategy
  /** Code of its wave; null when the case's own days stand for it. */
  readonly wave: string | null
  readonly dates: WaveDates | null
  readonly places: readonly (Placed | null)[]
}

export type CaseVariantInput = { readonly label: string; readonly term: CommitmentTerm }

/** Everything a case is computed from. Same inputs, same answer. */
export type CaseInputs = CostReference & {
  readonly baseYear: number
  readonly years: number
  readonly basis: 'nominal' | 'real'
  readonly variants: readonly CaseVariantInput[]
  readonly workloads: readonly CaseWorkload[]
}
