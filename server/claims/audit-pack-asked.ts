/** What an audit pack is asked for: one benefit or one body, as known at an instant. */
export type PackAsked = {
  readonly benefit?: string | undefined
  readonly body?: string | undefined
  /** A day or an instant; null: all that is known. */
  readonly asKnown: string | null
  /** When it is made, ISO. */
  readonly at: string
  readonly filesFolder: string
  /** Bodies of which the reader may see what is confidential. */
  readonly cleared: readonly string[]
}
