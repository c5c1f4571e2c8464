import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Database } from '#server/database/database.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'

/** What verdicts rest on beside the rule pack: the hosting options. */
export function rulesRoutes(deps: { readonly db: Database }) {
  return new Hono<AppEnv>().get(
    '/hosting-options',
    policy('rules.read'),
    answers('Hosting options, with what is unknown of them', 'HostingOption[]'),
    async (c) => c.json(await optionsInForce(deps.db)),
  )
}
