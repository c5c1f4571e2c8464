import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type {
  ImportBatchView,
  ImportChangeView,
  ImportGrouping,
  InventoryFormat,
} from '#models/imports/import.views.ts'
import type { RowRejection } from '#models/imports/imported.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { ImportBatchRow, ImportRowRow } from '#server/database/schema.ts'
import type { Clock } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { importRefused } from './imports.problems.ts'
import {
  batchesIn,
  clearRows,
  countAssets,
  findBatch,
  insertBatch,
  insertRows,
  rememberedMapping,
  rememberMapping,
  rowsAfter,
  updateBatch,
} from './imports.repository.ts'
import { publish } from './publishing.ts'
import {
  type ChosenColumn,
  describeInventory,
  type InventoryDescription,
  inventoryBatches,
} from './readers/read-inventory.ts'
import { assetColumns, type Before, type Staged, type StagedAsset } from './staged.ts'
import { type Counts, createStaging } from './staging.ts'

export type ImportsDeps = { readonly db: Database; readonly clock: Clock }
export type Watch = {
  readonly signal?: AbortSignal
  progress?(done: number, total: number | null, step: Bilingual): void
}

const undoDays = 30

/** Notes a received file; nothing of it is read yet. */
export async function receiveFile(
  deps: ImportsDeps,
  reach: Reach,
  file: {
    readonly bodyCode: string
    readonly fileName: string
    readonly sha256: string
    readonly bytes: number
    readonly id?: string
  },
): Promise<string> {
  const body = await bodyInReach(deps, reach, file.bodyCode)
  const id = file.id ?? newId()
  await changing(deps, reach, async (work) => {
    const row = {
      id,
      body_id: body.id,
      file_name: basename(file.fileName).slice(0, 200),
      sha256: file.sha256,
      bytes: file.bytes,
      format: 'custom',
      format_version: '',
      state: 'reading',
      description_json: '{}',
      grouping: 'name-pattern',
      counts_json: '{}',
      problem_json: null,
      stated_by: reach.actor,
      received_at: work.at,
      applied_at: null,
      undone_at: null,
    }
    await insertBatch(work.tx, row)
    await work.record({
      bodyId: body.id,
      action: 'import.received',
      objectType: 'import',
      objectId: id,
      after: { file: row.file_name, sha256: file.sha256, bytes: file.bytes },
    })
  })
  return id
}

export async function ensureBatch(deps: Pick<ImportsDeps, 'db'>, reach: Reach, id: string): Promise<ImportBatchRow> {
  const batch = await findBatch(reach, deps.db, id)
  if (batch === undefined) throw importRefused('import-not-found')
  return batch
}

/** An applied batch is never read again: its rows are what undoes it. */
const readable: ReadonlySet<string> = new Set(['reading', 'mapping', 'staged', 'failed', 'cancelled'])

type Choice = { readonly columns: readonly ChosenColumn[]; readonly grouping: ImportGrouping }

