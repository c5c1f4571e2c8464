import type { Bilingual } from '../shared/bilingual.ts'

/** Evidence for what is stated (domain rules.md): how far it may be relied on. */
export type EvidenceStatus = 'verified' | 'press' | 'estimate' | 'unverified'

export type PlacementKind = 'public_cloud' | 'saas' | 'private_provider' | 'state' | 'legacy_cti'
export type ServiceModel = 'iaas' | 'paas' | 'saas'
export type PlaceElement = 'data' | 'backup' | 'logs' | 'metadata' | 'keys' | 'support'

/**
 * An offer at a place by an operator (DECISIONS 2): `aws.ca-central-1`, `ngq`, `cti.levis-2`.
 * `null` is unknown. A place with a null province is not known to be in Québec.
 */
export type HostingOption = {
  readonly id: string
  readonly operator: string
  readonly label: Bilingual
  readonly place: Bilingual
  readonly kind: PlacementKind
  readonly model: ServiceModel
  readonly region: string | null
  readonly country: string | null
  readonly province: string | null
  readonly parentCountry: string | null
  /** Jurisdictions whose courts can compel the group, by parent or by presence; `null` when not established. */
  readonly compellingJurisdictions: readonly string[] | null
  readonly contractEntity: { readonly country: string; readonly province: string | null; readonly name: string } | null
  /** Where each element is kept, when it is not where the option is. An element absent from the list follows the option's place. */
  readonly elsewhere: readonly {
    readonly what: PlaceElement
    readonly country: string | null
    readonly province: string | null
  }[]
  readonly independentSites: number | null
  readonly processesClearText: boolean | null
  readonly retainedSite: boolean | null
  readonly nsi: 0 | 1 | 2 | 3 | 4 | null
  readonly catalogue: {
    readonly qualified: boolean | null
    readonly qualifiedForSensitive: boolean | null
    readonly agreement: string | null
    readonly validFrom: string | null
    readonly validTo: string | null
    /** True for the made-up entries of the demonstration. */
    readonly fictitious: boolean
  }
  /** Obligations of the fact catalogue that the offer itself meets: `encrypt.at_rest`, `assurance.…`. */
  readonly obligationsMet: readonly string[]
  readonly knownAssurance: string
  readonly status: EvidenceStatus
  readonly source: string
  /** Line of `data/hosting-options/values.csv`, header = 1. */
  readonly line: number
}
