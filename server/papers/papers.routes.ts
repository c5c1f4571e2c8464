import { type Context, Hono } from 'hono'
import { isPaperKind, newReportSchema, type PaperKindName, readReportSchema } from '#models/papers/paper.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy, reachOfAction } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { paperPolicy } from './html-style.ts'
import { paperKindOf } from './paper-kinds.ts'
import { reportKindUnknown } from './papers.problems.ts'
import { type MadeReport, type PapersDeps, report } from './papers.usecases.ts'

/** A report as a file to keep; the page opens in the browser, under a policy that lets it show itself and nothing else. */
function sent(c: Context<AppEnv>, { bytes, media, fileName, sha256, figures }: MadeReport) {
  const isPage = media.startsWith('text/html')
  return c.body(bytes, 200, {
    'content-type': media,
    'content-disposition': `${isPage ? 'inline' : 'attachment'}; filename="${fileName}"`,
    'x-arpent-sha256': sha256,
    'x-arpent-figures': String(figures),
    ...(isPage ? { 'content-security-policy': `${paperPolicy}; frame-ancestors 'none'` } : {}),
  })
}

/** What may be read depends on the kind of report, and each kind says it: there is no kind without an action. */
const reachOfKind = (c: Context<AppEnv>, kind: PaperKindName) => reachOfAction(c, paperKindOf[kind].action)

const file = { media: 'application/octet-stream' } as const

export function papersRoutes(deps: PapersDeps) {
  return new Hono<AppEnv>()
    .post(
      '/',
      policy('signed-in'),
      answers('A report as a PDF, a workbook or a page, for who may read what it is of', 'File', 200, file),
      jsonBody(newReportSchema),
      async (c) => {
        const { language = c.get('language'), ...asked } = c.req.valid('json')
        return sent(c, await report(deps, reachOfKind(c, asked.kind), { ...asked, language, isIssued: true }))
      },
    )
    .get(
      '/:kind',
      policy('signed-in'),
      answers('The same, at an address that can be opened and printed', 'File', 200, file),
      query(readReportSchema),
      async (c) => {
        const kind = c.req.param('kind')
        if (!isPaperKind(kind)) throw reportKindUnknown()
        const { subject = null, format, language = c.get('language'), asKnown = null } = c.req.valid('query')
        return sent(
          c,
          await report(deps, reachOfKind(c, kind), { kind, subject, format, language, asKnown, isIssued: false }),
        )
      },
    )
}
