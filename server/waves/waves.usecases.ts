import type { NewWave, WaveDates, WaveEdit } from '#models/waves/wave.schemas.ts'
import type { WaveChange, WaveOfWorkload, WaveView } from '#models/waves/wave.views.ts'
import { datesFaults } from '#models/waves/wave-dates.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { membersOf, memberWorkloads, placesOf } from './wave-members.repository.ts'
import { ensureTakable, place, type WavesDeps } from './wave-placing.usecases.ts'
import { datesOf, type Reading, waveView } from './wave-views.ts'
import { waveBodyUnknown, waveDatesRefused, waveNotEmpty, waveNotFound, waveOfAnotherBody } from './waves.problems.ts'
import {
  findRemovedWave,
  findWave,
  insertWave,
  updateWave,
  type WaveFilter,
  wavesIn,
  type WaveWithCounts,
} from './waves.repository.ts'

export function ensureDates(dates: WaveDates): void {
  const faults = datesFaults(dates)
  if (faults.length > 0) throw waveDatesRefused(faults)
}

/** The wave, if it is read from here. */
export async function ensureWave(deps: Pick<WavesDeps, 'db'>, reach: Reach, code: string): Promise<WaveWithCounts> {
  const row = await findWave(reach, deps.db, code)
  if (row === undefined) throw waveNotFound(code)
  return row
}

/** The wave, if this person changes the waves of its body. */
export async function ensureOwnWave(deps: Pick<WavesDeps, 'db'>, reach: Reach, code: string): Promise<WaveWithCounts> {
  const row = await ensureWave(deps, reach, code)
  if (!reach.bodies.includes(row.body_id)) throw waveOfAnotherBody(code)
  return row
}

/** A wave after a change: who made it may make another. */
export async function ownWaveView(deps: WavesDeps, reach: Reach, code: string): Promise<WaveView> {
  return oneWave(deps, reach, code, { today: todayOf(deps.clock), editable: reach.bodies })
}

/** Makes a wave, with its first workloads when some are named. */
export async function createWave(deps: WavesDeps, reach: Reach, wave: NewWave): Promise<WaveChange> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(wave.body)
  if (body === undefined || !reach.bodies.includes(body.id)) throw waveBodyUnknown(wave.body)
  ensureDates(wave.dates)
  const asked = wave.workloads ?? []
  const taken = await ensureTakable(deps, reach, { bodyId: body.id, codes: asked, wave: wave.name })
  const { code, moved } = await changing(deps, reach, async (work) => {
    const made = await newWave(work, reach, { ...wave, bodyId: body.id })
    await work.record({
      bodyId: body.id,
      action: 'wave.created',
      objectType: 'wave',
      objectId: made.id,
      after: { wave: made.code, name: wave.name, note: wave.note, dates: wave.dates, count: taken.length },
    })
    return { code: made.code, moved: await place(work, reach, { wave: made, workloads: taken, transfer: false }) }
  })
  return { wave: await ownWaveView(deps, reach, code), moved }
}

export async function newWave(
  work: Work,
  reach: Reach,
  given: Pick<NewWave, 'name' | 'note' | 'dates'> & { readonly bodyId: string },
): Promise<{ readonly id: string; readonly code: string }> {
  const [code = ''] = await nextCodes(work.tx, 'wave', 1)
  const id = newId()
  await insertWave(work.tx, {
    id,
    body_id: given.bodyId,
    code,
    name: given.name,
    note: given.note,
    starts_on: given.dates.startsOn,
    cuts_over_on: given.dates.cutsOverOn,
    decommissions_on: given.dates.decommissionsOn,
    stated_by: reach.actor,
    recorded_at: work.at,
    updated_at: work.at,
    removed_at: null,
    row_version: 1,
  })
  return { id, code }
}

