import type { RegisterState } from '#models/benefits/register-state.ts'
import { isRemoved, standingAt, type VersionIndex, versionIndex } from '#models/benefits/as-of.ts'
import type { RegisterRecord } from '#models/benefits/register.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { identityTotals, recordsSince, recordTotals } from './register.repository.ts'

/** Transactions that end late were recorded a little earlier than the last one read: so far back is read again. */
const overlapMs = 600_000

/** Every version ever recorded, in columns, and the totals it was read at. */
type Memory = {
  readonly records: readonly RegisterRecord[]
  readonly index: VersionIndex
  readonly count: number
  readonly last: string | null
}

/** What a thread keeps of a database: every version, and the last registers read from them, by who asked for what. */
type Place = {
  memory: Promise<Memory> | undefined
  states: Map<string, RegisterState>
  /** The versions those registers were read from. */
  readFrom: Memory | undefined
}
/** Registers kept: now and a few past days, for a few reaches. */
const mostStates = 8

/** Databases whose records are kept in this thread: it computes long reads, and answers nobody else meanwhile. */
const kept = new WeakMap<object, Place>()

/** Keeps the records of a database in memory from now on, in this thread. */
export function keepRegisterWarm(db: Database): void {
  kept.set(db, { memory: undefined, states: new Map(), readFrom: undefined })
}

type Asked = { readonly validOn: string | null; readonly asKnownMs: number | null }

/**
 * The register as it was known at an instant, for a day, from memory; undefined where this thread keeps none. Read once for each who asks
 * for the same, until something is recorded. Null is now, and every day.
 */
export async function registerFromMemory(
  db: Database | DatabaseTransaction,
  reach: Reach,
  asked: Asked,
  read: (standing: readonly RegisterRecord[]) => Promise<RegisterState>,
): Promise<RegisterState | undefined> {
  const place = kept.get(db)
  if (place === undefined) return undefined
  const memory = await memoryIn(db, place)
  if (place.readFrom !== memory) place.states.clear()
  place.readFrom = memory
  const { benefits, promises } = await identityTotals(db)
  const key = [asked.validOn, asked.asKnownMs, benefits, promises, ...reach.bodies.toSorted()].join()
  const known = place.states.get(key)
  place.states.delete(key) // the last one asked for is the last to go
  const state = known ?? (await read(standingIn(memory, reach, asked)))
  place.states.set(key, state)
  for (const oldest of [...place.states.keys()].slice(0, -mostStates)) place.states.delete(oldest)
  return state
}

async function memoryIn(db: Database | DatabaseTransaction, place: Place): Promise<Memory> {
  const before = place.memory
  const memory = refreshed(db, await before?.catch(() => undefined))
  place.memory = memory
  memory.catch(() => (place.memory = undefined)) // a failure is told to who asked, and read again next time
  return memory
}

function standingIn({ records, index }: Memory, reach: Reach, asked: Asked): readonly RegisterRecord[] {
  const bodies = new Set(reach.bodies)
  return [...standingAt(index, asked)].flatMap((at) => {
    const one = records[at]
    return one !== undefined && bodies.has(one.bodyId) && !isRemoved(one) ? [one] : []
  })
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
