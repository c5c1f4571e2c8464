import { Hono } from 'hono'
import * as v from 'valibot'
import { factorSets } from '#models/carbon/carbon.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { query } from '#server/app/validate.ts'
import type { Database } from '#server/database/database.ts'
import { workloadCarbon } from './carbon.usecases.ts'

const carbonSchema = v.strictObject({ set: v.optional(v.picklist(factorSets), 'provincial-lifecycle') })

/** Under a workload: what it would emit in a year at each option. */
export function workloadCarbonRoutes(deps: { readonly db: Database }) {
  return new Hono<AppEnv>().get(
    '/:code/carbon',
    policy('assessment.read'),
    answers(
      'Emissions of a year at each option, under a set of grid factors, and beside it under the others',
      'Carbon',
    ),
    query(carbonSchema),
    async (c) => c.json(await workloadCarbon(deps, c.get('reach'), c.req.param('code'), c.req.valid('query').set)),
  )
}
