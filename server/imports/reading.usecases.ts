import { basename } from 'node:path'
import type { ColumnMapping, ImportGrouping } from '#models/imports/import.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureEtag } from '#server/app/versions.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { ImportBatchRow } from '#server/database/schema.ts'
import type { Clock } from '#server/shared/clock.ts'
import { digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { importRefused } from './imports.problems.ts'
import {
  clearRows,
  countAssets,
  findBatch,
  holdBatch,
  insertBatch,
  insertRows,
  rememberedMapping,
  rememberMapping,
  updateBatch,
} from './imports.repository.ts'
import {
  type ChosenColumn,
  describeInventory,
  type InventoryDescription,
  inventoryBatches,
} from './readers/read-inventory.ts'
import { type Counts, createStaging } from './staging.ts'

export type ImportsDeps = { readonly db: Database; readonly clock: Clock }

export type Watch = {
  readonly signal?: AbortSignal
  progress?(done: number, total: number | null, step: Bilingual): void
}

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

/** Strong ETag of what a person sees of a batch and settles its columns on. */
export function batchEtag(batch: ImportBatchRow): string {
  const { state, format, grouping, description_json, counts_json, problem_json } = batch
  const seen = [state, format, grouping, description_json, counts_json, problem_json]
  return `"${digestOf(seen).slice(0, 32)}"`
}

export async function ensureBatch(
  deps: { readonly db: Database | DatabaseTransaction },
  reach: Reach,
  id: string,
): Promise<ImportBatchRow> {
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

/**
 * Keeps the columns a person chose; remembered for files with the same headers when asked. Until the file is read again with them the batch
 * waits: what was staged under other columns is not to be applied.
 */
export async function chooseMapping(
  deps: ImportsDeps,
  reach: Reach,
  id: string,
  expected: string,
  choice: Choice & { readonly remember: boolean },
): Promise<ImportBatchRow> {
  return changing(deps, reach, async (work) => {
    const { tx } = work
    await holdBatch(tx, id)
    const batch = await ensureBatch({ db: tx }, reach, id)
    ensureEtag(batchEtag(batch), expected)
    if (batch.state !== 'mapping' && batch.state !== 'staged') throw importRefused('import-not-ready')
    const told = JSON.parse(batch.description_json) as InventoryDescription // written by readBatch
    await updateBatch(tx, id, {
      state: 'mapping',
      grouping: choice.grouping,
      description_json: JSON.stringify({ ...told, columns: told.columns.map((column) => chosen(column, choice)) }),
    })
    if (choice.remember)
      await rememberMapping(tx, {
        id: newId(),
        body_id: batch.body_id,
        header_signature: told.headerSignature,
        mapping_json: JSON.stringify({ columns: choice.columns, grouping: choice.grouping }),
        stated_by: reach.actor,
        recorded_at: work.at,
      })
    await work.record({
      bodyId: batch.body_id,
      action: choice.remember ? 'import.mapping-remembered' : 'import.mapping-chosen',
      objectType: 'import',
      objectId: id,
      after: { columns: choice.columns.length },
    })
    return batch
  })
}

function chosen(column: ColumnMapping, { columns }: Choice): ColumnMapping {
  const choice = columns.find((one) => one.table === column.table && one.column === column.column)
  return choice === undefined ? column : { ...column, field: choice.field, unit: choice.unit }
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