/** Reads a received file and stages what it would change. Columns that nothing settles leave the batch to the mapping screen. */
export async function readBatch(
  deps: ImportsDeps,
  reach: Reach,
  id: string,
  path: string,
  choice?: Choice,
  watch: Watch = {},
): Promise<InventoryDescription> {
  const batch = await ensureBatch(deps, reach, id)
  if (!readable.has(batch.state)) throw importRefused('import-not-ready')
  try {
    watch.progress?.(0, null, { fr: 'Reconnaissance du fichier', en: 'Recognising the file' })
    const first = await describeInventory(path, {
      fileName: batch.file_name,
      ...(choice === undefined ? {} : { chosen: choice.columns }),
    })
    const remembered = first.isCertain
      ? undefined
      : await rememberedMapping(deps.db, batch.body_id, first.headerSignature)
    const kept = remembered === undefined ? undefined : (JSON.parse(remembered.mapping_json) as Choice) // written by chooseMapping
    const description =
      kept === undefined ? first : await describeInventory(path, { fileName: batch.file_name, chosen: kept.columns })
    const grouping = choice?.grouping ?? kept?.grouping ?? description.grouping
    const { readings: _, ...told } = description
    const counts = await stageRows(deps, batch, path, { ...description, grouping }, watch)
    await updateBatch(deps.db, id, {
      format: description.format,
      format_version: description.formatVersion,
      state: description.isCertain ? 'staged' : 'mapping',
      description_json: JSON.stringify(told),
      grouping,
      counts_json: JSON.stringify({
        ...counts,
        absent: counts.assets === 0 ? 0 : Math.max(0, (await countAssets(deps.db, batch.body_id)) - counts.seen),
      }),
      problem_json: null,
    })
    return { ...description, grouping }
  } catch (error) {
    const problem =
      error instanceof ProblemError ? { code: error.code, detail: error.detail, errors: error.errors } : null
    await updateBatch(deps.db, id, {
      state: watch.signal?.aborted === true ? 'cancelled' : 'failed',
      problem_json: problem === null ? null : JSON.stringify(problem),
    })
    throw error
  }
}

async function stageRows(
  deps: ImportsDeps,
  batch: ImportBatchRow,
  path: string,
  description: InventoryDescription,
  watch: Watch,
): Promise<Counts> {
  await clearRows(deps.db, batch.id)
  const staging = await createStaging(deps.db, batch.id, batch.body_id, description.grouping)
  const total = description.tables.filter((table) => table.used).reduce((sum, table) => sum + table.rows, 0)
  for await (const mapped of inventoryBatches(path, description, {
    fileName: batch.file_name,
    ...(watch.signal === undefined ? {} : { signal: watch.signal }),
  })) {
    await insertRows(deps.db, await staging.stage(mapped))
    watch.progress?.(staging.counts.read, total, {
      fr: 'Comparaison avec le portefeuille',
      en: 'Comparing with the portfolio',
    })
  }
  await insertRows(deps.db, await staging.stageRelations())
  return staging.counts
}

/** Keeps the columns a person chose; remembered for files with the same headers when asked. */
export async function chooseMapping(
  deps: ImportsDeps,
  reach: Reach,
  id: string,
  choice: Choice & { readonly remember: boolean },
): Promise<void> {
  const batch = await ensureBatch(deps, reach, id)
  if (batch.state !== 'mapping' && batch.state !== 'staged') throw importRefused('import-not-ready')
  if (!choice.remember) return
  const { headerSignature } = JSON.parse(batch.description_json) as InventoryDescription // written by readBatch
  await changing(deps, reach, async (work) => {
    await rememberMapping(work.tx, {
      id: newId(),
      body_id: batch.body_id,
      header_signature: headerSignature,
      mapping_json: JSON.stringify({ columns: choice.columns, grouping: choice.grouping }),
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId: batch.body_id,
      action: 'import.mapping-remembered',
      objectType: 'import',
      objectId: id,
      after: { columns: choice.columns.length },
    })
  })
}

/** Rows of a batch that change something, a page at a time, workloads before the servers that they hold. */
async function* changingRows(db: Parameters<typeof rowsAfter>[0], id: string): AsyncGenerator<ImportRowRow[]> {
  for (let after = 0; ;) {
    const page = await rowsAfter(db, id, { after, limit: 5_000, changes: ['added', 'changed', 'conflict'] })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < 5_000) return
    after = last.ordinal
  }
}

