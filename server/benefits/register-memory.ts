import { isRemoved, standingAt, type VersionIndex, versionIndex } from '#models/benefits/as-of.ts'
import type { RegisterRecord } from '#models/benefits/register.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { recordsSince, recordTotals } from './register.repository.ts'

/** Transactions that end late were recorded a little earlier than the last one read: so far back is read again. */
const overlapMs = 600_000

/** Every version ever recorded, in columns, and the totals it was read at. */
type Memory = {
  readonly records: readonly RegisterRecord[]
  readonly index: VersionIndex
  readonly count: number
  readonly last: string | null
}

/** Databases whose records are kept in this thread: it computes long reads, and answers nobody else meanwhile. */
const kept = new WeakMap<object, { memory: Promise<Memory> | undefined }>()

/** Keeps the records of a database in memory from now on, in this thread. */
export function keepRegisterWarm(db: Database): void {
  kept.set(db, { memory: undefined })
}

/** What stood at an instant, for a day, from memory; undefined where this thread keeps none. Null is now, and every day. */
export async function standingFromMemory(
  db: Database | DatabaseTransaction,
  reach: Reach,
  asked: { readonly validOn: string | null; readonly asKnownMs: number | null },
): Promise<RegisterRecord[] | undefined> {
  const place = kept.get(db)
  if (place === undefined) return undefined
  const before = place.memory
  const memory = refreshed(db, await before?.catch(() => undefined))
  place.memory = memory
  memory.catch(() => (place.memory = undefined)) // a failure is told to who asked, and read again next time
  const { records, index } = await memory
  const bodies = new Set(reach.bodies)
  const standing: RegisterRecord[] = []
  for (const at of standingAt(index, asked)) {
    const one = records[at]
    if (one !== undefined && bodies.has(one.bodyId) && !isRemoved(one)) standing.push(one)
  }
  return standing
}

/** The memory with what was recorded since; read whole when it does not add up. Records are only ever added. */
async function refreshed(db: Database | DatabaseTransaction, before: Memory | undefined): Promise<Memory> {
  const { count, last } = await recordTotals(db)
  if (before?.count === count && before.last === last) return before
  if (before !== undefined && before.last !== null) {
    const since = new Date(Date.parse(before.last) - overlapMs).toISOString()
    const known = new Set(before.records.slice(-10_000).map((one) => one.id))
    const added = (await recordsSince(db, since)).filter((one) => !known.has(one.id))
    if (before.count + added.length === count) return memoryOf([...before.records, ...added])
  }
  return memoryOf(await recordsSince(db, null))
}

function memoryOf(records: readonly RegisterRecord[]): Memory {
  return { records, index: versionIndex(records), count: records.length, last: records.at(-1)?.recordedAt ?? null }
}
