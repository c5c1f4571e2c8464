import type { Bilingual } from '../shared/bilingual.ts'

export type IndicatorView = {
  readonly id: string
  readonly label: Bilingual
  readonly value: number | null
  readonly unit: string
  readonly numerator: number | null
  readonly denominator: number | null
  readonly formula: string
  readonly formulaVersion: string
  readonly rule: Bilingual
  /** `suppressed`: a count under 3 would reveal one workload, here or, by subtraction, in a figure beside it. */
  readonly status: 'approved' | 'unknown' | 'suppressed' | 'stale'
  readonly reasons: readonly string[]
  readonly target: { readonly value: number; readonly label: Bilingual } | null
}

/** What the public sees: figures approved for publication only. */
export type BarometerView = {
  readonly asOf: string | null
  readonly approvedBy: string | null
  readonly isDemonstration: boolean
  readonly indicators: readonly IndicatorView[]
}
