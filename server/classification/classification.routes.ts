import { type Context, Hono } from 'hono'
import {
  bulkApprovalSchema,
  classificationQueueSchema,
  type ClassificationView,
  proposeClassificationSchema,
  returnSchema,
  supposedRecordSchema,
} from '#models/classification/classification.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import type { Reports } from '#server/shared/reports.ts'
import {
  approveClassification,
  approveInBulk,
  type ClassificationDeps,
  classificationQueue,
  consequencesOfApproving,
  consequencesOfProposing,
  lookAlikes,
  oneClassification,
  proposeClassification,
  returnClassification,
} from './classification.usecases.ts'
import { classificationsOf } from './versions.usecases.ts'

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
    .post(
      '/:code/classifications/consequences',
      policy('classification.read'),
      answers('What a record would change, before it is proposed', 'Consequences'),
      jsonBody(supposedRecordSchema),
      async (c) =>
        c.json(await consequencesOfProposing(deps, c.get('reach'), c.req.param('code'), c.req.valid('json').record)),
    )
}

/** Classifications to look at again, and why. */
export function classificationReviewsRoutes(deps: ClassificationDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>().get(
    '/',
    policy('classification.read'),
    answers('Classifications to look at again, and why', 'ReviewList'),
    async (c) => {
      const today = todayOf(deps.clock)
      const version = `${today} ${await portfolioEtag(deps.db, c.get('reach'))}`
      return packedJson(c, await deps.reports.remembered('classification-reviews', version, c.get('reach'), { today }))
    },
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
      async (c) => c.json(await consequencesOfApproving(deps, c.get('reach'), c.req.param('id'))),
    )
    .get(
      '/:id/look-alikes',
      policy('classification.read'),
      answers('Open proposals that read alike, itself among them', 'Classification[]'),
      async (c) => c.json(await lookAlikes(deps, c.get('reach'), c.req.param('id'))),
    )
    .post(
      '/approve',
      policy('classification.approve'),
      answers('Approves several proposals, each on the version that was read', 'BulkApproval'),
      jsonBody(bulkApprovalSchema),
      async (c) => c.json(await approveInBulk(deps, c.get('reach'), c.req.valid('json').proposals)),
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
