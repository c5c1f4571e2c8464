import type {
  ImportBatchView,
  ImportChangeView,
  ImportGrouping,
  InventoryFormat,
} from '#models/imports/import.views.ts'
import type { RowRejection } from '#models/imports/imported.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import type { ImportBatchRow, ImportRowRow } from '#server/database/schema.ts'
import { undoDays } from './applying.usecases.ts'
import { batchesIn, rowsAfter } from './imports.repository.ts'
import { batchEtag, ensureBatch, type ImportsDeps } from './reading.usecases.ts'
import type { InventoryDescription } from './readers/read-inventory.ts'
import type { Staged } from './staged.ts'
import type { Counts } from './staging.ts'

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
    etag: batchEtag(batch),
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
  'same-connection': {
    fr: 'Liaisons déjà comptées, à un autre moment ou entre d’autres serveurs',
    en: 'Connections already counted, at another time or between other servers',
  },
  'same-workload': { fr: 'Liaisons au sein d’une même charge', en: 'Connections inside one workload' },
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
          : [...staged.fields, ...(staged.facts ?? [])].map((one) => ({
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
