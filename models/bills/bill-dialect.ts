import type { Bilingual } from '#models/shared/bilingual.ts'
import type { BillCondition, BillExpression } from './bill-expression.ts'
import type { FocusColumn } from './focus-columns.ts'

/** What a file holds: charges, or one of the three other data sets of FOCUS. */
export const billDatasets = ['CostAndUsage', 'ContractCommitment', 'InvoiceDetail', 'BillingPeriod'] as const
export type BillDataset = (typeof billDatasets)[number]

/**
 * How the bills of one provider and agreement are read as FOCUS. Data only: `recognises` looks at the header and nothing else,
 * each FOCUS column says from what it is made. A FOCUS column that is not named is absent.
 */
export type BillDialect = {
  /** `focus`, `azure-ea`, `azure-mca`, `aws-cur-2`… */
  readonly id: string
  readonly name: Bilingual
  readonly dataset: BillDataset
  /** The version of the format when the header is of this dialect: `1.2`, `2024-08-01`. */
  recognises(header: readonly string[]): string | undefined
  /** By FOCUS column; `focus` itself takes every column by its own name. */
  readonly columns: Readonly<Partial<Record<FocusColumn, BillExpression>>>
  /** What the files of this provider are known to do otherwise; counted, and named in the result. */
  readonly deviations: readonly BillDeviation[]
  /** Rows that are no charge (a total, a line of the header repeated): counted as left out, never as refused. */
  readonly leavesOut?: BillCondition
}

/** A known departure from FOCUS: `when` is said over the columns of the file, before they are read as FOCUS. */
export type BillDeviation = {
  readonly id: string
  readonly text: Bilingual
  readonly when: BillCondition
  /** What every row that departs so meets, and few others: asked of every row in place of the whole. */
  readonly narrowedBy?: BillCondition
  /** Of how a number or a date is written: no row of a file whose numbers and dates are all plain departs so. */
  readonly isOfForm?: true
}

/** The columns of a header by their name in lower case: a byte-order mark and the spaces around a name are no part of it. */
export function headerNames(header: readonly string[]): ReadonlySet<string> {
  return new Set(
    header.map((name) =>
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
    ),
  )
}

/** Whether a header has all these columns, in any case and order. */
export function hasColumns(header: readonly string[], needed: readonly string[]): boolean {
  const names = headerNames(header)
  return needed.every((name) => names.has(name.toLowerCase()))
}
