import type { Bilingual } from '../shared/bilingual.ts'

/** A frozen version of what was promised; the first never leaves a chart. Amounts are decimal text in CAD a year. */
export type PromiseView = {
  readonly version: number
  readonly currentCostCad: string
  readonly plannedCostCad: string
  readonly promisedCad: string
  readonly rangeCad: { readonly p10: string; readonly p90: string }
  readonly validFrom: string
  readonly recordedAt: string
  readonly frozenBy: string
  readonly digest: string
  readonly figure: string
}

export type BenefitView = {
  readonly code: string
  readonly body: string
  readonly title: Bilingual
  readonly workload: string
  readonly workloadName: string
  readonly decision: string
  readonly kind: 'benefit' | 'dis-benefit'
  readonly promises: readonly PromiseView[]
  /** Realised value: not measured in this first form. */
  readonly realised: { readonly kind: 'unknown'; readonly reasons: readonly ['not-measured-yet'] }
  readonly colour: 'grey'
}

export type BenefitsPage = {
  readonly benefits: readonly BenefitView[]
  readonly totalPromisedCad: string
  readonly figure: string
}
