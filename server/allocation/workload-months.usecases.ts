import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { monthsIn } from './workload-months.repository.ts'

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