/** Publishes a staged batch in one transaction with its one audit event, then brings verdicts and costs up to date. */
export async function applyBatch(deps: ImportsDeps, reach: Reach, id: string, watch: Watch = {}): Promise<void> {
  const batch = await ensureBatch(deps, reach, id)
  if (batch.state !== 'staged') throw importRefused('import-not-ready')
  const publishing = { fr: 'Publication', en: 'Publishing' }
  watch.progress?.(0, null, publishing)
  const body = await deps.db.selectFrom('body').select('code').where('id', '=', batch.body_id).executeTakeFirstOrThrow()
  const workloadIds = new Set<string>()
  await changing(deps, reach, async (work) => {
    const again = await findBatch(reach, work.tx, id)
    if (again?.state !== 'staged') throw importRefused('import-not-ready')
    const digest = createHash('sha256')
    let rows = 0
    for await (const page of changingRows(work.tx, id)) {
      watch.signal?.throwIfAborted()
      const publication = await publish(work, batch, body, reach.actor, page)
      for (const workload of publication.workloadIds) workloadIds.add(workload)
      for (const row of page) digest.update(canonicalJson([row.change, row.entity, row.natural_key, row.after_json]))
      rows += page.length
      watch.progress?.(rows, null, publishing)
    }
    await updateBatch(work.tx, id, { state: 'applied', applied_at: work.at })
    await setSetting(work.tx, 'data-as-of', work.at.slice(0, 10))
    const after = { file: batch.file_name, rows, digest: digest.digest('hex') }
    await work.record({ bodyId: batch.body_id, action: 'import.applied', objectType: 'import', objectId: id, after })
  }).catch((error: unknown) => {
    const isTaken = error instanceof Error && /UNIQUE constraint|duplicate key/i.test(error.message)
    throw isTaken ? importRefused('import-stale') : error
  })
  await assessWorkloads(deps, reach, [...workloadIds], {
    progress: (done, step) => watch.progress?.(done, workloadIds.size, step),
  })
}

/** Takes back an applied batch whole, or refuses with the list of what was changed since (DECISIONS 16). */
export async function undoBatch(deps: ImportsDeps, reach: Reach, id: string): Promise<{ readonly undone: number }> {
  const batch = await ensureBatch(deps, reach, id)
  if (batch.state !== 'applied') throw importRefused('import-not-applied')
  if (Date.parse(batch.applied_at ?? '') + undoDays * 86_400_000 < deps.clock.now().getTime())
    throw importRefused('import-undo-too-late')
  const rows: ImportRowRow[] = []
  for (let after = 0; ;) {
    const page = await rowsAfter(deps.db, id, { after, limit: 5_000, changes: ['added', 'changed', 'conflict'] })
    rows.push(...page)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.ordinal
  }
  const workloads = await changing(deps, reach, async (work) => {
    const touched = await touchedSince(work.tx, batch, rows)
    if (touched.length > 0)
      throw importRefused(
        'import-undo-refused',
        touched.slice(0, 200).map((row) => ({
          code: 'changed-since',
          row: row.line,
          detail: { fr: `${row.name} a été modifié depuis.`, en: `${row.name} was changed since.` },
        })),
      )
    const changedWorkloads = await takeBack(work.tx, rows)
    await retractCosts(work.tx, batch, reach.actor, work.at)
    await updateBatch(work.tx, id, { state: 'undone', undone_at: work.at })
    await work.record({
      bodyId: batch.body_id,
      action: 'import.undone',
      objectType: 'import',
      objectId: id,
      after: { file: batch.file_name, rows: rows.length },
    })
    return changedWorkloads
  })
  await assessWorkloads(deps, reach, workloads)
  return { undone: rows.length }
}

type Tx = Parameters<typeof publish>[0]['tx']

