import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import * as v from 'valibot'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { query } from '#server/app/validate.ts'
import type { Database } from '#server/database/database.ts'
import { auditJournal, auditVerified, exportedAudit } from './audit.usecases.ts'
import { forms } from '#models/shared/forms.ts'

const whole = v.pipe(v.string(), v.regex(forms.position), v.transform(Number))
const pageSchema = v.strictObject({
  before: v.optional(whole),
  /** A workload's code, an account's code, or an id. */
  object: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(80))),
  limit: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(500)), '100'),
})

export function auditRoutes(deps: { readonly db: Database }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('audit.read'),
      answers('Events within reach, newest first', 'HistoryEvent[]'),
      query(pageSchema),
      async (c) => {
        const { before, limit, object } = c.req.valid('query')
        return c.json(await auditJournal(deps.db, c.get('reach'), { before: before ?? null, limit, object }))
      },
    )
    .get(
      '/export',
      policy('audit.read'),
      answers('The whole chain, one JSON event a line, to be verified elsewhere', 'AuditEventLines', 200, {
        media: 'application/jsonl',
      }),
      async (c) => {
        const lines = await exportedAudit(deps.db, c.get('reach'))
        c.header('content-type', 'application/jsonl; charset=utf-8')
        c.header('content-disposition', 'attachment; filename="arpent-journal.jsonl"')
        return stream(c, async (out) => {
          for await (const line of lines) await out.write(line)
        })
      },
    )
    .get('/verify', policy('audit.read'), answers('Whether the chain holds', 'ChainVerdict'), async (c) =>
      c.json(await auditVerified(deps.db)),
    )
}

/** The history of one workload, for whoever may read it. */
export function workloadHistoryRoutes(deps: {
  readonly db: Database
  readonly workloadId: (reach: AppEnv['Variables']['reach'], code: string) => Promise<string>
}) {
  return new Hono<AppEnv>().get(
    '/:code/history',
    policy('inventory.read'),
    answers('What happened to a workload', 'HistoryEvent[]'),
    async (c) => {
      const id = await deps.workloadId(c.get('reach'), c.req.param('code'))
      return c.json(await auditJournal(deps.db, c.get('reach'), { before: null, limit: 200, object: id }))
    },
  )
}
