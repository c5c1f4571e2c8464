import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import type { Action } from '#models/access/access.schemas.ts'
import { evidenceFileSchema, evidenceListSchema, newEvidenceSchema } from '#models/claims/evidence.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import type { Reports } from '#server/shared/reports.ts'
import { keptFile, unchangedFile } from './evidence-files.ts'
import {
  askedAgain,
  attachFile,
  attachStatement,
  type Cleared,
  ensureSubject,
  type EvidenceDeps,
  evidenceOf,
  readableEvidence,
  withdrawEvidence,
} from './evidence.usecases.ts'

const clearing: readonly Action[] = ['claims.validate', 'audit.read', 'classification.approve']

/** Bodies of which this person may see what is confidential. */
export function clearedBodies(c: Context<AppEnv>): Cleared {
  const byAction = c.get('identity')?.bodiesByAction
  return new Set(clearing.flatMap((action) => byAction?.get(action) ?? []))
}

/** A file name as RFC 5987 wants it in a header. */
const headerName = (name: string) =>
  encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** Files, queries and addresses that support what is claimed. A file is never shown in place, whatever it says it is. */
export function evidenceRoutes(deps: EvidenceDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('Evidence bound to a subject, oldest first, as known at the end of a day', 'Evidence[]'),
      query(evidenceListSchema),
      async (c) => c.json(await evidenceOf(deps, c.get('reach'), c.req.valid('query'), clearedBodies(c))),
    )
    .post(
      '/',
      policy('claims.submit'),
      answers('Attaches a question with its answer, a query with its result, or an address', 'Evidence', 201),
      jsonBody(newEvidenceSchema),
      async (c) => c.json(await attachStatement(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/files',
      policy('claims.submit'),
      answers('Attaches a file, 25 MB at most', 'Evidence', 201, { takesFile: true }),
      query(evidenceFileSchema),
      fileBody,
      async (c) => {
        const said = c.req.valid('query')
        await ensureSubject(deps, c.get('reach'), said)
        const file = await keptFile(deps.filesFolder, c.req.raw.body)
        return c.json(await attachFile(deps, c.get('reach'), said, file), 201)
      },
    )
    .get(
      '/:id/rerun',
      policy('benefits.read'),
      answers('Asks the question of a piece of evidence again: the same digest, or what changed', 'EvidenceRerun'),
      async (c) => c.json(await askedAgain(deps, c.get('reach'), c.req.param('id'), clearedBodies(c))),
    )
    .get(
      '/:id/file',
      policy('benefits.read'),
      answers('The file, its digest checked as it is read', 'File', 200, { media: 'application/octet-stream' }),
      async (c) => {
        const found = await readableEvidence(deps, c.get('reach'), c.req.param('id'), clearedBodies(c))
        const path = await unchangedFile(deps.filesFolder, found.sha256)
        const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> // the two ReadableStream types are one at run time
        return c.body(stream, 200, {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="preuve"; filename*=UTF-8''${headerName(found.fileName)}`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-arpent-sha256': found.sha256,
        })
      },
    )
    .post('/:id/withdraw', policy('claims.submit'), answers('Takes evidence back', 'Evidence'), async (c) =>
      c.json(await withdrawEvidence(deps, c.get('reach'), c.req.param('id'))),
    )
}
