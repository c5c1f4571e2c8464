import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { ProblemError } from '#models/shared/problem.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, query } from '#server/app/validate.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { applyImport, chosenColumns, type FullPlan, type Refusal, undoImport } from './register-import.usecases.ts'
import type { RegisterDeps } from './register.usecases.ts'

const askedSchema = v.strictObject({
  body: v.pipe(v.string(), v.maxLength(12)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Header of each field, as JSON; absent: by the headers. */
  columns: v.optional(v.pipe(v.string(), v.maxLength(5000))),
  apply: v.optional(v.picklist(['true', 'false']), 'false'),
})

/** A register kept in a workbook: what it would do line by line, then done, then undone. */
export function registerImportRoutes(deps: RegisterDeps & { readonly reports: Reports; readonly filesFolder: string }) {
  return new Hono<AppEnv>()
    .post(
      '/',
      policy('benefits.edit'),
      answers('Reads a register from a workbook: what each line would do, or does', 'RegisterImport', 200, {
        takesFile: true,
      }),
      query(askedSchema),
      fileBody,
      async (c) => {
        const { body, fileName, columns, apply } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const path = join(deps.filesFolder, `register-${newId()}`)
        await receivedFile(c.req.raw.body, path)
        try {
          const asked = { path, fileName, body, columns: columns === undefined ? null : chosenColumns(columns) }
          const bytes = await deps.reports.make('register-import', reach, asJson(asked))
          const plan = JSON.parse(new TextDecoder().decode(bytes)) as FullPlan | { readonly refused: Refusal } // written by the report thread from the same type
          if ('refused' in plan) throw new ProblemError(plan.refused)
          if (apply === 'true') return c.json(await applyImport(deps, reach, { bodyId, plan, fileName }))
          return c.json({ ...plan, lines: plan.lines.map(({ said: _said, ...line }) => line) })
        } finally {
          await rm(path, { force: true })
        }
      },
    )
    .post(
      '/:id/undo',
      policy('benefits.edit'),
      answers('Puts back what an import of the register changed', 'RegisterImportUndone'),
      async (c) => c.json(await undoImport(deps, c.get('reach'), c.req.param('id'))),
    )
}
