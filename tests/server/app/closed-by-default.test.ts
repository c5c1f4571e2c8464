import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actions, actionsOfRole, roles } from '#models/access/access.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { ensurePolicies, policy, type RoutePolicy, routePolicies } from '#server/app/policy.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

describe('a route without a policy', () => {
  test('stops the start and is named', () => {
    const app = new Hono<AppEnv>().get('/api/open', (c) => c.text('oops'))
    expect(() => ensurePolicies(app)).toThrow('GET /api/open')
  })
  test('with one, the start goes on', () => {
    const app = new Hono<AppEnv>().get('/api/closed', policy('public'), (c) => c.text('ok'))
    expect(() => ensurePolicies(app)).not.toThrow()
  })
})

describe('every route', () => {
  let test_: TestApp
  beforeAll(async () => {
    test_ = await testApp()
  })
  afterAll(() => test_.close())
  const routes = () => routePolicies(test_.app).filter((route) => route.path.startsWith('/api'))
  const pathOf = (route: RoutePolicy) => route.path.replace(/:[a-z]+/gi, 'x')

  test('refuses a stranger unless it is public', async () => {
    expect(routes().length).toBeGreaterThan(10)
    for (const route of routes()) {
      if (route.policy === 'public') continue
      const answer = await test_.visitor(route.method, pathOf(route), route.method === 'GET' ? undefined : {})
      expect({ route: `${route.method} ${route.path}`, status: answer.status }).toEqual({
        route: `${route.method} ${route.path}`,
        status: 401,
      })
    }
  })

  test('the public ones are few and known', () => {
    const open = routes()
      .filter((route) => route.policy === 'public')
      .map((route) => `${route.method} ${route.path}`)
    expect(open.toSorted()).toEqual(publicRoutes)
  })

  test.each(roles)('lets %s through only where the role allows it', async (role) => {
    const person = await test_.signedIn(role)
    for (const route of routes()) {
      const { policy: asked } = route
      if (asked === 'public' || asked === 'signed-in' || asked === undefined) continue
      const answer = await person.call(route.method, pathOf(route), route.method === 'GET' ? undefined : {})
      const isRefused = answer.status === 403 && answer.text.includes('action-refused')
      expect({ role, route: `${route.method} ${route.path}`, isRefused }).toEqual({
        role,
        route: `${route.method} ${route.path}`,
        isRefused: !actionsOfRole[role].includes(asked),
      })
      expect(answer.status).toBeLessThan(500)
    }
  })
})

test('every action belongs to a role, and the administrator has no business right', () => {
  const given = new Set(roles.flatMap((role) => actionsOfRole[role]))
  expect(actions.filter((action) => !given.has(action))).toEqual([])
  expect(
    actionsOfRole.administrator.filter((action) => /inventory|classification|decisions|benefits|imports/.test(action)),
  ).toEqual([])
  expect(actionsOfRole.auditor.filter((action) => /edit|run|propose|approve|sign|manage|publish/.test(action))).toEqual(
    ['views.edit'],
  )
})

const publicRoutes = [
  'GET /api/barometer',
  'GET /api/barometer/bodies.csv',
  'GET /api/barometer/dictionary',
  'GET /api/barometer/indicators.csv',
  'GET /api/barometer/indicators.json',
  'GET /api/barometer/publications',
  'GET /api/barometer/schema.json',
  'GET /api/barometer/tables.json',
  'GET /api/openapi.json',
  'POST /api/links/inspect',
  'POST /api/links/use',
  'POST /api/session',
]
