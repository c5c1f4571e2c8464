import type { Source } from '../shared/derivation.ts'

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
  /** Measured averages where the file carries them, percent 0–100; they do not size anything in this first form. */
  readonly cpuPercent: Sourced<number>
  readonly memoryPercent: Sourced<number>
}
