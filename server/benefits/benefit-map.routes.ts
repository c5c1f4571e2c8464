import { Hono } from 'hono'
import {
  asOfSchema,
  edgeRemovalSchema,
  edgeRequestSchema,
  newNodeSchema,
  newPoolSchema,
  nodeEditSchema,
  poolEditSchema,
  shareRequestSchema,
} from '#models/benefits/register.requests.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import {
  benefitMap,
  createNode,
  createPool,
  editNode,
  editPool,
  poolList,
  putEdge,
  putShare,
  removeEdge,
  removeNode,
} from './benefit-map.usecases.ts'
import { endOfDayMs } from './register-reports.ts'
import type { RegisterDeps } from './register.usecases.ts'

const changed = { needsVersion: true } as const
const asOf = (asked: { readonly validOn?: string | undefined; readonly asKnown?: string | undefined }) => ({
  validOn: asked.validOn,
  asKnownMs: asked.asKnown === undefined ? undefined : endOfDayMs(asked.asKnown),
})

export function benefitMapRoutes(deps: RegisterDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The benefit map, from levers to objectives, as it was known', 'BenefitMap'),
      query(asOfSchema),
      async (c) => c.json(await benefitMap(deps, c.get('reach'), asOf(c.req.valid('query')))),
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
      answers('Takes a node off the map, with its links', 'Nothing', 204, changed),
      async (c) => {
        const on = { code: c.req.param('code'), expected: expectedVersion(c) }
        await removeNode(deps, c.get('reach'), on, '')
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
      async (c) => c.json(await poolList(deps, c.get('reach'), asOf(c.req.valid('query')))),
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
