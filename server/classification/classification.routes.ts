import { type Context, Hono } from 'hono'
import {
  classificationQueueSchema,
  type ClassificationView,
  proposeClassificationSchema,
  returnSchema,
} from '#models/classification/classification.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import {
  approveClassification,
  type ClassificationDeps,
  classificationQueue,
  classificationsOf,
  consequencesOf,
  oneClassification,
  proposeClassification,
  returnClassification,
} from './classification.usecases.ts'

/** One version with its ETag: what `If-Match` names when it is decided. */
function told(c: Context<AppEnv>, one: ClassificationView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

/** Under a workload: its versions, and a new proposal. */
export function workloadClassificationsRoutes(deps: ClassificationDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/classifications',
      policy('classification.read'),
      answers('Versions, newest first', 'Classification[]'),
      async (c) => c.json(await classificationsOf(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/classifications',
      policy('classification.propose'),
      answers('Proposes a version', 'Classification', 201),
      jsonBody(proposeClassificationSchema),
      async (c) =>
        told(c, await proposeClassification(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
}

export function classificationsRoutes(deps: ClassificationDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('classification.read'),
      answers('Proposals awaiting a decision, oldest first', 'Classification[]'),
      query(classificationQueueSchema),
      async (c) => {
        const { state, cursor, limit } = c.req.valid('query')
        return c.json(await classificationQueue(deps, c.get('reach'), { state, after: cursor, limit }))
      },
    )
    .get('/:id', policy('classification.read'), answers('One version', 'Classification'), async (c) =>
      told(c, await oneClassification(deps, c.get('reach'), c.req.param('id'))),
    )
    .get(
      '/:id/consequences',
      policy('classification.read'),
      answers('What approving would change', 'Consequences'),
      async (c) => c.json(await consequencesOf(deps, c.get('reach'), c.req.param('id'))),
    )
    .post(
      '/:id/approve',
      policy('classification.approve'),
      answers('Approves', 'Classification', 200, { needsVersion: true }),
      async (c) => told(c, await approveClassification(deps, c.get('reach'), c.req.param('id'), expectedVersion(c))),
    )
    .post(
      '/:id/return',
      policy('classification.approve'),
      answers('Sends back with a reason', 'Classification', 200, { needsVersion: true }),
      jsonBody(returnSchema),
      async (c) =>
        told(
          c,
          await returnClassification(
            deps,
            c.get('reach'),
            c.req.param('id'),
            expectedVersion(c),
            c.req.valid('json').reason,
          ),
        ),
    )
}
