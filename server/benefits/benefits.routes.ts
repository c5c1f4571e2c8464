import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Reports } from '#server/shared/reports.ts'
import { type BenefitsDeps, findBenefit } from './benefits.usecases.ts'

/** What signed decisions promised. The whole of it is summed in the report thread. */
export function benefitsRoutes(deps: BenefitsDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The register of benefits and their promises', 'BenefitsPage'),
      async (c) =>
        c.body(await deps.reports.make('decided-benefits', c.get('reach'), null), 200, {
          'content-type': 'application/json',
        }),
    )
    .get('/:code', policy('benefits.read'), answers('One benefit', 'Benefit'), async (c) =>
      c.json(await findBenefit(deps, c.get('reach'), c.req.param('code'))),
    )
}
