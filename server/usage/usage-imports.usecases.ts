import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { CpuUnit, RowRefusal } from '#models/sizing/series-intake.ts'
import type { DateOrder } from '#models/sizing/series-row.ts'
import { rowRefusalWords } from '#models/sizing/refusal-words.ts'
import type { UsageImportView } from '#models/sizing/sizes.views.ts'
import { isTimeZone, zoneOffsets } from '#models/sizing/time-zone.ts'
import type { UsageProfile } from '#models/sizing/usage.schemas.ts'
import { mainPeriod, usageProfile } from '#models/sizing/usage-profile.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { etagOf } from '#server/app/versions.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { UsageProfileRow } from '#server/database/schema.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { machineIndex } from './machine-names.ts'
import { readSeries, type SeriesReading } from './read-series.ts'
import { usageRefused } from './usage.problems.ts'
import {
  findUsageImport,
  insertUsageImport,
  machinesOf,
  saveProfiles,
  updateUsageImport,
  usageImports,
  type UsageImportWithBody,
} from './usage.repository.ts'

export type UsageDeps = { readonly db: Database; readonly clock: Clock }

/** What a person says of a file that it may not say itself. */
export type AskedReading = {
  readonly zone?: string | undefined
  readonly dateOrder?: DateOrder | undefined
  readonly cpuUnit?: CpuUnit | undefined
}

export type UsageWatch = {
  readonly signal?: AbortSignal
  progress?(done: number, total: number | null, step: Bilingual): void
}

/** Hours of the week are told in this zone when the moments of a file state their own. */
const homeZone = 'America/Toronto'
const readingStep = { fr: 'Lecture des points', en: 'Reading the points' }
const mostNamed = 500

/** What the reading of a file came to, as it is kept. */
type KeptResult = Pick<UsageImportView, 'rows' | 'machines' | 'unmatched' | 'workloads' | 'reading'> & {
  readonly refusals: readonly { readonly code: RowRefusal; readonly count: number }[]
  readonly listed: SeriesReading['listed']
}

/** Notes a received file of measures; nothing of it is read yet. */
export async function receiveUsage(
  deps: UsageDeps,
  reach: Reach,
  file: {
    readonly bodyCode: string
    readonly fileName: string
    readonly sha256: string
    readonly bytes: number
    readonly asked: AskedReading
    readonly id?: string
  },
): Promise<string> {
  ensureZone(file.asked)
  const body = await bodyInReach(deps, reach, file.bodyCode)
  const id = file.id ?? newId()
  const fileName = basename(file.fileName).slice(0, 200)
  await changing(deps, reach, async (work) => {
    await insertUsageImport(work.tx, {
      id,
      body_id: body.id,
      file_name: fileName,
      sha256: file.sha256,
      bytes: file.bytes,
      state: 'reading',
      asked_json: JSON.stringify(file.asked),
      result_json: '{}',
      problem_json: null,
      stated_by: reach.actor,
      received_at: work.at,
      ended_at: null,
      row_version: 1,
    })
    await work.record({
      bodyId: body.id,
      action: 'usage.received',
      objectType: 'usage',
      objectId: id,
      after: { file: fileName, sha256: file.sha256, bytes: file.bytes, ...file.asked },
    })
  })
  return id
}

/** Refuses a zone that does not exist before a file is received for it. */
export function ensureZone({ zone }: AskedReading): void {
  if (zone !== undefined && !isTimeZone(zone)) throw usageRefused('usage-zone-unknown')
}

async function ensureUsageImport(deps: Pick<UsageDeps, 'db'>, reach: Reach, id: string): Promise<UsageImportWithBody> {
  const row = await findUsageImport(reach, deps.db, id)
  if (row === undefined) throw usageRefused('usage-not-found')
  return row
}

/**
 * Reads a received file, keeps one profile for each machine of the body, and brings the touched workloads up to date. Points are never
 * stored: a profile says what they came to.
 */
