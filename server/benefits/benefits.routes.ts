import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { type BenefitsDeps, benefitsPage, findBenefit } from './benefits.usecases.ts'

export function benefitsRoutes(deps: BenefitsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The register of benefits and their promises', 'BenefitsPage'),
      async (c) => c.json(await benefitsPage(deps, c.get('reach'))),
    )
    .get('/:code', policy('benefits.read'), answers('One benefit', 'Benefit'), async (c) =>
      c.json(await findBenefit(deps, c.get('reach'), c.req.param('code'))),
    )
}
