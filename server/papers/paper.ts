import type { Action } from '#models/access/access.schemas.ts'
import type { PaperDocument } from '#models/papers/document.ts'
import type { Workbook } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { MadeBoard } from '#server/board/board.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** One report, ready to be drawn: what people read, and what they recalculate. */
export type Paper = {
  readonly document: PaperDocument
  readonly workbook: Workbook
  /** A page for a board, to be kept word for word when it goes out. */
  readonly board?: MadeBoard
}

export type PaperAsked = {
  /** All that is within reach when null. */
  readonly subject: string | null
  readonly language: Language
  /** The moment it is asked for: in the report thread there is no other clock. */
  readonly at: string
  /** The day the facts are taken as known on; now when null. */
  readonly asKnown: string | null
}

export type PaperKind = {
  /** What one must be allowed to do to read it. */
  readonly action: Action
  /**
   * Refuses what is not within reach, before anything is made: called on the thread that answers, so that it must be quick. Gives the body
   * that the report is of; null for all that is within reach.
   */
  readonly ensure: (db: Database, reach: Reach, asked: PaperAsked) => Promise<string | null>
  /** Called in the report thread, or by the command line. */
  readonly build: (db: Database, reach: Reach, asked: PaperAsked) => Promise<Paper>
}
