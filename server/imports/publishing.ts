import type { ImportedWorkload } from '#models/imports/imported.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { unknownClassification } from '#models/classification/classification.schemas.ts'
import type { ApplicationRow, AssetRow, ImportBatchRow, ImportRowRow, WorkloadRow } from '#server/database/schema.ts'
import { searchText } from '#server/inventory/inventory.usecases.ts'
import { rowSource } from '#server/inventory/sourced-values.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { importRefused } from './imports.problems.ts'
import { insertMany } from './imports.repository.ts'
import {
  assetColumns,
  type Before,
  dependencyKind,
  importedAssetValues,
  importedWorkloadValues,
  sourceJson,
  type Staged,
  type StagedAsset,
  type StagedDependency,
  type StagedWorkload,
} from './staged.ts'

type Of<S> = { readonly row: ImportRowRow; readonly staged: S; readonly before: Before | undefined }
export type Publication = { readonly workloadIds: ReadonlySet<string> }

/** Publishes staged rows in the one transaction of `work`: what was simulated, or nothing. */
export async function publish(
  work: Work,
  batch: ImportBatchRow,
  body: { readonly code: string },
  actor: string,
  rows: readonly ImportRowRow[],
): Promise<Publication> {
  const staged = rows.map((row): Of<Staged> => ({
    row,
    staged: JSON.parse(row.after_json ?? '{}') as Staged,
    before: row.before_json === null ? undefined : (JSON.parse(row.before_json) as Before),
  })) // written by staging
  const added = staged.filter((one) => one.row.change === 'added')
  const changed = staged.filter((one) => one.row.change !== 'added')
  const newWorkloads = added.filter((one): one is Of<StagedWorkload> => one.staged.kind === 'workload')
  const newAssets = added.filter((one): one is Of<StagedAsset> => one.staged.kind === 'asset')
  const dependencies = added.filter((one): one is Of<StagedDependency> => one.staged.kind === 'dependency')
  const made = await workloadRows(work, batch, body, newWorkloads)
  // A server that was taken out by an undo comes back under its own id.
  const returning = newAssets.map((one) => one.row.subject_id ?? '')
  for (let start = 0; start < returning.length; start += 5_000) {
    await work.tx
      .deleteFrom('asset')
      .where('id', 'in', [...returning.slice(start, start + 5_000), ''])
      .where('status', '!=', 'active')
      .execute()
  }
  await insertMany(work.tx, { ...made, assets: newAssets.map((one) => assetRow(work, batch, one)) })
  for (const one of changed) {
    if (one.staged.kind === 'asset') await changeAsset(work, batch, one as Of<StagedAsset>) // kind checked on this line
    else if (one.staged.kind === 'workload') await changeWorkload(work, batch, body, one as Of<StagedWorkload>) // idem
  }
  for (const one of dependencies) await insertDependency(work, batch, one)
  for (const one of staged) {
    if (one.staged.kind === 'workload' && one.staged.imported !== null)
      await costAndClassification(work, batch, actor, one.row.subject_id ?? '', one.staged.imported)
  }
  const ids = staged.flatMap((one) =>
    one.staged.kind === 'asset'
      ? [one.staged.workloadId]
      : one.staged.kind === 'workload'
        ? [one.row.subject_id ?? '']
        : [],
  )
  return { workloadIds: new Set(ids) }
}

