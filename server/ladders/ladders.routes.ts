import { type Context, Hono } from 'hono'
import { changeLadderSchema, type LadderView } from '#models/classification/ladder.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { changeLadder, ladderOf, laddersInForce, type LaddersDeps } from './ladders.usecases.ts'

/** The ladder of a body with its ETag: what `If-Match` names when it is changed. */
function told(c: Context<AppEnv>, one: LadderView) {
  c.header('etag', one.etag)
  return c.json(one)
}

export function laddersRoutes(deps: LaddersDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('classification.read'), answers('The names of the levels, body by body', 'Ladder[]'), async (c) =>
      c.json(await laddersInForce(deps, c.get('reach'))),
    )
    .get('/:body', policy('classification.read'), answers('The names of the levels in a body', 'Ladder'), async (c) =>
      told(c, await ladderOf(deps, c.get('reach'), c.req.param('body'))),
    )
    .put(
      '/:body',
      policy('rules.propose'),
      answers('Names the levels of a body and of those under it', 'Ladder'),
      jsonBody(changeLadderSchema),
      async (c) =>
        told(c, await changeLadder(deps, c.get('reach'), c.req.param('body'), expectedVersion(c), c.req.valid('json'))),
    )
}
