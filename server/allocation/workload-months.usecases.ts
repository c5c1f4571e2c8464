import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { monthsIn, monthsOfBody } from './workload-months.repository.ts'

/** What one source bills to a workload for one month and one kind of service; amounts in millionths of the currency. */
export type WorkloadMonth = {
  readonly workloadId: string
  /** `YYYY-MM`. */
  readonly period: string
  /** Code of the source: `FA-0001`. */
  readonly source: string
  readonly importId: string
  readonly currency: string
  readonly billedMicros: number
  readonly effectiveMicros: number
  readonly serviceCategory: string
  /** In `effectiveMicros`: parts of costs that a rule shares among workloads by a key. */
  readonly sharedMicros: number
  /** Of the rest, at the price of the list and at the negotiated one; null where a charge does not tell it. */
  readonly listMicros: number | null
  readonly contractedMicros: number | null
  /** In the rest: committed and not used; taxes. */
  readonly unusedMicros: number
  readonly taxMicros: number
  readonly chargeCount: number
  /** The month may still change: its source has not closed it. */
  readonly isOpen: boolean
  readonly recordedAt: string
}

export type WorkloadMonthsAsked = {
  readonly workloadIds?: readonly string[]
  /** Months `YYYY-MM`, both included. */
  readonly from: string
  readonly to: string
  /** What was known at that instant (milliseconds of UNIX time); now when absent. */
  readonly asKnownMs?: number
}

/** Months of workloads in reach, of each source the import that was in force at the instant asked; in order of workload, month and source. */
export async function workloadMonths(
  deps: { readonly db: Database },
  reach: Reach,
  { workloadIds, from, to, asKnownMs }: WorkloadMonthsAsked,
): Promise<WorkloadMonth[]> {
  const asKnown = asKnownMs === undefined ? undefined : new Date(asKnownMs).toISOString()
  const rows = await monthsIn(reach, deps.db, { workloadIds, from, to, asKnown })
  return rows.map((row) => ({
    workloadId: row.workload_id,
    period: row.period,
    source: row.source,
    importId: row.import_id,
    currency: row.currency,
    billedMicros: wholeOf(row.billed_micros),
    effectiveMicros: wholeOf(row.effective_micros),
    listMicros: row.list_micros === null ? null : wholeOf(row.list_micros),
    contractedMicros: row.contracted_micros === null ? null : wholeOf(row.contracted_micros),
    unusedMicros: wholeOf(row.unused_micros),
    taxMicros: wholeOf(row.tax_micros),
    sharedMicros: wholeOf(row.shared_micros),
    serviceCategory: row.service_category,
    chargeCount: wholeOf(row.charge_count),
    isOpen: isOpenAt(row.period_state, row.period_changed_at, asKnown),
    recordedAt: row.recorded_at,
  }))
}

/** A month of a workload in the bills in force, by source and service category; effective cost in millionths of the currency. */
export type BilledMonth = Pick<
  WorkloadMonth,
  'importId' | 'workloadId' | 'source' | 'serviceCategory' | 'period' | 'currency' | 'effectiveMicros' | 'isOpen'
> & { readonly workload: string }

/**
 * Months of the workloads of a body, from the imports in force at an instant (ISO; now when absent), read on the connection that is given: what
 * a decision holds itself against cannot change before it is written.
 */
export async function billedMonthsOfBody(
  db: Database | DatabaseTransaction,
  asked: { readonly bodyId: string; readonly months: readonly string[]; readonly asKnown?: string | undefined },
): Promise<BilledMonth[]> {
  return (await monthsOfBody(db, asked)).map((row) => ({
    importId: row.import_id,
    workloadId: row.workload_id,
    workload: row.workload,
    source: row.source,
    serviceCategory: row.category,
    period: row.period,
    currency: row.currency,
    effectiveMicros: wholeOf(row.effective_micros),
    isOpen: isOpenAt(row.period_state, row.period_changed_at, asked.asKnown),
  }))
}

/** PostgreSQL gives the sum of bigint as text. */
function wholeOf(sum: number | string): number {
  const value = Number(sum)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer past 2^53: ${sum}`)
  return value
}

/** Closed only since after the instant asked, it was open then. */
function isOpenAt(state: string | null, changedAt: string | null, asKnown: string | undefined): boolean {
  if (state !== 'closed') return true
  return asKnown !== undefined && (changedAt ?? '') > asKnown
}
