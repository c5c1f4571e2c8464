import type * as v from 'valibot'
import { cycleClosedBy } from '#models/benefits/benefit-map.ts'
import { reversedCeiling, shareExcess } from '#models/benefits/invariants.ts'
import type * as requests from '#models/benefits/register.requests.ts'
import type { MapEdge, MapNode, Pool, PoolShare, RecordKind } from '#models/benefits/register.schemas.ts'
import type { MapView, PoolView } from '#models/benefits/register.views.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { todayOf } from '#server/shared/clock.ts'
import { type CodeKind, nextCodes, nextNumber } from '#server/shared/codes.ts'
import { strategyObjectives } from '#server/shared/datasets.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import {
  benefitBodyUnknown,
  edgeUnknown,
  mapCycle,
  mapNodeStands,
  mapNodeUnknown,
  objectiveLeadsNowhere,
  poolOvershared,
  poolUnknown,
  windowReversed,
} from './register.problems.ts'
import {
  everyEdge,
  historyOf,
  identitiesIn,
  linksOf,
  recordCounts,
  recordOf,
  recordsKnown,
} from './register.repository.ts'
import { registerAsOf, type RegisterDeps } from './register.usecases.ts'
import { mapOf, poolViews } from './register-views.ts'
import { type Statement, takeSubject } from './register-writing.ts'

type Asked<S extends v.GenericSchema> = v.InferOutput<S>

/** Where the map is asked for, on its way to the report thread. */
export type MapRequest = { readonly validOn: string | null; readonly asKnownMs: number | null; readonly at: string }
const readingOf = (db: Database, asked: MapRequest) => ({
  deps: { db, clock: { now: () => new Date(asked.at) } },
  asOf: { validOn: asked.validOn ?? undefined, asKnownMs: asked.asKnownMs ?? undefined },
})

/** The map as it was known, with what nothing enables and what leads nowhere. Made in the report thread. */
export async function benefitMap(db: Database, reach: Reach, request: MapRequest): Promise<MapView> {
  const { deps, asOf: asked } = readingOf(db, request)
  return mapOf(await registerAsOf(deps, reach, asked), await recordCounts(reach, deps.db, 'N'))
}

export async function poolList(
  db: Database,
  reach: Reach,
  request: MapRequest,
): Promise<readonly (PoolView & { readonly etag: string })[]> {
  const { deps, asOf: asked } = readingOf(db, request)
  const [state, counts] = [await registerAsOf(deps, reach, asked), await recordCounts(reach, deps.db, 'EB')]
  return poolViews(state).map((pool) => ({ ...pool, etag: `"${counts.get(pool.code) ?? 0}"` }))
}

async function ownBody(deps: RegisterDeps, reach: Reach, code: string): Promise<string> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw benefitBodyUnknown(code)
  return body.id
}

/** Says one thing of a node, an edge or a pool, and tells it to the journal. */
async function said<K extends RecordKind>(
  work: Work,
  reach: Reach,
  given: {
    readonly code: string
    readonly bodyId: string
    readonly expected: number | null
    readonly action: string
    readonly statement: Statement<K>
  },
): Promise<void> {
  const subject = await takeSubject(work, reach, given)
  const record = await subject.say(given.statement)
  await work.record({
    bodyId: given.bodyId,
    action: given.action,
    objectType: 'benefit-map',
    objectId: given.code,
    after: { code: given.code, key: record.key, content: record.content, reason: record.reason, digest: record.digest },
  })
}

async function made<K extends 'node' | 'pool'>(
  deps: RegisterDeps,
  reach: Reach,
  given: {
    readonly body: string
    readonly codes: CodeKind
    readonly action: string
    readonly statement: Statement<K>
  },
): Promise<{ readonly code: string; readonly etag: string }> {
  const bodyId = await ownBody(deps, reach, given.body)
  const code = await changing(deps, reach, async (work) => {
    const [next = ''] = await nextCodes(work.tx, given.codes, 1)
    await said(work, reach, { ...given, code: next, bodyId, expected: null })
    return next
  })
  return { code, etag: '"1"' }
}

export async function createNode(deps: RegisterDeps, reach: Reach, asked: Asked<typeof requests.newNodeSchema>) {
  const { body, reason, ...content } = asked
  const statement = { kind: 'node' as const, key: '-', content, reason }
  return made(deps, reach, { body, codes: 'map-node', action: 'benefit-map.node-set', statement })
}

