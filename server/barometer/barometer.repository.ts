import { sql } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BarometerPublicationRow } from '#server/database/schema.ts'

/** Counts over a reach, in one statement each; nothing here depends on the size of a screen. */
export async function countsIn(reach: Reach, db: Database) {
  const bodies = sql.join([...reach.bodies, ''])
  const { rows } = await sql<
    Record<'workloads' | 'signed' | 'approved' | 'signed_with_option' | 'promised' | 'promises', number | string | null>
  >`
    select
      (select count(*) from workload where body_id in (${bodies}) and status = 'active') as workloads,
      (select count(distinct workload_id) from decision where body_id in (${bodies}) and state = 'signed') as signed,
      (select count(distinct workload_id) from decision where body_id in (${bodies}) and state = 'signed' and option_id is not null) as signed_with_option,
      (select count(distinct workload_id) from classification where body_id in (${bodies}) and state = 'approved' and valid_to is null) as approved,
      (select sum(promised_cents) from promise where body_id in (${bodies})) as promised,
      (select count(*) from promise where body_id in (${bodies})) as promises`.execute(db)
  const [row] = rows
  const count = (value: number | string | null | undefined) => Number(value ?? 0)
  const signedOptions = await db
    .selectFrom('decision')
    .select(['option_id'])
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', '=', 'signed')
    .where('option_id', 'is not', null)
    .groupBy('option_id')
    .execute()
  return {
    workloads: count(row?.workloads),
    signed: count(row?.signed),
    approved: count(row?.approved),
    signedWithOption: count(row?.signed_with_option),
    promisedCents: count(row?.promised),
    promises: count(row?.promises),
    signedOptions: signedOptions.map((one) => ({ option: one.option_id ?? '', count: Number(one.n) })),
  }
}

/** Workloads with personal information in their approved record, and those whose project assessment is done. */
export async function privacyCounts(reach: Reach, db: Database): Promise<{ needed: number; done: number }> {
  const approved = db
    .selectFrom('classification')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('state', '=', 'approved')
    .where('valid_to', 'is', null)
    .where('record_json', 'like', '%"present":true%')
  const needed = await approved.executeTakeFirst()
  const done = await approved.where('record_json', 'like', '%"projectStatus":"done"%').executeTakeFirst()
  return { needed: Number(needed?.n ?? 0), done: Number(done?.n ?? 0) }
}

export async function lastPublication(db: Database): Promise<BarometerPublicationRow | undefined> {
  return db.selectFrom('barometer_publication').selectAll().orderBy('approved_at', 'desc').limit(1).executeTakeFirst()
}
export async function insertPublication(tx: DatabaseTransaction, row: BarometerPublicationRow): Promise<void> {
  await tx.insertInto('barometer_publication').values(row).execute()
}
