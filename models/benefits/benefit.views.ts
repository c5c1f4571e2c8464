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
  /** Why it was frozen: the rationale of the signed decision it comes from. */
  readonly reason: string
  readonly decision: string
  readonly digest: string
  readonly figure: string
}

/** Whether the decision in force still supports the last promise; when not, why, by which decision and since when. */
export type PromiseSupport =
  | { readonly kind: 'supported' }
  | {
      readonly kind: 'unsupported'
      readonly reason: 'retired' | 'retained' | 'planned-cost-unknown'
      readonly decision: string
      readonly since: string
    }

export type BenefitView = {
  /** `B-0001`. */
  readonly code: string
  readonly body: string
  readonly title: Bilingual
  readonly workload: string
  readonly workloadName: string
  /** The signed decision behind the promise that stands. */
  readonly decision: string
  /** Of the promise that stands. */
  readonly kind: 'benefit' | 'dis-benefit'
  /** From the first, which never leaves a chart, to the one that stands. */
  readonly promises: readonly PromiseView[]
  /** A promise that is no longer supported stays in the register and is left out of the total. */
  readonly support: PromiseSupport
  /** First version at which the chain of promises no longer holds; null when it does. */
  readonly chainBreak: number | null
}

export type BenefitsPage = {
  readonly benefits: readonly BenefitView[]
  readonly totalPromisedCad: string
  readonly figure: string
}
