import type { Bilingual } from '../shared/bilingual.ts'
import type { Outcome } from '../shared/outcome.ts'
import type { ChangedRow } from './changed-basis.ts'
import type { CheckResult } from './claim-checks.ts'
import type { Backing, ClaimContent, ClaimDecision, ClaimGrade, ClaimNature, ClaimState } from './claim.schemas.ts'

/** One check as it was kept, with who went past a warning and why. */
export type KeptCheck = CheckResult & {
  readonly overriddenBy: string | null
  readonly overrideReason: string | null
}
export type CheckRound = {
  readonly round: number
  readonly checkedAt: string
  readonly checks: readonly KeptCheck[]
}

export type BackingView = Backing & {
  /** What the row says today in full, CAD or the billing currency; a reason when it is not found. */
  readonly found: Outcome<{
    readonly amount: string
    readonly currency: string
    readonly isClosed: boolean
    /** What people call it when its reference is a number of ours: the file of the ledger and its line. */
    readonly label: string | null
  }>
  /** The accepted claim that already stands on it, if another does. */
  readonly usedBy: string | null
}

export type ValidationView = {
  readonly decision: ClaimDecision
  readonly accepted: string | null
  readonly budgetEntry: string | null
  readonly comment: string
  readonly decidedBy: string
  readonly decidedAt: string
  readonly digest: string
}

/** A line of the register of claims. */
export type ClaimLine = {
  readonly code: string
  readonly body: string
  readonly benefit: string
  readonly benefitTitle: Bilingual
  readonly workload: string | null
  readonly from: string
  readonly to: string
  readonly state: ClaimState
  readonly nature: ClaimNature
  readonly unit: string
  readonly gross: string
  readonly net: string
  readonly accepted: string | null
  readonly grade: ClaimGrade
  readonly createdBy: string
  readonly createdAt: string
  readonly submittedBy: string | null
  readonly submittedAt: string | null
  readonly supersedes: string | null
  readonly supersededAt: string | null
  readonly etag: string
}

export type ClaimView = ClaimLine & {
  readonly content: ClaimContent
  readonly backing: readonly BackingView[]
  /** What the checks would say now; the rounds are what they said when it was sent and when it was decided. */
  readonly now: readonly CheckResult[]
  readonly rounds: readonly CheckRound[]
  readonly validations: readonly ValidationView[]
  readonly measured: Outcome<{ readonly amount: string; readonly low: string | null; readonly high: string | null }>
  /** The figure that opens what was accepted; null before. */
  readonly figure: string | null
  /** Rows that no longer say what they said when it was accepted. */
  readonly changed: readonly ChangedRow[]
}

/** A month of charges, or a line of the ledger, that a claim of a benefit could stand on. */
export type ClaimableRow = {
  readonly kind: 'bill' | 'ledger' | 'labour'
  readonly reference: string
  readonly label: string | null
  readonly period: string
  readonly amount: string
  readonly currency: string
  readonly isClosed: boolean
  readonly usedBy: string | null
}
/** What may be claimed of a benefit over some months: the measure, and the rows of its workload. */
export type ClaimableView = {
  readonly benefit: string
  readonly months: readonly string[]
  readonly measured: Outcome<{ readonly amount: string; readonly low: string | null; readonly high: string | null }>
  readonly rows: readonly ClaimableRow[]
}

/** A day’s charges of a resource behind a row of a claim; its lines in the bill are those of `import` and `ordinal`. */
export type ChargeView = {
  readonly import: string
  readonly ordinal: number
  readonly day: string
  readonly service: string
  readonly resource: string
  readonly category: string
  readonly rule: string
  /** Part allocated to the workload, decimal text in the billing currency. */
  readonly effective: string
  readonly billed: string
  readonly currency: string
}

/** Totals of accepted claims that open. `headline`: grades A and B; `cashable`: of those, what a budget lost. */
export const claimTotalTerms = ['headline', 'cashable', 'accepted', 'loss', 'A', 'B', 'C', 'D', 'E'] as const
export type ClaimTotalTerm = (typeof claimTotalTerms)[number]

/** What claims came to, as known at an instant: dollars alone, decimal text. */
export type ClaimTotals = {
  /** Instant, ISO. */
  readonly asKnown: string
  /** Grades A and B: what counts as realised. */
  readonly headline: string
  readonly accepted: string
  /** The part of the headline that a budget lost. */
  readonly cashable: string
  readonly byGrade: Readonly<Record<ClaimGrade, string>>
  readonly gain: string
  readonly loss: string
  /** Accepted claims of another unit, told apart. */
  readonly otherUnits: number
  /** 0 to 1; null when nothing was accepted. */
  readonly confidence: number | null
  /** What opens each total. */
  readonly figures: Readonly<Record<ClaimTotalTerm, string>>
}
