import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { WorkloadMonthRow } from '#server/database/schema.ts'

export type MonthsAsked = {
  readonly workloadIds?: readonly string[] | undefined
  /** Months `YYYY-MM`, both included. */
  readonly from: string
  readonly to: string
  /** Instant, ISO: what was known then. Now when absent. */
  readonly asKnown?: string | undefined
}

const idsAtOnce = 5_000

/** Whether an import, named `import`, was in force at an instant; now when absent. */
const inForceAt = (asKnown: string | undefined) =>
  asKnown === undefined
    ? sql<boolean>`${sql.ref('import.state')} = 'current'`
    : sql<boolean>`${sql.ref('import.state')} in ('current', 'superseded') and ${sql.ref('import.recorded_at')} <= ${asKnown}
        and (${sql.ref('import.superseded_at')} is null or ${sql.ref('import.superseded_at')} > ${asKnown})`

export const monthColumns = [
  'import_id',
  'workload_id',
  'rule_id',
  'service_category',
  'body_id',
  'ordinal',
  'rule_set_id',
  'period',
  'currency',
  'billed_micros',
  'effective_micros',
  'list_micros',
  'contracted_micros',
  'unused_micros',
  'tax_micros',
  'is_shared',
  'charge_count',
] as const satisfies readonly (keyof WorkloadMonthRow)[]

/**
 * Months of imports as they were given at an instant: before rules were replayed over a bill, what was kept of it until then; as it stands, now
 * and where nothing was replayed since.
 */
function monthsGivenAt(db: Database | DatabaseTransaction, asKnown: string | undefined) {
  const standing = db.selectFrom('workload_month as given').select(monthColumns)
  if (asKnown === undefined) return standing
  const replayedSince = (importId: string) =>
    sql<string | null>`(select min(since.given_until) from workload_month_past as since
      where since.import_id = ${sql.ref(importId)} and since.given_until > ${asKnown})`
  return standing
    .where(replayedSince('given.import_id'), 'is', null)
    .unionAll(
      db
        .selectFrom('workload_month_past as past')
        .select(monthColumns)
        .where('past.given_until', '=', replayedSince('past.import_id')),
    )
}

/** Sum of what a rule shares by a key (1), or of what a workload takes by itself (0). */
const sumWhere = (isShared: 0 | 1, column: string) =>
  sql<number | string>`sum(case when month.is_shared = ${sql.lit(isShared)} then ${sql.ref(column)} else 0 end)`
/** The same of what it takes by itself; the unknown of a part is the unknown of the whole. */
const ownWhenAllTold = (column: string) =>
  sql<
    number | string | null
  >`case when sum(case when month.is_shared = 0 and ${sql.ref(column)} is null then 1 else 0 end) = 0 then ${sumWhere(0, column)} end`

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
    .selectFrom(monthsGivenAt(db, asKnown).as('month'))
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
      ownWhenAllTold('month.list_micros').as('list_micros'),
      ownWhenAllTold('month.contracted_micros').as('contracted_micros'),
      sumWhere(0, 'month.unused_micros').as('unused_micros'),
      sumWhere(0, 'month.tax_micros').as('tax_micros'),
      sumWhere(1, 'month.effective_micros').as('shared_micros'),
    ])
    .where('month.body_id', 'in', [...reach.bodies, ''])
    .where('month.period', '>=', from)
    .where('month.period', '<=', to)
    .where(inForceAt(asKnown))
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

/**
 * Months of the workloads of a body by source and service category, whatever rule gave them, from the imports in force at an instant (ISO);
 * now when absent.
 */
export async function monthsOfBody(
  db: Database | DatabaseTransaction,
  asked: { readonly bodyId: string; readonly months: readonly string[]; readonly asKnown?: string | undefined },
) {
  const { bodyId, months, asKnown } = asked
  return db
    .selectFrom(monthsGivenAt(db, asKnown).as('month'))
    .innerJoin('bill_import as import', 'import.id', 'month.import_id')
    .innerJoin('bill_source as source', 'source.id', 'import.source_id')
    .innerJoin('bill_period as state', (join) =>
      join.onRef('state.source_id', '=', 'import.source_id').onRef('state.period', '=', 'import.period'),
    )
    .innerJoin('workload', 'workload.id', 'month.workload_id')
    .select(['month.import_id', 'month.workload_id', 'month.period', 'month.currency'])
    .select(['source.code as source', 'workload.code as workload', 'month.service_category as category'])
    .select(['state.state as period_state', 'state.changed_at as period_changed_at'])
    .select((e) => e.fn.sum<number | string>('month.effective_micros').as('effective_micros'))
    .where('month.body_id', '=', bodyId)
    .where('month.period', 'in', [...months, ''])
    .where(inForceAt(asKnown))
    .groupBy(['month.import_id', 'month.workload_id', 'month.period', 'month.currency'])
    .groupBy(['source.code', 'workload.code', 'month.service_category', 'state.state', 'state.changed_at'])
    .execute()
}
