import type { PrivacyGap, PrivacyState, PrivacyStep } from './privacy-file.ts'
import type { Verdict } from '../rules/verdict.ts'
import type { Bilingual } from '../shared/bilingual.ts'

/** One workload in the list of privacy files. */
export type PrivacyListItem = {
  readonly workload: string
  readonly name: string
  readonly body: string
  readonly state: PrivacyState
  readonly project: 'not-started' | 'started' | 'done' | null
  readonly outside: 'not-started' | 'started' | 'done' | null
  readonly nextEnd: { readonly what: 'outside' | 'agreement'; readonly on: string } | null
  /** Options that a privacy rule keeps from being permitted, of all those judged; null while not assessed. */
  readonly waiting: number | null
  readonly options: number
}

export type PrivacyList = {
  readonly asOf: string
  readonly counts: Readonly<Record<PrivacyState, number>>
  /** Every file that is needed or may be: by urgency, then those that end first, then by number. */
  readonly items: readonly PrivacyListItem[]
}

/** The privacy file of one workload, with what each option still waits for. */
export type PrivacyFileView = {
  readonly workload: string
  readonly asOf: string
  readonly state: PrivacyState
  /** Version of the approved classification it rests on; null when there is none. */
  readonly version: number | null
  readonly steps: readonly PrivacyStep[]
  readonly options: readonly {
    readonly option: string
    readonly label: Bilingual
    readonly place: Bilingual
    readonly verdict: Verdict
    readonly leavesQuebec: boolean | null
    readonly gap: PrivacyGap
  }[]
}
