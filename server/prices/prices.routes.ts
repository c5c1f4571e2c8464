import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import {
  acceptPriceBookSchema,
  priceBookListSchema,
  type PriceBookDetail,
  priceLinesSchema,
  pricesInForceSchema,
  rejectPriceBookSchema,
  sentPriceFileSchema,
} from '#models/prices/price-books.schemas.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { instantOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { type PriceFileInput, priceMapping } from './price-jobs.ts'
import { priceLines, pricesInForceView } from './prices-in-force.ts'
import {
  acceptPriceBook,
  type AcceptingDeps,
  ensureSnapshot,
  onePriceBook,
  priceBooks,
  rejectPriceBook,
} from './prices.usecases.ts'

export type PricesRoutesDeps = AcceptingDeps & {
  readonly jobs: Jobs
  readonly reports: Reports
  readonly filesFolder: string
}

/** One list with its ETag: what `If-Match` names when it is answered. */
function told(c: Context<AppEnv>, one: PriceBookDetail) {
  c.header('etag', one.etag)
  return c.json(one)
}

export function pricesRoutes(deps: PricesRoutesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('prices.read'),
      answers('Lists of prices received, newest first', 'PriceBook[]'),
      query(priceBookListSchema),
      async (c) => {
        const { cursor, state, limit } = c.req.valid('query')
        return c.json(await priceBooks(deps, c.get('reach'), { state, after: cursor, limit }))
      },
    )
    .post(
      '/',
      policy('prices.refresh'),
      answers('Receives a file of prices and proposes what it says', 'Job', 202, { takesFile: true }),
      query(sentPriceFileSchema),
      fileBody,
      async (c) => {
        const { body, fileName, visibility, whole, mapping } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const read = priceMapping(mapping)
        const path = join(deps.filesFolder, newId())
        await receivedFile(c.req.raw.body, path)
        const input: PriceFileInput = {
          path,
          fileName,
          bodyId,
          visibility,
          isWholeList: whole === 'yes',
          mapping: read,
        }
        const { id: job } = await deps.jobs.start(reach, { kind: 'price-file', bodyId, input: asJson(input) })
        return c.json({ job }, 202)
      },
    )
    .get(
      '/in-force',
      policy('prices.read'),
      answers('What prices rest on today: lists, dates, evidence, gaps', 'PricesInForce'),
      query(pricesInForceSchema),
      async (c) => c.json(await pricesInForceView(deps, c.get('reach'), c.req.valid('query').body)),
    )
    .get(
      '/in-force/prices',
      policy('prices.read'),
      answers('Prices in force, a page at a time', 'PriceLines'),
      query(priceLinesSchema),
      async (c) => c.json(await priceLines(deps, c.get('reach'), c.req.valid('query'))),
    )
    .get('/:book', policy('prices.read'), answers('One list, its outliers and refused rows', 'PriceBook'), async (c) =>
      told(c, await onePriceBook(deps, c.get('reach'), c.req.param('book'))),
    )
    .get(
      '/:book/difference',
      policy('prices.read'),
      answers('What a list changes in the prices in force', 'PriceBookDifference'),
      async (c) => {
        const reach = c.get('reach')
        const { code } = await ensureSnapshot(deps.db, reach, c.req.param('book'))
        const bytes = await deps.reports.make('price-difference', reach, { code, at: instantOf(deps.clock) })
        const type = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' }
        if (c.req.header('accept-encoding')?.includes('gzip') === true)
          return c.body(bytes, 200, { ...type, 'content-encoding': 'gzip' })
        return c.body(new Uint8Array(gunzipSync(bytes)), 200, type)
      },
    )
    .post(
      '/:book/accept',
      policy('prices.accept'),
      answers('Puts a list in force from a day on', 'PriceBook'),
      jsonBody(acceptPriceBookSchema),
      async (c) => {
        const given = { ...c.req.valid('json'), expected: expectedVersion(c) }
        return told(c, await acceptPriceBook(deps, c.get('reach'), c.req.param('book'), given))
      },
    )
    .post(
      '/:book/reject',
      policy('prices.refresh'),
      answers('Turns a list down, with a reason', 'PriceBook'),
      jsonBody(rejectPriceBookSchema),
      async (c) => {
        const given = { reason: c.req.valid('json').reason, expected: expectedVersion(c) }
        return told(c, await rejectPriceBook(deps, c.get('reach'), c.req.param('book'), given))
      },
    )
}
