import { sql } from 'kysely'
import type { PortfolioCounts, SignedGroup } from '#models/barometer/indicators.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BarometerPublicationRow } from '#server/database/schema.ts'

type Counted = Omit<PortfolioCounts, `signed${string}` | `exemptions${string}`> & {
  readonly signed: number
  readonly groups: readonly SignedGroup[]
}
type CountColumn =
  | 'workloads'
  | 'signed'
  | 'approved'
  | 'needed'
  | 'done'
  | 'bodies'
  | 'completed'
  | 'promised'
  | 'promises'

/**
 * Counts over a reach, of active workloads; nothing here depends on the size of a screen. The record of a classification is canonical
 * JSON, so that a member and its value stand in it as written here, and a text that quotes them does not: its quotes are escaped; so is a
 * promise, which names the decision it was frozen on. A promise that the decision in force no longer supports is not counted.
 */
export async function countsIn(reach: Reach, db: Database): Promise<Counted> {
  const bodies = sql.join([...reach.bodies, ''])
  const decided = sql`select distinct workload_id from decision where body_id in (${bodies}) and state = 'signed'`
  const { rows } = await sql<Record<CountColumn, number | string | null>>`
    with remaining as materialized (
      select w.body_id, count(*) as workloads, sum(case when d.workload_id is null then 1 else 0 end) as undecided
      from workload w left join (${decided}) d on d.workload_id = w.id
      where w.body_id in (${bodies}) and w.status = 'active' group by w.body_id
    ), approved as materialized (
      select case when c.record_json like '%"dic":null%' then 0 else 1 end as has_levels,
             case when c.record_json like '%"present":true%' then 1 else 0 end as has_persons,
             case when c.record_json like '%"projectStatus":"done"%' then 1 else 0 end as is_assessed
      from classification c join workload w on w.id = c.workload_id and w.status = 'active'
      where c.body_id in (${bodies}) and c.state = 'approved' and c.valid_to is null
    ), promised as materialized (
      select p.promised_cents
      from promise p join benefit b on b.id = p.benefit_id
        join decision d on d.workload_id = b.workload_id and d.state = 'signed'
      where p.body_id in (${bodies}) and p.content_json like '%"decision":"' || d.id || '"%'
        and not exists (select 1 from promise n where n.benefit_id = p.benefit_id and n.version > p.version)
    )
    select
      (select sum(workloads) from remaining) as workloads,
      (select sum(workloads - undecided) from remaining) as signed,
      (select count(*) from remaining) as bodies,
      (select count(*) from remaining where undecided = 0) as completed,
      (select sum(has_levels) from approved) as approved,
      (select sum(has_persons) from approved) as needed,
      (select sum(has_persons * is_assessed) from approved) as done,
      (select sum(promised_cents) from promised) as promised,
      (select count(*) from promised) as promises`.execute(db)
  const [row] = rows
  const count = (column: CountColumn) => Number(row?.[column] ?? 0)
  return {
    workloads: count('workloads'),
    signed: count('signed'),
    approved: count('approved'),
    assessmentsNeeded: count('needed'),
    assessmentsDone: count('done'),
    bodies: count('bodies'),
    bodiesCompleted: count('completed'),
    promisedCents: count('promised'),
    promises: count('promises'),
    groups: await signedGroups(reach, db),
  }
}

async function signedGroups(reach: Reach, db: Database): Promise<SignedGroup[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('workload', 'workload.id', 'decision.workload_id')
    .select(['decision.strategy', 'decision.option_id'])
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('decision.body_id', 'in', [...reach.bodies, ''])
    .where('decision.state', '=', 'signed')
    .where('workload.status', '=', 'active')
    .groupBy(['decision.strategy', 'decision.option_id'])
    .execute()
  return rows.map((row) => ({ strategy: row.strategy, option: row.option_id, count: Number(row.n) }))
}

export async function lastPublication(db: Database): Promise<BarometerPublicationRow | undefined> {
  return db
    .selectFrom('barometer_publication')
    .selectAll()
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
export async function insertPublication(tx: DatabaseTransaction, row: BarometerPublicationRow): Promise<void> {
  await tx.insertInto('barometer_publication').values(row).execute()
}
