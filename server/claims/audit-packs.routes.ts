import { Hono } from 'hono'
import * as v from 'valibot'
import { daySchema } from '#models/shared/day.ts'
import { forms } from '#models/shared/forms.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { query } from '#server/app/validate.ts'
import type { Reports } from '#server/shared/reports.ts'
import { type PacksDeps, reportedPack } from './audit-packs.usecases.ts'
import { clearedBodies } from './evidence.routes.ts'

const packSchema = v.strictObject({
  benefit: v.optional(v.pipe(v.string(), v.regex(forms.benefitCode))),
  body: v.optional(v.pipe(v.string(), v.regex(forms.bodyCode))),
  asKnown: v.optional(daySchema),
})

/** Everything behind the claims of a benefit or of a body, in a ZIP that verifies without the server. */
export function auditPacksRoutes(deps: PacksDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>().get(
    '/',
    policy('benefits.read'),
    answers('An audit pack: a ZIP that verifies offline', 'File', 200, { media: 'application/octet-stream' }),
    query(packSchema),
    async (c) => {
      const asked = { ...c.req.valid('query'), cleared: [...clearedBodies(c)] }
      const made = await reportedPack(deps, c.get('reach'), asked)
      return c.body(made.bytes, 200, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${made.fileName}"`,
        'x-arpent-sha256': made.sha256,
      })
    },
  )
}
