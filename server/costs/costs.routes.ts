import { Hono } from 'hono'
import { bodyAssumptionsSchema } from '#models/assumptions/assumptions.views.ts'
import { newCostFactsSchema } from '#models/cost/cost-facts.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { assumptionsView, stateAssumptions } from './assumptions.usecases.ts'
import { costFactsOf, type CostsDeps, stateCostFacts } from './costs.usecases.ts'

export function workloadCostsRoutes(deps: CostsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/cost-facts',
      policy('assessment.read'),
      answers('What was stated of a workload’s costs', 'CostFacts'),
      async (c) => c.json(await costFactsOf(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/cost-facts',
      policy('costs.edit'),
      answers('States them anew', 'CostFacts', 201),
      jsonBody(newCostFactsSchema),
      async (c) => c.json(await stateCostFacts(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
}

export function assumptionsRoutes(deps: CostsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:body',
      policy('assessment.read'),
      answers('Assumptions side by side: ours, the body’s, the vendors’', 'Assumptions'),
      async (c) => {
        const view = await assumptionsView(deps, c.get('reach'), c.req.param('body'))
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .put(
      '/:body',
      policy('costs.edit'),
      answers('States the body’s own values', 'Assumptions'),
      jsonBody(bodyAssumptionsSchema),
      async (c) => {
        const view = await stateAssumptions(
          deps,
          c.get('reach'),
          c.req.param('body'),
          expectedVersion(c),
          c.req.valid('json'),
        )
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
}
