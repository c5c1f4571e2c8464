import type { ElementPlaces } from '../hosting/places.ts'
import type { NsiStanding } from '../hosting/nsi-ladder.ts'
import type { EvidenceStatus } from '../hosting/hosting-option.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Conflicts } from './conflicts.ts'
import type { FactOrigin } from './deciding-facts.ts'
import type { ChangeSet, SmallestChange } from './smallest-change.ts'
import type { FactUse, PlacementVerdict, RuleOutcome, Verdict } from './verdict.ts'

/** A rule that closes the option or leaves a condition open, with the facts by which it does. */
export type DecidingRule = Pick<
  RuleOutcome,
  'id' | 'result' | 'effect' | 'force' | 'status' | 'source' | 'text' | 'obligations'
> & { readonly facts: readonly (FactUse & { readonly origin: FactOrigin })[] }

/** Who stated the classification in force, and who approved it; null when there is none. */
export type StatedClassification = {
  readonly version: number
  readonly proposedBy: string
  readonly proposedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
} | null

export type OptionExplanation = {
  readonly workload: string
  readonly option: string
  readonly label: Bilingual
  readonly place: Bilingual
  readonly verdict: Verdict
  readonly pack: PlacementVerdict['pack']
  readonly deciding: readonly DecidingRule[]
  readonly stated: {
    readonly classification: StatedClassification
    /** Where the option's own facts come from, and how far that may be relied on. */
    readonly option: {
      readonly source: string
      readonly status: EvidenceStatus
      readonly agreement: string | null
      readonly fictitious: boolean
    }
  }
  readonly smallestChange: SmallestChange
  readonly places: readonly ElementPlaces[]
  readonly nsi: NsiStanding
}

export type WorkloadConflicts = {
  readonly workload: string
  readonly pack: PlacementVerdict['pack'] | null
  readonly options: readonly { readonly option: string; readonly label: Bilingual; readonly place: Bilingual }[]
  readonly classification: StatedClassification
  readonly conflicts: Conflicts
  /** The option that the lightest changes would open, when none is open. */
  readonly nearest: { readonly option: string; readonly change: ChangeSet } | null
}
