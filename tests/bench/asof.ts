import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standingAt, type VersionStamp, versionIndex } from '#models/benefits/as-of.ts'
import { quantile, rounded } from './measure.ts'

const [benefits, versionsEach] = [5_000, 40]
const rounds = 200

/** Forty versions of a benefit: ten of its profile, and thirty of ten other records, over ten years. */
function stampsOf(benefit: number): VersionStamp[] {
  const subject = `B-${String(benefit + 1).padStart(4, '0')}`
  return Array.from({ length: versionsEach }, (_, i): VersionStamp => {
    const isProfile = i < 10
    const key = isProfile ? '-' : `m${(i - 10) % 10}`
    const recorded = Date.UTC(2017, 0, 1) + ((i * 997 + benefit * 31) % 3650) * 86_400_000
    return {
      subject,
      kind: isProfile ? 'profile' : 'observation',
      key,
      version: isProfile ? i + 1 : Math.floor((i - 10) / 10) + 1,
      validFrom: i % 3 === 0 ? null : new Date(recorded - 30 * 86_400_000).toISOString().slice(0, 10),
      validTo: i % 5 === 0 ? new Date(recorded + 400 * 86_400_000).toISOString().slice(0, 10) : null,
      recordedAt: new Date(recorded).toISOString(),
    }
  }).toSorted((a, b) => a.recordedAt.localeCompare(b.recordedAt))
}

/** The register of 5,000 benefits × 40 versions: its state on any day, in memory over its columns; what the database reads apart. */
async function asOf() {
  const stamps = renumbered(Array.from({ length: benefits }, (_, i) => stampsOf(i)).flat())
  const built = performance.now()
  const index = versionIndex(stamps)
  const indexMs = performance.now() - built
  const [times, cpuTimes]: [number[], number[]] = [[], []]
  let standing = 0
  for (let i = 0; i < rounds; i += 1) {
    const asKnownMs = Date.UTC(2017, 0, 1) + i * (3650 / rounds) * 86_400_000
    const validOn = i % 2 === 0 ? null : new Date(asKnownMs).toISOString().slice(0, 10)
    const cpu = process.threadCpuUsage()
    const start = performance.now()
    standing = standingAt(index, { validOn, asKnownMs }).length
    times.push(performance.now() - start)
    const { user, system } = process.threadCpuUsage(cpu)
    cpuTimes.push((user + system) / 1000)
  }
  return {
    versions: stamps.length,
    indexMs: Math.round(indexMs),
    stateMsP50: rounded(quantile(times, 0.5), 2),
    stateMsP99: rounded(quantile(times, 0.99), 2),
    // Of this thread alone: where it is far below the clock, the machine was doing something else.
    stateCpuMsP99: rounded(quantile(cpuTimes, 0.99), 2),
    lastStanding: standing,
    targetMs: 20,
    ...(await readFromDatabase(stamps)),
  }
}

/** Versions counted again in the order they were recorded, as the register writes them. */
function renumbered(stamps: readonly VersionStamp[]): VersionStamp[] {
  const counts = new Map<string, number>()
  return stamps.map((one) => {
    const name = `${one.subject} ${one.kind} ${one.key}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return { ...one, version: counts.get(name) ?? 1 }
  })
}

/** What SQLite takes to give the versions that stood at an instant, contents included. */
async function readFromDatabase(stamps: readonly VersionStamp[]) {
  const { openDatabase } = await import('#server/database/database.ts')
  const { recordsKnown } = await import('#server/benefits/register.repository.ts')
  const { systemReach } = await import('#server/access/reach.ts')
  const database = await openDatabase(`file:${join(mkdtempSync(join(tmpdir(), 'arpent-asof-')), 'register.db')}`)
  const { db } = database
  const body = { id: 'body', code: 'MSC', name_fr: 'S', name_en: 'S', kind: 'body', created_at: '2017-01-01' }
  await db.insertInto('body').values(body).execute()
  const next = new Map<string, string>()
  const rows = stamps.toReversed().map((one, i) => {
    const name = `${one.subject} ${one.kind} ${one.key}`
    const recordedTo = next.get(name) ?? null
    next.set(name, one.recordedAt)
    return {
      id: String(stamps.length - i).padStart(8, '0'),
      body_id: 'body',
      subject: one.subject,
      kind: one.kind,
      key: one.key,
      version: one.version,
      valid_from: one.validFrom,
      valid_to: one.validTo,
      recorded_at: one.recordedAt,
      recorded_to: recordedTo,
      content_json: '{"period":"2026-10","value":{"kind":"known","value":42},"source":"Journal","quality":"measured"}',
      reason: 'bench',
      stated_by: 'U-0001',
      approved_by: null,
      prev_digest: '',
      digest: String(i),
    }
  })
  for (let i = 0; i < rows.length; i += 1000)
    await db
      .insertInto('register_record')
      .values(rows.slice(i, i + 1000))
      .execute()
  const reach = systemReach({ bodies: ['body'], requestId: 'bench' })
  const start = performance.now()
  const read = await recordsKnown(reach, db, '2022-06-30T23:59:59.999Z')
  const databaseMs = Math.round(performance.now() - start)
  await database.close()
  return { databaseReadMs: databaseMs, databaseRows: read.length }
}

export const benches = { asof: asOf }
