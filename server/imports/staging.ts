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
import {
  assetsByKey,
  type BodyWorkload,
  dependenciesOfBody,
  serversOfBody,
  workloadsOfBody,
} from './imports.repository.ts'
import { createConnections, createServerIndex } from './servers.ts'
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
  const connections = createConnections()
  const servers = createServerIndex()
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

  const ignore = (code: string) => {
    counts.ignored += 1
    counts.ignoredBy[code] = (counts.ignoredBy[code] ?? 0) + 1
  }

  /** The two ends of a relation: applications and workloads by name, then servers; a connection is between servers first. */
  function endOf(one: ImportedDependency, end: 'from' | 'to') {
    const name = one[end]
    const named = byName.get(fold(name)) ?? byLooseName.get(looseName(name))
    const server = servers.find(name, end === 'to' ? (one.connection?.address ?? null) : null)
    if (one.connection === undefined && named !== undefined) return { workloadId: named, isServer: false }
    if (server !== undefined && server !== 'ambiguous') return { workloadId: server.workloadId, isServer: true }
    return server
  }

  function unknownEnd(one: ImportedDependency, end: 'from' | 'to', isAmbiguous: boolean): ImportRowRow {
    const name = one[end]
    const isConnection = one.connection !== undefined
    const detail = isAmbiguous
      ? {
          fr: `Plusieurs serveurs de charges différentes se nomment « ${name} ». Les distinguer dans l’inventaire.`,
          en: `Several servers of different workloads are named “${name}”. Tell them apart in the inventory.`,
        }
      : isConnection
        ? {
            fr: `« ${name} » n’est pas un serveur de l’inventaire. L’importer d’abord s’il est de l’organisme.`,
            en: `“${name}” is not a server of the inventory. Import it first if it belongs to the body.`,
          }
        : {
            fr: `« ${name} » n’est pas dans l’inventaire. L’importer d’abord.`,
            en: `“${name}” is not in the inventory. Import it first.`,
          }
    return rejected({
      line: one.line,
      table: one.table,
      column: one.columns[end],
      code: isAmbiguous ? 'server-ambiguous' : isConnection ? 'server-unknown' : 'workload-unknown',
      detail,
      source: [
        { name: one.columns.from, value: one.from },
        { name: one.columns.to, value: one.to },
      ],
    })
  }

  /** A link between two workloads; undefined for a connection that adds none. */
  function stageRelation(
    one: ImportedDependency,
    linked: Set<string>,
    connected: Set<string>,
  ): ImportRowRow | undefined {
    const [from, to] = [endOf(one, 'from'), endOf(one, 'to')]
    if (from === undefined || from === 'ambiguous') return unknownEnd(one, 'from', from === 'ambiguous')
    if (to === undefined || to === 'ambiguous') return unknownEnd(one, 'to', to === 'ambiguous')
    const [fromId, toId] = [from.workloadId, to.workloadId]
    if (fromId === toId && (from.isServer || to.isServer)) {
      ignore('same-workload')
      return undefined
    }
    const key = `${fromId}|${toId}|${dependencyKind(one)}`
    if (one.connection !== undefined && connected.has(key)) {
      ignore('same-connection')
      return undefined
    }
    connected.add(key)
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
        servers.remember({ name: asset.name, facts: asset.extra }, workload.id)
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
          else ignore(one.code)
        } else if (one.kind === 'asset') assets.push(one)
        else if (one.kind === 'workload') stageWorkload(one, rows)
        else if (one.connection === undefined) relations.push(one)
        else if (!connections.see(one)) ignore('same-connection')
      }
      await stageAssets(assets, rows)
      return rows
    },
    /** Rows of the dependencies, once every workload of the file is known: a file may name one before it describes it. */
    async stageRelations(): Promise<ImportRowRow[]> {
      const all = [...relations, ...connections.all()]
      if (all.length === 0) return []
      for (const { name, workload_id, extra_json } of await serversOfBody(db, bodyId))
        servers.remember({ name, facts: JSON.parse(extra_json) as ExtraFact[] }, workload_id) // written by publishing
      const linked = new Set(await dependenciesOfBody(db, bodyId))
      const connected = new Set<string>()
      return all.flatMap((one) => stageRelation(one, linked, connected) ?? [])
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
