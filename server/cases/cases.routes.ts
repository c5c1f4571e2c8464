import { type Context, Hono } from 'hono'
import {
  caseContentSchema,
  caseListSchema,
  type CaseView,
  newCaseSchema,
  supposedSchema,
} from '#models/cases/case.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import type { Reports } from '#server/shared/reports.ts'
import { caseList, type CasesDeps, computeCase, createCase, editCase, oneCase, supposeCase } from './cases.usecases.ts'

/** A case with its ETag: what `If-Match` names when it is changed. */
function told(c: Context<AppEnv>, one: CaseView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

export function casesRoutes(deps: CasesDeps & { readonly jobs: Jobs; readonly reports: Reports }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('cases.read'),
      answers('Business cases, in order of number', 'Case[]'),
      query(caseListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await caseList(deps, c.get('reach'), { ...asked, after: cursor }))
      },
    )
    .post(
      '/',
      policy('cases.edit'),
      answers('Opens a business case', 'Case', 201),
      jsonBody(newCaseSchema),
      async (c) => told(c, await createCase(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .get('/:code', policy('cases.read'), answers('A case and what it last gave', 'Case'), async (c) =>
      told(c, await oneCase(deps, c.get('reach'), c.req.param('code'))),
    )
    .put(
      '/:code',
      policy('cases.edit'),
      answers('Changes what a case compares', 'Case'),
      jsonBody(caseContentSchema),
      async (c) =>
        told(c, await editCase(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json'))),
    )
    .post(
      '/:code/supposed',
      policy('cases.read'),
      answers('What a case would give with some of a vendor’s defaults', 'SupposedCase'),
      jsonBody(supposedSchema),
      async (c) => c.json(await supposeCase(deps, c.get('reach'), c.req.param('code'), c.req.valid('json'))),
    )
    .post('/:code/results', policy('cases.edit'), answers('Computes a case', 'Job', 202), async (c) =>
      c.json(await computeCase(deps, c.get('reach'), c.req.param('code')), 202),
    )
}