async function touchedSince(tx: Tx, batch: ImportBatchRow, rows: readonly ImportRowRow[]): Promise<ImportRowRow[]> {
  const touched = new Set<ImportRowRow>()
  for (const entity of ['asset', 'workload'] as const) {
    const own = rows.filter((row) => row.entity === entity && row.subject_id !== null)
    for (let start = 0; start < own.length; start += 5_000) {
      const part = own.slice(start, start + 5_000)
      const ids = part.map((row) => row.subject_id ?? '')
      const current = await tx.selectFrom(entity).select(['id', 'row_version']).where('id', 'in', ids).execute()
      const versions = new Map(current.map((row) => [row.id, row.row_version]))
      const workloadOf = (row: ImportRowRow) =>
        entity === 'workload' ? (row.subject_id ?? '') : (JSON.parse(row.after_json ?? '{}') as StagedAsset).workloadId // written by staging
      const relied = await reliedOn(tx, batch, [...new Set(part.map(workloadOf))])
      for (const row of part) {
        const before = row.before_json === null ? 0 : (JSON.parse(row.before_json) as Before).version // written by staging
        if (versions.get(row.subject_id ?? '') !== before + 1 || relied.has(workloadOf(row))) touched.add(row)
      }
    }
  }
  const own = new Set(rows.map((row) => row.subject_id))
  const made = rows.filter((row) => row.entity === 'workload' && row.change === 'added')
  for (let start = 0; start < made.length; start += 5_000) {
    const part = made.slice(start, start + 5_000)
    const attached = await attachedTo(
      tx,
      part.map((row) => row.subject_id ?? ''),
    )
    const joined = new Set(attached.filter((one) => !own.has(one.id)).map((one) => one.workload))
    for (const row of part) if (joined.has(row.subject_id ?? '')) touched.add(row)
  }
  return [...touched]
}

/** What hangs on workloads: their servers, and their dependencies both ways. */
async function attachedTo(tx: Tx, ids: readonly string[]): Promise<{ id: string; workload: string }[]> {
  const list = [...ids, '']
  const assets = await tx
    .selectFrom('asset')
    .select(['id', 'workload_id as workload'])
    .where('workload_id', 'in', list)
    .where('status', '=', 'active')
    .execute()
  const from = await tx
    .selectFrom('dependency')
    .select(['id', 'from_workload_id as workload'])
    .where('from_workload_id', 'in', list)
    .execute()
  const to = await tx
    .selectFrom('dependency')
    .select(['id', 'to_workload_id as workload'])
    .where('to_workload_id', 'in', list)
    .execute()
  return [...assets, ...from, ...to]
}

/** Workloads on which a later act of a person rests: a classification, a decision or a cost that did not come with this batch. */
async function reliedOn(tx: Tx, batch: ImportBatchRow, ids: readonly string[]): Promise<Set<string>> {
  const since = batch.applied_at ?? ''
  const decisions = await tx
    .selectFrom('decision')
    .select('workload_id')
    .where('workload_id', 'in', [...ids])
    .where('proposed_at', '>', since)
    .execute()
  const records = await tx
    .selectFrom('classification')
    .select('workload_id')
    .where('workload_id', 'in', [...ids])
    .where((where) => where.or([where('proposed_at', '>', since), where('decided_at', '>', since)]))
    .execute()
  const costs = await tx
    .selectFrom('current_cost')
    .select('workload_id')
    .where('workload_id', 'in', [...ids])
    .where('recorded_at', '>', since)
    .execute()
  return new Set([...decisions, ...records, ...costs].map((row) => row.workload_id))
}

