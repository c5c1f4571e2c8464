import type { Bilingual } from '../shared/bilingual.ts'
import type { CaseResult } from './pack-cases.ts'
import type { CostChangeGap } from './pack-difference.ts'
import type { DifferenceTotals } from './difference-totals.ts'
import type { RuleMode, RuleOutcome, RuleResult, Verdict } from './verdict.ts'

export type PackState = 'shipped' | 'proposed' | 'approved' | 'returned' | 'withdrawn'

/** A version of the pack, as the list shows it. */
export type PackVersionView = {
  /** `shipped` for the one that comes with the product. */
  readonly id: string
  readonly pack: string
  readonly version: string
  readonly asOf: string
  /** Signed by counsel. */
  readonly verified: boolean
  readonly rules: number
  readonly digest: string
  readonly state: PackState
  readonly isInForce: boolean
  /** First day; null for the shipped pack, which judges whenever no other does. */
  readonly inForceFrom: string | null
  /** The first day on which it no longer judges. */
  readonly inForceTo: string | null
  readonly reason: string
  readonly proposedBy: string | null
  readonly proposedAt: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly etag: string
}
export type PackVersionDetail = PackVersionView & { readonly content: string; readonly cases: string }

export type RuleView = Pick<RuleOutcome, 'id' | 'effect' | 'force' | 'status' | 'source'> &
  Bilingual & {
    readonly mode: RuleMode
    /** The act that set the mode; null while it is the one of the pack. */
    readonly modeSet: { readonly by: string; readonly at: string; readonly reason: string } | null
    readonly modeEtag: string
  }
export type RulePackView = Pick<PackVersionView, 'id' | 'pack' | 'version' | 'asOf' | 'verified' | 'digest'> & {
  readonly rules: readonly RuleView[]
  /** Whether the stored verdicts of the portfolio are those of this pack under these modes, and the job that sees to it. */
  readonly portfolio: { readonly state: 'current' | 'running' | 'stopped'; readonly job: string | null }
}

/** What a draft would be told before it is put forward. */
export type PackCheck = {
  readonly pack: { readonly id: string; readonly version: string; readonly digest: string; readonly rules: number }
  readonly cases: readonly CaseResult[]
}

type BestCost = { readonly p50: number; readonly figure: string } | null

/** What a pack would change over a portfolio; a line per workload that changes, by columns. */
export type PackDifferenceReport = {
  readonly day: string
  readonly before: { readonly version: string; readonly digest: string }
  readonly after: { readonly version: string; readonly digest: string }
  /** Rules that differ. */
  readonly rules: readonly string[]
  readonly totals: DifferenceTotals
  readonly bodies: readonly { readonly code: string; readonly nameFr: string; readonly nameEn: string }[]
  readonly options: readonly { readonly id: string; readonly label: Bilingual }[]
  readonly verdicts: readonly Verdict[]
  /** Lists of deciding rules, named by their index in `changes`. */
  readonly deciding: readonly (readonly string[])[]
  readonly code: readonly string[]
  readonly name: readonly string[]
  readonly body: readonly string[]
  /** Index of the option, −1 when none may be chosen. */
  readonly bestBefore: readonly number[]
  readonly bestAfter: readonly number[]
  readonly verdictBefore: readonly number[]
  readonly verdictAfter: readonly number[]
  readonly costChangeCad: readonly (number | CostChangeGap)[]
  /** P50 of the best option before and after, CAD a year, with the figure that opens it; null when unknown. */
  readonly costs: readonly (readonly [before: BestCost, after: BestCost])[]
  /** Five numbers an option that changes: option, verdict before, after, deciding rules before, after. */
  readonly changes: readonly (readonly number[])[]
}

/** A decision judged again, under the pack it names and with the facts it kept. */
export type DecisionReplay = {
  readonly decision: string
  readonly pack: { readonly id: string; readonly version: string; readonly digest: string }
  readonly recorded: Verdict
  readonly replayed: Verdict
  /** Rules that do not come to what was recorded; empty when the replay is exact. */
  readonly differing: readonly {
    readonly rule: string
    readonly recorded: RuleResult | null
    readonly replayed: RuleResult | null
  }[]
  readonly isEqual: boolean
}
