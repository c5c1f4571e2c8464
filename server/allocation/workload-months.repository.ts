import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'

export type MonthsAsked = {
  readonly workloadIds?: readonly string[] | undefined
  /** Months `YYYY-MM`, both included. */
  readonly from: string
  readonly to: string
  /** Instant, ISO: what was known then. Now when absent. */
  readonly asKnown?: string | undefined
}

const idsAtOnce = 5_000

/** Months of workloads in reach by source and service category, from the imports in force at an instant. */
export async function monthsIn(reach: Reach, db: Database | DatabaseTransaction, asked: MonthsAsked) {
  if (asked.workloadIds === undefined) return monthsOf(reach, db, asked)
  const found: Awaited<ReturnType<typeof monthsOf>> = []
  for (let start = 0; start < asked.workloadIds.length; start += idsAtOnce)
    found.push(...(await monthsOf(reach, db, asked, asked.workloadIds.slice(start, start + idsAtOnce))))
  return found
}

async function monthsOf(
  reach: Reach,
  db: Database | DatabaseTransaction,
  { from, to, asKnown }: MonthsAsked,
  ids?: readonly string[],
) {
  let query = db
    .selectFrom('workload_month as month')
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .leftJoin('bill_period as state', (join) =>
      join.onRef('state.source_id', '=', 'import.source_id').onRef('state.period', '=', 'import.period'),
    )
    .select([
      'month.workload_id',
      'month.period',
      'source.code as source',
      'month.import_id',
      'month.currency',
      'month.service_category',
      'state.state as period_state',
      'state.changed_at as period_changed_at',
      'import.recorded_at',
    ])
    .select((e) => [
      e.fn.sum<number | string>('month.billed_micros').as('billed_micros'),
      e.fn.sum<number | string>('month.effective_micros').as('effective_micros'),
      e.fn.sum<number | string>('month.charge_count').as('charge_count'),
    ])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('month.period', '>=', from)
    .where('month.period', '<=', to)
  query =
    asKnown === undefined
      ? query.where('import.state', '=', 'current')
      : query
          .where('import.state', 'in', ['current', 'superseded'])
          .where('import.recorded_at', '<=', asKnown)
          .where((where) =>
            where.or([where('import.superseded_at', 'is', null), where('import.superseded_at', '>', asKnown)]),
          )
  query =
    ids === undefined ? query.where('month.workload_id', '<>', '') : query.where('month.workload_id', 'in', [...ids])
  return query
    .groupBy([
      'month.workload_id',
      'month.period',
      'source.code',
      'month.import_id',
      'month.currency',
      'month.service_category',
      'state.state',
      'state.changed_at',
      'import.recorded_at',
    ])
    .orderBy('month.workload_id')
    .orderBy('month.period')
    .orderBy('source.code')
    .orderBy('month.service_category')
    .execute()
}
