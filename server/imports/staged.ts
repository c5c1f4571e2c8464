import type { ImportedAsset, ImportedDependency, ImportedWorkload } from '#models/imports/imported.ts'
import type { FieldDifference, FieldValues } from '#models/imports/three-way.ts'
import type { AssetRow } from '#server/database/schema.ts'
import type { RowSource } from '#server/inventory/sourced-values.ts'
import type { BodyWorkload } from './imports.repository.ts'

/** What a staged row carries in `after_json`: enough to publish it without the file. */
export type StagedAsset = {
  readonly kind: 'asset'
  readonly imported: Omit<ImportedAsset, 'kind'>
  readonly workloadId: string
  readonly fields: readonly FieldDifference[]
  /** Of the columns that no field takes; absent from what was staged before they were compared. */
  readonly facts?: readonly FieldDifference[]
  readonly result: FieldValues
}
export type StagedWorkload = {
  readonly kind: 'workload'
  readonly applicationId: string
  readonly isNewApplication: boolean
  readonly application: string
  readonly name: string
  readonly environment: string
  readonly imported: Omit<ImportedWorkload, 'kind'> | null
  readonly line: number
  readonly fields: readonly FieldDifference[]
  /** Of the columns that no field takes; absent from what was staged before they were compared. */
  readonly facts?: readonly FieldDifference[]
  readonly result: FieldValues
}
export type StagedDependency = {
  readonly kind: 'dependency'
  readonly imported: ImportedDependency
  readonly fromId: string
  readonly toId: string
}
export type Staged = StagedAsset | StagedWorkload | StagedDependency

/** What a staged change rests on, in `before_json`: what stood, and at which version. */
export type Before = {
  readonly version: number
  readonly values: FieldValues
  /** Columns beside the values, put back as they were by an undo. */
  readonly kept: {
    readonly imported_json: string | null
    readonly source_json: string
    readonly extra_json?: string
    readonly search_text?: string
  }
}

export function assetValues(row: AssetRow): FieldValues {
  return {
    name: row.name,
    vcpu: row.vcpu,
    memoryMib: row.memory_mib,
    storageGib: row.storage_gib,
    operatingSystem: row.operating_system,
    operatingSystemText: row.operating_system_text,
    isPoweredOn: row.is_powered_on === null ? null : row.is_powered_on === 1,
    cpuPercent: row.cpu_percent,
    memoryPercent: row.memory_percent,
  }
}
export function importedAssetValues(asset: Omit<ImportedAsset, 'kind'>): FieldValues {
  const {
    name,
    vcpu,
    memoryMib,
    storageGib,
    operatingSystem,
    operatingSystemText,
    isPoweredOn,
    cpuPercent,
    memoryPercent,
  } = asset
  return {
    name,
    vcpu,
    memoryMib,
    storageGib,
    operatingSystem,
    operatingSystemText,
    isPoweredOn,
    cpuPercent,
    memoryPercent,
  }
}
export function assetColumns(values: FieldValues): Partial<AssetRow> {
  const number = (field: string) => (typeof values[field] === 'number' ? values[field] : null)
  const text = (field: string) => (typeof values[field] === 'string' ? values[field] : null)
  const { isPoweredOn } = values
  return {
    name: text('name') ?? '',
    vcpu: number('vcpu'),
    memory_mib: number('memoryMib'),
    storage_gib: number('storageGib'),
    operating_system: text('operatingSystem'),
    operating_system_text: text('operatingSystemText'),
    is_powered_on: typeof isPoweredOn === 'boolean' ? Number(isPoweredOn) : null,
    cpu_percent: number('cpuPercent'),
    memory_percent: number('memoryPercent'),
  }
}
export function workloadValues(row: BodyWorkload): FieldValues {
  return {
    technology: row.technology,
    currentHosting: row.current_hosting,
    proposedStrategy: row.proposed_strategy,
    mission: row.mission,
    owner: row.owner,
  }
}
export function importedWorkloadValues(imported: Omit<ImportedWorkload, 'kind'>): FieldValues {
  const { technology, currentHosting, strategy, mission, owner } = imported
  return { technology, currentHosting, proposedStrategy: strategy, mission, owner }
}

/** What a dependency is, as stored. */
export const dependencyKind = (imported: ImportedDependency) => imported.type.slice(0, 100)

/** Provenance of a row: file, line, batch, and the header of each field. */
export function sourceJson(
  origin: {
    readonly line: number
    readonly columns: Readonly<Record<string, string>>
    readonly extra?: RowSource['extra']
  },
  file: string,
  batch: string,
): string {
  const names: Readonly<Record<string, string>> = {
    'server.vcpu': 'vcpu',
    'server.memory': 'memoryMib',
    'server.storage': 'storageGib',
    'server.operatingSystem': 'operatingSystem',
    'server.cpuPercent': 'cpuPercent',
    'server.memoryPercent': 'memoryPercent',
    'workload.annualCost': 'amount',
    'workload.technology': 'technology',
    'workload.currentHosting': 'currentHosting',
    'workload.strategy': 'proposedStrategy',
    'application.owner': 'owner',
    'application.mission': 'mission',
  }
  const fields = Object.fromEntries(
    Object.entries(origin.columns).flatMap(([field, column]) =>
      names[field] === undefined ? [] : [[names[field], { column }]],
    ),
  )
  const { extra = [] } = origin
  return JSON.stringify({
    row: { file, line: origin.line, batch },
    fields,
    ...(extra.length === 0 ? {} : { extra }),
  } satisfies RowSource)
}
