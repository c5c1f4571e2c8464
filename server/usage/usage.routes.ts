import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { forms } from '#models/shared/forms.ts'
import { cpuUnits } from '#models/sizing/series-intake.ts'
import { sizingChoiceSchema } from '#models/sizing/usage.schemas.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { csvText } from '#server/shared/csv.ts'
import { newId } from '#server/shared/ids.ts'
import { settleSizingRule, type SizesDeps, workloadSizes } from './sizes.usecases.ts'
import {
  ensureZone,
  oneUsageImport,
  receiveUsage,
  refusedRows,
  usageImportList,
  type UsageDeps,
} from './usage-imports.usecases.ts'

export type UsageRoutesDeps = UsageDeps & { readonly jobs: Jobs; readonly filesFolder: string }

const uploadSchema = v.strictObject({
  body: v.pipe(v.string(), v.maxLength(12)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  zone: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  dateOrder: v.optional(v.picklist(['dmy', 'mdy'])),
  cpuUnit: v.optional(v.picklist(cpuUnits)),
})
const pageSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '20',
  ),
})
const sizesSchema = v.strictObject({ option: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(80))) })

/** Files of measures: received, read by a job, what they said. */
export function usageRoutes(deps: UsageRoutesDeps) {
  const { jobs, filesFolder } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('imports.read'),
      answers('Files of measures, newest first', 'UsageImport[]'),
      query(pageSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await usageImportList(deps, c.get('reach'), { before: cursor, limit }))
      },
    )
    .post(
      '/',
      policy('imports.run'),
      answers('Receives a file of measures and starts reading it', 'Job', 202, { takesFile: true }),
      query(uploadSchema),
      fileBody,
      async (c) => {
        const { body, fileName, ...asked } = c.req.valid('query')
        const reach = c.get('reach')
        ensureZone(asked)
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const batch = newId()
        const path = join(filesFolder, `usage-${batch}`)
        const file = await receivedFile(c.req.raw.body, path)
        try {
          await receiveUsage(deps, reach, { bodyCode: body, fileName, id: batch, asked, ...file })
          const job = await jobs.start(reach, {
            kind: 'usage-read',
            bodyId,
            input: { batch, path },
            whenOver: () => rm(path, { force: true }),
          })
          return c.json({ job: job.id, batch }, 202)
        } catch (error) {
          await rm(path, { force: true })
          throw error
        }
      },
    )
    .get('/:id', policy('imports.read'), answers('One file of measures', 'UsageImport'), async (c) => {
      const view = await oneUsageImport(deps, c.get('reach'), c.req.param('id'))
      c.header('etag', view.etag)
      return c.json(view)
    })
    .get(
      '/:id/errors',
      policy('imports.read'),
      answers('The first refused rows, as a file', 'CSV', 200, { media: 'text/csv' }),
      async (c) => {
        const { language } = c.get('reach')
        const rows = await refusedRows(deps, c.get('reach'), c.req.param('id'))
        const header = language === 'fr' ? ['Ligne', 'Code', 'Raison', 'Reason'] : ['Row', 'Code', 'Reason', 'Raison']
        const lines = rows.map(({ line, code, detail }) => {
          const [own, other] = language === 'fr' ? [detail.fr, detail.en] : [detail.en, detail.fr]
          return [String(line), code, own, other]
        })
        return c.body(csvText([header, ...lines], language === 'fr' ? ';' : ','), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="rejets-mesures-${c.req.param('id')}.csv"`,
        })
      },
    )
}

/** Under a workload: what its servers need under each rule, and the rule that is settled. */
export function workloadSizesRoutes(deps: SizesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/sizes',
      policy('assessment.read'),
      answers('Servers with their use, and the size under each rule at an option', 'WorkloadSizes'),
      query(sizesSchema),
      async (c) => {
        const view = await workloadSizes(deps, c.get('reach'), c.req.param('code'), c.req.valid('query').option)
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .put(
      '/:code/sizing-rule',
      policy('inventory.edit'),
      answers('Settles the sizing rule of a workload', 'WorkloadSizes', 200, { needsVersion: true }),
      query(sizesSchema),
      jsonBody(sizingChoiceSchema),
      async (c) => {
        const [reach, code] = [c.get('reach'), c.req.param('code')]
        await settleSizingRule(deps, reach, code, expectedVersion(c), c.req.valid('json'))
        const view = await workloadSizes(deps, reach, code, c.req.valid('query').option)
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
}
