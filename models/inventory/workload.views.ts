import type { AnnualCost, CostGap } from '../cost/cost.schemas.ts'
import type { ClassificationView } from '../classification/classification.schemas.ts'
import type { PlacementVerdict, Verdict } from '../rules/verdict.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Outcome } from '../shared/outcome.ts'
import type { WaveOfWorkload } from '../waves/wave.views.ts'
import type { AssetSize } from './asset.schemas.ts'

export type Environment = 'production' | 'recovery' | 'test'
export type Strategy = 'rehost' | 'replatform' | 'repurchase' | 'refactor' | 'relocate' | 'retire' | 'retain'

export const environments: readonly Environment[] = ['production', 'recovery', 'test']
export const strategies: readonly Strategy[] = [
  'rehost',
  'replatform',
  'repurchase',
  'refactor',
  'relocate',
  'retire',
  'retain',
]

/**
 * The whole portfolio as columns, one entry a workload in each list, all of the same length: what the table filters in a worker.
 * `null` is unknown. Dictionary columns hold indexes into their `values`.
 */
export type PortfolioColumns = {
  readonly etag: string
  readonly asOf: string
  readonly count: number
  readonly code: readonly string[]
  readonly name: readonly string[]
  readonly application: readonly string[]
  readonly bodies: readonly { readonly code: string; readonly nameFr: string; readonly nameEn: string }[]
  readonly body: readonly number[]
  readonly environment: readonly Environment[]
  readonly owner: readonly (string | null)[]
  readonly technology: readonly (string | null)[]
  readonly servers: readonly number[]
  readonly d: readonly (number | null)[]
  readonly i: readonly (number | null)[]
  readonly c: readonly (number | null)[]
  /** State of the newest classification: dashed glyph while `proposed`. */
  readonly classification: readonly ('none' | 'proposed' | 'approved' | 'returned')[]
  readonly personalInformation: readonly (boolean | null)[]
  readonly efvp: readonly ('not-started' | 'started' | 'done' | null)[]
  readonly options: readonly { readonly id: string; readonly labelFr: string; readonly labelEn: string }[]
  /** Best option by verdict then by cost: index into `options`, null when none is open or all are unknown. */
  readonly bestOption: readonly (number | null)[]
  /** Verdict of the best option, or the best reached anywhere when no option is open. */
  readonly verdict: readonly Verdict[]
  readonly strategy: readonly (Strategy | null)[]
  readonly strategyState: readonly ('none' | 'proposed' | 'signed')[]
  readonly waves: readonly { readonly code: string; readonly name: string; readonly cutsOverOn: string }[]
  /** Index into `waves`; null for a workload that stands in none. */
  readonly wave: readonly (number | null)[]
  /** Today's cost, whole CAD cents a year. */
  readonly currentCostCents: readonly (number | null)[]
  /** Cost of the best option, CAD a year. */
  readonly p10: readonly (number | null)[]
  readonly p50: readonly (number | null)[]
  readonly p90: readonly (number | null)[]
  /** Figure id of the p50, to open its derivation. */
  readonly figure: readonly (string | null)[]
  /** First reasons why the best option has no cost or verdict, for the focus text. */
  readonly gap: readonly (string | null)[]
  readonly version: readonly number[]
}

/** One option of a workload: verdict, cost, figure. */
export type OptionAssessment = {
  readonly option: string
  readonly label: { readonly fr: string; readonly en: string }
  readonly place: { readonly fr: string; readonly en: string }
  readonly operator: string
  readonly kind: string
  readonly fictitious: boolean
  readonly verdict: PlacementVerdict
  readonly annualCostCad: Outcome<AnnualCost, CostGap>
  readonly figure: string
  /** The same sizes engaged for one or three years, beside the cost on demand, never instead of it. */
  readonly commitments: readonly {
    readonly term: '1y' | '3y'
    readonly annualCostCad: Outcome<AnnualCost, CostGap>
    readonly figure: string
  }[]
  /** Oldest date and weakest evidence among the prices this cost rests on; null when it rests on none. */
  readonly priceAsOf: string | null
  readonly priceStatus: string | null
}

export type WorkloadAssessment = {
  readonly workload: string
  readonly computedAt: string
  readonly priceBook: { readonly id: string; readonly digest: string }
  readonly assumptionSet: string
  readonly exchangeRate: { readonly cadPerUsd: number; readonly date: string; readonly source: string }
  readonly options: readonly OptionAssessment[]
  /** Option id of the best by verdict then cost, if any is open. */
  readonly best: string | null
}

export type CurrentCostView = {
  readonly amountCad: string
  readonly period: string
  readonly kind: 'imported' | 'typed' | 'approved-estimate'
  readonly reference: string
  readonly statedBy: string
  readonly statedAt: string
  readonly figure: string
}

export type DependencyView = {
  readonly id: string
  readonly direction: 'consumes' | 'serves'
  readonly workload: string
  readonly name: string
  readonly body: string
  readonly latencyNeedMs: number | null
  /** The same data stand at both ends. */
  readonly isCopy: boolean
  readonly personalInformation: boolean | null
  readonly source: string
}

export type DecisionView = {
  readonly id: string
  readonly workload: string
  readonly workloadName: string
  readonly body: string
  readonly option: string | null
  readonly optionLabel: { readonly fr: string; readonly en: string } | null
  readonly strategy: Strategy
  readonly state: 'proposed' | 'signed' | 'returned' | 'superseded'
  readonly verdict: Verdict | null
  readonly annualCostCad: Outcome<AnnualCost, CostGap> | null
  readonly figure: string | null
  readonly pack: string
  readonly priceBook: string
  readonly rationale: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly signedBy: string | null
  readonly signedAt: string | null
  /** What was still to be met the day it was proposed: the decision is taken under these conditions. */
  readonly conditions: readonly { readonly name: string; readonly label: Bilingual }[]
  /** Why, by whom and when it was sent back; null unless it was. */
  readonly returned: { readonly reason: string; readonly by: string; readonly at: string } | null
  readonly digest: string | null
  readonly benefit: string | null
  readonly etag: string
}

export type WorkloadView = {
  readonly code: string
  readonly name: string
  readonly application: {
    readonly code: string
    readonly name: string
    readonly mission: string | null
    readonly owner: string | null
  }
  readonly body: { readonly code: string; readonly nameFr: string; readonly nameEn: string }
  readonly environment: Environment
  readonly technology: string | null
  readonly currentHosting: string | null
  readonly proposedStrategy: Strategy | null
  readonly assets: readonly AssetSize[]
  readonly classification: ClassificationView | null
  /** The approved one in force, when the newest is only proposed. */
  readonly approvedClassification: ClassificationView | null
  readonly currentCost: CurrentCostView | null
  readonly dependencies: readonly DependencyView[]
  readonly decision: DecisionView | null
  /** Null when it stands in none: it does not move. */
  readonly wave: WaveOfWorkload | null
  readonly extraFacts: readonly {
    readonly name: string
    readonly value: string
    readonly asset: string
    readonly source: string
  }[]
  readonly etag: string
}

/** One line of a record's history, in words. */
export type HistoryEvent = {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly object: string
  /** Code of the workload the event speaks of, when it speaks of one. */
  readonly workload: string | null
  readonly summary: { readonly fr: string; readonly en: string }
  readonly hash: string
}
