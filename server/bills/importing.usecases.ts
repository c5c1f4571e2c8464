import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BillDataset } from '#models/bills/bill-dialect.ts'
import type { BillResult, PublishedSlice, ServiceDifference } from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import { allocateImport } from '#server/allocation/allocating.usecases.ts'
import type { BillFailureRow, BillSourceRow } from '#server/database/schema.ts'
import { instantOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { type BillPart, notedAs, partsOnDisk, wholeDelivery } from './bill-parts.ts'
import { type BillSlice, chargeBatches, groupCharges, writeSlice } from './bill-charges.ts'
import { type BillEngine, openEngine } from './bill-engine.ts'
import type { BillWatch } from './bill-watch.ts'
import { billRefused } from './bills.problems.ts'
import {
  type DeliveryWithBody,
  findDelivery,
  findImport,
  findSource,
  importsOfDelivery,
  insertCharges,
  insertFailures,
  insertImport,
  insertPeriod,
  insertSource,
  type PeriodInReach,
  periodOf,
  sameDeliveries,
  sumsByService,
  updateDelivery,
  updateImport,
  updatePeriod,
} from './bills.repository.ts'
import { datasetHandlers } from './dataset-handlers.ts'
import { type BillReading, keepWhole, readBill, recognisedBill } from './read-bill.ts'
import { joinedParts } from './joined-parts.ts'
import { readyBill, type ReadyBill } from './received-bill.ts'
import { type AskedImport, askedOf, type BillDeps, filesOf, quarantinePath, receiveBill } from './receiving.usecases.ts'
import { type SliceSums, sliceSums } from './slice-sums.ts'

const steps = {
  bytes: { fr: 'Lecture du fichier', en: 'Reading the file' },
  rows: { fr: 'Lecture et vérification des lignes', en: 'Reading and checking the rows' },
  sums: { fr: 'Sommes par jour', en: 'Sums by day' },
  charges: { fr: 'Enregistrement des montants', en: 'Storing the charges' },
  allocation: { fr: 'Répartition entre les charges de travail', en: 'Allocation to workloads' },
} as const

/**
 * Reads a received bill and puts what it says in force: one import for each source and month it holds, in the place of the former one,
 * never beside it. Rows go to Parquet, their sums of the day to the database in batches; one short transaction publishes all of it.
 */
export async function importBill(
  deps: BillDeps,
  reach: Reach,
  id: string,
  file: { readonly path: string } | { readonly parts: readonly BillPart[] } | { readonly ready: ReadyBill },
  watch: BillWatch = {},
): Promise<void> {
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  await mkdir(deps.folder, { recursive: true })
  const staging = createStaging(deps)
  let engine: BillEngine | undefined
  let ready: ReadyBill | undefined
  try {
    watch.progress?.(0, null, steps.bytes)
    ready = await readyOf(deps, id, file, watch.signal)
    if (await saidIdentical(deps, reach, delivery)) return
    engine = await openEngine(deps.folder, deps.limits, watch.signal)
    await readInto(deps, reach, { delivery, engine, ready, staging, watch })
  } catch (error) {
    await staging.abandon()
    const problem = error instanceof ProblemError ? { code: error.code, detail: error.detail } : null
    await updateDelivery(deps.db, id, {
      state: watch.signal?.aborted === true ? 'cancelled' : 'refused',
      problem_json: problem === null ? null : JSON.stringify(problem),
      ended_at: instantOf(deps.clock),
    })
    throw error
  } finally {
    await engine?.close()
    await ready?.dispose()
    await rm(stagedPath(deps, id), { force: true })
  }
}

async function readyOf(
  deps: BillDeps,
  id: string,
  file: { readonly path: string } | { readonly parts: readonly BillPart[] } | { readonly ready: ReadyBill },
  signal: AbortSignal | undefined,
): Promise<ReadyBill> {
  if ('ready' in file) return file.ready
  return 'parts' in file
    ? joinedParts(deps, file.parts, join(deps.folder, `${id}.joined`), signal)
    : readyBill(file.path, signal)
}

type Reading = {
  readonly delivery: DeliveryWithBody
  readonly engine: BillEngine
  readonly ready: ReadyBill
  readonly staging: Staging
  readonly watch: BillWatch
}

const stagedPath = ({ folder }: BillDeps, id: string) => join(folder, `${id}.staged.parquet`)
async function readInto(deps: BillDeps, reach: Reach, given: Reading): Promise<void> {
  const { delivery, engine, ready, staging, watch } = given
  const asked = askedOf(delivery)
  watch.progress?.(0, null, steps.rows)
  const found = await recognisedBill(engine, ready)
  const { dialect, version } = found
  const known = { container: ready.container, dialect: dialect.id, dataset: dialect.dataset, version }
  await updateDelivery(deps.db, delivery.id, known)
  if (dialect.dataset !== 'CostAndUsage') {
    return datasetHandlers[dialect.dataset](deps, reach, { delivery, engine, bill: found, watch })
  }
  const reading = await readBill(engine, found, {
    staged: stagedPath(deps, delivery.id),
    quarantine: quarantinePath(deps, delivery.id),
  })
  await keepFailures(deps, delivery, reading)
  watch.progress?.(reading.rows.read, reading.rows.read, steps.sums)
  const { slices, otherPeriods } = await groupCharges(engine, reading, asked.period)
  const deliveredAt = delivery.delivered_at ?? reading.deliveredAt
  const result: BillResult = {
    ...resultOf(reading, otherPeriods),
    ...(ready.parts === undefined ? {} : { parts: ready.parts }),
    slices: [],
  }
  await updateDelivery(deps.db, delivery.id, { result_json: JSON.stringify(result), delivered_at: deliveredAt })
  if (slices.length === 0)
    throw otherPeriods > 0 ? billRefused('bill-period-not-in-file') : billRefused('bill-no-rows', refusalItems(reading))
  const standing = await Promise.all(slices.map(async (slice) => standingOf(deps, reach, delivery, slice)))
  ensureMayReplace(standing, {
    deliveredAt,
    asked,
    files: filesOf(delivery),
    isFormer: await isFormerBytes(deps, reach, delivery),
  })
  const sumsOf = await sliceSums(engine, reading, slices)
  const placed = await staging.place(reach, given, { reading, standing, sumsOf })
  await publish(deps, reach, { delivery, result, placed, asked })
}

function resultOf(reading: BillReading, otherPeriods: number): Omit<BillResult, 'slices'> {
  return {
    rows: { ...reading.rows, accepted: reading.rows.accepted - otherPeriods, otherPeriods },
    deviations: reading.deviations,
    warnings: reading.warnings,
    refusals: reading.refusals,
    missingColumns: reading.missing,
    unknownColumns: reading.unknownColumns,
    quarantined: reading.quarantined,
    identicalTo: null,
  }
}

const refusalItems = (reading: BillReading): ProblemItem[] =>
  reading.refusals.slice(0, 20).map(({ rule, text }) => {
    const first = reading.failures.find((one) => one.rule === rule)
    return {
      code: rule,
      detail: text,
      ...(first === undefined ? {} : { row: first.line }),
      ...(first === undefined || first.column === null ? {} : { column: first.column }),
    }
  })

/** The same bytes as a delivery whose imports all stand: nothing is read again, and that is said. */
async function saidIdentical(deps: BillDeps, reach: Reach, delivery: DeliveryWithBody): Promise<boolean> {
  const asked = askedOf(delivery)
  const same = await sameDeliveries(reach, deps.db, { bodyId: delivery.body_id, sha256: delivery.sha256 })
  for (const former of same) {
    if (askedOf(former).period !== asked.period) continue
    const imports = await importsOfDelivery(reach, deps.db, former.id)
    if (imports.length === 0 || imports.some((one) => one.state !== 'current')) continue
    const result: BillResult = { ...(JSON.parse(former.result_json) as BillResult), identicalTo: former.id } // written by publish
    await changing(deps, reach, async (work) => {
      await updateDelivery(work.tx, delivery.id, {
        state: 'identical',
        container: former.container,
        dialect: former.dialect,
        dataset: former.dataset,
        version: former.version,
        result_json: JSON.stringify(result),
        delivered_at: former.delivered_at,
        ended_at: work.at,
      })
      await work.record({
        bodyId: delivery.body_id,
        action: 'bills.identical',
        objectType: 'bill-delivery',
        objectId: delivery.id,
        after: { file: delivery.file_name, sha256: delivery.sha256, standing: former.id },
      })
    })
    return true
  }
  return false
}

/** Whether these bytes were in force once and are no longer: bringing them again would put an older state back. */
async function isFormerBytes(deps: BillDeps, reach: Reach, delivery: DeliveryWithBody): Promise<boolean> {
  const same = await sameDeliveries(reach, deps.db, { bodyId: delivery.body_id, sha256: delivery.sha256 })
  const states = await Promise.all(same.map(async ({ id }) => importsOfDelivery(reach, deps.db, id)))
  return states.flat().some(({ state }) => state === 'superseded')
}

/** What stands of a source and month before a delivery. */
type Standing = {
  readonly slice: BillSlice
  readonly source: BillSourceRow | undefined
  readonly period: PeriodInReach | undefined
  readonly former:
    | {
        readonly import: string
        readonly delivery: string
        readonly deliveredAt: string | null
        readonly files: readonly string[]
      }
    | undefined
}

async function standingOf(
  deps: BillDeps,
  reach: Reach,
  delivery: DeliveryWithBody,
  slice: BillSlice,
): Promise<Standing> {
  const { provider, account, currency } = slice
  const source = await findSource(reach, deps.db, { body_id: delivery.body_id, provider, account, currency })
  const period = source === undefined ? undefined : await periodOf(reach, deps.db, source.id, slice.period)
  const inForce = period?.current_import_id ?? null
  const current = inForce === null ? undefined : await findImport(reach, deps.db, inForce)
  const brought = current === undefined ? undefined : await findDelivery(reach, deps.db, current.delivery_id)
  return {
    slice,
    source,
    period,
    former:
      current === undefined
        ? undefined
        : {
            import: current.id,
            delivery: current.delivery_id,
            deliveredAt: brought?.delivered_at ?? null,
            files: brought === undefined ? [] : filesOf(brought),
          },
  }
}

/** An older delivery, one of some of the files that stand, or one of a closed month, needs a reason. */
function ensureMayReplace(
  standing: readonly Standing[],
  {
    deliveredAt,
    asked,
    files,
    isFormer,
  }: {
    readonly deliveredAt: string | null
    readonly asked: AskedImport
    readonly files: readonly string[]
    readonly isFormer: boolean
  },
): void {
  if (asked.reason !== undefined) return
  const itemsOf = (list: readonly Standing[], code: string) =>
    list.map(({ slice }): ProblemItem => {
      const name = `${slice.provider} · ${slice.account} · ${slice.period}`
      return { code, detail: { fr: name, en: name } }
    })
  const older = standing.filter(
    ({ former }) =>
      former !== undefined &&
      (isFormer || (deliveredAt !== null && former.deliveredAt !== null && deliveredAt < former.deliveredAt)),
  )
  if (older.length > 0) throw billRefused('bill-older-delivery', itemsOf(older, 'bill-older-delivery'))
  const partial = standing.filter(
    ({ former }) =>
      former !== undefined && files.length < former.files.length && files.some((one) => former.files.includes(one)),
  )
  if (partial.length > 0) throw billRefused('bill-part-of-delivery', itemsOf(partial, 'bill-part-of-delivery'))
  const closed = standing.filter(({ period, former }) => period?.state === 'closed' && former !== undefined)
  if (closed.length > 0) throw billRefused('bill-period-closed', itemsOf(closed, 'bill-period-closed'))
}

async function keepFailures(deps: BillDeps, delivery: DeliveryWithBody, { failures }: BillReading): Promise<void> {
  if (failures.length === 0) return
  const rows = failures.map(({ line, rule, column, severity, detail }, ordinal): BillFailureRow => ({
    delivery_id: delivery.id,
    ordinal,
    body_id: delivery.body_id,
    line,
    rule,
    column_name: column,
    severity,
    detail_json: JSON.stringify(detail),
  }))
  await deps.db.transaction().execute(async (tx) => insertFailures(tx, rows))
}

type Placed = Standing & {
  readonly importId: string
  readonly sourceId: string
  readonly difference: readonly ServiceDifference[]
  readonly sums: SliceSums
}
type Staging = ReturnType<typeof createStaging>

/** What is written before it is published: invisible while its imports are only staged, and taken back when the work fails. */
function createStaging(deps: BillDeps) {
  const staged: { readonly id: string; readonly file: string }[] = []
  return {
    async place(
      reach: Reach,
      { delivery, engine, watch }: Reading,
      {
        reading,
        standing,
        sumsOf,
      }: {
        readonly reading: BillReading
        readonly standing: readonly Standing[]
        readonly sumsOf: (slice: BillSlice) => SliceSums
      },
    ): Promise<Placed[]> {
      const total = standing.reduce((sum, { slice }) => sum + slice.charges, 0)
      const placed: Placed[] = []
      let done = 0
      for (const one of standing) {
        const { slice } = one
        const importId = newId()
        const file = `${importId}.parquet`
        const source = one.source ?? (await addSource(deps, reach, delivery, slice))
        await insertImport(deps.db, {
          id: importId,
          body_id: delivery.body_id,
          delivery_id: delivery.id,
          source_id: source.id,
          period: slice.period,
          state: 'staged',
          row_count: slice.rows,
          charge_count: slice.charges,
          billed_micros: slice.billedMicros,
          effective_micros: slice.effectiveMicros,
          currency: slice.currency,
          result_json: '{}',
          is_restatement: 0,
          supersedes_id: null,
          superseded_at: null,
          parquet_file: file,
          recorded_at: instantOf(deps.clock),
        })
        staged.push({ id: importId, file })
        for await (const { json, count } of chargeBatches(engine, slice.index)) {
          watch.signal?.throwIfAborted()
          await deps.db
            .transaction()
            .execute(async (tx) => insertCharges(tx, { importId, bodyId: delivery.body_id, json }))
          done += count
          watch.progress?.(done, total, steps.charges)
        }
        watch.progress?.(done, total, steps.allocation)
        await allocateImport(deps.db, reach, importId, watch.signal === undefined ? {} : { signal: watch.signal })
        const isAlone = standing.length === 1 && reading.isWhole && slice.rows === reading.rows.accepted
        if (isAlone) await keepWhole(reading.staged, join(deps.folder, file))
        else await writeSlice(engine, reading, slice, join(deps.folder, file))
        const difference = one.former === undefined ? [] : await differenceOf(deps, reach, one.former.import, importId)
        placed.push({ ...one, importId, sourceId: source.id, difference, sums: sumsOf(slice) })
      }
      return placed
    },
    /** Nothing of a failed import is ever in force; its rows are removed, its charges stay unseen. */
    async abandon(): Promise<void> {
      for (const { id, file } of staged) {
        await updateImport(deps.db, id, { state: 'abandoned', parquet_file: null })
        await rm(join(deps.folder, file), { force: true })
      }
    },
  }
}

async function addSource(
  deps: BillDeps,
  reach: Reach,
  delivery: DeliveryWithBody,
  slice: BillSlice,
): Promise<BillSourceRow> {
  // Two months of one new source in a file: the first adds it.
  const { provider, account, currency } = slice
  const key = { body_id: delivery.body_id, provider, account, currency }
  const there = await findSource(reach, deps.db, key)
  if (there !== undefined) return there
  return changing(deps, reach, async (work) => {
    const [code = ''] = await nextCodes(work.tx, 'bill-source', 1)
    const row = { id: newId(), ...key, code, name: slice.accountName.slice(0, 200), created_at: work.at }
    await insertSource(work.tx, row)
    await work.record({
      bodyId: delivery.body_id,
      action: 'bills.source-added',
      objectType: 'bill-source',
      objectId: row.id,
      after: { code, provider, account, currency },
    })
    return row
  })
}

async function differenceOf(deps: BillDeps, reach: Reach, former: string, next: string): Promise<ServiceDifference[]> {
  const [before, after] = await Promise.all([
    sumsByService(reach, deps.db, former),
    sumsByService(reach, deps.db, next),
  ])
  const services = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const told = (sums: { readonly billed: bigint; readonly effective: bigint } | undefined) =>
    sums === undefined ? null : { billed: microsToDecimal(sums.billed), effective: microsToDecimal(sums.effective) }
  return services.flatMap((service) => {
    const [was, is] = [before.get(service), after.get(service)]
    if (was !== undefined && is !== undefined && was.billed === is.billed && was.effective === is.effective) return []
    return [{ service, before: told(was), after: told(is) }]
  })
}

async function publish(
  deps: BillDeps,
  reach: Reach,
  given: {
    readonly delivery: DeliveryWithBody
    readonly result: BillResult
    readonly placed: readonly Placed[]
    readonly asked: AskedImport
  },
): Promise<void> {
  const { delivery, placed, asked } = given
  await changing(deps, reach, async (work) => {
    const slices: PublishedSlice[] = []
    for (const one of placed) slices.push(await putInForce(work, reach, delivery, one, asked))
    await updateDelivery(work.tx, delivery.id, {
      state: 'imported',
      result_json: JSON.stringify({ ...given.result, slices }),
      problem_json: null,
      ended_at: work.at,
    })
    await work.record({
      bodyId: delivery.body_id,
      action: 'bills.imported',
      objectType: 'bill-delivery',
      objectId: delivery.id,
      after: {
        file: delivery.file_name,
        sha256: delivery.sha256,
        rows: given.result.rows,
        reason: asked.reason ?? null,
        slices: slices.map(({ import: id, source, period, currency, billed, effective, replaced, isRestatement }) => ({
          import: id,
          source,
          period,
          currency,
          billed,
          effective,
          replaced: replaced?.import ?? null,
          isRestatement,
        })),
      },
    })
  })
}

async function putInForce(
  work: Work,
  reach: Reach,
  delivery: DeliveryWithBody,
  one: Placed,
  asked: AskedImport,
): Promise<PublishedSlice> {
  const { slice, importId, sourceId, former } = one
  const isRestatement = one.period?.state === 'closed'
  await updateImport(work.tx, importId, {
    state: 'current',
    is_restatement: isRestatement ? 1 : 0,
    supersedes_id: former?.import ?? null,
    result_json: JSON.stringify({ reason: asked.reason ?? null, difference: one.difference, ...one.sums }),
    recorded_at: work.at,
  })
  if (former !== undefined) await updateImport(work.tx, former.import, { state: 'superseded', superseded_at: work.at })
  const said = { current_import_id: importId, changed_by: reach.actor, changed_at: work.at, reason: asked.reason ?? '' }
  const now = await periodOf(reach, work.tx, sourceId, slice.period)
  if (now?.current_import_id !== one.period?.current_import_id || now?.state !== one.period?.state)
    throw billRefused('bill-period-changed')
  if (now === undefined)
    await insertPeriod(work.tx, {
      id: newId(),
      body_id: delivery.body_id,
      source_id: sourceId,
      period: slice.period,
      state: 'open',
      row_version: 1,
      ...said,
    })
  else if (!(await updatePeriod(work.tx, { id: now.id, version: now.row_version }, said)))
    throw billRefused('bill-period-changed')
  const source = await findSource(reach, work.tx, { ...slice, body_id: delivery.body_id })
  return {
    import: importId,
    source: source?.code ?? '',
    provider: slice.provider,
    account: slice.account,
    period: slice.period,
    currency: slice.currency,
    rows: slice.rows,
    charges: slice.charges,
    billed: microsToDecimal(slice.billedMicros),
    effective: microsToDecimal(slice.effectiveMicros),
    replaced: former === undefined ? null : { import: former.import, delivery: former.delivery },
    isRestatement,
  }
}

/** What the command line says of a bill. */
export type BillSummary = {
  readonly batch: string
  readonly dataset: BillDataset
  readonly version: string
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number }
  readonly billed: Readonly<Record<string, string>>
  readonly effective: Readonly<Record<string, string>>
  readonly replaced: readonly string[] | null
  readonly identical?: true
}

