import type { Bilingual } from '../shared/bilingual.ts'

/** Something that awaits this person: what, why them, by when, one verb. */
export type InboxItem = {
  readonly id: string
  readonly kind:
    | 'import-to-confirm'
    | 'classification-to-approve'
    | 'classification-returned'
    | 'decision-to-sign'
    | 'decision-returned'
    | 'exemption-to-approve'
    | 'exemption-returned'
    | 'exemption-ending'
    | 'exemption-ended'
    | 'claim-to-validate'
    | 'claim-returned'
    | 'claim-changed'
    | 'bill-restated'
    | 'classification-missing'
  readonly title: Bilingual
  readonly why: Bilingual
  readonly verb: Bilingual
  readonly href: string
  readonly since: string
  readonly due: string | null
  readonly isLate: boolean
}

export type ProgressFigure = {
  readonly id: 'decided' | 'classified' | 'promised' | 'open-options'
  readonly label: Bilingual
  readonly value: number | null
  readonly unit: '%' | 'CAD'
  readonly target: number | null
  readonly numerator: number
  readonly denominator: number
  readonly parts: readonly { readonly key: string; readonly label: Bilingual; readonly value: number }[]
  readonly note: Bilingual
  readonly figure: string
}

export type CadastreRow = {
  readonly body: string
  readonly name: Bilingual
  readonly totalCad: string | null
  /** Lots in order of placement: one per workload, width by current cost (null = not known, thin hatched lot). */
  readonly lots: readonly {
    readonly workload: string
    readonly name: string
    readonly placement: 'state' | 'public' | 'legacy' | 'none'
    readonly verdict: string
    readonly cents: number | null
  }[]
  /** The narrower workloads that are not listed, together by placement; `cents` leaves out those whose cost is unknown. */
  readonly rest?: readonly {
    readonly placement: 'state' | 'public' | 'legacy' | 'none'
    readonly workloads: number
    readonly cents: number
    readonly unknown: number
  }[]
}

export type HomeView = {
  readonly inbox: readonly InboxItem[]
  readonly progress: readonly ProgressFigure[]
  readonly cadastre: readonly CadastreRow[]
  readonly alerts: readonly {
    readonly level: 'bad' | 'warn'
    readonly title: Bilingual
    readonly causes: readonly Bilingual[]
    readonly href: string
    readonly linkText: Bilingual
  }[]
}