async function takeBack(tx: Tx, rows: readonly ImportRowRow[]): Promise<string[]> {
  const idsOf = (entity: string) =>
    rows.filter((row) => row.entity === entity && row.change === 'added').map((row) => row.subject_id ?? '')
  for (const [table, ids] of [
    ['asset', idsOf('asset')],
    ['dependency', idsOf('dependency')],
  ] as const) {
    for (let start = 0; start < ids.length; start += 5_000)
      await tx
        .deleteFrom(table)
        .where('id', 'in', [...ids.slice(start, start + 5_000), ''])
        .execute()
  }
  const gone = idsOf('workload')
  for (let start = 0; start < gone.length; start += 5_000) {
    const part = [...gone.slice(start, start + 5_000), '']
    // A workload is never deleted: agreed rows may name it. It leaves the inventory.
    await tx
      .updateTable('workload')
      .set((old) => ({ status: 'removed', row_version: old('row_version', '+', 1) }))
      .where('id', 'in', part)
      .execute()
    await tx
      .updateTable('classification')
      .set({ state: 'superseded' })
      .where('workload_id', 'in', part)
      .where('state', '=', 'proposed')
      .execute()
  }
  const touched = new Set<string>()
  for (const row of rows.filter((one) => one.change !== 'added' && one.before_json !== null)) {
    const before = JSON.parse(row.before_json ?? '') as Before // written by staging
    const staged = JSON.parse(row.after_json ?? '') as Staged // written by staging
    if (staged.kind === 'asset') {
      touched.add(staged.workloadId)
      await tx
        .updateTable('asset')
        .set({ ...assetColumns(before.values), ...before.kept, row_version: before.version + 2 })
        .where('id', '=', row.subject_id ?? '')
        .execute()
    } else {
      touched.add(row.subject_id ?? '')
      const text = (field: string) => (typeof before.values[field] === 'string' ? before.values[field] : null)
      await tx
        .updateTable('workload')
        .set({
          technology: text('technology'),
          current_hosting: text('currentHosting'),
          proposed_strategy: text('proposedStrategy'),
          ...before.kept,
          row_version: before.version + 2,
        })
        .where('id', '=', row.subject_id ?? '')
        .execute()
      await tx
        .updateTable('application')
        .set((old) => ({ mission: text('mission'), owner: text('owner'), row_version: old('row_version', '+', 1) }))
        .where('id', '=', staged.kind === 'workload' ? staged.applicationId : '')
        .execute()
    }
  }
  return [...touched]
}

