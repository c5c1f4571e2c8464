import type { ColumnFinding } from '#models/detection/column-detection.ts'
import { type DetectionSummary, type DetectionView, mostColumnsKept } from '#models/detection/detection.views.ts'
import { detectedFacts, type KnownFact } from '#models/detection/fact-detection.ts'
import { detectedFloor } from '#models/detection/suggested-record.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { DetectionRow } from '#server/database/schema.ts'
import { assetsOf, type WorkloadWithNames } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { type RowSource, rowSource } from '#server/inventory/sourced-values.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { detectionNotFound } from './detection.problems.ts'
import { detectionsOf, findDetection, insertDetection } from './detection.repository.ts'
import { detectSensitiveData, type DetectionWatch } from './detection.usecases.ts'

type Deps = { readonly db: Database; readonly clock: Clock }
/** What `columns_json` holds. */
type Found = Omit<DetectionView, 'id' | 'workload' | 'fileName' | 'sha256' | 'source' | 'by' | 'at'>

/** Reads a received file and keeps what it shows of a workload: names, kinds, counts and shapes. Stopped, it keeps nothing. */
export async function analyseFile(
  deps: Deps,
  reach: Reach,
  code: string,
  file: { readonly path: string; readonly fileName: string; readonly sha256: string },
  watch: DetectionWatch,
): Promise<string> {
  const workload = await ensureWorkload(deps, reach, code)
  const { kind, columns, ...read } = await detectSensitiveData(deps, file.path, { ...watch, fileName: file.fileName })
  watch.signal?.throwIfAborted()
  return recordDetection(deps, reach, workload, {
    fileName: file.fileName,
    sha256: file.sha256,
    source: kind,
    found: { ...read, ...kept(columns) },
  })
}

/** Looks for what is sensitive in what the inventory already says of a workload: its names, its mission, the facts kept of its files. */
export async function analyseInventory(deps: Deps, reach: Reach, code: string): Promise<string> {
  const workload = await ensureWorkload(deps, reach, code)
  const facts = await knownFacts(deps, reach, workload)
  const columns = detectedFacts(facts, Number(todayOf(deps.clock).slice(0, 4)))
  return recordDetection(deps, reach, workload, {
    fileName: '',
    sha256: digestOf(asJson(facts)),
    source: 'inventory',
    found: {
      dialect: null,
      tables: 0,
      rows: facts.length,
      cutStatements: [],
      isHeadless: false,
      cutValues: 0,
      ...kept(columns),
    },
  })
}

/** Texts bear the names of the import's fields, which the screen says in words; facts keep their own. */
async function knownFacts(deps: Deps, reach: Reach, workload: WorkloadWithNames): Promise<KnownFact[]> {
  const assets = await assetsOf(reach, deps.db, [workload.id])
  const text = (name: string, value: string | null): KnownFact[] =>
    value === null ? [] : [{ name, value, isText: true }]
  const extra = (list: RowSource['extra'] = []) => list.map(({ name, value }) => ({ name, value, isText: false }))
  return [
    ...text('application.name', workload.application_name),
    ...text('application.mission', workload.mission),
    ...text('workload.name', workload.name),
    ...extra(rowSource(workload.source_json).extra),
    ...assets.flatMap((asset) => [
      ...text('server.name', asset.name),
      ...extra(JSON.parse(asset.extra_json) as RowSource['extra']), // written by imports
    ]),
  ]
}

/** What is kept of the columns: the sensitive ones, the highest level first, in the order of the file among equals. */
function kept(columns: readonly ColumnFinding[]): Pick<Found, 'columnsRead' | 'sensitive' | 'floor' | 'columns'> {
  const sensitive = columns.filter((one) => one.kinds.length > 0)
  return {
    columnsRead: columns.length,
    sensitive: sensitive.length,
    floor: detectedFloor(sensitive),
    columns: sensitive.toSorted((a, b) => (b.suggested.c ?? 0) - (a.suggested.c ?? 0)).slice(0, mostColumnsKept),
  }
}

async function recordDetection(
  deps: Deps,
  reach: Reach,
  workload: WorkloadWithNames,
  {
    fileName,
    sha256,
    source,
    found,
  }: Pick<DetectionView, 'fileName' | 'sha256' | 'source'> & { readonly found: Found },
): Promise<string> {
  const id = newId()
  await changing(deps, reach, async (work) => {
    await insertDetection(work.tx, {
      id,
      body_id: workload.body_id,
      workload_id: workload.id,
      file_name: fileName,
      sha256,
      source_kind: source,
      columns_json: canonicalJson(asJson(found)),
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId: workload.body_id,
      action: 'detection.recorded',
      objectType: 'workload',
      objectId: workload.id,
      after: {
        file: fileName,
        sha256,
        source,
        tables: found.tables,
        rows: found.rows,
        columns: found.columnsRead,
        sensitive: found.sensitive,
        c: found.floor.c,
      },
    })
  })
  return `/api/workloads/${workload.code}/detections/${id}`
}

/** Analyses of a workload, newest first, without their columns. */
export async function detectionList(
  deps: Pick<Deps, 'db'>,
  reach: Reach,
  code: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<DetectionSummary[]> {
  const workload = await ensureWorkload(deps, reach, code)
  const rows = await detectionsOf(reach, deps.db, workload.id, page)
  return rows.map((row) => {
    const { columns: _, ...summary } = detectionView(row, code)
    return summary
  })
}

export async function oneDetection(
  deps: Pick<Deps, 'db'>,
  reach: Reach,
  code: string,
  id: string,
): Promise<DetectionView> {
  const workload = await ensureWorkload(deps, reach, code)
  const row = await findDetection(reach, deps.db, workload.id, id)
  if (row === undefined) throw detectionNotFound()
  return detectionView(row, code)
}

function detectionView(row: DetectionRow, workload: string): DetectionView {
  return {
    id: row.id,
    workload,
    fileName: row.file_name,
    sha256: row.sha256,
    source: row.source_kind as DetectionView['source'], // written by recordDetection only
    by: row.stated_by,
    at: row.recorded_at,
    ...(JSON.parse(row.columns_json) as Found), // idem
  }
}