export async function createPool(deps: RegisterDeps, reach: Reach, asked: Asked<typeof requests.newPoolSchema>) {
  const { body, reason, ...content } = asked
  ensureCeilings(content)
  const statement = { kind: 'pool' as const, key: '-', content, reason }
  return made(deps, reach, { body, codes: 'pool', action: 'benefit-map.pool-set', statement })
}

function ensureCeilings(pool: Pool): void {
  const place = reversedCeiling(pool.ceilings)
  if (place !== -1) throw windowReversed(`/ceilings/${place}/to`)
}

/** The body of a node or a pool that this person may change. */
async function bodyOfSubject(deps: RegisterDeps, reach: Reach, code: string, kind: RecordKind): Promise<string> {
  const known = await recordsKnown(reach, deps.db, null, [code])
  const found = known.find((one) => one.kind === kind && !('removed' in one.content))
  if (found === undefined) throw kind === 'pool' ? poolUnknown(code) : mapNodeUnknown(code)
  return found.bodyId
}

export async function editNode(
  deps: RegisterDeps,
  reach: Reach,
  on: { readonly code: string; readonly expected: number },
  asked: { readonly reason: string; readonly content: MapNode },
): Promise<void> {
  const bodyId = await bodyOfSubject(deps, reach, on.code, 'node')
  const statement = { kind: 'node' as const, key: '-', ...asked }
  await changing(deps, reach, (work) => said(work, reach, { ...on, bodyId, action: 'benefit-map.node-set', statement }))
}

/** Takes a node off the map, with the links that touch it. */
export async function removeNode(
  deps: RegisterDeps,
  reach: Reach,
  on: { readonly code: string; readonly expected: number },
  reason: string,
): Promise<void> {
  const bodyId = await bodyOfSubject(deps, reach, on.code, 'node')
  const content = { removed: true } as const
  const touching = (await linksOf(reach, deps.db, on.code)).filter((one) => !('removed' in one.content))
  await changing(deps, reach, async (work) => {
    await said(work, reach, {
      ...on,
      bodyId,
      action: 'benefit-map.node-removed',
      statement: { kind: 'node', key: '-', content, reason },
    })
    for (const edge of touching)
      await said(work, reach, {
        code: edge.subject,
        bodyId: edge.bodyId,
        expected: null,
        action: 'benefit-map.edge-removed',
        statement: { kind: 'edge', key: edge.key, content, reason },
      })
  })
}

/** Puts back a node that was taken off, and the links taken off in the same act whose other end still stands. */
export async function restoreNode(
  deps: RegisterDeps,
  reach: Reach,
  on: { readonly code: string; readonly expected: number },
  reason: string,
): Promise<void> {
  const own = (await historyOf(reach, deps.db, on.code)).map(recordOf)
  const removal = own.findLast((one) => one.kind === 'node')
  const before = own.findLast((one) => one.kind === 'node' && !('removed' in one.content))
  if (removal === undefined || before === undefined) throw mapNodeUnknown(on.code)
  if (!('removed' in removal.content)) throw mapNodeStands(on.code)
  const gone = (await linksOf(reach, deps.db, on.code)).filter(
    (one) => 'removed' in one.content && one.recordedAt === removal.recordedAt,
  )
  await changing(deps, reach, async (work) => {
    await nextNumber(work.tx, 'register:map')
    const action = 'benefit-map.node-set'
    const content = before.content as MapNode // of its kind, and not removed
    await said(work, reach, {
      ...on,
      bodyId: before.bodyId,
      action,
      statement: { kind: 'node', key: '-', content, reason },
    })
    for (const link of gone) {
      const kept = (await historyOf(reach, work.tx, link.subject))
        .map(recordOf)
        .findLast((one) => one.kind === 'edge' && one.key === link.key && !('removed' in one.content))
      if (kept === undefined) continue
      const others = (await everyEdge(work.tx)).filter((one) => one.from !== link.subject || one.to !== link.key)
      if (cycleClosedBy({ from: link.subject, to: link.key }, others) !== undefined) continue
      const statement = { kind: 'edge' as const, key: link.key, content: kept.content as MapEdge, reason } // of its kind, and not removed
      await said(work, reach, {
        code: link.subject,
        bodyId: link.bodyId,
        expected: null,
        action: 'benefit-map.edge-set',
        statement,
      })
    }
  })
}

