import { createHash } from 'node:crypto'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import type { ImportBatchRow, ImportRowRow } from '#server/database/schema.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { importRefused } from './imports.problems.ts'
import { findBatch, rowsAfter, updateBatch } from './imports.repository.ts'
import { publish } from './publishing.ts'
import { ensureBatch, type ImportsDeps, type Watch } from './reading.usecases.ts'
import { assetColumns, type Before, type Staged, type StagedAsset } from './staged.ts'

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

export const undoDays = 30

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

/** Workloads on which a later act of a person rests: a classification, a decision, a wave or a cost that did not come with this batch. */
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
  const placed = await tx
    .selectFrom('wave_member')
    .select('workload_id')
    .where('workload_id', 'in', [...ids])
    .where('added_at', '>', since)
    .execute()
  return new Set([...decisions, ...records, ...costs, ...placed].map((row) => row.workload_id))
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