/** Changes the days, the name or the note of a wave. What it said before stays in the journal. */
export async function editWave(
  deps: WavesDeps,
  reach: Reach,
  code: string,
  expected: number,
  edit: WaveEdit,
): Promise<WaveView> {
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const before = { name: row.name, note: row.note, dates: datesOf(row) }
  const after = {
    name: edit.name ?? before.name,
    note: edit.note === undefined ? before.note : edit.note,
    dates: edit.dates ?? before.dates,
  }
  ensureDates(after.dates)
  const isMoved = (['startsOn', 'cutsOverOn', 'decommissionsOn'] as const).some(
    (day) => before.dates[day] !== after.dates[day],
  )
  await changing(deps, reach, async (work) => {
    const written = await updateWave(work.tx, row.id, expected, {
      name: after.name,
      note: after.note,
      starts_on: after.dates.startsOn,
      cuts_over_on: after.dates.cutsOverOn,
      decommissions_on: after.dates.decommissionsOn,
      updated_at: work.at,
    })
    if (!written) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: isMoved ? 'wave.moved' : 'wave.edited',
      objectType: 'wave',
      objectId: row.id,
      before: { wave: code, ...before },
      after: { wave: code, ...after },
    })
  })
  return ownWaveView(deps, reach, code)
}

/** Removes a wave that holds nothing any more; it may be brought back. */
export async function removeWave(deps: WavesDeps, reach: Reach, code: string, expected: number): Promise<void> {
  const row = await ensureOwnWave(deps, reach, code)
  ensureVersion(row.row_version, expected)
  await changing(deps, reach, async (work) => {
    const members = await membersOf(work.tx, row.id)
    if (members.length > 0) throw waveNotEmpty(code, members.length)
    const written = await updateWave(work.tx, row.id, expected, { removed_at: work.at, updated_at: work.at })
    if (!written) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: 'wave.removed',
      objectType: 'wave',
      objectId: row.id,
      before: { wave: code, name: row.name, note: row.note, dates: datesOf(row) },
      after: { wave: code },
    })
  })
}

/** Brings back a wave that was removed, empty as it left. */
export async function restoreWave(deps: WavesDeps, reach: Reach, code: string): Promise<WaveView> {
  const row = await findRemovedWave(reach, deps.db, code)
  if (row === undefined) throw waveNotFound(code)
  await changing(deps, reach, async (work) => {
    const written = await updateWave(work.tx, row.id, row.row_version, { removed_at: null, updated_at: work.at })
    if (!written) ensureVersion(row.row_version + 1, row.row_version)
    await work.record({
      bodyId: row.body_id,
      action: 'wave.restored',
      objectType: 'wave',
      objectId: row.id,
      after: { wave: code },
    })
  })
  return ownWaveView(deps, reach, code)
}

export async function oneWave(
  deps: Pick<WavesDeps, 'db'>,
  reach: Reach,
  code: string,
  reading: Reading,
): Promise<WaveView> {
  return waveView(await ensureWave(deps, reach, code), reading)
}

/** Waves in the order they were made, a page at a time. */
export async function waveList(
  deps: Pick<WavesDeps, 'db'>,
  reach: Reach,
  asked: Omit<WaveFilter, 'today'>,
  reading: Reading,
): Promise<WaveView[]> {
  return (await wavesIn(reach, deps.db, { ...asked, today: reading.today })).map((row) => waveView(row, reading))
}

/** The wave of each of these workloads, by workload id, with its days; one that stands in none is absent: it never moves. */
export async function wavesOf(
  db: Database,
  reach: Reach,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, WaveOfWorkload>> {
  const places = await placesOf(reach, db, workloadIds)
  return new Map(
    [...places].map(([id, place]) => [id, { code: place.wave_code, name: place.wave_name, dates: datesOf(place) }]),
  )
}

/** The workloads of a wave that are in reach, by its number. */
export async function workloadsOfWave(db: Database, reach: Reach, code: string) {
  const wave = await findWave(reach, db, code)
  return wave === undefined ? undefined : { bodyId: wave.body_id, workloads: await memberWorkloads(reach, db, wave.id) }
}
