import { type Context, Hono } from 'hono'
import { registerExportSchema } from '#models/benefits/register.requests.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { query } from '#server/app/validate.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import type { ExportRequest } from './register-export.ts'
import type { RegisterDeps } from './register.usecases.ts'
import type * as v from 'valibot'

const media = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  omb: 'application/json',
} as const
const extension = { csv: 'csv', xlsx: 'xlsx', omb: 'json' } as const

/** The register as a file, as it was known at the end of a day. */
export function registerExportRoutes(deps: RegisterDeps & { readonly reports: Reports }) {
  const file = async (
    c: Context<AppEnv>,
    format: ExportRequest['format'],
    asked: v.InferOutput<typeof registerExportSchema>,
  ) => {
    const { asKnown, validOn, language, ...filter } = asked
    const today = todayOf(deps.clock)
    const request: ExportRequest = {
      filter,
      language,
      asKnown: asKnown ?? null,
      validOn: validOn ?? null,
      today,
      format,
    }
    const name = `registre-${asKnown ?? today}.${extension[format]}`
    return c.body(await deps.reports.make('register-file', c.get('reach'), asJson(request)), 200, {
      'content-type': media[format],
      'content-disposition': `attachment; filename="${name}"`,
    })
  }
  return new Hono<AppEnv>()
    .get(
      '/export.csv',
      policy('benefits.read'),
      answers('The register as CSV, safe from formulas', 'Csv', 200, { media: 'text/csv' }),
      query(registerExportSchema),
      async (c) => file(c, 'csv', c.req.valid('query')),
    )
    .get(
      '/export.xlsx',
      policy('benefits.read'),
      answers('The register as a workbook', 'Xlsx', 200, { media: 'application/octet-stream' }),
      query(registerExportSchema),
      async (c) => file(c, 'xlsx', c.req.valid('query')),
    )
    .get(
      '/savings.json',
      policy('benefits.read'),
      answers('The register in the OMB savings schema', 'Savings'),
      query(registerExportSchema),
      async (c) => file(c, 'omb', c.req.valid('query')),
    )
}
