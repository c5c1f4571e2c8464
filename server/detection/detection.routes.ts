import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { safeFileName } from '#models/detection/safe-names.ts'
import { forms } from '#models/shared/forms.ts'
import type { Reach } from '#server/access/reach.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, query } from '#server/app/validate.ts'
import type { Database } from '#server/database/database.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { newId } from '#server/shared/ids.ts'
import type { DetectionInput } from './detection-job.ts'
import { detectionList, oneDetection } from './detections.usecases.ts'
import { samplePath } from './received-samples.ts'

type Deps = { readonly db: Database; readonly jobs: Jobs; readonly filesFolder: string }

const fileSchema = v.strictObject({ fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(300)) })
const pageSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '20',
  ),
})

/** Under a workload: what was found sensitive in its schemas, its samples and its inventory. */
export function detectionsRoutes(deps: Deps) {
  const { jobs, filesFolder } = deps
  const start = async (reach: Reach, bodyId: string, input: DetectionInput) => {
    const { file } = input
    const job = await jobs.start(reach, {
      kind: 'detection',
      bodyId,
      input,
      ...(file === null ? {} : { whenOver: () => rm(file.path, { force: true }) }),
    })
    return { job: job.id }
  }
  return new Hono<AppEnv>()
    .get(
      '/:code/detections',
      policy('classification.read'),
      answers('Analyses of sensitive data, newest first', 'DetectionSummary[]'),
      query(pageSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await detectionList(deps, c.get('reach'), c.req.param('code'), { before: cursor, limit }))
      },
    )
    .post(
      '/:code/detections',
      policy('classification.propose'),
      answers('Receives a schema or a sample and starts looking for sensitive data', 'Job', 202, { takesFile: true }),
      query(fileSchema),
      fileBody,
      async (c) => {
        const reach = c.get('reach')
        const workload = await ensureWorkload(deps, reach, c.req.param('code'))
        const path = samplePath(filesFolder, newId())
        const { sha256 } = await receivedFile(c.req.raw.body, path)
        const fileName = safeFileName(basename(c.req.valid('query').fileName).slice(0, 200))
        try {
          const input = { workload: workload.code, file: { path, fileName, sha256 } }
          return c.json(await start(reach, workload.body_id, input), 202)
        } catch (error) {
          await rm(path, { force: true })
          throw error
        }
      },
    )
    .post(
      '/:code/detections/inventory',
      policy('classification.propose'),
      answers('Starts looking for sensitive data in what the inventory says', 'Job', 202),
      async (c) => {
        const workload = await ensureWorkload(deps, c.get('reach'), c.req.param('code'))
        return c.json(await start(c.get('reach'), workload.body_id, { workload: workload.code, file: null }), 202)
      },
    )
    .get('/:code/detections/:id', policy('classification.read'), answers('One analysis', 'Detection'), async (c) =>
      c.json(await oneDetection(deps, c.get('reach'), c.req.param('code'), c.req.param('id'))),
    )
}
