import type { Bilingual } from '../shared/bilingual.ts'

/** Formats recognised by their header (domain import-formats.md §2). `custom` goes through the mapping screen. */
export const inventoryFormats = [
  'rvtools-xlsx',
  'rvtools-csv',
  'azure-migrate',
  'aws-migration-hub',
  'migration-evaluator',
  'migration-factory',
  'stratozone',
  'servicenow-applications',
  'servicenow-relations',
  'konveyor',
  'custom',
] as const
export type InventoryFormat = (typeof inventoryFormats)[number]

/** What a file's column may become. `extra` keeps it as a fact, `ignore` leaves it in the file only. */
export const importFields = [
  'server.key',
  'server.name',
  'server.vcpu',
  'server.memory',
  'server.storage',
  'server.operatingSystem',
  'server.poweredOn',
  'server.ipAddress',
  'server.cpuPercent',
  'server.memoryPercent',
  'application.name',
  'application.mission',
  'application.owner',
  'workload.name',
  'workload.environment',
  'workload.currentHosting',
  'workload.technology',
  'workload.strategy',
  'workload.annualCost',
  'classification.d',
  'classification.i',
  'classification.c',
  'classification.personalInformation',
  'dependency.from',
  'dependency.to',
  'extra',
  'ignore',
] as const
export type ImportField = (typeof importFields)[number]

export type RowChange = 'added' | 'changed' | 'unchanged' | 'ignored' | 'rejected' | 'conflict'

/** A unit or notation that was inferred, and what proves it. */
export type UnitProof = {
  readonly column: string
  readonly inferred: string
  readonly because: Bilingual
  readonly samples: readonly string[]
  readonly confidence: number
}

export type ColumnMapping = {
  readonly table: string
  readonly column: string
  readonly field: ImportField
  readonly unit: string | null
  readonly confidence: number
  readonly samples: readonly string[]
  readonly note: Bilingual | null
}

export type ImportCounts = {
  readonly read: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly ignored: number
  readonly rejected: number
}

export type RejectedRow = {
  readonly row: number
  readonly column: string
  readonly code: string
  readonly message: string
}

export type ImportGrouping = 'file-application' | 'tag' | 'name-pattern' | 'one-per-server'

export type ImportBatchView = {
  readonly id: string
  /** Named by `If-Match` when the columns are settled. */
  readonly etag: string
  readonly body: string
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly format: InventoryFormat
  readonly formatVersion: string
  readonly encoding: string
  readonly delimiter: string | null
  readonly state: 'reading' | 'mapping' | 'staged' | 'applying' | 'applied' | 'undone' | 'failed' | 'cancelled'
  readonly grouping: ImportGrouping
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly used: boolean }[]
  readonly columns: readonly ColumnMapping[]
  readonly proofs: readonly UnitProof[]
  readonly rows: ImportCounts
  readonly conflicts: number
  readonly workloads: number
  readonly assets: number
  readonly absentFromFile: number
  /** Rejections grouped by code, most frequent first. */
  readonly rejectedByCode: readonly {
    readonly code: string
    readonly count: number
    readonly title: Bilingual
    readonly example: RejectedRow
  }[]
  readonly ignoredByCode: readonly { readonly code: string; readonly count: number; readonly title: Bilingual }[]
  readonly problem: { readonly code: string; readonly detail: Bilingual } | null
  readonly by: string
  readonly receivedAt: string
  readonly appliedAt: string | null
  readonly undoableUntil: string | null
}

/** One line of the preview. `before` null = the field was not there. */
export type ImportChangeView = {
  readonly row: number
  readonly change: RowChange
  readonly entity: 'workload' | 'asset' | 'dependency' | 'application'
  readonly name: string
  readonly code: string | null
  readonly fields: readonly {
    readonly field: string
    readonly before: string | null
    readonly after: string | null
    readonly kept: boolean
  }[]
}

export type JobView = {
  readonly id: string
  readonly kind: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly step: Bilingual
  readonly startedAt: string
  readonly endedAt: string | null
  /** Where the result is: `/api/imports/…`. */
  readonly result: string | null
  readonly problem: {
    readonly code: string
    readonly detail: Bilingual
    /** Physical line of the file, when the refusal points at one. */
    readonly row?: number
  } | null
}
