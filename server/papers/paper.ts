import type { PaperDocument } from '#models/papers/document.ts'
import type { Workbook } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** One report, ready to be drawn: what people read, and what they recalculate. */
export type Paper = { readonly document: PaperDocument; readonly workbook: Workbook }

export type PaperAsked = {
  /** All that is within reach when null. */
  readonly subject: string | null
  readonly language: Language
  /** The moment it is asked for: in the report thread there is no other clock. */
  readonly at: string
}

export type PaperKind = {
  /** Refuses what is not within reach, before anything is made: called on the thread that answers, so that it must be quick. */
  readonly ensure: (db: Database, reach: Reach, asked: PaperAsked) => Promise<void>
  /** Called in the report thread, or by the command line. */
  readonly build: (db: Database, reach: Reach, asked: PaperAsked) => Promise<Paper>
}