/** Imports a bill from the machine's own disk. */
export async function importBillFile(
  deps: BillDeps,
  reach: Reach,
  given: { readonly file: string; readonly bodyCode: string; readonly asked: AskedImport; readonly watch?: BillWatch },
): Promise<BillSummary> {
  const ready = await readyBill(given.file, undefined, join(deps.folder, `${newId()}.plain`))
  let id: string
  try {
    id = await receiveBill(deps, reach, {
      bodyCode: given.bodyCode,
      fileName: given.file,
      sha256: ready.sha256,
      bytes: ready.bytes,
      asked: given.asked,
    })
  } catch (error) {
    await ready.dispose()
    throw error
  }
  await importBill(deps, reach, id, { ready }, given.watch)
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  return summaryOf(delivery)
}

/** Imports a bill that is cut in several files of the machine's own disk; a manifest among them says which there must be. */
export async function importBillParts(
  deps: BillDeps,
  reach: Reach,
  given: { readonly files: readonly string[]; readonly bodyCode: string; readonly asked: AskedImport },
): Promise<BillSummary> {
  const parts = await wholeDelivery(await partsOnDisk(given.files))
  const { parts: told, ...noted } = notedAs(parts)
  const asked = told === undefined ? given.asked : { ...given.asked, parts: told }
  const id = await receiveBill(deps, reach, { ...noted, bodyCode: given.bodyCode, asked })
  await importBill(deps, reach, id, { parts })
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  return summaryOf(delivery)
}

