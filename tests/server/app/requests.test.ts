import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#models/shared/problem.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

let setup: TestApp
let administrator: Awaited<ReturnType<TestApp['signedIn']>>
beforeAll(async () => {
  setup = await testApp()
  administrator = await setup.signedIn('administrator', 'QC')
})
afterAll(() => setup.close())

const aBody = { code: 'BAP', nameFr: 'Bureau', nameEn: 'Office', kind: 'body', parent: 'QC' }

describe('bad requests get a problem, never a 500', () => {
  test.each([
    { name: 'half a JSON', body: '{"code":', status: 400, code: 'malformed-json' },
    {
      name: 'a form',
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
      code: 'json-expected',
    },
    {
      name: 'an unknown field',
      body: { ...aBody, extra: 1 },
      status: 422,
      code: 'invalid-request',
      pointer: '/extra',
      item: 'unknown-field',
    },
    {
      name: 'a wrong type',
      body: { ...aBody, nameFr: 3 },
      status: 422,
      code: 'invalid-request',
      pointer: '/nameFr',
      item: 'wrong-type',
    },
    {
      name: 'a missing field',
      body: { code: 'BAP' },
      status: 422,
      code: 'invalid-request',
      pointer: '/nameFr',
      item: 'required',
    },
    {
      name: 'a value outside the list',
      body: { ...aBody, kind: 'planet' },
      status: 422,
      code: 'invalid-request',
      pointer: '/kind',
      item: 'not-in-list',
    },
    { name: 'an array', body: '[]', status: 422, code: 'invalid-request' },
    {
      name: 'bytes that are not UTF-8',
      body: new Uint8Array([0x7b, 0xff, 0xfe]),
      status: 400,
      code: 'malformed-json',
      headers: { 'content-type': 'application/json' },
    },
  ])('$name', async ({ body, headers, status, code, pointer, item }) => {
    for (const language of ['fr', 'en']) {
      const answer = await administrator.call('POST', '/api/bodies', body, { 'accept-language': language, ...headers })
      const problem = answer.json as unknown as Problem
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(problem).toMatchObject({ code, status, type: `/problems/${code}` })
      expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
      if (pointer !== undefined) expect(problem.errors).toContainEqual(expect.objectContaining({ pointer, code: item }))
      expect(/corriger|lisible|attendu/.test(problem.title)).toBe(language === 'fr')
    }
  })

  test('what was sent is never echoed', async () => {
    const answer = await administrator.call('POST', '/api/bodies', { ...aBody, kind: 'secret-canary-4711' })
    expect(answer.text).not.toContain('secret-canary-4711')
  })

  test('an address that does not exist', async () => {
    const answer = await administrator.call('GET', '/api/nothing')
    expect([answer.status, (answer.json as unknown as Problem).code]).toEqual([404, 'not-found'])
  })
})

describe('another site', () => {
  test.each([
    { name: 'a cross-site JSON POST', headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'another origin', headers: { 'sec-fetch-site': '', origin: 'https://evil.example' } },
    { name: 'the same domain, another host', headers: { 'sec-fetch-site': 'same-site' } },
  ])('$name is refused', async ({ headers }) => {
    const answer = await administrator.call('POST', '/api/bodies', aBody, headers)
    expect([answer.status, (answer.json as unknown as Problem).code]).toEqual([403, 'cross-site-refused'])
  })
})

describe('a creation repeated with the same key', () => {
  const key = { 'idempotency-key': '0193-key-one' }
  test('happens once and gets the same answer', async () => {
    const body = { ...aBody, code: 'ODL' }
    const first = await administrator.call('POST', '/api/bodies', body, key)
    const second = await administrator.call('POST', '/api/bodies', body, key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotent-replay')).toBe('true')
  })
  test('with another body is refused', async () => {
    const answer = await administrator.call('POST', '/api/bodies', { ...aBody, code: 'ACT' }, key)
    expect([answer.status, (answer.json as unknown as Problem).code]).toEqual([422, 'idempotency-key-reused'])
  })
  test('after a refusal may be tried again', async () => {
    const retry = { 'idempotency-key': '0193-key-two' }
    expect((await administrator.call('POST', '/api/bodies', { ...aBody, code: 'ODL' }, retry)).status).toBe(409)
    expect(
      (
        await administrator.call(
          'POST',
          '/api/bodies',
          { ...aBody, code: 'MVR' },
          { 'idempotency-key': '0193-key-new' },
        )
      ).status,
    ).toBe(201)
  })
})

test('every answer carries the headers that close the page', async () => {
  const answer = await setup.visitor('GET', '/healthz')
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const api = await administrator.call('GET', '/api/session')
  expect(api.headers.get('cache-control')).toBe('no-store')
})

test('the description of the API is complete: every route is in it', async () => {
  const answer = await setup.visitor('GET', '/api/openapi.json')
  const document = answer.json as unknown as { openapi: string; paths: Record<string, Record<string, unknown>> }
  expect(document.openapi).toBe('3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const { routePolicies } = await import('#server/app/policy.ts')
  const mounted = routePolicies(setup.app)
    .filter((route) => route.path.startsWith('/api/') && route.path !== '/api/openapi.json')
    .map((route) => `${route.method} ${route.path.replace(/:([a-zA-Z]+)(\{[^}]*\})?/g, '{$1}')}`)
  expect(mounted.filter((route) => !described.includes(route))).toEqual([])
})
