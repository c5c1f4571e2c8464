import type { Bilingual } from './bilingual.ts'

/** Where a refusal points: a JSON pointer of the request, or a physical line and header of a file (DECISIONS 17). */
export type ProblemItem = {
  readonly code: string
  readonly detail: Bilingual
  readonly pointer?: string
  /** Physical line of the file: header = 1, blank lines counted. */
  readonly row?: number
  /** The header as written in the file. */
  readonly column?: string
}

/** What is answered over HTTP (RFC 9457), in one language. */
export type Problem = {
  readonly type: string
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly requestId: string
  readonly errors: readonly {
    readonly code: string
    readonly detail: string
    readonly pointer?: string
    readonly row?: number
    readonly column?: string
  }[]
  /** The current version, with 412. */
  readonly current?: string
}

/** A refusal that was foreseen: a stable code, a status and its words in both languages. */
export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  readonly title: Bilingual
  readonly detail: Bilingual
  readonly errors: readonly ProblemItem[]
  readonly extra: Readonly<Record<string, string>>

  constructor(options: {
    readonly code: string
    readonly status: number
    readonly title: Bilingual
    readonly detail: Bilingual
    readonly errors?: readonly ProblemItem[]
    readonly extra?: Readonly<Record<string, string>>
  }) {
    super(`${options.code}: ${options.detail.en}`)
    this.name = 'ProblemError'
    this.code = options.code
    this.status = options.status
    this.title = options.title
    this.detail = options.detail
    this.errors = options.errors ?? []
    this.extra = options.extra ?? {}
  }
}