async function workloadRows(
  work: Work,
  batch: ImportBatchRow,
  body: { readonly code: string },
  rows: readonly Of<StagedWorkload>[],
): Promise<{ applications: ApplicationRow[]; workloads: WorkloadRow[] }> {
  const codes = await nextCodes(work.tx, 'workload', rows.length)
  const fresh = rows.filter((one) => one.staged.isNewApplication)
  const applicationCodes = await nextCodes(work.tx, 'application', fresh.length)
  const source = (one: Of<StagedWorkload>) =>
    sourceJson(one.staged.imported ?? { line: one.staged.line, columns: {} }, batch.file_name, batch.id)
  const applications = fresh.map((one, i): ApplicationRow => ({
    id: one.staged.applicationId,
    body_id: batch.body_id,
    code: applicationCodes[i] ?? '',
    name: one.staged.application,
    mission: one.staged.imported?.mission ?? null,
    owner: one.staged.imported?.owner ?? null,
    source_json: sourceJson(
      { line: one.staged.line, columns: one.staged.imported?.columns ?? {} },
      batch.file_name,
      batch.id,
    ),
    row_version: 1,
    created_at: work.at,
  }))
  const workloads = rows.map((one, i): WorkloadRow => {
    const { imported, name, environment, application, applicationId } = one.staged
    return {
      id: one.row.subject_id ?? '',
      body_id: batch.body_id,
      code: codes[i] ?? '',
      application_id: applicationId,
      name,
      environment,
      technology: imported?.technology ?? null,
      current_hosting: imported?.currentHosting ?? null,
      proposed_strategy: imported?.strategy ?? null,
      status: 'active',
      search_text: searchText([
        name,
        codes[i] ?? '',
        application,
        body.code,
        imported?.technology ?? null,
        imported?.owner ?? null,
      ]),
      source_json: source(one),
      imported_json: imported === null ? null : JSON.stringify(importedWorkloadValues(imported)),
      row_version: 1,
      created_at: work.at,
      updated_at: work.at,
    }
  })
  return { applications, workloads }
}

function assetRow(work: Work, batch: ImportBatchRow, one: Of<StagedAsset>): AssetRow {
  const { imported, workloadId } = one.staged
  const values = importedAssetValues(imported)
  return {
    ...(assetColumns(values) as Pick<
      AssetRow,
      | 'name'
      | 'vcpu'
      | 'memory_mib'
      | 'storage_gib'
      | 'operating_system'
      | 'operating_system_text'
      | 'is_powered_on'
      | 'cpu_percent'
      | 'memory_percent'
    >), // all nine are set there
    id: one.row.subject_id ?? '',
    body_id: batch.body_id,
    workload_id: workloadId,
    natural_key: imported.key,
    kind: 'server',
    extra_json: JSON.stringify(imported.extra),
    source_json: sourceJson({ line: imported.line, columns: imported.columns }, batch.file_name, batch.id),
    imported_json: JSON.stringify(values),
    status: 'active',
    row_version: 1,
    created_at: work.at,
  }
}

