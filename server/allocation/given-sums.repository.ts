import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { chargeColumns } from './given-charges.repository.ts'

export type MonthsOfBody = { readonly bodyId: string; readonly from: string; readonly to: string }

const sharedMicros = sql<number | string>`sum(case when month.is_shared = 1 then month.effective_micros else 0 end)`

/** Months of the imports in force of a body; who asks adds the wall of the rows it tells. */
function monthsOfBody(db: Database, { bodyId, from, to }: MonthsOfBody) {
  return db
    .selectFrom('workload_month as month')
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .where('import.body_id', '=', bodyId)
    .where('import.state', '=', 'current')
    .where('import.period', '>=', from)
    .where('import.period', '<=', to)
}

/** What each import bills in all. */
export async function importTotals(reach: Reach, db: Database, asked: MonthsOfBody & { readonly currency: string }) {
  return monthsOfBody(db, asked)
    .select(['month.import_id as importId', 'source.code as source', 'import.period'])
    .select((e) => [
      e.fn.sum<number | string>('month.billed_micros').as('billed'),
      e.fn.sum<number | string>('month.effective_micros').as('effective'),
    ])
    .where('import.body_id', 'in', [...reach.bodies, ''])
    .where('month.currency', '=', asked.currency)
    .groupBy(['month.import_id', 'source.code', 'import.period'])
    .orderBy('import.period')
    .orderBy('source.code')
    .execute()
}

/** What each workload in reach takes, by itself and as its part of what a rule shares by a key; the dearest first. */
export async function workloadTotals(reach: Reach, db: Database, asked: MonthsOfBody) {
  return monthsOfBody(db, asked)
    .innerJoin('workload', 'workload.id', 'month.workload_id')
    .select(['workload.id', 'workload.code', 'workload.name', 'month.currency'])
    .select((e) => [e.fn.sum<number | string>('month.effective_micros').as('effective'), sharedMicros.as('shared')])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .groupBy(['workload.id', 'workload.code', 'workload.name', 'month.currency'])
    .orderBy('effective', 'desc')
    .orderBy('workload.code')
    .execute()
}

/** What a workload takes of each import, by kind of service. */
export async function workloadImports(
  reach: Reach,
  db: Database,
  asked: MonthsOfBody & { readonly currency: string; readonly workloadId: string },
) {
  return monthsOfBody(db, asked)
    .select(['month.import_id as importId', 'source.code as source', 'import.period'])
    .select('month.service_category as serviceCategory')
    .select((e) => [e.fn.sum<number | string>('month.effective_micros').as('effective'), sharedMicros.as('shared')])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('month.workload_id', '=', asked.workloadId)
    .where('month.currency', '=', asked.currency)
    .groupBy(['month.import_id', 'source.code', 'import.period', 'month.service_category'])
    .orderBy('import.period')
    .orderBy('source.code')
    .orderBy('month.service_category')
    .execute()
}

/** Parts of shared charges of an import that went to a workload, the dearest first, and their sum. */
export async function sharedParts(
  reach: Reach,
  db: Database,
  asked: { readonly importId: string; readonly workloadId: string; readonly limit: number },
) {
  const parts = db
    .selectFrom('workload_month as month')
    .innerJoin('allocated_charge as part', (join) =>
      join.onRef('part.import_id', '=', 'month.import_id').onRef('part.month_ordinal', '=', 'month.ordinal'),
    )
    .innerJoin('bill_charge as charge', (join) =>
      join.onRef('charge.import_id', '=', 'part.import_id').onRef('charge.ordinal', '=', 'part.charge_ordinal'),
    )
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('month.import_id', '=', asked.importId)
    .where('month.workload_id', '=', asked.workloadId)
    .where('month.is_shared', '=', 1)
  const told = await parts
    .select([...chargeColumns])
    .select('source.code as source')
    .select(['part.billed_micros as part_billed', 'part.effective_micros as part_effective'])
    .orderBy('part.effective_micros', 'desc')
    .orderBy('charge.ordinal')
    .limit(asked.limit)
    .execute()
  const { effective } = await parts
    .select((e) => e.fn.sum<number | string | null>('part.effective_micros').as('effective'))
    .executeTakeFirstOrThrow()
  return { told, effective: BigInt(effective ?? 0) }
}
