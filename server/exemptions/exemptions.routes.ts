import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { returnSchema } from '#models/classification/classification.schemas.ts'
import {
  exemptionListSchema,
  exemptionPolicySchema,
  type ExemptionView,
  newExemptionSchema,
} from '#models/exemptions/exemption.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { etagOfContent, expectedEtag, expectedVersion } from '#server/app/versions.ts'
import { exemptionsCsv } from './exemptions-csv.ts'
import {
  approveExemption,
  changeExemptionPolicy,
  exemptionRegister,
  type ExemptionsDeps,
  exemptionsOf,
  oneExemption,
  proposeExemption,
  returnExemption,
  wholeRegister,
  withdrawExemption,
} from './exemptions.usecases.ts'
import { exemptionPolicy } from './living-exemptions.usecases.ts'

/** One exemption with its ETag: what `If-Match` names when it is answered. */
function told(c: Context<AppEnv>, one: ExemptionView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

export function workloadExemptionsRoutes(deps: ExemptionsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/exemptions',
      policy('exemptions.read'),
      answers('Exemptions of a workload, oldest first', 'Exemption[]'),
      async (c) => c.json(await exemptionsOf(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/exemptions',
      policy('exemptions.propose'),
      answers('Asks for an exemption', 'Exemption', 201),
      jsonBody(newExemptionSchema),
      async (c) => told(c, await proposeExemption(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
}

export function exemptionsRoutes(deps: ExemptionsDeps) {
  const exportSchema = v.omit(exemptionListSchema, ['cursor', 'limit'])
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('exemptions.read'),
      answers('The register of exemptions, in order of number', 'Exemption[]'),
      query(exemptionListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await exemptionRegister(deps, c.get('reach'), { ...asked, after: cursor }))
      },
    )
    .get(
      '/export',
      policy('exemptions.read'),
      answers('The register as a file for a spreadsheet', 'CSV'),
      query(exportSchema),
      async (c) => {
        const register = await wholeRegister(deps, c.get('reach'), c.req.valid('query'))
        return c.body(exemptionsCsv(register, c.get('language')), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="arpent-derogations.csv"',
        })
      },
    )
    .get(
      '/policy',
      policy('exemptions.read'),
      answers('Who signs, for how long, and when people are reminded', 'ExemptionPolicy'),
      async (c) => {
        const kept = await exemptionPolicy(deps.db)
        c.header('etag', etagOfContent(kept))
        return c.json(kept)
      },
    )
    .put(
      '/policy',
      policy('exemptions.approve'),
      answers('Changes who signs, for how long, and when people are reminded', 'ExemptionPolicy', 200, {
        needsVersion: true,
      }),
      jsonBody(exemptionPolicySchema),
      async (c) => {
        const kept = await changeExemptionPolicy(deps, c.get('reach'), expectedEtag(c), c.req.valid('json'))
        c.header('etag', etagOfContent(kept))
        return c.json(kept)
      },
    )
    .get('/:code', policy('exemptions.read'), answers('One exemption', 'Exemption'), async (c) =>
      told(c, await oneExemption(deps, c.get('reach'), c.req.param('code'))),
    )
    .post('/:code/approve', policy('exemptions.approve'), answers('Approves', 'Exemption'), async (c) =>
      told(c, await approveExemption(deps, c.get('reach'), c.req.param('code'), expectedVersion(c))),
    )
    .post(
      '/:code/return',
      policy('exemptions.approve'),
      answers('Sends back with a reason', 'Exemption'),
      jsonBody(returnSchema),
      async (c) => {
        const { reason } = c.req.valid('json')
        return told(c, await returnExemption(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), reason))
      },
    )
    .post(
      '/:code/withdraw',
      policy('exemptions.propose'),
      answers('Takes back a request, or ends an exemption before its day', 'Exemption'),
      jsonBody(returnSchema),
      async (c) => {
        const { reason } = c.req.valid('json')
        return told(c, await withdrawExemption(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), reason))
      },
    )
}