/** Costs are never deleted: the one this batch brought is followed by the one before it, or by a retraction. */
async function retractCosts(tx: Tx, batch: ImportBatchRow, actor: string, at: string): Promise<void> {
  const brought = await tx
    .selectFrom('current_cost')
    .selectAll()
    .where('body_id', '=', batch.body_id)
    .where('kind', '=', 'imported')
    .where('recorded_at', '=', batch.applied_at ?? '')
    .execute()
  for (const cost of brought) {
    const former = await tx
      .selectFrom('current_cost')
      .selectAll()
      .where('workload_id', '=', cost.workload_id)
      .where('recorded_at', '<', cost.recorded_at)
      .orderBy('recorded_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const again = former ?? { ...cost, amount_cents: 0, kind: 'retracted' }
    await tx
      .insertInto('current_cost')
      .values({ ...again, id: newId(), stated_by: actor, recorded_at: at })
      .execute()
  }
}

/** Files whose reading a stopped process left behind: said, so that they can be sent again; nothing of them was published. */
export async function failInterruptedReadings(db: Database): Promise<void> {
  const problem = {
    code: 'import-interrupted',
    detail: {
      fr: 'Le service s’est arrêté pendant la lecture. Rien n’a été publié. Envoyer le fichier à nouveau.',
      en: 'The service stopped during the reading. Nothing was published. Send the file again.',
    },
  }
  await db
    .updateTable('import_batch')
    .set({ state: 'failed', problem_json: JSON.stringify(problem) })
    .where('state', '=', 'reading')
    .execute()
}

/** Gives up a batch that was not applied. */
export async function dropBatch(deps: ImportsDeps, reach: Reach, id: string): Promise<void> {
  const batch = await ensureBatch(deps, reach, id)
  if (!['staged', 'mapping', 'failed', 'cancelled'].includes(batch.state)) throw importRefused('import-not-ready')
  await changing(deps, reach, async (work) => {
    await clearRows(work.tx, id)
    await updateBatch(work.tx, id, { state: 'cancelled' })
    await work.record({
      bodyId: batch.body_id,
      action: 'import.dropped',
      objectType: 'import',
      objectId: id,
      after: { file: batch.file_name },
    })
  })
}

type StoredCounts = Counts & { readonly absent: number }
type Rejection = Pick<RowRejection, 'table' | 'column' | 'code' | 'detail' | 'source'>

/** A batch as its screens show it. */
export async function batchView(deps: ImportsDeps, reach: Reach, batch: ImportBatchRow): Promise<ImportBatchView> {
  const told = JSON.parse(batch.description_json) as Partial<InventoryDescription> // written by readBatch
  const counts = JSON.parse(batch.counts_json) as Partial<StoredCounts> // idem
  const body = await deps.db.selectFrom('body').select('code').where('id', '=', batch.body_id).executeTakeFirstOrThrow()
  const rejections = await rowsAfter(deps.db, batch.id, { after: 0, limit: 1_000, changes: ['rejected'] })
  const groups = Map.groupBy(rejections, (row) => row.code ?? '')
  return {
    id: batch.id,
    body: body.code,
    fileName: batch.file_name,
    sha256: batch.sha256,
    bytes: batch.bytes,
    format: batch.format as InventoryFormat, // written by readBatch
    formatVersion: batch.format_version,
    encoding: told.encoding ?? '',
    delimiter: told.delimiter ?? null,
    state: batch.state as ImportBatchView['state'], // written by this file
    grouping: batch.grouping as ImportGrouping, // idem
    tables: told.tables ?? [],
    columns: told.columns ?? [],
    proofs: told.proofs ?? [],
    rows: {
      read: counts.read ?? 0,
      added: counts.added ?? 0,
      changed: counts.changed ?? 0,
      unchanged: counts.unchanged ?? 0,
      ignored: counts.ignored ?? 0,
      rejected: counts.rejected ?? 0,
    },
    conflicts: counts.conflicts ?? 0,
    workloads: counts.workloads ?? 0,
    assets: counts.assets ?? 0,
    absentFromFile: counts.absent ?? 0,
    rejectedByCode: Object.entries(counts.rejectedBy ?? {})
      .toSorted(([, a], [, b]) => b - a)
      .flatMap(([code, count]) => {
        const [row] = groups.get(code) ?? []
        if (row === undefined) return []
        const { detail, column } = rejectionOf(row)
        return [
          { code, count, title: detail, example: { row: row.line, column, code, message: detail[reach.language] } },
        ]
      }),
    ignoredByCode: Object.entries(counts.ignoredBy ?? {}).map(([code, count]) => ({
      code,
      count,
      title: ignoredTitles[code] ?? { fr: code, en: code },
    })),
    problem: batch.problem_json === null ? null : (JSON.parse(batch.problem_json) as ImportBatchView['problem']), // written by readBatch
    by: batch.stated_by,
    receivedAt: batch.received_at,
    appliedAt: batch.applied_at,
    undoableUntil:
      batch.state === 'applied'
        ? new Date(Date.parse(batch.applied_at ?? '') + undoDays * 86_400_000).toISOString().slice(0, 10)
        : null,
  }
}

const ignoredTitles: Readonly<Record<string, Bilingual>> = {
  'blank-row': { fr: 'Lignes vides', en: 'Blank rows' },
  template: { fr: 'Modèles de machines', en: 'Machine templates' },
  placeholder: { fr: 'Machines de réserve (SRM)', en: 'SRM placeholders' },
  'other-record': { fr: 'Autres enregistrements', en: 'Other records' },
}

export async function listBatches(deps: ImportsDeps, reach: Reach): Promise<ImportBatchView[]> {
  return Promise.all((await batchesIn(reach, deps.db)).map((batch) => batchView(deps, reach, batch)))
}

export function rejectionOf(row: ImportRowRow): Rejection {
  return JSON.parse(row.after_json ?? '{}') as Rejection // written by staging
}

/** A page of the preview. */
export async function batchChanges(
  deps: ImportsDeps,
  reach: Reach,
  id: string,
  page: {
    readonly after: number
    readonly limit: number
    readonly changes?: readonly string[]
    readonly search?: string
  },
): Promise<{ items: ImportChangeView[]; next: string | null }> {
  await ensureBatch(deps, reach, id)
  const rows = await rowsAfter(deps.db, id, page)
  const shown = (value: string | number | boolean | null) => (value === null ? null : String(value))
  const items = rows.map((row): ImportChangeView => {
    const staged = row.change === 'rejected' ? undefined : (JSON.parse(row.after_json ?? '{}') as Staged) // written by staging
    const fields =
      staged === undefined || staged.kind === 'dependency'
        ? []
        : row.change === 'added'
          ? Object.entries(staged.result).flatMap(([field, after]) =>
              after === null ? [] : [{ field, before: null, after: shown(after), kept: false }],
            )
          : staged.fields.map((one) => ({
              field: one.field,
              before: shown(one.before),
              after: shown(one.after),
              kept: one.kept,
            }))
    return {
      row: row.line,
      change: row.change as ImportChangeView['change'],
      entity: row.entity as ImportChangeView['entity'],
      name: row.name,
      code: row.code,
      fields,
    } // written by staging
  })
  return { items, next: rows.length === page.limit ? String(rows.at(-1)?.ordinal ?? '') : null }
}

/** What the command line says of an import (CONTRACT). */
export type ImportSummary = {
  readonly batch: string
  readonly format: InventoryFormat
  readonly rows: ImportBatchView['rows']
  readonly rejected: readonly { row: number; column: string; code: string; message: string }[]
  readonly workloads: number
  readonly assets: number
}

/** Reads and, unless it is a dry run, publishes a file from the machine's own disk. A dry run leaves no trace in the portfolio. */
export async function importInventory(
  deps: ImportsDeps,
  reach: Reach,
  given: { readonly file: string; readonly bodyCode: string; readonly format: string; readonly dryRun: boolean },
): Promise<ImportSummary> {
  const { sha256, bytes } = await fileDigest(given.file)
  const id = await receiveFile(deps, reach, { bodyCode: given.bodyCode, fileName: given.file, sha256, bytes })
  const description = await readBatch(deps, reach, id, given.file)
  const batch = await ensureBatch(deps, reach, id)
  const view = await batchView(deps, reach, batch)
  if (given.format !== 'auto' && given.format !== view.format) {
    await dropBatch(deps, reach, id)
    throw importRefused('import-format-mismatch')
  }
  const refused = (await rowsAfter(deps.db, id, { after: 0, limit: 1_000, changes: ['rejected'] })).map((row) => {
    const { column, code, detail } = rejectionOf(row)
    return { row: row.line, column, code, detail }
  })
  const rejected = refused.map(({ detail, ...one }) => ({ ...one, message: detail[reach.language] }))
  if (view.rows.added + view.rows.changed + view.rows.unchanged === 0) {
    await dropBatch(deps, reach, id)
    throw importRefused('import-nothing-read', refused.slice(0, 20))
  }
  if (given.dryRun) await dropBatch(deps, reach, id)
  else {
    if (!description.isCertain) await updateBatch(deps.db, id, { state: 'staged' }) // asked for by name on the command line: the guess is taken, and listed
    await applyBatch(deps, reach, id)
  }
  return { batch: id, format: view.format, rows: view.rows, rejected, workloads: view.workloads, assets: view.assets }
}

async function fileDigest(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path)) {
      const part = chunk as Buffer // a binary stream without encoding
      hash.update(part)
      bytes += part.length
    }
  } catch {
    throw new ProblemError({
      code: 'file-not-found',
      status: 422,
      title: { fr: 'Fichier introuvable', en: 'File not found' },
      detail: {
        fr: `Le fichier ${path} ne peut pas être lu. Vérifier le chemin et les droits.`,
        en: `The file ${path} cannot be read. Check the path and the rights.`,
      },
    })
  }
  return { sha256: hash.digest('hex'), bytes }
}
