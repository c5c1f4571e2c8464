import type { Bilingual } from '../shared/bilingual.ts'
import type { FactValue, Provenance } from './verdict.ts'

/** A fact about a placement; `value` undefined = unknown. */
export type Fact = {
  readonly value: FactValue | undefined
  readonly provenance: Provenance
  readonly because?: Bilingual
}

/** Facts by catalogue name; a name that is absent is unknown. */
export type Facts = ReadonlyMap<string, Fact>

/** What is known of the obligations: met, open, or unknown when absent. */
export type Obligations = ReadonlyMap<string, boolean>

export type PlacementFacts = { readonly facts: Facts; readonly obligations: Obligations }
