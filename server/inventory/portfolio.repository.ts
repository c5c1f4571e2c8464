import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** One workload as the table shows it, from one statement over the whole reach. */
export type PortfolioRow = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly application: string
  readonly body: string
  readonly environment: string
  readonly owner: string | null
  readonly technology: string | null
  readonly proposed_strategy: string | null
  readonly row_version: number
  readonly servers: number
  readonly classification_state: string | null
  readonly record_json: string | null
  readonly best_option: string | null
  readonly best_verdict: string | null
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
  readonly gap: string | null
  readonly input_digest: string | null
  readonly current_cents: number | null
  readonly decision_state: string | null
  readonly decision_strategy: string | null
  readonly wave_code: string | null
  readonly wave_name: string | null
  readonly cuts_over_on: string | null
}

export async function portfolioRows(reach: Reach, db: Database): Promise<PortfolioRow[]> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<PortfolioRow>`
    with newest as (
      select workload_id, max(version) as version from classification where body_id in (${bodies}) group by workload_id
    ), cost as (
      select workload_id, amount_cents, kind,
             row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    ), choice as (
      select workload_id, state, strategy,
             row_number() over (partition by workload_id order by proposed_at desc, id desc) as place
      from decision where body_id in (${bodies}) and state in ('proposed', 'signed')
    ), held as (
      select workload_id, count(*) as servers from asset where body_id in (${bodies}) and status = 'active' group by workload_id
    )
    select w.id, w.code, w.name, a.name as application, w.body_id as body, w.environment, a.owner, w.technology,
           w.proposed_strategy, w.row_version, coalesce(h.servers, 0) as servers,
           c.state as classification_state, c.record_json,
           s.best_option, s.best_verdict, s.p10, s.p50, s.p90, s.gap, s.input_digest,
           k.amount_cents as current_cents, d.state as decision_state, d.strategy as decision_strategy,
           v.code as wave_code, v.name as wave_name, v.cuts_over_on
    from workload w
    join application a on a.id = w.application_id
    left join held h on h.workload_id = w.id
    left join newest n on n.workload_id = w.id
    left join classification c on c.workload_id = w.id and c.version = n.version
    left join assessment s on s.workload_id = w.id
    left join cost k on k.workload_id = w.id and k.place = 1 and k.kind <> 'retracted'
    left join choice d on d.workload_id = w.id and d.place = 1
    left join wave_member m on m.workload_id = w.id
    left join wave v on v.id = m.wave_id
    where w.body_id in (${bodies}) and w.status = 'active'
    order by w.code`.execute(db)
  return rows
}

/** Changes whenever something the table shows may have changed within reach: the last audit number and the last assessment. */
export async function portfolioVersion(reach: Reach, db: Database): Promise<string> {
  const audit = await db
    .selectFrom('audit_event')
    .select((e) => e.fn.max('seq').as('last'))
    .executeTakeFirst()
  const assessed = await db
    .selectFrom('assessment')
    .select((e) => e.fn.max('computed_at').as('last'))
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
  return `${audit?.last ?? 0}-${assessed?.last ?? ''}`
}
