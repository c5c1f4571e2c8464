import type { CostFigures } from '../bills/bill.views.ts'
import type { TraceStep, UnallocatedReason } from './allocating.ts'
import type { AllocationRule } from './allocation.schemas.ts'

export const ruleSetStates = ['shipped', 'proposed', 'in-force', 'superseded', 'returned'] as const
export type RuleSetState = (typeof ruleSetStates)[number]

/** A version of the rules of a body; version 0 is that of the product. Amounts below are decimal text in the currency said. */
export type RuleSetView = {
  readonly id: string
  readonly body: string
  readonly version: number
  readonly state: RuleSetState
  readonly reason: string
  readonly digest: string
  readonly proposedBy: string | null
  readonly proposedAt: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly rules: readonly AllocationRule[]
  readonly etag: string
}

export type RuleSetsView = {
  readonly body: string
  readonly inForce: RuleSetView
  readonly proposed: readonly RuleSetView[]
  /** The latest first, without their rules. */
  readonly versions: readonly Omit<RuleSetView, 'rules'>[]
  /** Imports in force, and those whose charges were given by the rules in force. */
  readonly imports: { readonly total: number; readonly byTheseRules: number }
}

/** Money of one currency, decimal text: `1234.567890`. */
export type Amounts = {
  readonly currency: string
  readonly billed: string
  readonly effective: string
}

/** What another set of rules would change of one workload and month; workload null is what nobody takes. */
export type MovedMonth = {
  readonly workload: string | null
  readonly workloadName: string | null
  readonly period: string
  readonly before: Amounts
  readonly after: Amounts
}

export type RuleSetPreview = {
  readonly months: readonly string[]
  readonly charges: number
  /** Largest moves first; at most 500, the rest counted. */
  readonly moved: readonly MovedMonth[]
  readonly movedCount: number
  /** Effective cost that changes hands, by currency. */
  readonly movedAmounts: readonly { readonly currency: string; readonly effective: string }[]
  readonly unallocated: readonly { readonly currency: string; readonly before: string; readonly after: string }[]
  /** Charges each rule takes, in order of the rules. */
  readonly taken: readonly { readonly ruleId: string; readonly charges: number }[]
}

export const unallocatedDimensions = ['source', 'service', 'subAccount', 'reason', 'tagKeys'] as const
export type UnallocatedDimension = (typeof unallocatedDimensions)[number]

export type UnallocatedGroup = Amounts & {
  readonly figures: CostFigures
  readonly name: string
  readonly charges: number
  /** Of the effective cost of its currency in these months, 0 to 1; null when that cost is nothing or less. */
  readonly share: number | null
}

/** Effective cost that a workload takes by itself, and as its part of what a rule shares among several by a key. */
export type GivenWorkload = {
  readonly workload: string
  readonly workloadName: string
  readonly currency: string
  readonly own: string
  readonly shared: string
  readonly effective: string
  readonly share: number | null
  readonly figures: { readonly shared: string; readonly effective: string }
}

/** What is given and what nobody takes, by what could lead to a rule. */
export type UnallocatedView = {
  readonly body: string
  readonly from: string
  readonly to: string
  readonly totals: readonly (Amounts & {
    readonly allEffective: string
    readonly allBilled: string
    readonly share: number | null
    readonly charges: number
    readonly figures: CostFigures & { readonly allBilled: string; readonly allEffective: string }
  })[]
  /** What workloads in reach take, the dearest first; those beyond the first are counted. */
  readonly given: readonly GivenWorkload[]
  readonly givenCount: number
  readonly groups: Readonly<Record<UnallocatedDimension, readonly UnallocatedGroup[]>>
  /** Some of the dearest, to be traced. */
  readonly examples: readonly ChargeView[]
}

/** A charge of a bill, of a day, as allocation sees it. */
export type ChargeView = Amounts & {
  readonly importId: string
  readonly ordinal: number
  readonly source: string
  readonly day: string
  readonly provider: string
  readonly subAccount: string
  readonly service: string
  readonly serviceCategory: string
  readonly resource: string
  readonly region: string
  readonly chargeCategory: string
  readonly commitment: string
  readonly tags: string
  readonly rows: number
  readonly figures: CostFigures
}

export type PartView = Amounts & {
  readonly workload: string | null
  readonly workloadName: string | null
  readonly ruleId: string
  readonly reason: UnallocatedReason | null
}

/** Where a charge went, and why each rule did or did not take it, under the rules in force. */
export type ChargeTraceView = {
  readonly charge: ChargeView
  readonly parts: readonly PartView[]
  /** The set that gave these parts. */
  readonly givenBy: string
  readonly rules: RuleSetView
  readonly steps: readonly TraceStep[]
}

export type WorkloadMonthView = Amounts & {
  readonly period: string
  readonly source: string
  readonly importId: string
  readonly serviceCategory: string
  readonly charges: number
  readonly isOpen: boolean
  readonly recordedAt: string
  readonly figure: string
}

/** The charges behind one month of a workload. */
export type WorkloadChargesView = {
  readonly items: readonly (ChargeView & { readonly part: PartView })[]
  readonly next: string | null
}
