import type { Bilingual } from './bilingual.ts'

/** Where a fact comes from: the end of every derivation. */
export type Source =
  | {
      readonly kind: 'file'
      readonly file: string
      readonly line: number
      readonly column?: string
      readonly batch: string
    }
  | {
      readonly kind: 'price'
      readonly book: string
      readonly file: string
      readonly line: number
      readonly sku: string
      readonly asOf: string
      readonly status: 'verified' | 'derived' | 'estimate' | 'unverified'
      readonly publisher: string
    }
  | {
      readonly kind: 'assumption'
      readonly set: string
      readonly name: string
      readonly low: number
      readonly likely: number
      readonly high: number
      readonly status: string
      readonly author: string
      /** One text when nobody wrote it in both languages. */
      readonly reference: string | Bilingual
      /** What its draws are seeded with: the figure can be drawn again from its derivation alone. */
      readonly seed?: string
    }
  | { readonly kind: 'statement'; readonly by: string; readonly at: string; readonly reference: string }
  | { readonly kind: 'data'; readonly file: string; readonly line?: number; readonly reference: string }
  | { readonly kind: 'calculation'; readonly formula: string; readonly version: string }
  /** Lines of a bill that one charge of an import sums; `of` is the code of who bills. */
  | {
      readonly kind: 'charge'
      readonly of: string
      readonly day: string
      readonly import: string
      readonly ordinal: number
    }

/**
 * How a figure was obtained (PRODUCT law 1), down to facts.
 *
 * `formula` is mathjs notation over the names of `inputs`; evaluating it gives `value` again, within 1e-9 relative.
 * A leaf has no formula and names its source. `value` is undefined when unknown; `reasons` then say why.
 */
export type Derivation = {
  readonly name: string
  readonly label: Bilingual
  readonly value: number | string | undefined
  readonly unit: string
  readonly formula?: string
  readonly inputs: readonly Derivation[]
  readonly source?: Source
  readonly reasons?: readonly string[]
  readonly note?: Bilingual
  /** A figure's id under which this part opens further. */
  readonly figure?: string
}
