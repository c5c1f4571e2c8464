import type { BillDialect } from '#models/bills/bill-dialect.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { LineSql } from './physical-lines.ts'

/** What a rule, or a known departure, met in a file. */
export type RuleCount = { readonly rule: string; readonly rows: number }

export type RowFailure = {
  readonly line: number
  readonly rule: string
  readonly column: string | null
  readonly severity: 'refused' | 'warned'
  readonly detail: Bilingual
}

export type BillReading = {
  readonly dialect: BillDialect
  readonly version: string
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly leftOut: number
  }
  readonly deviations: readonly (RuleCount & { readonly text: Bilingual })[]
  readonly warnings: readonly (RuleCount & { readonly text: Bilingual })[]
  readonly refusals: readonly (RuleCount & { readonly text: Bilingual })[]
  /** The first refused rows, and the first few of each warning. */
  readonly failures: readonly RowFailure[]
  readonly missing: readonly string[]
  readonly unknownColumns: readonly string[]
  /** What the refused rows bill, by currency as they write it; null where they write no amount. */
  readonly quarantined: readonly { readonly currency: string; readonly billed: string | null; readonly rows: number }[]
  readonly deliveredAt: string | null
  /** Rows as FOCUS, in the order of the file; its masks say which are refused. */
  readonly staged: string
  /** The columns of FOCUS that they have. */
  readonly columns: ReadonlySet<string>
  readonly width: number
  /** Whether the staged file is already what one import keeps: nothing refused, every row on the line of its place. */
  readonly isWhole: boolean
  readonly firstLine: number
  readonly lines: LineSql
  /** Condition of the rows that are kept, over the staged file. */
  readonly kept: string
}
