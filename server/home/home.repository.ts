import { sql } from 'kysely'
import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** A lot of the cadastre; or, without a code, all those of a body beyond the widest that were signed for one option. */
export type HomeLot = {
  readonly body_id: string
  readonly code: string | null
  readonly name: string | null
  readonly cents: number | null
  readonly signed_option: string | null
  readonly best_verdict: string | null
  readonly workloads: number
  /** Workloads whose cost is not known. */
  readonly unknown: number
}

/** The widest lots of each body by current cost, a bounded number of them, then the others together: one reading of the portfolio. */
export async function lotsIn(reach: Reach, db: Database, perBody: number): Promise<HomeLot[]> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<Record<keyof HomeLot, string | number | null>>`
    with cost as (
      select workload_id, amount_cents, row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    ), lots as materialized (
      select w.id, w.body_id, w.code, w.name, c.amount_cents as cents,
             case when c.amount_cents is null then 1 else 0 end as unknown,
             row_number() over (partition by w.body_id order by coalesce(c.amount_cents, -1) desc, w.code) as place
      from workload w
      left join cost c on c.workload_id = w.id and c.place = 1
      where w.body_id in (${bodies}) and w.status = 'active'
    ), signed as materialized (
      select workload_id, option_id from decision where body_id in (${bodies}) and state = 'signed'
    )
    select l.body_id, l.code, l.name, l.cents, d.option_id as signed_option, a.best_verdict, 1 as workloads, l.unknown, l.place
    from lots l
    left join signed d on d.workload_id = l.id
    left join assessment a on a.workload_id = l.id
    where l.place <= ${perBody}
    union all
    select l.body_id, null, null, sum(l.cents), d.option_id, null, count(*), sum(l.unknown), max(l.place)
    from lots l left join signed d on d.workload_id = l.id
    where l.place > ${perBody} group by l.body_id, d.option_id
    order by body_id, place`.execute(db)
  const text = (value: string | number | null) => (value === null ? null : String(value))
  return rows.map((row) => ({
    body_id: String(row.body_id),
    code: text(row.code),
    name: text(row.name),
    cents: row.cents === null ? null : Number(row.cents),
    signed_option: text(row.signed_option),
    best_verdict: text(row.best_verdict),
    workloads: Number(row.workloads),
    unknown: Number(row.unknown),
  }))
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

/** What keeps workloads from an option, by rule and by what it leaves, most frequent first. */
export async function commonGaps(reach: Reach, db: Database): Promise<{ gap: string; verdict: string; n: number }[]> {
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
    .execute()
  return rows.map((row) => ({ gap: row.gap ?? '', verdict: row.best_verdict, n: Number(row.n) }))
}

/** Workloads whose open best option has no cost, by the first reason, most frequent first; reasons without any are left out. */
export async function costGapCounts(
  reach: Reach,
  db: Database,
  codes: readonly CostGapCode[],
): Promise<{ gap: CostGapCode; n: number }[]> {
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
