/** What travels between a thread that asks and a SQLite thread. */

export type SqliteParameters = readonly (string | number | bigint | null | Uint8Array)[]

export type SqliteRequest =
  | {
      readonly id: number
      readonly kind: 'run'
      readonly sql: string
      readonly parameters: SqliteParameters
      readonly inTransaction: boolean
    }
  | { readonly id: number; readonly kind: 'begin' }
  | { readonly id: number; readonly kind: 'commit' }
  | { readonly id: number; readonly kind: 'rollback' }

export type SqliteReply =
  | {
      readonly id: number
      readonly ok: true
      readonly rows: readonly unknown[]
      readonly changes: number
      readonly lastInsertRowid: string | null
    }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: string }

/** First word of a thread: its file is open, or why not. */
export type SqliteOpened =
  | { readonly ok: true }
  | { readonly ok: false; readonly message: string; readonly code: string }

export type SqliteThreadOptions = { readonly file: string; readonly role: 'writer' | 'reader' }

/** Says « Arpt » in the header of our files; another value is somebody else's database. */
export const applicationId = 0x41727074
