import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { WaveMemberRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction
const atOnce = 5_000

export type MemberWithNames = WaveMemberRow & {
  readonly code: string
  readonly name: string
  readonly environment: string
  readonly body_code: string
}

/** A page of a wave's workloads that are in reach, in order of code. */
export async function memberPage(
  reach: Reach,
  db: Reader,
  page: { readonly waveId: string; readonly after: string | null; readonly limit: number },
): Promise<MemberWithNames[]> {
  let query = db
    .selectFrom('wave_member')
    .innerJoin('workload', 'workload.id', 'wave_member.workload_id')
    .innerJoin('body', 'body.id', 'workload.body_id')
    .selectAll('wave_member')
    .select(['workload.code', 'workload.name', 'workload.environment', 'body.code as body_code'])
    .where('wave_member.wave_id', '=', page.waveId)
    .where('workload.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
    .orderBy('workload.code')
    .limit(page.limit)
  if (page.after !== null) query = query.where('workload.code', '>', page.after)
  return query.execute()
}

export type PlacedWorkload = {
  readonly id: string
  readonly code: string
  readonly body_id: string
  readonly wave_id: string | null
}

/** Every active workload in reach, with its wave when it stands in one. */
export async function placedWorkloads(reach: Reach, db: Reader): Promise<PlacedWorkload[]> {
  return db
    .selectFrom('workload')
    .leftJoin('wave_member', 'wave_member.workload_id', 'workload.id')
    .select(['workload.id', 'workload.code', 'workload.body_id', 'wave_member.wave_id'])
    .where('workload.body_id', 'in', [...reach.bodies, ''])
    .where('workload.status', '=', 'active')
    .orderBy('workload.code')
    .execute()
}

/** Workloads of a wave that are in reach, in order of code. */
export async function memberWorkloads(
  reach: Reach,
  db: Reader,
  waveId: string,
): Promise<{ readonly id: string; readonly code: string; readonly proposed_strategy: string | null }[]> {
  return db
    .selectFrom('wave_member')
    .innerJoin('workload', 'workload.id', 'wave_member.workload_id')
    .select(['workload.id', 'workload.code', 'workload.proposed_strategy'])
    .where('wave_member.body_id', 'in', [...reach.bodies, ''])
    .where('wave_member.wave_id', '=', waveId)
    .where('workload.status', '=', 'active')
    .orderBy('workload.code')
    .execute()
}

/** Workloads of a wave, in reach or not: none may be left when it is removed. */
export async function membersOf(db: Reader, waveId: string): Promise<(WaveMemberRow & { readonly code: string })[]> {
  return db
    .selectFrom('wave_member')
    .innerJoin('workload', 'workload.id', 'wave_member.workload_id')
    .selectAll('wave_member')
    .select('workload.code')
    .where('wave_member.wave_id', '=', waveId)
    .where('workload.status', '=', 'active')
    .execute()
}

export type StandingPlace = {
  readonly workload_id: string
  readonly wave_id: string
  readonly wave_code: string
  readonly wave_name: string
  readonly wave_body: string
  readonly starts_on: string
  readonly cuts_over_on: string
  readonly decommissions_on: string
}

/** The wave of each of these workloads, in reach; one that stands in none is absent. */
export async function placesOf(
  reach: Reach,
  db: Reader,
  workloadIds: readonly string[],
): Promise<Map<string, StandingPlace>> {
  const found = new Map<string, StandingPlace>()
  for (let start = 0; start < workloadIds.length; start += atOnce) {
    const rows = await db
      .selectFrom('wave_member')
      .innerJoin('wave', 'wave.id', 'wave_member.wave_id')
      .select([
        'wave_member.workload_id',
        'wave_member.wave_id',
        'wave.code as wave_code',
        'wave.name as wave_name',
        'wave.body_id as wave_body',
        'wave.starts_on',
        'wave.cuts_over_on',
        'wave.decommissions_on',
      ])
      .where('wave_member.body_id', 'in', [...reach.bodies, ''])
      .where('wave_member.workload_id', 'in', workloadIds.slice(start, start + atOnce))
      .execute()
    for (const row of rows) found.set(row.workload_id, row)
  }
  return found
}

/** Puts workloads in a wave; returns how many went in: one that somebody placed meanwhile does not. */
export async function insertMembers(tx: DatabaseTransaction, rows: readonly WaveMemberRow[]): Promise<number> {
  let placed = 0
  for (let start = 0; start < rows.length; start += 2_000) {
    const result = await tx
      .insertInto('wave_member')
      .values(rows.slice(start, start + 2_000))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    placed += Number(result.numInsertedOrUpdatedRows ?? 0n)
  }
  return placed
}

export async function deleteMembers(tx: DatabaseTransaction, workloadIds: readonly string[]): Promise<void> {
  for (let start = 0; start < workloadIds.length; start += atOnce)
    await tx
      .deleteFrom('wave_member')
      .where('workload_id', 'in', [...workloadIds.slice(start, start + atOnce), ''])
      .execute()
}
