import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

export type HomeLot = {
  readonly body_id: string
  readonly code: string
  readonly name: string
  readonly cents: number | null
  readonly signed_option: string | null
  readonly best_option: string | null
  readonly best_verdict: string | null
}

/** Lots of the active workloads with their place in their body, widest first; the latest recorded cost stands. */
function rankedLots(reach: Reach) {
  const bodies = sql.join([...reach.bodies, ''])
  return sql`
    with cost as (
      select workload_id, amount_cents, kind, row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    ), lots as (
      select w.id, w.body_id, w.code, w.name, c.amount_cents as cents,
             row_number() over (partition by w.body_id order by coalesce(c.amount_cents, -1) desc, w.code) as place
      from workload w
      left join cost c on c.workload_id = w.id and c.place = 1 and c.kind <> 'retracted'
      where w.body_id in (${bodies}) and w.status = 'active'
    ), signed as (
      select workload_id, option_id from decision where body_id in (${bodies}) and state = 'signed'
    )`
}

/** The widest lots of each body by current cost, a bounded number of them. */
export async function lotsIn(reach: Reach, db: Database, perBody: number): Promise<HomeLot[]> {
  const { rows } = await sql<HomeLot>`${rankedLots(reach)}
    select l.body_id, l.code, l.name, l.cents, d.option_id as signed_option, a.best_option, a.best_verdict
    from lots l
    left join signed d on d.workload_id = l.id
    left join assessment a on a.workload_id = l.id
    where l.place <= ${perBody} order by l.body_id, l.place`.execute(db)
  return rows.map((row) => ({ ...row, cents: row.cents === null ? null : Number(row.cents) }))
}

export type RestOfLots = {
  readonly body_id: string
  readonly signed_option: string | null
  readonly workloads: number
  readonly cents: number | null
  readonly unknown: number
}

/** What stands beyond the widest lots of each body, summed by the option signed for. */
export async function restOfLots(reach: Reach, db: Database, perBody: number): Promise<RestOfLots[]> {
  const { rows } = await sql<Record<keyof RestOfLots, string | number | null>>`${rankedLots(reach)}
    select l.body_id, d.option_id as signed_option, count(*) as workloads, sum(l.cents) as cents,
           sum(case when l.cents is null then 1 else 0 end) as unknown
    from lots l left join signed d on d.workload_id = l.id
    where l.place > ${perBody} group by l.body_id, d.option_id`.execute(db)
  return rows.map((row) => ({
    body_id: String(row.body_id),
    signed_option: row.signed_option === null ? null : String(row.signed_option),
    workloads: Number(row.workloads),
    cents: row.cents === null ? null : Number(row.cents),
    unknown: Number(row.unknown),
  }))
}

/** Today's cost by body, whole cents; a body whose workloads have none stated is absent. */
export async function currentCostByBody(reach: Reach, db: Database): Promise<Map<string, number>> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<{ body_id: string; cents: number | string }>`
    with cost as (
      select body_id, workload_id, amount_cents, kind, row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    ) select body_id, sum(amount_cents) as cents from cost where place = 1 and kind <> 'retracted' group by body_id`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.body_id, Number(row.cents)]))
}

export async function verdictCounts(reach: Reach, db: Database): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('assessment')
    .innerJoin('workload', 'workload.id', 'assessment.workload_id')
    .select('best_verdict')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('assessment.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
    .groupBy('best_verdict')
    .execute()
  return new Map(rows.map((row) => [row.best_verdict, Number(row.n)]))
}

/** What keeps workloads from an option or a cost, most frequent first. */
export async function commonGaps(
  reach: Reach,
  db: Database,
  limit: number,
): Promise<{ gap: string; verdict: string; n: number }[]> {
  const rows = await db
    .selectFrom('assessment')
    .innerJoin('workload', 'workload.id', 'assessment.workload_id')
    .select(['gap', 'best_verdict'])
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('assessment.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
    .where('gap', 'is not', null)
    .where('best_verdict', 'in', ['forbid', 'undetermined'])
    .groupBy(['gap', 'best_verdict'])
    .orderBy('n', 'desc')
    .orderBy('gap')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ gap: row.gap ?? '', verdict: row.best_verdict, n: Number(row.n) }))
}

/** Workloads whose open best option has no cost, by the first reason, most frequent first; reasons without any are left out. */
export async function costGapCounts(
  reach: Reach,
  db: Database,
  codes: readonly string[],
): Promise<{ gap: string; n: number }[]> {
  const counted = codes.map(
    (code, i) =>
      sql`sum(case when a.gap = ${code} or a.gap like ${`${code}:%`} then 1 else 0 end) as ${sql.ref(`n${i}`)}`,
  )
  const { rows } = await sql<Record<string, string | number | null>>`
    select ${sql.join(counted)} from assessment a join workload w on w.id = a.workload_id and w.status = 'active'
    where a.body_id in (${sql.join([...reach.bodies, ''])}) and a.p50 is null and a.best_option is not null`.execute(db)
  return codes
    .map((gap, i) => ({ gap, n: Number(rows[0]?.[`n${i}`] ?? 0) }))
    .filter((one) => one.n > 0)
    .toSorted((a, b) => b.n - a.n)
}

export async function importsToConfirm(
  reach: Reach,
  db: Database,
): Promise<{ id: string; file_name: string; received_at: string; body: string }[]> {
  return db
    .selectFrom('import_batch')
    .innerJoin('body', 'body.id', 'import_batch.body_id')
    .select(['import_batch.id', 'file_name', 'received_at', 'body.code as body'])
    .where('import_batch.body_id', 'in', [...reach.bodies, ''])
    .where('state', 'in', ['staged', 'mapping'])
    .orderBy('received_at')
    .limit(20)
    .execute()
}

export async function unclassifiedCount(reach: Reach, db: Database): Promise<number> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<{ n: number | string }>`
    select count(*) as n from workload w where w.body_id in (${bodies}) and w.status = 'active'
    and not exists (select 1 from classification c where c.workload_id = w.id)`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
