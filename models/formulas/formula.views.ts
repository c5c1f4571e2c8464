import type { Bilingual } from '../shared/bilingual.ts'
import type { ProblemItem } from '../shared/problem.ts'
import type { FormulaDefinition, FormulaInput } from './formula-set.ts'

export type FormulaVersionState = 'shipped' | 'proposed' | 'approved' | 'returned' | 'withdrawn'

/** A version of a set, as the history shows it. */
export type FormulaVersionView = {
  /** `shipped` for the one that comes with the product. */
  readonly id: string
  readonly set: string
  /** As figures name it: `1.0.0`, or the body and its number, `MSC-2`. */
  readonly version: string
  /** The body for which it stands, and those under it; null for the shipped one, which stands where no other does. */
  readonly body: string | null
  readonly state: FormulaVersionState
  /** Whether it is the one that stands today for its body. */
  readonly isInForce: boolean
  readonly validFrom: string | null
  readonly formulas: number
  /** Formulas whose expression differs from the shipped one, and those added. */
  readonly changed: readonly string[]
  readonly digest: string
  readonly reason: string
  readonly proposedBy: string | null
  readonly proposedAt: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly etag: string
}

/** The range of the assumption that stands behind an input, and who answers for it. */
export type InputAssumption = {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly status: string
  readonly author: string
  readonly date: string
  readonly reference: Bilingual
}
export type FormulaInputView = FormulaInput & {
  readonly assumption: InputAssumption | null
  /** Formulas that read it. */
  readonly usedBy: readonly string[]
}

export type FormulaVersionDetail = FormulaVersionView & {
  readonly label: Bilingual
  readonly inputs: readonly FormulaInputView[]
  /** As written, in the order of the set. */
  readonly definitions: readonly FormulaDefinition[]
  /** Formulas that the model asks for: they stay, in their unit. */
  readonly required: readonly string[]
}

/** A set with the versions that stand today: the shipped one, or those of the bodies in sight. */
export type FormulaSetView = {
  readonly id: string
  readonly label: Bilingual
  readonly formulas: number
  readonly inputs: number
  readonly standing: readonly FormulaVersionView[]
  /** Waiting for a second person. */
  readonly proposed: number
}

/** What a draft is told as it is written: every problem with its place, or that it loads. */
export type FormulaCheck = {
  readonly loads: boolean
  readonly problems: readonly ProblemItem[]
  /** Formulas that differ from those in force for the shipped set: by name. */
  readonly changed: readonly string[]
}

/** Change of one workload at one option, CAD a year at the likely value of every assumption; null when unknown. */
export type EffectRow = {
  readonly workload: string
  readonly name: string
  readonly body: string
  readonly option: string
  readonly before: number | null
  readonly after: number | null
}

export type EffectTotals = {
  readonly workloads: number
  readonly changed: number
  /** Those that have a figure today and would have none. */
  readonly lost: number
  /** Those without a figure on one side at least: left out of the sums. */
  readonly unknown: number
  readonly before: number
  readonly after: number
}

/** What a draft would change, over the workloads for which it would stand. */
export type FormulaEffect =
  | {
      readonly kind: 'shown'
      readonly day: string
      readonly unit: string
      readonly totals: EffectTotals
      /** Sum of each formula over the workloads known on both sides, those that change only. */
      readonly formulas: readonly { readonly name: string; readonly before: number; readonly after: number }[]
      /** Biggest changes first. */
      readonly rows: readonly EffectRow[]
      readonly most: number
    }
  | { readonly kind: 'not-shown'; readonly reason: 'only-in-cases' }
