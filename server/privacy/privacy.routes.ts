import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import type { AssessmentDeps } from '#server/assessment/assessment.usecases.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import type { Reports } from '#server/shared/reports.ts'
import { privacyFile } from './privacy.usecases.ts'

/** Files needed or perhaps needed across the reach, those that end first. */
export function privacyFilesRoutes(deps: AssessmentDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>().get(
    '/',
    policy('classification.read'),
    answers('Every privacy file in reach, with counts by state', 'PrivacyList'),
    async (c) => {
      const today = todayOf(deps.clock)
      const version = `${today} ${await portfolioEtag(deps.db, c.get('reach'))}`
      const body = await deps.reports.remembered('privacy-files', version, c.get('reach'), { today })
      return packedJson(c, body)
    },
  )
}

/** Under a workload: its privacy file. */
export function workloadPrivacyRoutes(deps: AssessmentDeps) {
  return new Hono<AppEnv>().get(
    '/:code/privacy-file',
    policy('classification.read'),
    answers('The privacy file of a workload, and what each option waits for', 'PrivacyFile'),
    async (c) => c.json(await privacyFile(deps, c.get('reach'), c.req.param('code'))),
  )
}
