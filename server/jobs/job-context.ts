import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'

/** What a job runs with, in whatever thread it runs. */
export type JobContext = {
  readonly db: Database
  readonly clock: Clock
  readonly reach: Reach
  readonly signal: AbortSignal
  /** Says how far it is; `total` null while it is not known. Cheap: at most a few a second are kept. */
  progress(done: number, total: number | null, step: Bilingual): void
}

/** Runs a job; returns the address of its result (`/api/imports/…`), or null. Throws ProblemError for what a person can mend. */
export type JobHandler = (context: JobContext, input: Json) => Promise<string | null>
