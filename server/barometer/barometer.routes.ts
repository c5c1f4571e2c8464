import { type Context, Hono } from 'hono'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { barometerSettingsSchema } from '#models/barometer/barometer-settings.ts'
import { newIndicatorVersionSchema } from '#models/barometer/indicator.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody } from '#server/app/validate.ts'
import { etagOfContent, expectedEtag, expectedVersion } from '#server/app/versions.ts'
import { sha256 } from '#server/shared/digest.ts'
import { htmlPaper } from '#server/papers/html-paper.ts'
import { paperPolicy } from '#server/papers/html-style.ts'
import { barometerSettings, setBarometerSettings } from './barometer-settings.usecases.ts'
import {
  type BarometerDeps,
  barometerPreview,
  indicatorEffect,
  publicBarometer,
  publications,
  publishBarometer,
} from './barometer.usecases.ts'
import { dictionaryDocument } from './dictionary-document.ts'
import { decideIndicator, indicatorHistory, proposeIndicator } from './indicator-versions.usecases.ts'
import { bodiesCsv, indicatorsCsv, openData, openDataJsonSchema, tableSchemas } from './open-data.ts'

/** Public data is kept five minutes by whoever reads it, then asked for again by its ETag: a page read often costs one short answer. */
function cached(c: Context<AppEnv>, body: string, media: string, fileName?: string) {
  const etag = `"${sha256(body).slice(0, 32)}"`
  const headers = {
    'cache-control': 'public, max-age=300',
    etag,
    vary: 'accept-language',
    ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
  }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'content-type': media })
}

const json = 'application/json; charset=utf-8'
const csv = 'text/csv; charset=utf-8'
const csvFile = { media: 'text/csv' } as const

export function barometerRoutes(deps: BarometerDeps) {
  const file = (name: string, { asOf }: BarometerView) => `arpent-${name}-${asOf ?? 'none'}.csv`
  const decide = async (c: Context<AppEnv, '/indicator-versions/:id'>, decision: 'approved' | 'returned') => {
    const asked = { id: c.req.param('id'), expected: expectedVersion(c), decision }
    const version = await decideIndicator(deps, c.get('reach'), asked)
    c.header('etag', version.etag)
    return c.json(version)
  }
  return new Hono<AppEnv>()
    .get('/', policy('public'), answers('Approved figures, for everyone', 'Barometer'), async (c) =>
      cached(c, JSON.stringify(await publicBarometer(deps)), json),
    )
    .get('/indicators.json', policy('public'), answers('The whole page as open data', 'OpenData'), async (c) =>
      cached(c, JSON.stringify(openData(await publicBarometer(deps))), json),
    )
    .get('/indicators.csv', policy('public'), answers('Indicators, one a line', 'CSV', 200, csvFile), async (c) => {
      const view = await publicBarometer(deps)
      return cached(c, indicatorsCsv(view), csv, file('indicators', view))
    })
    .get('/bodies.csv', policy('public'), answers('Results by body', 'CSV', 200, csvFile), async (c) => {
      const view = await publicBarometer(deps)
      return cached(c, bodiesCsv(view), csv, file('bodies', view))
    })
    .get('/schema.json', policy('public'), answers('JSON Schema of the open data', 'JsonSchema'), (c) =>
      cached(c, JSON.stringify(openDataJsonSchema('/api/barometer/schema.json')), json),
    )
    .get('/tables.json', policy('public'), answers('What the columns of the CSV files are', 'TableSchemas'), (c) =>
      cached(c, JSON.stringify(tableSchemas()), json),
    )
    .get(
      '/dictionary',
      policy('public'),
      answers('Every indicator with its rule, formula and source, as a page', 'File', 200, {
        media: 'application/octet-stream',
      }),
      async (c) => {
        const page = htmlPaper(dictionaryDocument(await publicBarometer(deps), c.get('language')))
        c.header('content-security-policy', `${paperPolicy}; frame-ancestors 'none'`)
        return cached(c, page, 'text/html; charset=utf-8')
      },
    )
    .get(
      '/publications',
      policy('public'),
      answers('Every publication, held against its digest', 'Publication[]'),
      async (c) => c.json(await publications(deps.db)),
    )
    .get(
      '/preview',
      policy('barometer.publish'),
      answers('The figures as they would be published now, and what that would change', 'BarometerPreview'),
      async (c) => {
        const preview = await barometerPreview(deps, c.get('reach'))
        c.header('etag', `"${preview.digest ?? ''}"`)
        return c.json(preview)
      },
    )
    .post(
      '/publications',
      policy('barometer.publish'),
      answers('Approves the figures for the public; with If-Match, only those that were previewed', 'Barometer', 201),
      async (c) => c.json(await publishBarometer(deps, c.get('reach'), c.req.header('if-match')), 201),
    )
    .get(
      '/settings',
      policy('barometer.configure'),
      answers('How often the page is published, where an error is told', 'BarometerSettings'),
      async (c) => {
        const settings = await barometerSettings(deps.db)
        c.header('etag', etagOfContent(settings))
        return c.json(settings)
      },
    )
    .put(
      '/settings',
      policy('barometer.configure'),
      answers('Says how often the page is published, where an error is told', 'BarometerSettings', 200, {
        needsVersion: true,
      }),
      jsonBody(barometerSettingsSchema),
      async (c) => {
        const settings = await setBarometerSettings(deps, c.get('reach'), expectedEtag(c), c.req.valid('json'))
        c.header('etag', etagOfContent(settings))
        return c.json(settings)
      },
    )
    .get(
      '/indicator-versions',
      policy('barometer.configure'),
      answers('Every version of every indicator', 'IndicatorVersion[]'),
      async (c) => c.json(await indicatorHistory(deps.db)),
    )
    .post(
      '/indicator-versions',
      policy('barometer.configure'),
      answers('Puts a definition forward', 'IndicatorVersion', 201),
      jsonBody(newIndicatorVersionSchema),
      async (c) => {
        const version = await proposeIndicator(deps, c.get('reach'), c.req.valid('json'))
        c.header('etag', version.etag)
        return c.json(version, 201)
      },
    )
    .get(
      '/indicator-versions/:id/effect',
      policy('barometer.configure'),
      answers('What approving it would change of the figures of today', 'PublicationChange[]'),
      async (c) => c.json(await indicatorEffect(deps, c.get('reach'), c.req.param('id'))),
    )
    .post(
      '/indicator-versions/:id/approve',
      policy('barometer.configure'),
      answers('Another person approves it: it stands from the next publication on', 'IndicatorVersion', 200, {
        needsVersion: true,
      }),
      (c) => decide(c, 'approved'),
    )
    .post(
      '/indicator-versions/:id/return',
      policy('barometer.configure'),
      answers('Another person sends it back', 'IndicatorVersion', 200, { needsVersion: true }),
      (c) => decide(c, 'returned'),
    )
}
