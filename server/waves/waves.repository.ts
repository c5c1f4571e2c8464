import type { Kysely } from 'kysely'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { Schema, WaveRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction

export type WaveWithCounts = WaveRow & {
  readonly body_code: string
  /** Active workloads of the wave, and those among them that are in reach. */
  readonly total: number
  readonly in_reach: number
}

/** A wave is read by who reaches its body, or the body of one of its workloads. */
function wavesInReach(reach: Reach, db: Reader) {
  const bodies = [...reach.bodies, '']
  const members = (among: readonly string[] | undefined) => {
    const all = (db as Kysely<Schema>)
      .selectFrom('wave_member')
      .innerJoin('workload', 'workload.id', 'wave_member.workload_id')
      .whereRef('wave_member.wave_id', '=', 'wave.id' as never) // of the outer query
      .where('workload.status', '=', 'active')
      .select((e) => e.fn.countAll<number>().as('n'))
    return among === undefined ? all : all.where('wave_member.body_id', 'in', among)
  }
  return db
    .selectFrom('wave')
    .innerJoin('body', 'body.id', 'wave.body_id')
    .selectAll('wave')
    .select(['body.code as body_code'])
    .select([members(undefined).as('total'), members(bodies).as('in_reach')])
    .where('wave.removed_at', 'is', null)
    .where((where) =>
      where.or([
        where('wave.body_id', 'in', bodies),
        where.exists(
          where
            .selectFrom('wave_member as held')
            .select('held.workload_id')
            .whereRef('held.wave_id', '=', 'wave.id')
            .where('held.body_id', 'in', bodies),
        ),
      ]),
    )
}

const counted = (row: Omit<WaveWithCounts, 'total' | 'in_reach'> & { total: unknown; in_reach: unknown }) => ({
  ...row,
  total: Number(row.total),
  in_reach: Number(row.in_reach),
})

export async function findWave(reach: Reach, db: Reader, code: string): Promise<WaveWithCounts | undefined> {
  const row = await wavesInReach(reach, db).where('wave.code', '=', code).executeTakeFirst()
  return row === undefined ? undefined : counted(row)
}

/** A wave that was removed, to bring it back: of a body in reach only. */
export async function findRemovedWave(reach: Reach, db: Reader, code: string): Promise<WaveRow | undefined> {
  return db
    .selectFrom('wave')
    .selectAll()
    .where('code', '=', code)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('removed_at', 'is not', null)
    .executeTakeFirst()
}

export type WaveFilter = {
  readonly body?: string | undefined
  readonly status?: 'planned' | 'under-way' | 'done' | undefined
  readonly workload?: string | undefined
  readonly today: string
  /** The code after which the page starts: waves are given in the order they were made. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export async function wavesIn(
  reach: Reach,
  db: Reader,
  { body, status, workload, today, after, limit }: WaveFilter,
): Promise<WaveWithCounts[]> {
  let query = wavesInReach(reach, db)
  if (body !== undefined)
    query = query.where((where) =>
      where.or([
        where('body.code', '=', body),
        where.exists(
          where
            .selectFrom('wave_member as of_body')
            .innerJoin('body as its', 'its.id', 'of_body.body_id')
            .select('of_body.workload_id')
            .whereRef('of_body.wave_id', '=', 'wave.id')
            .where('its.code', '=', body)
            .where('its.id', 'in', [...reach.bodies, '']),
        ),
      ]),
    )
  if (status === 'planned') query = query.where('wave.starts_on', '>', today)
  if (status === 'under-way')
    query = query.where('wave.starts_on', '<=', today).where('wave.decommissions_on', '>', today)
  if (status === 'done') query = query.where('wave.decommissions_on', '<=', today)
  if (workload !== undefined)
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('wave_member as one')
          .innerJoin('workload as its_own', 'its_own.id', 'one.workload_id')
          .select('one.workload_id')
          .whereRef('one.wave_id', '=', 'wave.id')
          .where('its_own.code', '=', workload)
          .where('its_own.body_id', 'in', [...reach.bodies, '']),
      ),
    )
  if (after !== undefined)
    query = query.where('wave.id', '>', (where) =>
      where.selectFrom('wave as previous').select('previous.id').where('previous.code', '=', after),
    )
  query = query.orderBy('wave.id')
  if (limit !== undefined) query = query.limit(limit)
  return (await query.execute()).map(counted)
}

export async function insertWave(tx: DatabaseTransaction, row: WaveRow): Promise<void> {
  await tx.insertInto('wave').values(row).execute()
}

/** Writes a wave on the version that was read; false when somebody was faster. */
export async function updateWave(
  tx: DatabaseTransaction,
  id: string,
  version: number,
  set: Partial<Omit<WaveRow, 'id' | 'row_version'>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('wave')
    .set({ ...set, row_version: version + 1 })
    .where('id', '=', id)
    .where('row_version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Workloads left these waves: what was read of them is no longer what stands. */
export async function touchWaves(tx: DatabaseTransaction, ids: readonly string[], at: string): Promise<void> {
  await tx
    .updateTable('wave')
    .set((old) => ({ updated_at: at, row_version: old('row_version', '+', 1) }))
    .where('id', 'in', [...ids, ''])
    .execute()
}
