import { sql } from 'kysely'
import type { SignedGroup } from '#models/barometer/indicators.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BarometerPublicationRow, IndicatorVersionRow } from '#server/database/schema.ts'

type Counted = {
  readonly workloads: number
  /** With a signed decision. */
  readonly signed: number
  /** With an approved classification that has its levels. */
  readonly approved: number
  readonly assessmentsDone: number
  readonly assessmentsNeeded: number
  /** Bodies with at least one workload, and those of them with nothing left to decide. */
  readonly bodies: number
  readonly bodiesCompleted: number
  readonly promisedCents: number
  readonly promises: number
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
export async function publicationsOf(db: Database): Promise<BarometerPublicationRow[]> {
  return db
    .selectFrom('barometer_publication')
    .selectAll()
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Files of art. 70.1 that are open, and classifications approved since a day: of active workloads. */
export async function recordCounts(
  reach: Reach,
  db: Database,
  since: string,
): Promise<{ readonly outsideOpen: number; readonly fresh: number }> {
  const { rows } = await sql<{ open: number | string | null; fresh: number | string | null }>`
    select sum(case when c.record_json like '%"present":true%' and (c.record_json like '%"outsideQcStatus":"started"%'
                      or c.record_json like '%"outsideQcStatus":"not-started"%') then 1 else 0 end) as open,
           sum(case when c.record_json not like '%"dic":null%' and c.decided_at >= ${since} then 1 else 0 end) as fresh
    from classification c join workload w on w.id = c.workload_id and w.status = 'active'
    where c.body_id in (${sql.join([...reach.bodies, ''])}) and c.state = 'approved' and c.valid_to is null`.execute(db)
  return { outsideOpen: Number(rows[0]?.open ?? 0), fresh: Number(rows[0]?.fresh ?? 0) }
}

export type DecidedGroup = SignedGroup & {
  readonly body: string
  /** Month of the signature, `YYYY-MM`. */
  readonly month: string
  readonly valued: number
  readonly cents: number
}

/** Signed decisions of active workloads by body, month, strategy and option, with what those workloads cost today. */
export async function decidedGroups(reach: Reach, db: Database): Promise<DecidedGroup[]> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<{
    body: string
    month: string
    strategy: string
    option: string | null
    n: number | string
    valued: number | string
    cents: number | string | null
  }>`
    with cost as (
      select workload_id, amount_cents,
             row_number() over (partition by workload_id order by recorded_at desc, id desc) as place
      from current_cost where body_id in (${bodies})
    )
    select w.body_id as body, substr(d.decided_at, 1, 7) as month, d.strategy, d.option_id as option, count(*) as n,
           count(k.amount_cents) as valued, sum(k.amount_cents) as cents
    from decision d
    join workload w on w.id = d.workload_id and w.status = 'active'
    left join cost k on k.workload_id = w.id and k.place = 1
    where d.body_id in (${bodies}) and d.state = 'signed'
    group by w.body_id, substr(d.decided_at, 1, 7), d.strategy, d.option_id`.execute(db)
  return rows.map(({ body, month, strategy, option, n, valued, cents }) => ({
    body,
    month,
    strategy,
    option,
    count: Number(n),
    valued: Number(valued),
    cents: Number(cents ?? 0),
  }))
}

export type BodyRowCounts = {
  readonly id: string
  readonly code: string
  readonly nameFr: string
  readonly nameEn: string
  readonly workloads: number
  readonly approved: number
}

/** Bodies with at least one active workload: how many, and how many have an approved classification with its levels. */
export async function bodyCounts(reach: Reach, db: Database): Promise<BodyRowCounts[]> {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<{
    id: string
    code: string
    name_fr: string
    name_en: string
    workloads: number | string
    approved: number | string | null
  }>`
    select b.id, b.code, b.name_fr, b.name_en, count(*) as workloads,
           sum(case when c.record_json is not null and c.record_json not like '%"dic":null%' then 1 else 0 end) as approved
    from workload w join body b on b.id = w.body_id
    left join classification c on c.workload_id = w.id and c.state = 'approved' and c.valid_to is null
    where w.body_id in (${bodies}) and w.status = 'active'
    group by b.id, b.code, b.name_fr, b.name_en order by b.code`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    nameFr: row.name_fr,
    nameEn: row.name_en,
    workloads: Number(row.workloads),
    approved: Number(row.approved ?? 0),
  }))
}

export async function indicatorVersions(db: Database): Promise<IndicatorVersionRow[]> {
  return db.selectFrom('indicator_version').selectAll().orderBy('proposed_at').orderBy('id').execute()
}
export async function findIndicatorVersion(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<IndicatorVersionRow | undefined> {
  return db.selectFrom('indicator_version').selectAll().where('id', '=', id).executeTakeFirst()
}
export async function insertIndicatorVersion(tx: DatabaseTransaction, row: IndicatorVersionRow): Promise<void> {
  await tx.insertInto('indicator_version').values(row).execute()
}
/** False when someone answered first. */
export async function decideIndicatorVersion(
  tx: DatabaseTransaction,
  { id, row_version }: Pick<IndicatorVersionRow, 'id' | 'row_version'>,
  decided: Pick<IndicatorVersionRow, 'state' | 'decided_by' | 'decided_at'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('indicator_version')
    .set({ ...decided, row_version: row_version + 1 })
    .where('id', '=', id)
    .where('row_version', '=', row_version)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}
