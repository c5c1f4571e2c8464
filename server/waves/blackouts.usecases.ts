import type { NewBlackout } from '#models/waves/wave.schemas.ts'
import type { BlackoutView } from '#models/waves/wave.views.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { todayOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  type BlackoutWithBody,
  blackoutsOf,
  deleteBlackout,
  findBlackout,
  insertBlackout,
} from './blackouts.repository.ts'
import type { WavesDeps } from './wave-placing.usecases.ts'
import type { Reading } from './wave-views.ts'
import { blackoutBackwards, blackoutNotFound, waveBodyUnknown } from './waves.problems.ts'

/** Periods that bind the bodies in reach: their own, and those of the bodies above them. */
export async function blackoutRows(db: Database, reach: Reach, today: string): Promise<BlackoutWithBody[]> {
  const tree = await bodyTree(db, today)
  const bodies = new Set(reach.bodies)
  for (const id of reach.bodies) {
    let above = tree.byCode.get(tree.byId.get(id)?.parent ?? '')
    while (above !== undefined && !bodies.has(above.id)) {
      bodies.add(above.id)
      above = tree.byCode.get(above.parent ?? '')
    }
  }
  return blackoutsOf(db, [...bodies])
}

export function blackoutView(row: BlackoutWithBody, editable: readonly string[]): BlackoutView {
  return {
    id: row.id,
    body: row.body_code,
    name: row.name,
    from: row.from_day,
    to: row.to_day,
    mayEdit: editable.includes(row.body_id),
    etag: etagOf(row.row_version),
  }
}

export async function blackoutList(
  deps: Pick<WavesDeps, 'db'>,
  reach: Reach,
  { today, editable }: Reading,
): Promise<BlackoutView[]> {
  return (await blackoutRows(deps.db, reach, today)).map((row) => blackoutView(row, editable))
}

/** Enters a period in which a body, and all under it, cut nothing over and decommission nothing. */
export async function addBlackout(deps: WavesDeps, reach: Reach, given: NewBlackout): Promise<BlackoutView> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(given.body)
  if (body === undefined || !reach.bodies.includes(body.id)) throw waveBodyUnknown(given.body)
  if (given.to < given.from) throw blackoutBackwards()
  return changing(deps, reach, async (work) => {
    const row = {
      id: newId(),
      body_id: body.id,
      name: given.name,
      from_day: given.from,
      to_day: given.to,
      stated_by: reach.actor,
      recorded_at: work.at,
      row_version: 1,
    }
    await insertBlackout(work.tx, row)
    await work.record({
      bodyId: body.id,
      action: 'blackout.added',
      objectType: 'blackout',
      objectId: row.id,
      after: { name: given.name, from: given.from, to: given.to },
    })
    return blackoutView({ ...row, body_code: body.code }, reach.bodies)
  })
}

export async function removeBlackout(deps: WavesDeps, reach: Reach, id: string, expected: number): Promise<void> {
  const row = await findBlackout(reach, deps.db, id)
  if (row === undefined) throw blackoutNotFound()
  ensureVersion(row.row_version, expected)
  await changing(deps, reach, async (work) => {
    if (!(await deleteBlackout(work.tx, id, expected))) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: 'blackout.removed',
      objectType: 'blackout',
      objectId: id,
      before: { name: row.name, from: row.from_day, to: row.to_day },
      after: { name: row.name, from: row.from_day, to: row.to_day },
    })
  })
}
