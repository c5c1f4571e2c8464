import { type Context, Hono } from 'hono'
import {
  asOfSchema,
  edgeRemovalSchema,
  edgeRequestSchema,
  newNodeSchema,
  newPoolSchema,
  nodeEditSchema,
  poolEditSchema,
  removalSchema,
  shareRequestSchema,
} from '#models/benefits/register.requests.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import {
  createNode,
  createPool,
  editNode,
  editPool,
  type MapRequest,
  putEdge,
  putShare,
  removeEdge,
  removeNode,
  restoreNode,
} from './benefit-map.usecases.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import type * as v from 'valibot'
import { endOfDayMs } from './register-reports.ts'
import type { RegisterDeps } from './register.usecases.ts'

const changed = { needsVersion: true } as const

export function benefitMapRoutes(deps: RegisterDeps & { readonly reports: Reports }) {
  /** Made in the report thread: the whole register is read for it. */
  const made = async (
    c: Context<AppEnv>,
    report: 'benefit-map' | 'benefit-pools',
    { validOn, asKnown }: v.InferOutput<typeof asOfSchema>,
  ) => {
    const request: MapRequest = {
      validOn: validOn ?? null,
      asKnownMs: asKnown === undefined ? null : endOfDayMs(asKnown),
      at: deps.clock.now().toISOString(),
    }
    return c.body(await deps.reports.make(report, c.get('reach'), asJson(request)), 200, {
      'content-type': 'application/json',
    })
  }
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The benefit map, from levers to objectives, as it was known', 'BenefitMap'),
      query(asOfSchema),
      async (c) => made(c, 'benefit-map', c.req.valid('query')),
    )
    .post(
      '/nodes',
      policy('benefits.edit'),
      answers('Puts a node on the map', 'MapNodeMade', 201),
      jsonBody(newNodeSchema),
      async (c) => {
        const made = await createNode(deps, c.get('reach'), c.req.valid('json'))
        c.header('etag', made.etag)
        return c.json(made, 201)
      },
    )
    .put(
      '/nodes/:code',
      policy('benefits.edit'),
      answers('Changes a node of the map', 'Nothing', 204, changed),
      jsonBody(nodeEditSchema),
      async (c) => {
        const { reason, ...content } = c.req.valid('json')
        const on = { code: c.req.param('code'), expected: expectedVersion(c) }
        await editNode(deps, c.get('reach'), on, { reason, content })
        return c.body(null, 204)
      },
    )
    .delete(
      '/nodes/:code',
      policy('benefits.edit'),
      answers('Takes a node off the map, with its links, for a reason', 'Nothing', 204, changed),
      query(removalSchema),
      async (c) => {
        const on = { code: c.req.param('code'), expected: expectedVersion(c) }
        await removeNode(deps, c.get('reach'), on, c.req.valid('query').reason)
        return c.body(null, 204)
      },
    )
    .post(
      '/nodes/:code/restore',
      policy('benefits.edit'),
      answers('Puts a node back on the map, with the links that went with it', 'Nothing', 204, changed),
      jsonBody(removalSchema),
      async (c) => {
        const on = { code: c.req.param('code'), expected: expectedVersion(c) }
        await restoreNode(deps, c.get('reach'), on, c.req.valid('json').reason)
        return c.body(null, 204)
      },
    )
    .put(
      '/edges',
      policy('benefits.edit'),
      answers('Draws a link of the map; one that closes a circle is refused', 'Nothing', 204),
      jsonBody(edgeRequestSchema),
      async (c) => {
        await putEdge(deps, c.get('reach'), c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .post(
      '/edges/remove',
      policy('benefits.edit'),
      answers('Removes a link of the map', 'Nothing', 204),
      jsonBody(edgeRemovalSchema),
      async (c) => {
        await removeEdge(deps, c.get('reach'), c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .get(
      '/pools',
      policy('benefits.read'),
      answers('Pools of outcomes with their shares', 'BenefitPool[]'),
      query(asOfSchema),
      async (c) => made(c, 'benefit-pools', c.req.valid('query')),
    )
    .post(
      '/pools',
      policy('benefits.edit'),
      answers('Registers a pool', 'BenefitPoolMade', 201),
      jsonBody(newPoolSchema),
      async (c) => {
        const made = await createPool(deps, c.get('reach'), c.req.valid('json'))
        c.header('etag', made.etag)
        return c.json(made, 201)
      },
    )
    .put(
      '/pools/:code',
      policy('benefits.edit'),
      answers('Changes a pool', 'Nothing', 204, changed),
      jsonBody(poolEditSchema),
      async (c) => {
        const { reason, ...content } = c.req.valid('json')
        const on = { code: c.req.param('code'), expected: expectedVersion(c) }
        await editPool(deps, c.get('reach'), on, { reason, content })
        return c.body(null, 204)
      },
    )
    .put(
      '/pools/:code/shares/:benefit',
      policy('benefits.edit'),
      answers('Gives a benefit its share of a pool', 'Nothing', 204, changed),
      jsonBody(shareRequestSchema),
      async (c) => {
        const on = { code: c.req.param('code'), expected: expectedVersion(c), benefit: c.req.param('benefit') }
        await putShare(deps, c.get('reach'), on, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}
