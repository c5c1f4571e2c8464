import type { BillResult } from '#models/bills/bill.views.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { BillSourceRow } from '#server/database/schema.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import type { BillSlice } from './bill-charges.ts'
import { billRefused } from './bills.problems.ts'
import {
  type DeliveryWithBody,
  findDelivery,
  findImport,
  findSource,
  importsOfDelivery,
  type PeriodInReach,
  periodOf,
  sameDeliveries,
  updateDelivery,
} from './bills.repository.ts'
import { type AskedImport, askedOf, type BillDeps, filesOf } from './receiving.usecases.ts'

/** The same bytes as a delivery whose imports all stand: nothing is read again, and that is said. */
export async function saidIdentical(deps: BillDeps, reach: Reach, delivery: DeliveryWithBody): Promise<boolean> {
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
export async function isFormerBytes(deps: BillDeps, reach: Reach, delivery: DeliveryWithBody): Promise<boolean> {
  const same = await sameDeliveries(reach, deps.db, { bodyId: delivery.body_id, sha256: delivery.sha256 })
  const states = await Promise.all(same.map(async ({ id }) => importsOfDelivery(reach, deps.db, id)))
  return states.flat().some(({ state }) => state === 'superseded')
}

/** What stands of a source and month before a delivery. */
export type Standing = {
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

export async function standingOf(
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
export function ensureMayReplace(
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
