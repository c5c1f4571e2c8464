import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BodyView, Role } from '#models/access/access.schemas.ts'
import { createBody, createUser } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { createApp } from '#server/app/create-app.ts'
import type { BillLimits } from '#server/bills/bill-limits.ts'
import { createJobs } from '#server/jobs/jobs.usecases.ts'
import { createLog } from '#server/shared/log.ts'
import { createReports } from '#server/shared/reports.ts'
import { type Engine, testDatabase } from './test-database.ts'
import { testClock } from './test-clock.ts'

export const testBaseUrl = 'http://arpent.test'

/** What the environment of an installation may set. */
type AppSettings = { readonly billLimits?: BillLimits }

export type TestApp = Awaited<ReturnType<typeof testApp>>

/**
 * The real application over a fresh database, without a port. Bodies: `QC` (centre) over `MSC` and `MRP`, each with no one in it:
 * `signedIn(role, body)` makes a person and returns how to call as them.
 */
export async function testApp(engine: Engine = 'sqlite', settings: AppSettings = {}) {
  const setup = await emptyApp(engine, settings)
  await setup.addBody({ code: 'QC', nameFr: 'Ensemble', nameEn: 'All', kind: 'centre', parent: null })
  await setup.addBody({ code: 'MSC', nameFr: 'Services', nameEn: 'Services', kind: 'body', parent: 'QC' })
  await setup.addBody({ code: 'MRP', nameFr: 'Revenus', nameEn: 'Revenues', kind: 'body', parent: 'QC' })
  return setup
}

/** The same without any body yet. */
export async function emptyApp(engine: Engine, settings: AppSettings = {}) {
  const database = await testDatabase(engine)
  const clock = testClock()
  const log = createLog('silent')
  const jobs = await createJobs({
    database,
    clock,
    log,
    computeThread: new URL('../../server/app/compute-thread.ts', import.meta.url),
  })
  const reports = createReports(database, new URL('../../server/app/report-thread.ts', import.meta.url))
  const filesFolder = mkdtempSync(join(tmpdir(), 'arpent-received-'))
  const app = createApp({
    database,
    clock,
    log,
    baseUrl: testBaseUrl,
    jobs,
    reports,
    clientFolder: 'none',
    filesFolder,
    ...settings,
  })
  const accounts = { db: database.db, clock, baseUrl: testBaseUrl }
  const bodies = new Map<string, string>()
  const system = (): Reach => systemReach({ bodies: [...bodies.values()], requestId: 'test' })
  const addBody = async (body: BodyView) => {
    const made = await createBody(accounts, system(), body)
    bodies.set(made.code, made.id)
    return made.id
  }
  let people = 0
  return {
    app,
    database,
    db: database.db,
    clock,
    jobs,
    filesFolder,
    accounts,
    bodies,
    system,
    addBody,
    bodyId: (code: string) => bodies.get(code) ?? '',
    /** A new person with these roles in a body, and a caller with their session. */
    async signedIn(roles: Role | readonly Role[], body = 'MSC') {
      people += 1
      const list = typeof roles === 'string' ? [roles] : roles
      const user = await createUser(
        accounts,
        system(),
        { login: `person-${people}`, language: 'fr', grants: list.map((role) => ({ role, body })) },
        'active',
      )
      const token = await openSession(accounts, user.id)
      return { user: user.code, id: user.id, token, call: caller(app, token) }
    },
    visitor: caller(app, undefined),
    caller: (token: string) => caller(app, token),
    async close() {
      await jobs.close()
      await reports.close()
      await database.close()
    },
  }
}

export type Call = ReturnType<typeof caller>

function caller(app: ReturnType<typeof createApp>, token: string | undefined) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init: RequestInit = {
      method,
      headers: {
        ...(token === undefined ? {} : { cookie: `arpent_session=${token}` }),
        ...(method === 'GET' ? {} : { 'sec-fetch-site': 'same-origin' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }), // a test may send any bytes
    }
    const response = await app.request(`${testBaseUrl}${path}`, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const isJson = /^application\/(problem\+)?json(;|$)/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      bytes,
      json: isJson ? (JSON.parse(text) as never) : undefined,
    } // each test states the shape it expects
  }
}
