import type { BillResult, PublishedSlice } from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Reach } from '#server/access/reach.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { billRefused } from './bills.problems.ts'
import {
  type DeliveryWithBody,
  findSource,
  insertPeriod,
  periodOf,
  updateDelivery,
  updateImport,
  updatePeriod,
} from './bills.repository.ts'
import type { AskedImport, BillDeps } from './receiving.usecases.ts'
import type { Placed } from './staged-imports.ts'

export async function publish(
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