function summaryOf(delivery: DeliveryWithBody): BillSummary {
  const result = JSON.parse(delivery.result_json) as BillResult // written by publish
  const { read, accepted, rejected } = result.rows
  const replaced = [
    ...new Set(result.slices.flatMap((slice) => (slice.replaced === null ? [] : [slice.replaced.delivery]))),
  ]
  return {
    batch: delivery.id,
    dataset: delivery.dataset as BillDataset, // written from the dialect
    version: delivery.version ?? '',
    rows: { read, accepted, rejected },
    billed: byCurrency(result.slices, 'billed'),
    effective: byCurrency(result.slices, 'effective'),
    ...(result.identicalTo === null
      ? { replaced: replaced.length === 0 ? null : replaced }
      : { replaced: [result.identicalTo], identical: true as const }),
  }
}

/** Sums by currency, exactly: two currencies are never one sum. */
function byCurrency(slices: readonly PublishedSlice[], cost: 'billed' | 'effective'): Record<string, string> {
  const sums = new Map<string, bigint>()
  for (const slice of slices) sums.set(slice.currency, (sums.get(slice.currency) ?? 0n) + microsOfText(slice[cost]))
  return Object.fromEntries(
    [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => [currency, microsToDecimal(sum)]),
  )
}

function microsOfText(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return text.startsWith('-') ? -size : size
}
