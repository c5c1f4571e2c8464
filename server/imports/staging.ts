import { assetGroup } from '#models/imports/grouping.ts'
import type { ImportGrouping } from '#models/imports/import.views.ts'
import type { ImportedAsset, ImportedWorkload, MappedRow } from '#models/imports/imported.ts'
import { threeWay } from '#models/imports/three-way.ts'
import { fold } from '#models/shared/fold.ts'
import type { Database } from '#server/database/database.ts'
import type { ImportRowRow } from '#server/database/schema.ts'
import { newId } from '#server/shared/ids.ts'
import { assetsByKey, type BodyWorkload, workloadsOfBody } from './imports.repository.ts'
import {
  type Before,
  assetValues,
  importedAssetValues,
  importedWorkloadValues,
  type Staged,
  workloadValues,
} from './staged.ts'

export type Counts = {
  read: number
  added: number
  changed: number
  unchanged: number
  ignored: number
  rejected: number
  conflicts: number
  workloads: number
  assets: number
  seen: number
  ignoredBy: Record<string, number>
  rejectedBy: Record<string, number>
}

type KnownWorkload = {
  readonly id: string
  readonly applicationId: string
  readonly row: BodyWorkload | undefined
  readonly code: string | null
}

/** Compares mapped rows with a body's portfolio and prepares what would change; nothing is written to it. */
export async function createStaging(db: Database, batch: string, bodyId: string, grouping: ImportGrouping) {
  const workloads = new Map<string, KnownWorkload>()
  const applications = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const row of await workloadsOfBody(db, bodyId)) {
    const applicationKey = fold(row.application_name)
    applications.set(applicationKey, row.application_id)
    workloads.set(`${applicationKey}|${row.environment}`, {
      id: row.id,
      applicationId: row.application_id,
      row,
      code: row.code,
    })
    // A relation names an application: it stands between the ones in production, when there are.
    for (const name of [applicationKey, fold(row.name)])
      if (row.environment === 'production' || !byName.has(name)) byName.set(name, row.id)
  }
  const seenAssets = new Map<string, number>()
  const seenWorkloads = new Map<string, number>()
  const counts: Counts = {
    read: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    ignored: 0,
    rejected: 0,
    conflicts: 0,
    workloads: 0,
    assets: 0,
    seen: 0,
    ignoredBy: {},
    rejectedBy: {},
  }
  let ordinal = 0

  const rowOf = (
    row: Omit<ImportRowRow, 'batch_id' | 'ordinal' | 'before_json' | 'after_json'> & {
      before?: Before | undefined
      after?: unknown
    },
  ): ImportRowRow => {
    ordinal += 1
    const { before, after, ...rest } = row
    return {
      batch_id: batch,
      ordinal,
      ...rest,
      before_json: before === undefined ? null : JSON.stringify(before),
      after_json: after === undefined ? null : JSON.stringify(after),
    }
  }
  const rejected = (line: number, column: string, code: string, detail: { fr: string; en: string }): ImportRowRow => {
    counts.rejected += 1
    counts.rejectedBy[code] = (counts.rejectedBy[code] ?? 0) + 1
    return rowOf({
      line,
      change: 'rejected',
      entity: 'asset',
      natural_key: '',
      subject_id: null,
      name: column,
      code,
      after: { column, code, detail },
    })
  }

  /** The workload of a name and environment: known, or a new one staged at its first mention. */
  function workloadOf(
    application: string,
    environment: string,
    from: { readonly name: string; readonly line: number; readonly imported: Omit<ImportedWorkload, 'kind'> | null },
    rows: ImportRowRow[],
  ): KnownWorkload {
    const applicationKey = fold(application)
    const key = `${applicationKey}|${environment}`
    const known = workloads.get(key)
    if (known !== undefined) return known
    const applicationId = applications.get(applicationKey) ?? newId()
    const isNewApplication = !applications.has(applicationKey)
    applications.set(applicationKey, applicationId)
    const made: KnownWorkload = { id: newId(), applicationId, row: undefined, code: null }
    workloads.set(key, made)
    if (environment === 'production' || !byName.has(applicationKey)) byName.set(applicationKey, made.id)
    counts.workloads += 1
    const after: Staged = {
      kind: 'workload',
      applicationId,
      isNewApplication,
      application,
      name: from.name,
      environment,
      imported: from.imported,
      line: from.line,
      fields: [],
      result: from.imported === null ? {} : importedWorkloadValues(from.imported),
    }
    rows.push(
      rowOf({
        line: from.line,
        change: 'added',
        entity: 'workload',
        natural_key: key,
        subject_id: made.id,
        name: from.name,
        code: null,
        after,
      }),
    )
    return made
  }

  function stageWorkload(imported: ImportedWorkload, rows: ImportRowRow[]): void {
    const key = `${fold(imported.application)}|${imported.environment}`
    const first = seenWorkloads.get(key)
    if (first !== undefined) {
      rows.push(
        rejected(imported.line, imported.columns['application.name'] ?? '', 'duplicate-key', {
          fr: `Déjà décrite à la ligne ${first}. Garder une seule ligne.`,
          en: `Already described on line ${first}. Keep one line.`,
        }),
      )
      return
    }
    seenWorkloads.set(key, imported.line)
    const known = workloads.get(key)
    if (known?.row === undefined) {
      workloadOf(
        imported.application,
        imported.environment,
        { name: imported.name, line: imported.line, imported },
        rows,
      )
      counts.added += 1
      return
    }
    const ours = workloadValues(known.row)
    const base = known.row.imported_json === null ? null : (JSON.parse(known.row.imported_json) as typeof ours) // written by publishing
    const { change, fields, result } = threeWay(base, ours, importedWorkloadValues(imported))
    counts[change === 'unchanged' ? 'unchanged' : 'changed'] += 1
    if (change === 'conflict') counts.conflicts += 1
    counts.workloads += 1
    const after: Staged = {
      kind: 'workload',
      applicationId: known.applicationId,
      isNewApplication: false,
      application: imported.application,
      name: known.row.name,
      environment: imported.environment,
      imported,
      line: imported.line,
      fields,
      result,
    }
    rows.push(
      rowOf({
        line: imported.line,
        change,
        entity: 'workload',
        natural_key: key,
        subject_id: known.id,
        name: known.row.name,
        code: known.code,
        before: {
          version: known.row.row_version,
          values: ours,
          kept: { imported_json: known.row.imported_json, source_json: known.row.source_json },
        },
        after,
      }),
    )
  }

  async function stageAssets(assets: readonly ImportedAsset[], rows: ImportRowRow[]): Promise<void> {
    const existing = await assetsByKey(
      db,
      bodyId,
      assets.map((asset) => asset.key),
    )
    for (const asset of assets) {
      const first = seenAssets.get(asset.key)
      if (first !== undefined) {
        rows.push(
          rejected(asset.line, asset.columns['server.key'] ?? asset.columns['server.name'] ?? '', 'duplicate-key', {
            fr: `Même serveur qu’à la ligne ${first}. Garder une seule ligne.`,
            en: `Same server as on line ${first}. Keep one line.`,
          }),
        )
        continue
      }
      seenAssets.set(asset.key, asset.line)
      counts.assets += 1
      const { kind: _, ...imported } = asset
      const ours = existing.get(asset.key)
      const values = importedAssetValues(imported)
      if (ours === undefined || ours.status !== 'active') {
        const group = assetGroup(asset, grouping)
        const workload = workloadOf(
          group.application,
          group.environment,
          { name: group.application, line: asset.line, imported: null },
          rows,
        )
        counts.added += 1
        rows.push(
          rowOf({
            line: asset.line,
            change: 'added',
            entity: 'asset',
            natural_key: asset.key,
            subject_id: ours?.id ?? newId(),
            name: asset.name,
            code: null,
            after: { kind: 'asset', imported, workloadId: workload.id, fields: [], result: values } satisfies Staged,
          }),
        )
        continue
      }
      counts.seen += 1
      const base = ours.imported_json === null ? null : (JSON.parse(ours.imported_json) as typeof values) // written by publishing
      const { change, fields, result } = threeWay(base, assetValues(ours), values)
      counts[change === 'unchanged' ? 'unchanged' : 'changed'] += 1
      if (change === 'conflict') counts.conflicts += 1
      rows.push(
        rowOf({
          line: asset.line,
          change,
          entity: 'asset',
          natural_key: asset.key,
          subject_id: ours.id,
          name: asset.name,
          code: null,
          before: {
            version: ours.row_version,
            values: assetValues(ours),
            kept: { imported_json: ours.imported_json, source_json: ours.source_json, extra_json: ours.extra_json },
          },
          after: { kind: 'asset', imported, workloadId: ours.workload_id, fields, result } satisfies Staged,
        }),
      )
    }
  }

  return {
    counts,
    /** Rows to stage for a batch of mapped ones. */
    async stage(mapped: readonly MappedRow[]): Promise<ImportRowRow[]> {
      const rows: ImportRowRow[] = []
      const assets: ImportedAsset[] = []
      counts.read += mapped.length
      for (const one of mapped) {
        if (!('kind' in one)) {
          if ('detail' in one) rows.push(rejected(one.line, one.column, one.code, one.detail))
          else {
            counts.ignored += 1
            counts.ignoredBy[one.code] = (counts.ignoredBy[one.code] ?? 0) + 1
          }
        } else if (one.kind === 'asset') assets.push(one)
        else if (one.kind === 'workload') stageWorkload(one, rows)
        else {
          const [fromId, toId] = [byName.get(fold(one.from)), byName.get(fold(one.to))]
          if (fromId === undefined || toId === undefined) {
            const missing = fromId === undefined ? one.from : one.to
            rows.push(
              rejected(one.line, '', 'workload-unknown', {
                fr: `« ${missing} » n’est pas dans l’inventaire. L’importer d’abord.`,
                en: `“${missing}” is not in the inventory. Import it first.`,
              }),
            )
          } else {
            counts.added += 1
            rows.push(
              rowOf({
                line: one.line,
                change: 'added',
                entity: 'dependency',
                natural_key: `${fromId}|${toId}|${one.type}`,
                subject_id: newId(),
                name: `${one.from} → ${one.to}`,
                code: null,
                after: { kind: 'dependency', imported: one, fromId, toId } satisfies Staged,
              }),
            )
          }
        }
      }
      await stageAssets(assets, rows)
      return rows
    },
  }
}
