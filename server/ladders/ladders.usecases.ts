import {
  type ChangeLadder,
  defaultLadder,
  type Ladder,
  ladderHolder,
  type LadderView,
} from '#models/classification/ladder.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { type BodyNode, bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { LadderRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { ladderBodyUnknown } from './ladders.problems.ts'
import { allLadders, insertLadder } from './ladders.repository.ts'

export type LaddersDeps = { readonly db: Database; readonly clock: Clock }

/** The ladder that holds for each body in reach: its own latest, the nearest above's, or the placeholders. */
export async function laddersInForce(deps: LaddersDeps, reach: Reach): Promise<LadderView[]> {
  const { byId, byCode } = await bodyTree(deps.db, todayOf(deps.clock))
  const set = Map.groupBy(await allLadders(deps.db), (row) => row.body_id)
  const idOf = (code: string) => byCode.get(code)?.id ?? ''
  return [...byId.values()]
    .filter((body) => reach.bodies.includes(body.id))
    .map((body) => {
      const holder = ladderHolder(
        body.code,
        (code) => byCode.get(code)?.parent,
        (code) => set.has(idOf(code)),
      )
      const row = holder === undefined ? undefined : set.get(idOf(holder))?.at(-1)
      return ladderView(body, holder, row, set.get(body.id)?.length ?? 0)
    })
}

function ladderView(
  body: BodyNode,
  holder: string | undefined,
  row: LadderRow | undefined,
  changes: number,
): LadderView {
  return {
    body: body.code,
    ladder: row === undefined ? defaultLadder : (JSON.parse(row.content_json) as Ladder), // written through the schema
    setBy: holder ?? null,
    reason: row?.reason ?? null,
    statedBy: row?.stated_by ?? null,
    recordedAt: row?.recorded_at ?? null,
    etag: etagOf(changes),
  }
}

export async function ladderOf(deps: LaddersDeps, reach: Reach, code: string): Promise<LadderView> {
  const view = (await laddersInForce(deps, reach)).find((one) => one.body === code)
  if (view === undefined) throw ladderBodyUnknown(code)
  return view
}

/** Names the levels of a body, and of those under it that name none. Levels keep their numbers: nothing is judged otherwise. */
export async function changeLadder(
  deps: LaddersDeps,
  reach: Reach,
  code: string,
  expected: number,
  change: ChangeLadder,
): Promise<LadderView> {
  const before = await ladderOf(deps, reach, code)
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(code)
  if (body === undefined) throw ladderBodyUnknown(code)
  await changing(deps, reach, async (work) => {
    // Recorded first: on PostgreSQL this takes the lock under which changes follow one another, so the count below stands.
    await work.record({
      bodyId: body.id,
      action: 'ladder.changed',
      objectType: 'body',
      objectId: body.id,
      before: before.ladder,
      after: { ...change.ladder, reason: change.reason },
    })
    const own = (await allLadders(work.tx)).filter((row) => row.body_id === body.id)
    ensureVersion(own.length, expected)
    await insertLadder(work.tx, {
      id: newId(),
      body_id: body.id,
      content_json: canonicalJson(asJson(change.ladder)),
      reason: change.reason,
      stated_by: reach.actor,
      recorded_at: work.at,
    })
  })
  return ladderOf(deps, reach, code)
}
