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

/** The widest lots of each body by current cost, a bounded number of them. */
export async function lotsIn(reach: Reach, db: Database, perBody: number): Promise<HomeLot[]> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<HomeLot>`
    with cost as (
      select workload_id, amount_cents, kind, row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    ), lots as (
      select w.body_id, w.code, w.name, c.amount_cents as cents, d.option_id as signed_option, a.best_option, a.best_verdict,
             row_number() over (partition by w.body_id order by coalesce(c.amount_cents, 0) desc, w.code) as place
      from workload w
      left join cost c on c.workload_id = w.id and c.place = 1 and c.kind <> 'retracted'
      left join decision d on d.workload_id = w.id and d.state = 'signed'
      left join assessment a on a.workload_id = w.id
      where w.body_id in (${bodies}) and w.status = 'active'
    )
    select body_id, code, name, cents, signed_option, best_option, best_verdict from lots where place <= ${perBody} order by body_id, place`.execute(
    db,
  )
  return rows
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
    .select('best_verdict')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('body_id', 'in', [...reach.bodies, ''])
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
    .select(['gap', 'best_verdict'])
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('gap', 'is not', null)
    .where('best_verdict', 'in', ['forbid', 'undetermined'])
    .groupBy(['gap', 'best_verdict'])
    .orderBy('n', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ gap: row.gap ?? '', verdict: row.best_verdict, n: Number(row.n) }))
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
