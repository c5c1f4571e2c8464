import type { RecordKind, RegisterRecord } from './register.schemas.ts'

/** What choosing a version needs to know of it; the rest stays where it is kept. */
export type VersionStamp = {
  readonly subject: string
  readonly kind: string
  readonly key: string
  readonly version: number
  /** Days, [from, to); null is unbounded. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly recordedAt: string
}

/** Where a state is asked for: null is every day, and now. */
export type AsOf = { readonly validOn: string | null; readonly asKnownMs: number | null }

/** Versions in columns, the versions of one record side by side in order: an instant and a day choose among them without reading one. */
export type VersionIndex = {
  /** Place of each version in the list it was built from. */
  readonly place: Int32Array
  readonly recordedMs: Float64Array
  /** Days since 1970; ∓2^31 where unbounded. */
  readonly validFrom: Int32Array
  readonly validTo: Int32Array
  /** First version of each record, and the count of all at the end. */
  readonly starts: Int32Array
}

const [beforeAll, afterAll] = [-(2 ** 31), 2 ** 31 - 1]
const dayNumber = (day: string | null, unbounded: number) =>
  day === null ? unbounded : Math.floor(Date.parse(day) / 86_400_000)

/** The index of a register's versions, whatever their order. */
export function versionIndex(versions: readonly VersionStamp[]): VersionIndex {
  const records = new Map<string, number[]>()
  for (const [i, one] of versions.entries()) {
    const name = `${one.subject}\n${one.kind}\n${one.key}`
    const own = records.get(name)
    if (own === undefined) records.set(name, [i])
    else own.push(i)
  }
  const count = versions.length
  const place = new Int32Array(count)
  const starts = new Int32Array(records.size + 1)
  let [record, next] = [0, 0]
  for (const own of records.values()) {
    starts[record] = next
    record += 1
    own.sort((a, b) => (versions[a]?.version ?? 0) - (versions[b]?.version ?? 0))
    for (const i of own) {
      place[next] = i
      next += 1
    }
  }
  starts[record] = next
  const [recordedMs, validFrom, validTo] = [new Float64Array(count), new Int32Array(count), new Int32Array(count)]
  for (let at = 0; at < count; at += 1) {
    const one = versions[place[at] ?? 0]
    if (one === undefined) continue
    recordedMs[at] = Date.parse(one.recordedAt)
    validFrom[at] = dayNumber(one.validFrom, beforeAll)
    validTo[at] = dayNumber(one.validTo, afterAll)
  }
  return { place, recordedMs, validFrom, validTo, starts }
}

/**
 * The version of each record that stood at an instant, for a day: the last one recorded by then among those that speak of the day. A record
 * that said nothing yet, or nothing of that day, is left out. Gives places in the list the index was built from.
 */
export function standingAt(index: VersionIndex, asked: AsOf): Int32Array {
  const { place, recordedMs, validFrom, validTo, starts } = index
  const known = asked.asKnownMs ?? Number.POSITIVE_INFINITY
  const day = asked.validOn === null ? null : dayNumber(asked.validOn, 0)
  const found = new Int32Array(Math.max(starts.length - 1, 0))
  let count = 0
  for (let record = 0; record + 1 < starts.length; record += 1) {
    const first = starts[record] ?? 0
    for (let at = (starts[record + 1] ?? 0) - 1; at >= first; at -= 1) {
      if ((recordedMs[at] ?? 0) > known) continue
      if (day !== null && (day < (validFrom[at] ?? 0) || day >= (validTo[at] ?? 0))) continue
      found[count] = place[at] ?? 0
      count += 1
      break
    }
  }
  return found.subarray(0, count)
}

/** The state of a register: what stood, without the records that were taken away. */
export function stateAsOf(records: readonly RegisterRecord[], asked: AsOf): RegisterRecord[] {
  const standing: RegisterRecord[] = []
  for (const at of standingAt(versionIndex(records), asked)) {
    const one = records[at]
    if (one !== undefined && !isRemoved(one)) standing.push(one)
  }
  return standing
}

/** Whether a version takes its record away. */
export function isRemoved(record: Pick<RegisterRecord, 'content'>): boolean {
  return 'removed' in record.content
}

export type RecordChange = {
  readonly subject: string
  readonly kind: RecordKind
  readonly key: string
  readonly change: 'added' | 'changed' | 'removed'
  readonly before: RegisterRecord | null
  readonly after: RegisterRecord | null
}

/** What differs between two states of one register, in the order of subject, kind and key; versions are told apart by their digest. */
export function stateDifference(before: readonly RegisterRecord[], after: readonly RegisterRecord[]): RecordChange[] {
  const name = (one: RegisterRecord) => [one.subject, one.kind, one.key].join('\n')
  const [was, is] = [before, after].map((state) => new Map(state.map((one) => [name(one), one])))
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].toSorted().flatMap((key) => {
    const [a, b] = [was?.get(key) ?? null, is?.get(key) ?? null]
    const one = b ?? a
    if (one === null || a?.digest === b?.digest) return []
    const change = a === null ? ('added' as const) : b === null ? ('removed' as const) : ('changed' as const)
    return [{ subject: one.subject, kind: one.kind, key: one.key, change, before: a, after: b }]
  })
}
