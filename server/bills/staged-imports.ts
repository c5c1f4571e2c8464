import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServiceDifference } from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Reach } from '#server/access/reach.ts'
import { allocationOf, importToAllocate } from '#server/allocation/allocating.usecases.ts'
import type { BillSourceRow } from '#server/database/schema.ts'
import { ahead } from '#server/shared/ahead.ts'
import { instantOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { allocatable, type BillSlice, chargeBatches, writeSlice } from './bill-charges.ts'
import type { BillEngine } from './bill-engine.ts'
import type { BillReading } from './bill-reading.ts'
import { type BillWatch, importSteps } from './bill-watch.ts'
import {
  type DeliveryWithBody,
  findSource,
  insertCharges,
  insertImport,
  insertSource,
  sumsByService,
  updateImport,
} from './bills.repository.ts'
import { keepWhole } from './read-bill.ts'
import type { BillDeps } from './receiving.usecases.ts'
import type { SliceSums } from './slice-sums.ts'
import type { Standing } from './standing-bills.ts'

export type Placed = Standing & {
  readonly importId: string
  readonly sourceId: string
  readonly difference: readonly ServiceDifference[]
  readonly sums: SliceSums
}

export type Staging = ReturnType<typeof createStaging>

/** What is written before it is published: invisible while its imports are only staged, and taken back when the work fails. */
export function createStaging(deps: BillDeps) {
  const staged: { readonly id: string; readonly file: string }[] = []
  return {
    async place(
      reach: Reach,
      {
        delivery,
        engine,
        watch,
      }: { readonly delivery: DeliveryWithBody; readonly engine: BillEngine; readonly watch: BillWatch },
      {
        reading,
        standing,
        sums,
      }: {
        readonly reading: BillReading
        readonly standing: readonly Standing[]
        /** Still worked out by the reader, while the charges are written. */
        readonly sums: Promise<(slice: BillSlice) => SliceSums>
      },
    ): Promise<Placed[]> {
      const total = standing.reduce((sum, { slice }) => sum + slice.charges, 0)
      const placed: Placed[] = []
      let done = 0
      watch.progress?.(done, total, importSteps.charges)
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
        const importing = { deps, reach, engine, watch }
        await storeAllocated(importing, { importId, bodyId: delivery.body_id, slice }, (count) => {
          done += count
          watch.progress?.(done, total, importSteps.charges)
        })
        const sumsOf = await sums
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

/** Writes the charges of a slice and gives them to workloads, batch after batch: while one is written, the next is read and given. */
async function storeAllocated(
  { deps, reach, engine, watch }: { deps: BillDeps; reach: Reach; engine: BillEngine; watch: BillWatch },
  { importId, bodyId, slice }: { readonly importId: string; readonly bodyId: string; readonly slice: BillSlice },
  onBatch: (count: number) => void,
): Promise<void> {
  const giving = await allocationOf(deps.db, reach, await importToAllocate(deps.db, reach, importId))
  if (giving.needsWeighing)
    for await (const charges of chargeBatches(engine, slice))
      for (const cells of charges) giving.weigh(allocatable(cells))
  for await (const charges of ahead(chargeBatches(engine, slice))) {
    watch.signal?.throwIfAborted()
    await deps.db.transaction().execute(async (tx) => {
      const writing = insertCharges(tx, { importId, bodyId, charges })
      const given = Promise.resolve().then(() => giving.parts(charges.map(allocatable)))
      // The transaction never ends while something still writes in it, whatever becomes of the parts.
      await Promise.allSettled([writing, given])
      await writing
      const parts = await given
      await giving.write(tx, parts)
    })
    onBatch(charges.length)
  }
  await giving.finish()
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
