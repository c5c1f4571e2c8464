import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { importFields } from '#models/imports/import.views.ts'
import { forms } from '#models/shared/forms.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { expectedEtag } from '#server/app/versions.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { csvText } from '#server/shared/csv.ts'
import { newId } from '#server/shared/ids.ts'
import { batchChanges, batchView, listBatches, rejectionOf } from './batch-view.usecases.ts'
import { batchEtag, chooseMapping, dropBatch, ensureBatch, type ImportsDeps, receiveFile } from './reading.usecases.ts'
import { rowsAfter } from './imports.repository.ts'
import { receivedFile } from './readers/received-file.ts'

export type ImportsRoutesDeps = ImportsDeps & { readonly jobs: Jobs; readonly filesFolder: string }

const uploadSchema = v.strictObject({
  body: v.pipe(v.string(), v.maxLength(12)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
})
const changesSchema = v.strictObject({
  change: v.optional(v.picklist(['added', 'changed', 'unchanged', 'conflict', 'rejected'])),
  q: v.optional(v.pipe(v.string(), v.maxLength(200))),
  field: v.optional(v.pipe(v.string(), v.maxLength(80))),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.position), v.transform(Number)), '0'),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '50',
  ),
})
const mappingSchema = v.strictObject({
  columns: v.pipe(
    v.array(
      v.strictObject({
        table: v.pipe(v.string(), v.maxLength(200)),
        column: v.pipe(v.string(), v.maxLength(500)),
        field: v.picklist(importFields),
        unit: v.nullable(v.pipe(v.string(), v.maxLength(10))),
      }),
    ),
    v.minLength(1),
    v.maxLength(2_000),
  ),
  grouping: v.picklist(['file-application', 'tag', 'name-pattern', 'one-per-server']),
  remember: v.boolean(),
})

export function importsRoutes(deps: ImportsRoutesDeps) {
  const { jobs, filesFolder } = deps
  return new Hono<AppEnv>()
    .get('/', policy('imports.read'), answers('Imports, newest first', 'ImportBatch[]'), async (c) =>
      c.json(await listBatches(deps, c.get('reach'))),
    )
    .post(
      '/',
      policy('imports.run'),
      answers('Receives a file and starts reading it', 'Job', 202, { takesFile: true }),
      query(uploadSchema),
      fileBody,
      async (c) => {
        const { body, fileName } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const id = newId()
        const file = await receivedFile(c.req.raw.body, join(filesFolder, id))
        await receiveFile(deps, reach, { bodyCode: body, fileName, id, ...file })
        const job = await jobs.start(reach, { kind: 'import-read', bodyId, input: { batch: id, folder: filesFolder } })
        return c.json({ job: job.id, batch: id }, 202)
      },
    )
    .get('/:id', policy('imports.read'), answers('One import', 'ImportBatch'), async (c) => {
      const batch = await ensureBatch(deps, c.get('reach'), c.req.param('id'))
      c.header('etag', batchEtag(batch))
      return c.json(await batchView(deps, c.get('reach'), batch))
    })
    .put(
      '/:id/mapping',
      policy('imports.run'),
      answers('Settles the columns and reads again', 'Job', 202),
      jsonBody(mappingSchema),
      async (c) => {
        const reach = c.get('reach')
        const id = c.req.param('id')
        const choice = c.req.valid('json')
        const batch = await chooseMapping(deps, reach, id, expectedEtag(c), choice)
        const input = { batch: id, folder: filesFolder, choice: { columns: choice.columns, grouping: choice.grouping } }
        const { id: job } = await jobs.start(reach, { kind: 'import-read', bodyId: batch.body_id, input })
        return c.json({ job }, 202)
      },
    )
    .get(
      '/:id/changes',
      policy('imports.read'),
      answers('What the import would change, a page at a time', 'ImportChangePage'),
      query(changesSchema),
      async (c) => {
        const { change, q, cursor, limit } = c.req.valid('query')
        const changes = change === undefined ? ['added', 'changed', 'conflict'] : [change]
        return c.json(
          await batchChanges(deps, c.get('reach'), c.req.param('id'), {
            after: cursor,
            limit,
            changes,
            ...(q === undefined ? {} : { search: q }),
          }),
        )
      },
    )
    .get(
      '/:id/errors',
      policy('imports.read'),
      answers('Rejected rows, as a file', 'CSV', 200, { media: 'text/csv' }),
      async (c) => {
        const reach = c.get('reach')
        const batch = await ensureBatch(deps, reach, c.req.param('id'))
        const rows = await rowsAfter(deps.db, batch.id, { after: 0, limit: 100_000, changes: ['rejected'] })
        const own =
          reach.language === 'fr'
            ? ['Ligne', 'Colonne', 'Code', 'Raison', 'Reason', 'Table']
            : ['Row', 'Column', 'Code', 'Reason', 'Raison', 'Table']
        const rejections = rows.map((row) => ({ line: row.line, ...rejectionOf(row) }))
        const headers = [...new Set(rejections.flatMap(({ source }) => source.map(({ name }) => name)))]
        const lines = rejections.map(({ line, table, column, code, detail, source }) => {
          const cells = new Map(source.map(({ name, value }) => [name, value]))
          const [reason, other] = reach.language === 'fr' ? [detail.fr, detail.en] : [detail.en, detail.fr]
          return [String(line), column, code, reason, other, table, ...headers.map((name) => cells.get(name) ?? '')]
        })
        return c.body(csvText([[...own, ...headers], ...lines], reach.language === 'fr' ? ';' : ','), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="rejets-${batch.id}.csv"`,
        })
      },
    )
    .post('/:id/apply', policy('imports.run'), answers('Publishes the import', 'Job', 202), async (c) => {
      const reach = c.get('reach')
      const batch = await ensureBatch(deps, reach, c.req.param('id'))
      const { id: job } = await jobs.start(reach, {
        kind: 'import-apply',
        bodyId: batch.body_id,
        input: { batch: batch.id, folder: filesFolder },
      })
      return c.json({ job }, 202)
    })
    .post('/:id/undo', policy('imports.run'), answers('Undoes the import', 'Job', 202), async (c) => {
      const reach = c.get('reach')
      const batch = await ensureBatch(deps, reach, c.req.param('id'))
      const { id: job } = await jobs.start(reach, {
        kind: 'import-undo',
        bodyId: batch.body_id,
        input: { batch: batch.id, folder: filesFolder },
      })
      return c.json({ job }, 202)
    })
    .delete('/:id', policy('imports.run'), answers('Gives up an import', 'Nothing', 204), async (c) => {
      await dropBatch(deps, c.get('reach'), c.req.param('id'))
      await rm(join(filesFolder, c.req.param('id')), { force: true })
      return c.body(null, 204)
    })
}
