import type { CostElement, LedgerField, LedgerGap, LedgerKind } from './ledger.schemas.ts'

export type RefusedLineView = {
  readonly row: number
  readonly column: string
  readonly code: LedgerGap
  readonly detail: string
  /** What the cell names, when no workload has that number, name or cost centre. */
  readonly value: string | null
}

/** Sums of an extract; amounts in dollars, decimal text. */
export type LedgerTotal = {
  readonly period: string
  readonly kind: LedgerKind
  readonly costElement: CostElement
  readonly amountCad: string
  readonly lines: number
}

export type LedgerRead = {
  readonly name: string
  readonly sha256: string
  readonly headers: readonly string[]
  readonly columns: Partial<Record<LedgerField, string>>
  /** Columns of the file that no field takes. */
  readonly left: readonly string[]
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly refused: number
    readonly unassigned: number
  }
  readonly refused: readonly RefusedLineView[]
  readonly totals: readonly LedgerTotal[]
}

export const extractStates = ['applied', 'replaced', 'undone'] as const
export type ExtractState = (typeof extractStates)[number]

export type LedgerExtractView = LedgerRead & {
  readonly id: string
  readonly body: string
  readonly state: ExtractState
  readonly statedBy: string
  readonly receivedAt: string
  readonly undoneAt: string | null
  readonly etag: string
}

/** What sending a file did. `identical`: the same file stands already, nothing was written. */
export type LedgerSent =
  | { readonly outcome: 'dry-run'; readonly read: LedgerRead; readonly extract: null }
  | {
      readonly outcome: 'applied' | 'replaced' | 'identical'
      readonly read: LedgerRead
      readonly extract: LedgerExtractView
    }

export type LedgerLineView = {
  readonly extract: string
  readonly file: string
  readonly line: number
  readonly period: string
  readonly kind: LedgerKind
  readonly costElement: CostElement
  readonly account: string
  readonly fund: string
  readonly workload: string | null
  readonly workloadName: string | null
  readonly amountCad: string
  readonly hours: number | null
  readonly role: string | null
  readonly description: string
  readonly reference: string
  /** Id under which the amount opens. */
  readonly figure: string
}

export type BudgetEntryView = {
  readonly code: string
  readonly body: string
  readonly fund: string
  readonly fiscalYear: string
  readonly amountCad: string
  /** What accepted claims took of it, and what is left; negative when a correction went below what was accepted. */
  readonly acceptedCad: string
  readonly leftCad: string
  readonly effectiveOn: string
  readonly reference: string
  readonly statedBy: string
  readonly recordedAt: string
  readonly corrections: number
  /** Ids under which the three amounts open. */
  readonly figures: { readonly amount: string; readonly accepted: string; readonly left: string }
  readonly etag: string
}
