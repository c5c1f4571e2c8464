import { type Context, Hono } from 'hono'
import { returnSchema } from '#models/classification/classification.schemas.ts'
import { decisionListSchema, proposeDecisionSchema } from '#models/decisions/decision.schemas.ts'
import type { DecisionView } from '#models/inventory/workload.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import {
  decisionsAwaiting,
  type DecisionsDeps,
  oneDecision,
  promiseLater,
  proposeDecision,
  returnDecision,
  signDecision,
} from './decisions.usecases.ts'

/** A decision with its ETag: what `If-Match` names when it is answered. */
function told<T extends DecisionView>(c: Context<AppEnv>, decision: T, status: 200 | 201 = 200) {
  c.header('etag', decision.etag)
  return c.json(decision, status)
}

export function workloadDecisionsRoutes(deps: DecisionsDeps) {
  return new Hono<AppEnv>().post(
    '/:code/decisions',
    policy('decisions.propose'),
    answers('Proposes a decision', 'Decision', 201),
    jsonBody(proposeDecisionSchema),
    async (c) => told(c, await proposeDecision(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
  )
}

export function decisionsRoutes(deps: DecisionsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('decisions.read'),
      answers('Decisions in a state, oldest first', 'Decision[]'),
      query(decisionListSchema),
      async (c) => {
        const { state, cursor, limit } = c.req.valid('query')
        return c.json(await decisionsAwaiting(deps, c.get('reach'), { state, after: cursor, limit }))
      },
    )
    .get('/:id', policy('decisions.read'), answers('One decision', 'Decision'), async (c) =>
      told(c, await oneDecision(deps, c.get('reach'), c.req.param('id'))),
    )
    .post(
      '/:id/sign',
      policy('decisions.sign'),
      answers('Signs, and freezes the promise', 'Decision', 200, { needsVersion: true }),
      async (c) => told(c, await signDecision(deps, c.get('reach'), c.req.param('id'), expectedVersion(c))),
    )
    .post(
      '/:id/return',
      policy('decisions.sign'),
      answers('Sends back with a reason', 'Decision', 200, { needsVersion: true }),
      jsonBody(returnSchema),
      async (c) =>
        told(
          c,
          await returnDecision(deps, c.get('reach'), c.req.param('id'), expectedVersion(c), c.req.valid('json').reason),
        ),
    )
    .post('/:id/promise', policy('decisions.sign'), answers('Freezes a promise left open', 'Benefit', 201), async (c) =>
      c.json(await promiseLater(deps, c.get('reach'), c.req.param('id')), 201),
    )
}
