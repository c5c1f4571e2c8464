import { type Context, Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { conflictsOf, type ExplanationDeps, explanationOf } from './explanation.usecases.ts'

function json(c: Context<AppEnv>, body: Uint8Array<ArrayBuffer>) {
  return c.body(body, 200, { 'content-type': 'application/json; charset=utf-8' })
}

/** Under a workload: why an option is closed, what would open it and where things would be; why nothing is open. */
export function workloadExplanationRoutes(deps: ExplanationDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/options/:option/explanation',
      policy('assessment.read'),
      answers(
        'Why an option is permitted or not, the smallest change that would open it, and where each element would be',
        'OptionExplanation',
      ),
      async (c) => json(c, await explanationOf(deps, c.get('reach'), c.req.param('code'), c.req.param('option'))),
    )
    .get(
      '/:code/conflicts',
      policy('assessment.read'),
      answers('When no option is open, the minimal sets of rules and facts that conflict', 'WorkloadConflicts'),
      async (c) => json(c, await conflictsOf(deps, c.get('reach'), c.req.param('code'))),
    )
}
