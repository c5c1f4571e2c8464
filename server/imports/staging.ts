import { assetGroup } from '#models/imports/grouping.ts'
import type { ImportGrouping } from '#models/imports/import.views.ts'
import type {
  ImportedAsset,
  ImportedDependency,
  ImportedWorkload,
  MappedRow,
  RowRejection,
} from '#models/imports/imported.ts'
import { changedFacts, type ExtraFact, threeWay, withFacts } from '#models/imports/three-way.ts'
import { fold } from '#models/shared/fold.ts'
import type { Database } from '#server/database/database.ts'
import type { ImportRowRow } from '#server/database/schema.ts'
import { rowSource } from '#server/inventory/sourced-values.ts'
import { newId } from '#server/shared/ids.ts'
import { assetsByKey, type BodyWorkload, dependenciesOfBody, workloadsOfBody } from './imports.repository.ts'
import {
  type Before,
  assetValues,
  dependencyKind,
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
  const byLooseName = new Map<string, string>()
  const remember = (name: string, environment: string, id: string) => {
    for (const [names, key] of [
      [byName, name],
      [byLooseName, looseName(name)],
    ] as const)
      if (environment === 'production' || !names.has(key)) names.set(key, id)
  }
  const relations: ImportedDependency[] = []
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
    for (const name of [applicationKey, fold(row.name)]) remember(name, row.environment, row.id)
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
  const rejected = ({ line, table, column, code, detail, source }: RowRejection): ImportRowRow => {
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
      after: { table, column, code, detail, source },
    })
  }
  const duplicate = (
    { line, table }: { readonly line: number; readonly table: string },
    column: string,
    name: string,
    detail: { fr: string; en: string },
  ) => rejected({ line, table, column, code: 'duplicate-key', detail, source: [{ name: column, value: name }] })

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
    for (const name of [applicationKey, fold(from.name)]) remember(name, environment, made.id)
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
      facts: [],
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
        duplicate(imported, imported.columns['application.name'] ?? '', imported.application, {
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
    const compared = threeWay(base, ours, importedWorkloadValues(imported))
    const facts = changedFacts(rowSource(known.row.source_json).extra ?? [], imported.extra)
    const { fields, result } = compared
    const change = withFacts(compared.change, facts)
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
      facts,
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
          kept: {
            imported_json: known.row.imported_json,
            source_json: known.row.source_json,
            search_text: known.row.search_text,
          },
        },
        after,
      }),
    )
  }

  function stageRelation(one: ImportedDependency, linked: Set<string>): ImportRowRow {
    const idOf = (name: string) => byName.get(fold(name)) ?? byLooseName.get(looseName(name))
    const [fromId, toId] = [idOf(one.from), idOf(one.to)]
    if (fromId === undefined || toId === undefined) {
      const [missing, column] = fromId === undefined ? [one.from, one.columns.from] : [one.to, one.columns.to]
      return rejected({
        line: one.line,
        table: one.table,
        column,
        code: 'workload-unknown',
        detail: {
          fr: `« ${missing} » n’est pas dans l’inventaire. L’importer d’abord.`,
          en: `“${missing}” is not in the inventory. Import it first.`,
        },
        source: [
          { name: one.columns.from, value: one.from },
          { name: one.columns.to, value: one.to },
        ],
      })
    }
    const key = `${fromId}|${toId}|${dependencyKind(one)}`
    const change = linked.has(key) ? 'unchanged' : 'added'
    linked.add(key)
    counts[change] += 1
    return rowOf({
      line: one.line,
      change,
      entity: 'dependency',
      natural_key: key,
      subject_id: newId(),
      name: `${one.from} → ${one.to}`,
      code: null,
      after: { kind: 'dependency', imported: one, fromId, toId } satisfies Staged,
    })
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
          duplicate(asset, asset.columns['server.key'] ?? asset.columns['server.name'] ?? '', asset.name, {
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
          {
            name: group.application,
            line: asset.line,
            imported: saidOfWorkload(asset, group.application, group.environment),
          },
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
            after: {
              kind: 'asset',
              imported,
              workloadId: workload.id,
              fields: [],
              facts: [],
              result: values,
            } satisfies Staged,
          }),
        )
        continue
      }
      counts.seen += 1
      const base = ours.imported_json === null ? null : (JSON.parse(ours.imported_json) as typeof values) // written by publishing
      const compared = threeWay(base, assetValues(ours), values)
      const facts = changedFacts(JSON.parse(ours.extra_json) as ExtraFact[], imported.extra) // written by publishing
      const { fields, result } = compared
      const change = withFacts(compared.change, facts)
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
          after: { kind: 'asset', imported, workloadId: ours.workload_id, fields, facts, result } satisfies Staged,
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
          if ('detail' in one) rows.push(rejected(one))
          else {
            counts.ignored += 1
            counts.ignoredBy[one.code] = (counts.ignoredBy[one.code] ?? 0) + 1
          }
        } else if (one.kind === 'asset') assets.push(one)
        else if (one.kind === 'workload') stageWorkload(one, rows)
        else relations.push(one)
      }
      await stageAssets(assets, rows)
      return rows
    },
    /** Rows of the dependencies, once every workload of the file is known: a file may name one before it describes it. */
    async stageRelations(): Promise<ImportRowRow[]> {
      if (relations.length === 0) return []
      const linked = new Set(await dependenciesOfBody(db, bodyId))
      return relations.map((one) => stageRelation(one, linked))
    },
  }
}

/** A name as relations compare it: case, blanks, hyphens and underscores do not count. */
const looseName = (name: string) => fold(name).replace(/[\s_-]/g, '')

/** What a server's row says of the workload that it is the first to name. */
function saidOfWorkload(
  asset: ImportedAsset,
  application: string,
  environment: ImportedWorkload['environment'],
): Omit<ImportedWorkload, 'kind'> {
  return {
    line: asset.line,
    table: asset.table,
    columns: Object.fromEntries(Object.entries(asset.columns).filter(([field]) => !field.startsWith('server.'))),
    extra: [],
    key: fold(application),
    name: application,
    application,
    environment,
    mission: null,
    owner: asset.owner,
    technology: null,
    currentHosting: asset.hosting,
    strategy: asset.strategy,
    annualCostCents: null,
    d: null,
    i: null,
    c: null,
    personalInformation: null,
  }
}
