import type { AssetSize, OperatingSystemFamily, Sourced } from '#models/inventory/asset.schemas.ts'
import type { Source } from '#models/shared/derivation.ts'
import type { AssetRow } from '#server/database/schema.ts'
import type { SizingFacts } from '#server/usage/usage-of-assets.usecases.ts'

/**
 * Provenance of a row, as kept in `source_json`: where the row came from, and by field what differs (the column it was read from,
 * or a person's statement).
 */
export type RowSource = {
  readonly row?: { readonly file: string; readonly line: number; readonly batch: string }
  readonly fields?: Readonly<
    Record<
      string,
      { readonly column?: string; readonly by?: string; readonly at?: string; readonly reference?: string }
    >
  >
  /** Columns of the file that no field takes, kept as facts. */
  readonly extra?: readonly { readonly name: string; readonly value: string }[]
}

export function rowSource(json: string): RowSource {
  return JSON.parse(json) as RowSource // written by imports and inventory, in this shape
}

/** Where one field of a row comes from; null when nothing is known of it. */
export function sourceOf(source: RowSource, field: string): Source | null {
  const own = source.fields?.[field]
  if (own?.by !== undefined) return { kind: 'statement', by: own.by, at: own.at ?? '', reference: own.reference ?? '' }
  if (source.row === undefined) return null
  const { file, line, batch } = source.row
  return own?.column === undefined
    ? { kind: 'file', file, line, batch }
    : { kind: 'file', file, line, batch, column: own.column }
}

/** A stored asset as sizing and pricing read it, each value with its source; with its measures and the rule of its workload when asked. */
export function assetSize(row: AssetRow, facts?: SizingFacts): AssetSize {
  const source = rowSource(row.source_json)
  const sourced = <T>(field: string, value: T | null): Sourced<T> => ({ value, source: sourceOf(source, field) })
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as AssetSize['kind'], // written by imports, checked there
    isPoweredOn: row.is_powered_on === null ? null : row.is_powered_on === 1,
    vcpu: sourced('vcpu', row.vcpu),
    memoryMib: sourced('memoryMib', row.memory_mib),
    storageGib: sourced('storageGib', row.storage_gib),
    operatingSystem: sourced('operatingSystem', row.operating_system as OperatingSystemFamily | null), // idem
    operatingSystemText: row.operating_system_text,
    cpuPercent: sourced('cpuPercent', row.cpu_percent),
    memoryPercent: sourced('memoryPercent', row.memory_percent),
    usage: facts?.usageOf(row.id) ?? null,
    sizing: facts?.choiceOf(row.workload_id) ?? null,
  }
}
