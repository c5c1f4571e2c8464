import type { Source } from '../shared/derivation.ts'
import type { SizingChoice, UsageSummary } from '../sizing/usage.schemas.ts'

/** A stated or imported value with its end of the derivation; `value` null = unknown, the source then says where it was looked for. */
export type Sourced<T> = { readonly value: T | null; readonly source: Source | null }

export type AssetKind = 'server' | 'database' | 'share'
export type OperatingSystemFamily = 'linux' | 'windows' | 'rhel' | 'sles' | 'other'

/** What sizing and pricing need of a resource, each value with where it came from. */
export type AssetSize = {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly isPoweredOn: boolean | null
  readonly vcpu: Sourced<number>
  readonly memoryMib: Sourced<number>
  readonly storageGib: Sourced<number>
  readonly operatingSystem: Sourced<OperatingSystemFamily>
  /** The text the family was read from, as found in the file. */
  readonly operatingSystemText: string | null
  /** Measured averages where the inventory carries them, percent 0–100: one number is no series, and sizes nothing. */
  readonly cpuPercent: Sourced<number>
  readonly memoryPercent: Sourced<number>
  /** What its series of measures came to; absent or null when none was received. */
  readonly usage?: UsageSummary | null
  /** The rule settled for its workload; absent or null for the house's own. */
  readonly sizing?: SizingChoice | null
}
