import type { Floor } from './raised.ts'
import type { ReviewReason } from './review.ts'

/** A workload whose classification should be looked at again, and why. */
export type ReviewItem = {
  readonly workload: string
  readonly name: string
  readonly body: string
  readonly levels: { readonly d: number; readonly i: number; readonly c: number } | null
  readonly reasons: readonly ReviewReason[]
  /** What the reasons ask the record to be at least. */
  readonly asked: Floor
  /** The proposal already open, which settles it when approved. */
  readonly proposal: string | null
}

export type ReviewList = {
  readonly asOf: string
  /** What rises above the record first, then by age, then the rest; by number among equals. */
  readonly items: readonly ReviewItem[]
}

/** Several proposals decided at once: each by the version that was read. */
export type BulkApproval = {
  readonly results: readonly { readonly id: string; readonly ok: boolean; readonly code: string | null }[]
}