export async function applyUsage(
  deps: UsageDeps,
  reach: Reach,
  id: string,
  path: string,
  watch: UsageWatch & { readonly threads?: number } = {},
): Promise<void> {
  const row = await ensureUsageImport(deps, reach, id)
  try {
    const servers = await machinesOf(reach, deps.db, row.body_id)
    const asked = JSON.parse(row.asked_json) as AskedReading // written by receiveUsage
    const read = await readSeries(path, {
      fileName: row.file_name,
      machines: machineIndex(servers),
      ...asked,
      receivedAt: deps.clock.now().getTime() / 1000,
      threads: watch.threads ?? 1,
      signal: watch.signal,
      progress: (done, total) => watch.progress?.(done, total, readingStep),
    })
    const workloadOf = new Map(servers.map((server) => [server.id, server.workloadId]))
    const profiles = profilesOfReading(read, row)
    const workloads = [...new Set(profiles.map(({ asset }) => workloadOf.get(asset) ?? ''))]
    const codes = await codesOf(deps.db, workloads)
    const result = keptResult(read, profiles, codes)
    if (profiles.length === 0) {
      await updateUsageImport(deps.db, id, { result_json: JSON.stringify(result) })
      throw usageRefused('usage-nothing-read', nothingReadItems(read))
    }
    watch.signal?.throwIfAborted()
    await publish(deps, reach, row, { profiles, result })
    await assessWorkloads(deps, reach, workloads, {
      progress: (done, step) => watch.progress?.(done, workloads.length, step),
    })
  } catch (error) {
    const problem = error instanceof ProblemError ? { code: error.code, detail: error.detail } : null
    await updateUsageImport(deps.db, id, {
      state: watch.signal?.aborted === true ? 'cancelled' : 'failed',
      problem_json: problem === null ? null : JSON.stringify(problem),
      ended_at: instantOf(deps.clock),
    })
    throw error
  }
}

const namesTold = 20

/** Why nothing was read: the first machines that answer to no server, or to several, then each kind of refused row. */
function nothingReadItems({ unmatched, refusals, listed }: SeriesReading): ProblemItem[] {
  const machines = unmatched.slice(0, namesTold).map(({ name, isAmbiguous }): ProblemItem => {
    const detail = isAmbiguous
      ? { fr: `Plusieurs serveurs répondent au nom « ${name} ».`, en: `Several servers answer to the name “${name}”.` }
      : { fr: `Aucun serveur ne répond au nom « ${name} ».`, en: `No server answers to the name “${name}”.` }
    return { code: isAmbiguous ? 'machine-ambiguous' : 'machine-unknown', detail }
  })
  const rows = [...refusals.keys()].map((code): ProblemItem => {
    const first = listed.find((one) => one.code === code)
    return { code, detail: rowRefusalWords[code], ...(first === undefined ? {} : { row: first.line }) }
  })
  return [...machines, ...rows]
}

type OwnProfile = { readonly asset: string; readonly profile: UsageProfile }

async function publish(
  deps: UsageDeps,
  reach: Reach,
  row: UsageImportWithBody,
  { profiles, result }: { readonly profiles: readonly OwnProfile[]; readonly result: KeptResult },
): Promise<void> {
  await changing(deps, reach, async (work) => {
    await saveProfiles(
      work.tx,
      profiles.map(({ asset, profile }): UsageProfileRow => ({
        id: newId(),
        body_id: row.body_id,
        asset_id: asset,
        import_id: row.id,
        file_name: row.file_name,
        period_from: profile.from,
        period_to: profile.to,
        profile_json: JSON.stringify(profile),
        recorded_at: work.at,
      })),
    )
    await updateUsageImport(work.tx, row.id, {
      state: 'applied',
      result_json: JSON.stringify(result),
      problem_json: null,
      ended_at: work.at,
    })
    await work.record({
      bodyId: row.body_id,
      action: 'usage.applied',
      objectType: 'usage',
      objectId: row.id,
      after: { file: row.file_name, rows: result.rows, machines: result.machines, workloads: result.workloads.length },
    })
  })
}

async function codesOf(db: Database, ids: readonly string[]): Promise<string[]> {
  const codes: string[] = []
  for (let start = 0; start < ids.length; start += 5_000) {
    const part = [...ids.slice(start, start + 5_000), '']
    const rows = await db.selectFrom('workload').select('code').where('id', 'in', part).execute()
    codes.push(...rows.map((row) => row.code))
  }
  return codes.toSorted()
}

/** A profile for each machine, over the period of the whole file: a machine that came late covers less of it. */
function profilesOfReading(read: SeriesReading, row: UsageImportWithBody): OwnProfile[] {
  const periods = read.machines.map(({ tally }) => mainPeriod(tally)).filter(({ from }) => !Number.isNaN(from))
  if (periods.length === 0) return []
  const period = {
    from: periods.reduce((first, one) => Math.min(first, one.from), Number.POSITIVE_INFINITY),
    to: periods.reduce((last, one) => Math.max(last, one.to), 0),
  }
  const zone = read.zone ?? homeZone
  const offsetMinutes = zoneOffsets(zone)
  return read.machines.flatMap(({ known, names, tally }) => {
    const machine = names.join(', ')
    const profile = usageProfile(tally, {
      file: row.file_name,
      machine,
      batch: row.id,
      period,
      zone,
      offsetMinutes,
    })
    return profile === undefined ? [] : [{ asset: known.id, profile }]
  })
}

