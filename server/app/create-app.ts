import { sql } from 'kysely'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { openAPIRouteHandler } from 'hono-openapi'
import { accountsRoutes, bodiesRoutes, sessionRoutes } from '#server/access/access.routes.ts'
import { createAttempts } from '#server/access/sessions.usecases.ts'
import { migratorOf, type OpenDatabase } from '#server/database/database.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { jobsRoutes } from '#server/jobs/jobs.routes.ts'
import { installation } from '#server/shared/settings.ts'
import type { Clock } from '#server/shared/clock.ts'
import type { Log } from '#server/shared/log.ts'
import { clientFiles } from './client-files.ts'
import type { AppEnv } from './http.ts'
import { openApiDocument } from './openapi-document.ts'
import { ensurePolicies, policy } from './policy.ts'
import { createErrorHandler, notFound, problemResponse } from './problems.ts'
import { repeatable } from './repeatable.ts'
import { identify, sameSiteOnly, securityHeaders } from './security.ts'
import { readableJson } from './validate.ts'

export type AppDeps = {
  readonly database: OpenDatabase
  readonly clock: Clock
  readonly log: Log
  readonly baseUrl: string
  readonly jobs: Jobs
  readonly clientFolder: string
  /** Where received files wait for their import. */
  readonly filesFolder: string
}

const megabyte = 1024 * 1024

/** The whole application over its dependencies: what tests call without a port, and what `serve` listens with. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { db } = deps.database
  const shared = { ...deps, db, attempts: createAttempts(), installation: () => installation(db) }
  const api = new Hono<AppEnv>()
    .use(sameSiteOnly(deps.baseUrl))
    .use(bodyLimit({ maxSize: 201 * megabyte }))
    .use(async (c, next) => {
      const isFile = c.req.header('content-type')?.startsWith('application/octet-stream') === true
      return isFile ? next() : bodyLimit({ maxSize: megabyte })(c, next)
    })
    .use(readableJson)
    .use(repeatable(shared))
    .route('/', sessionRoutes(shared))
    .route('/users', accountsRoutes(shared))
    .route('/bodies', bodiesRoutes(shared))
    .route('/jobs', jobsRoutes(deps.jobs))
  const app = new Hono<AppEnv>()
  app.onError(createErrorHandler(deps.log))
  app.use(identify(shared, deps.baseUrl)).use(securityHeaders)
  app.get('/healthz', policy('public'), (c) => c.json({ status: 'ok' }))
  app.get('/readyz', policy('public'), async (c) => {
    await sql`select 1`.execute(db)
    const pending = (await migratorOf(db).getMigrations()).filter((migration) => migration.executedAt === undefined)
    return c.json({ status: pending.length === 0 ? 'ready' : 'migrating' }, pending.length === 0 ? 200 : 503)
  })
  app.route('/api', api)
  app.get('/api/openapi.json', policy('public'), openAPIRouteHandler(app, openApiDocument(deps.baseUrl)))
  app.all('/api/*', (c) => problemResponse(c, notFound()))
  app.route('/', clientFiles(deps.clientFolder))
  app.notFound((c) => problemResponse(c, notFound()))
  ensurePolicies(app)
  return app
}
