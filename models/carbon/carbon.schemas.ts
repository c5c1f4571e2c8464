import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import type { Outcome } from '../shared/outcome.ts'

/**
 * Sets of grid factors, side by side: of the province (life cycle, or direct only), of the national inventory, and of the providers'
 * own published sets, location- and market-based.
 */
export const factorSets = [
  'provincial-lifecycle',
  'provincial-direct',
  'inventory-direct',
  'provider-first',
  'provider-newer',
  'provider-market',
] as const
export type FactorSet = (typeof factorSets)[number]

/** Grams of CO2 equivalent a kWh, with where the figure was published. */
export type GridFactor = {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly basis: 'location' | 'market'
  readonly year: string
  readonly status: string
  readonly reference: string
  readonly file: string
  readonly line: number
}
/** A coefficient with its range and its source. */
export type Coefficient = {
  readonly name: string
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly unit: string
  readonly status: string
  readonly reference: string
  readonly file: string
  readonly line: number
}
export type CarbonData = {
  /** By set, then by zone (`QC`) or by option (`aws.ca-central-1`). */
  readonly factors: ReadonlyMap<FactorSet, ReadonlyMap<string, GridFactor>>
  readonly coefficients: readonly (Coefficient & { readonly operator: string | null })[]
}

export type CarbonGap = 'no-factor' | 'place-unknown' | 'vcpu-unknown' | 'storage-unknown' | 'no-asset'
export type AnnualCarbon = {
  /** Kilograms of CO2 equivalent a year: likely, and with every coefficient at its lower or its upper end. */
  readonly kgCo2e: number
  readonly low: number
  readonly high: number
  readonly energyKwh: number
  /** What a year of it costs society, CAD of 2021: apart from every other dollar. */
  readonly socialCostCad2021: number
  readonly basis: GridFactor['basis']
  readonly derivation: Derivation
}
export type CarbonOutcome = Outcome<AnnualCarbon, CarbonGap>

/** The carbon of a workload at every option, under the set asked, and the likely figure under every other. */
export type WorkloadCarbon = {
  readonly workload: string
  readonly set: FactorSet
  readonly options: readonly {
    readonly option: string
    readonly label: Bilingual
    readonly place: Bilingual
    readonly carbon: CarbonOutcome
    readonly underSets: readonly { readonly set: FactorSet; readonly kgCo2e: number | null }[]
  }[]
}