async function changeAsset(work: Work, batch: ImportBatchRow, { row, staged, before }: Of<StagedAsset>): Promise<void> {
  const version = before?.version ?? 0
  const result = await work.tx
    .updateTable('asset')
    .set({
      ...assetColumns(staged.result),
      extra_json: JSON.stringify(staged.imported.extra),
      source_json: sourceJson(
        { line: staged.imported.line, columns: staged.imported.columns },
        batch.file_name,
        batch.id,
      ),
      imported_json: JSON.stringify(importedAssetValues(staged.imported)),
      row_version: version + 1,
    })
    .where('id', '=', row.subject_id ?? '')
    .where('row_version', '=', version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw importRefused('import-stale')
}

async function changeWorkload(
  work: Work,
  batch: ImportBatchRow,
  body: { readonly code: string },
  { row, staged, before }: Of<StagedWorkload>,
): Promise<void> {
  const version = before?.version ?? 0
  const text = (field: string) => (typeof staged.result[field] === 'string' ? staged.result[field] : null)
  const source = sourceJson(staged.imported ?? { line: staged.line, columns: {} }, batch.file_name, batch.id)
  const result = await work.tx
    .updateTable('workload')
    .set({
      technology: text('technology'),
      current_hosting: text('currentHosting'),
      proposed_strategy: text('proposedStrategy'),
      source_json: withStatements(source, before?.kept.source_json ?? '{}', staged.fields),
      imported_json: staged.imported === null ? null : JSON.stringify(importedWorkloadValues(staged.imported)),
      search_text: searchText([
        staged.name,
        row.code,
        staged.application,
        body.code,
        text('technology'),
        text('owner'),
      ]),
      row_version: version + 1,
      updated_at: work.at,
    })
    .where('id', '=', row.subject_id ?? '')
    .where('row_version', '=', version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw importRefused('import-stale')
  await work.tx
    .updateTable('application')
    .set((old) => ({ mission: text('mission'), owner: text('owner'), row_version: old('row_version', '+', 1) }))
    .where('id', '=', staged.applicationId)
    .execute()
}

/** The file's provenance, with what persons had stated of the fields that keep their value. */
function withStatements(file: string, former: string, changes: StagedWorkload['fields']): string {
  const overwritten = new Set(changes.filter((change) => !change.kept).map((change) => change.field))
  const now = rowSource(file)
  const stated = Object.entries(rowSource(former).fields ?? {}).filter(
    ([field, mark]) => mark.by !== undefined && !overwritten.has(field),
  )
  return JSON.stringify({ ...now, fields: { ...now.fields, ...Object.fromEntries(stated) } })
}

async function insertDependency(
  work: Work,
  batch: ImportBatchRow,
  { row, staged }: Of<StagedDependency>,
): Promise<void> {
  await work.tx
    .insertInto('dependency')
    .values({
      id: row.subject_id ?? '',
      body_id: batch.body_id,
      from_workload_id: staged.fromId,
      to_workload_id: staged.toId,
      kind: dependencyKind(staged.imported),
      latency_need_ms: null,
      personal_information: null,
      source_json: sourceJson(
        { line: row.line, columns: {}, extra: staged.imported.connection?.facts ?? [] },
        batch.file_name,
        batch.id,
      ),
      created_at: work.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What a file says of cost and classification: a cost with its line; a classification that is only proposed, never approved. */
async function costAndClassification(
  work: Work,
  batch: ImportBatchRow,
  actor: string,
  workloadId: string,
  imported: Omit<ImportedWorkload, 'kind'>,
): Promise<void> {
  if (imported.annualCostCents !== null) {
    const last = await work.tx
      .selectFrom('current_cost')
      .select('amount_cents')
      .where('workload_id', '=', workloadId)
      .orderBy('recorded_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last?.amount_cents !== imported.annualCostCents) {
      const year = Number(work.at.slice(0, 4)) - (Number(work.at.slice(5, 7)) < 4 ? 1 : 0)
      await work.tx
        .insertInto('current_cost')
        .values({
          id: newId(),
          body_id: batch.body_id,
          workload_id: workloadId,
          amount_cents: imported.annualCostCents,
          period: `${year}-${year + 1}`,
          kind: 'imported',
          reference: `${batch.file_name}:${imported.line}`,
          source_json: sourceJson({ line: imported.line, columns: imported.columns }, batch.file_name, batch.id),
          stated_by: actor,
          recorded_at: work.at,
        })
        .execute()
    }
  }
  const { d, i, c, personalInformation } = imported
  if (d === null && i === null && c === null && personalInformation === null) return
  const known = await work.tx
    .selectFrom('classification')
    .select(['version', 'record_json', 'state'])
    .where('workload_id', '=', workloadId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const isWhole = d !== null && i !== null && c !== null
  const record = {
    ...unknownClassification,
    owner: imported.owner,
    dic: isWhole ? { d, i, c, justification: `${batch.file_name}:${imported.line}`, date: work.at.slice(0, 10) } : null,
    pi: { ...unknownClassification.pi, present: personalInformation },
  }
  if (known !== undefined) return // what a person has stated is not proposed over by a file
  await work.tx
    .insertInto('classification')
    .values({
      id: newId(),
      body_id: batch.body_id,
      workload_id: workloadId,
      version: 1,
      state: 'proposed',
      record_json: canonicalJson(asJson(record)),
      reason: `${batch.file_name}:${imported.line}`,
      proposed_by: actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      valid_from: null,
      valid_to: null,
      row_version: 1,
    })
    .execute()
}