export async function editPool(
  deps: RegisterDeps,
  reach: Reach,
  on: { readonly code: string; readonly expected: number },
  asked: { readonly reason: string; readonly content: Pool },
): Promise<void> {
  ensureCeilings(asked.content)
  const bodyId = await bodyOfSubject(deps, reach, on.code, 'pool')
  const statement = { kind: 'pool' as const, key: '-', ...asked }
  await changing(deps, reach, (work) => said(work, reach, { ...on, bodyId, action: 'benefit-map.pool-set', statement }))
}

/** Gives a benefit its share of a pool; together they never pass the whole. */
export async function putShare(
  deps: RegisterDeps,
  reach: Reach,
  on: { readonly code: string; readonly expected: number; readonly benefit: string },
  asked: Asked<typeof requests.shareRequestSchema>,
): Promise<void> {
  const { reason, ...content } = asked
  const bodyId = await bodyOfSubject(deps, reach, on.code, 'pool')
  await nodeBody(deps, reach, on.benefit, '/benefit')
  await changing(deps, reach, async (work) => {
    const statement = { kind: 'share' as const, key: on.benefit, content, reason }
    await said(work, reach, { ...on, bodyId, action: 'benefit-map.share-set', statement })
    const shares = (await recordsKnown(reach, work.tx, null, [on.code])).flatMap(
      (one) => (one.kind === 'share' && !('removed' in one.content) ? [(one.content as PoolShare).share] : []), // of its kind
    )
    if (shareExcess(shares) > 0)
      throw poolOvershared(
        on.code,
        shares.reduce((a, b) => a + b, 0),
      )
  })
}

/** The body that keeps a node of the map: a benefit's, a node's; null for an objective, which nobody keeps. */
async function nodeBody(deps: RegisterDeps, reach: Reach, code: string, pointer: string): Promise<string | null> {
  if (strategyObjectives().some((one) => one.code === code)) return null
  if (code.startsWith('B-')) {
    const [found] = await identitiesIn(reach, deps.db, null, code)
    if (found !== undefined) return found.body_id
  } else {
    const node = (await recordsKnown(reach, deps.db, null, [code])).find((one) => one.kind === 'node')
    if (node !== undefined && !('removed' in node.content)) return node.bodyId
  }
  throw mapNodeUnknown(code, pointer)
}

/** Draws a link, or says more of it. One that would close a circle is refused with the circle named. */
export async function putEdge(deps: RegisterDeps, reach: Reach, asked: requests.EdgeRequest): Promise<void> {
  const { from, to, reason, ...rest } = asked
  const content: MapEdge = rest
  const bodyId = await nodeBody(deps, reach, from, '/from')
  if (bodyId === null) throw objectiveLeadsNowhere()
  await nodeBody(deps, reach, to, '/to')
  await changing(deps, reach, async (work) => {
    await nextNumber(work.tx, 'register:map') // one link drawn at a time: two could close a circle together
    const others = (await everyEdge(work.tx)).filter((one) => one.from !== from || one.to !== to)
    const circle = cycleClosedBy({ from, to }, others)
    if (circle !== undefined) throw mapCycle(circle)
    const statement = { kind: 'edge' as const, key: to, content, reason }
    await said(work, reach, { code: from, bodyId, expected: null, action: 'benefit-map.edge-set', statement })
  })
}

export async function removeEdge(
  deps: RegisterDeps,
  reach: Reach,
  asked: Asked<typeof requests.edgeRemovalSchema>,
): Promise<void> {
  const known = await recordsKnown(reach, deps.db, null, [asked.from])
  const edge = known.find((one) => one.kind === 'edge' && one.key === asked.to && !('removed' in one.content))
  if (edge === undefined) throw edgeUnknown(asked.from, asked.to)
  const statement = { kind: 'edge' as const, key: asked.to, content: { removed: true } as const, reason: asked.reason }
  await changing(deps, reach, (work) =>
    said(work, reach, {
      code: asked.from,
      bodyId: edge.bodyId,
      expected: null,
      action: 'benefit-map.edge-removed',
      statement,
    }),
  )
}
