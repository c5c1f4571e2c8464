import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { ProblemError } from '#models/shared/problem.ts'
import type { ImportPlan } from '#models/benefits/register-import.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, query } from '#server/app/validate.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { standingImport } from './register-import-applying.ts'
import { registerTemplate } from './register-template.ts'
import { chosenColumns, type Refusal } from './register-import.usecases.ts'
import type { RegisterDeps } from './register.usecases.ts'

const askedSchema = v.strictObject({
  body: v.pipe(v.string(), v.maxLength(12)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Header of each field, as JSON; absent: as remembered of the source, else by the headers. */
  columns: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
})
const languageSchema = v.strictObject({ language: v.optional(v.picklist(['fr', 'en']), 'fr') })

export type RegisterImportDeps = RegisterDeps & {
  readonly reports: Reports
  readonly jobs: Jobs
  readonly filesFolder: string
}

/** A register kept in a workbook: what it would do line by line, then done by a job, then undone by another. */
export function registerImportRoutes(deps: RegisterImportDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The last imports of the register, newest first', 'RegisterPastImport[]'),
      async (c) =>
        c.body(await deps.reports.make('register-imports', c.get('reach'), null), 200, {
          'content-type': 'application/json',
        }),
    )
    .get(
      '/template.xlsx',
      policy('benefits.read'),
      answers('An empty workbook with every column that an import reads', 'Xlsx', 200, {
        media: 'application/octet-stream',
      }),
      query(languageSchema),
      async (c) => {
        const { language } = c.req.valid('query')
        return c.body(workbookBytes(registerTemplate(language, todayOf(deps.clock))), 200, {
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'content-disposition': `attachment; filename="registre-gabarit.xlsx"`,
        })
      },
    )
    .post(
      '/preview',
      policy('benefits.edit'),
      answers('Reads a register from a workbook: what each line would do', 'RegisterImport', 200, { takesFile: true }),
      query(askedSchema),
      fileBody,
      async (c) => {
        const { body, fileName, columns } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const path = join(deps.filesFolder, `register-${newId()}`)
        try {
          await receivedFile(c.req.raw.body, path)
          const chosen = columns === undefined ? null : chosenColumns(columns)
          const asked = { path, fileName, body, bodyId, columns: chosen }
          const bytes = await deps.reports.make('register-import', reach, asJson(asked))
          const plan = JSON.parse(new TextDecoder().decode(bytes)) as ImportPlan | { readonly refused: Refusal } // written by the report thread from the same type
          if ('refused' in plan) throw new ProblemError(plan.refused)
          return c.json(plan)
        } finally {
          await rm(path, { force: true })
        }
      },
    )
    .post(
      '/',
      policy('benefits.edit'),
      answers('Starts applying a register read from a workbook, whole or not at all', 'Job', 202, { takesFile: true }),
      query(askedSchema),
      fileBody,
      async (c) => {
        const { body, fileName, columns } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const id = newId()
        const path = join(deps.filesFolder, `register-${id}`)
        try {
          await receivedFile(c.req.raw.body, path)
          const chosen = columns === undefined ? null : chosenColumns(columns)
          const job = await deps.jobs.start(reach, {
            kind: 'register-import',
            bodyId,
            input: asJson({ id, path, fileName, body, bodyId, columns: chosen }),
            whenOver: () => rm(path, { force: true }),
          })
          return c.json({ job: job.id, import: id }, 202)
        } catch (error) {
          await rm(path, { force: true })
          throw error
        }
      },
    )
    .post(
      '/:id/undo',
      policy('benefits.edit'),
      answers('Starts putting back what an import of the register changed', 'Job', 202),
      async (c) => {
        const reach = c.get('reach')
        const { row } = await standingImport(deps, reach, c.req.param('id'))
        const job = await deps.jobs.start(reach, {
          kind: 'register-import-undo',
          bodyId: row.body_id,
          input: { id: row.id },
        })
        return c.json({ job: job.id, import: row.id }, 202)
      },
    )
}
