import type { OperatingSystemFamily } from '../inventory/asset.schemas.ts'
import type { Environment, Strategy } from '../inventory/workload.views.ts'
import type { ExtraFact } from './three-way.ts'
import type { Bilingual } from '../shared/bilingual.ts'

/** A cell as read: text, or null when empty. A spreadsheet's error (#REF!) is kept as its text. */
export type Cell = string | null
export type RawRow = { readonly line: number; readonly cells: readonly Cell[] }
export type RawTable = { readonly name: string; readonly headers: readonly string[] }

/** What the tabs beside the machines' own say of one machine. */
export type CompanionFacts = {
  /** Sum of its disks, null when one of them could not be read, and the column it comes from. */
  readonly disks?: { readonly mib: number | null; readonly column: string }
  readonly tags: Readonly<Record<string, string>>
  readonly use?: {
    readonly cpuPercentSum: number
    readonly cpuSamples: number
    readonly cpuColumn: string
    readonly freeBytesSum: number
    readonly freeSamples: number
    readonly freeColumn: string
  }
  readonly extra: readonly { readonly name: string; readonly value: string }[]
}

type Origin = {
  readonly line: number
  readonly table: string
  /** Which header each field was read from, as written. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns that no field takes: kept as facts. */
  readonly extra: readonly { readonly name: string; readonly value: string }[]
}

export type ImportedAsset = Origin & {
  readonly kind: 'asset'
  readonly key: string
  readonly name: string
  readonly vcpu: number | null
  readonly memoryMib: number | null
  readonly storageGib: number | null
  readonly operatingSystem: OperatingSystemFamily | null
  readonly operatingSystemText: string | null
  readonly isPoweredOn: boolean | null
  readonly cpuPercent: number | null
  readonly memoryPercent: number | null
  readonly application: string | null
  readonly owner: string | null
  readonly environmentText: string | null
  readonly hosting: string | null
  readonly strategy: Strategy | null
  readonly tags: Readonly<Record<string, string>>
}

export type ImportedWorkload = Origin & {
  readonly kind: 'workload'
  readonly key: string
  readonly name: string
  readonly application: string
  readonly environment: Environment
  readonly mission: string | null
  readonly owner: string | null
  readonly technology: string | null
  readonly currentHosting: string | null
  readonly strategy: Strategy | null
  /** Whole cents a year. */
  readonly annualCostCents: number | null
  readonly d: number | null
  readonly i: number | null
  readonly c: number | null
  readonly personalInformation: boolean | null
}

export type ImportedDependency = {
  readonly kind: 'dependency'
  readonly from: string
  readonly to: string
  readonly type: string
  /** Headers of the two ends, as written. */
  readonly columns: { readonly from: string; readonly to: string }
  /** Set for a connection seen between two servers, of which many lines make one dependency: the other end's address, and what else is said. */
  readonly connection?: { readonly address: string | null; readonly facts: readonly ExtraFact[] }
  readonly line: number
  readonly table: string
}

export type RowRejection = {
  readonly line: number
  readonly table: string
  readonly column: string
  readonly code: string
  readonly detail: Bilingual
  /** The row as the file has it, for the error file. */
  readonly source: readonly { readonly name: string; readonly value: string }[]
}
export type IgnoredRow = {
  readonly line: number
  readonly table: string
  readonly code: 'blank-row' | 'template' | 'placeholder' | 'tab-total' | 'other-record'
}

export type MappedRow = ImportedAsset | ImportedWorkload | ImportedDependency | RowRejection | IgnoredRow
