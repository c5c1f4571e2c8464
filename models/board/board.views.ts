import type { JsonDifference } from '../shared/json-differences.ts'

/** A board page that was shown, and whether the facts, as they were known then, still give it. */
export type BoardSnapshotView = {
  readonly id: string
  readonly body: string | null
  readonly asKnownAt: string
  readonly digest: string
  readonly madeBy: string
  readonly madeAt: string
}
export type BoardCheck = BoardSnapshotView & {
  readonly recomputed: string
  /** What is kept has the digest it was made under. */
  readonly isIntact: boolean
  /** The facts give the same page again. */
  readonly isSame: boolean
  /** `before` is what was shown, `after` what the facts give now; fifty at most. */
  readonly differences: readonly JsonDifference[]
}
