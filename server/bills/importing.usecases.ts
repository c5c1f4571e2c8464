import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BillResult } from '#models/bills/bill.views.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { BillFailureRow } from '#server/database/schema.ts'
import { instantOf } from '#server/shared/clock.ts'
import { groupCharges } from './bill-charges.ts'
import { type BegunReading, beginReading } from './begun-reading.ts'
import type { BillPart } from './bill-parts.ts'
import type { BillReading } from './bill-reading.ts'
import { type BillWatch, importSteps } from './bill-watch.ts'
import { billRefused } from './bills.problems.ts'
import { type DeliveryWithBody, findDelivery, insertFailures, updateDelivery } from './bills.repository.ts'
import { datasetHandlers } from './dataset-handlers.ts'
import { joinedParts } from './joined-parts.ts'
import { publish } from './publishing.usecases.ts'
import { readyBill } from './received-bill.ts'
import { askedOf, type BillDeps, filesOf } from './receiving.usecases.ts'
import { sliceSums } from './slice-sums.ts'
import { createStaging, type Staging } from './staged-imports.ts'
import { ensureMayReplace, isFormerBytes, saidIdentical, standingOf } from './standing-bills.ts'

/**
 * Reads a received bill and puts what it says in force: one import for each source and month it holds, in the place of the former one,
 * never beside it. Rows go to Parquet, their sums of the day to the database in batches; one short transaction publishes all of it.
 */
export async function importBill(
  deps: BillDeps,
  reach: Reach,
  id: string,
  file: GivenFile,
  watch: BillWatch = {},
): Promise<void> {
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  await mkdir(deps.folder, { recursive: true })
  const staging = createStaging(deps)
  let begun = 'begun' in file ? file.begun : undefined
  try {
    watch.progress?.(0, null, importSteps.bytes)
    if (await saidIdentical(deps, reach, delivery)) return await begun?.discard()
    begun ??= await readingOf(deps, id, file, watch.signal)
    await readInto(deps, reach, { delivery, begun, staging, watch })
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
    await begun?.end()
  }
}

/** A received file, the files of a delivery in several, or a file whose reading was begun. */
type GivenFile = { readonly path: string } | { readonly parts: readonly BillPart[] } | { readonly begun: BegunReading }

async function readingOf(
  deps: BillDeps,
  id: string,
  file: GivenFile,
  signal: AbortSignal | undefined,
): Promise<BegunReading> {
  if ('begun' in file) return file.begun
  const ready =
    'parts' in file
      ? await joinedParts(deps, file.parts, join(deps.folder, `${id}.joined`), signal)
      : await readyBill(file.path, signal)
  return beginReading(deps, id, ready, signal)
}

export type Reading = {
  readonly delivery: DeliveryWithBody
  readonly begun: BegunReading
  readonly staging: Staging
  readonly watch: BillWatch
}

async function readInto(deps: BillDeps, reach: Reach, given: Reading): Promise<void> {
  const { delivery, staging, watch } = given
  const { engine, ready } = given.begun
  const asked = askedOf(delivery)
  watch.progress?.(0, null, importSteps.rows)
  const found = await given.begun.found
  const { dialect, version } = found
  const known = { container: ready.container, dialect: dialect.id, dataset: dialect.dataset, version }
  await updateDelivery(deps.db, delivery.id, known)
  if (dialect.dataset !== 'CostAndUsage') {
    return datasetHandlers[dialect.dataset](deps, reach, { delivery, engine, bill: found, watch })
  }
  const reading = await given.begun.reading
  await keepFailures(deps, delivery, reading)
  watch.progress?.(reading.rows.read, reading.rows.read, importSteps.sums)
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
  const sums = sliceSums(engine, reading, slices)
  sums.catch(() => undefined) // told to who awaits it
  const placed = await staging.place(reach, { delivery, engine, watch }, { reading, standing, sums })
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