function keptResult(read: SeriesReading, profiles: readonly OwnProfile[], workloads: readonly string[]): KeptResult {
  const [source] = read.sources
  const [first] = profiles
  const columns = source?.columns
  const header = (at: number) => source?.headers[at] ?? ''
  return {
    rows: read.rows,
    machines: { matched: profiles.length, unmatched: read.unmatched.length },
    unmatched: read.unmatched.toSorted((a, b) => b.rows - a.rows).slice(0, mostNamed),
    workloads,
    reading:
      columns === undefined
        ? null
        : {
            columns: [
              { means: 'machine', header: header(columns.machine) },
              { means: 'time', header: header(columns.time) },
              { means: 'cpu', header: header(columns.cpu) },
              ...(columns.memory === null ? [] : [{ means: 'memory' as const, header: header(columns.memory.at) }]),
            ],
            cpuUnit: read.cpuUnit,
            cpuUnitFrom: read.cpuUnitFrom,
            dateOrder: read.dateOrder,
            zone: read.zone,
            from: first?.profile.from ?? null,
            to: first?.profile.to ?? null,
          },
    refusals: [...read.refusals].map(([code, count]) => ({ code, count })),
    listed: read.listed,
  }
}

const nothingYet: KeptResult = {
  rows: { read: 0, rejected: 0 },
  machines: { matched: 0, unmatched: 0 },
  unmatched: [],
  workloads: [],
  reading: null,
  refusals: [],
  listed: [],
}

function resultOf(row: UsageImportWithBody): KeptResult {
  return { ...nothingYet, ...(JSON.parse(row.result_json) as Partial<KeptResult>) } // written by applyUsage
}

function usageImportView(row: UsageImportWithBody): UsageImportView {
  const { listed: _, refusals, ...result } = resultOf(row)
  return {
    id: row.id,
    body: row.body_code,
    file: row.file_name,
    state: row.state as UsageImportView['state'], // written by this file only
    receivedAt: row.received_at,
    statedBy: row.stated_by,
    ...result,
    refusals: refusals.map(({ code, count }) => ({ code, count, detail: rowRefusalWords[code] })),
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as UsageImportView['problem']), // written by applyUsage
    etag: etagOf(row.row_version),
  }
}

export async function oneUsageImport(deps: Pick<UsageDeps, 'db'>, reach: Reach, id: string): Promise<UsageImportView> {
  return usageImportView(await ensureUsageImport(deps, reach, id))
}

/** Files of measures, newest first, a page at a time. */
export async function usageImportList(
  deps: Pick<UsageDeps, 'db'>,
  reach: Reach,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<UsageImportView[]> {
  return (await usageImports(reach, deps.db, page)).map(usageImportView)
}

/** The first refused rows, with their physical line and the reason. */
export async function refusedRows(
  deps: Pick<UsageDeps, 'db'>,
  reach: Reach,
  id: string,
): Promise<readonly { readonly line: number; readonly code: RowRefusal; readonly detail: Bilingual }[]> {
  const { listed } = resultOf(await ensureUsageImport(deps, reach, id))
  return listed
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, code }) => ({ line, code, detail: rowRefusalWords[code] }))
}

/** What the command line says of a file of measures. */
export type UsageSummaryLine = {
  readonly batch: string
  readonly rows: UsageImportView['rows']
  readonly machines: UsageImportView['machines']
}

/** Reads a file of measures from the machine's own disk, on several threads when its shape allows. */
export async function importUsage(
  deps: UsageDeps,
  reach: Reach,
  given: { readonly file: string; readonly bodyCode: string; readonly asked: AskedReading; readonly threads?: number },
): Promise<UsageSummaryLine> {
  ensureZone(given.asked)
  const { sha256, bytes } = await digestOfFile(given.file)
  const id = await receiveUsage(deps, reach, {
    bodyCode: given.bodyCode,
    fileName: given.file,
    sha256,
    bytes,
    asked: given.asked,
  })
  await applyUsage(deps, reach, id, given.file, { threads: given.threads ?? 1 })
  const { rows, machines } = await oneUsageImport(deps, reach, id)
  return { batch: id, rows, machines }
}

async function digestOfFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const part = chunk as Buffer // a binary stream without encoding
      hash.update(part)
      bytes += part.length
    }
  } catch {
    throw usageRefused('usage-file-not-found')
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** Files whose reading a stopped process left behind: said, so that they can be sent again. */
export async function failInterruptedUsage(db: Database): Promise<void> {
  const problem = {
    code: 'usage-interrupted',
    detail: {
      fr: 'Le service s’est arrêté pendant la lecture. Rien n’a été gardé. Envoyer le fichier à nouveau.',
      en: 'The service stopped during the reading. Nothing was kept. Send the file again.',
    },
  }
  await db
    .updateTable('usage_import')
    .set({ state: 'failed', problem_json: JSON.stringify(problem) })
    .where('state', '=', 'reading')
    .execute()
}
