import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getRequestListener } from '@hono/node-server'
import type { Problem } from '#models/shared/problem.ts'
import { preferredLanguage } from '#server/app/security.ts'
import { forgetUnanswered } from '#server/app/repeatable.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

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
      name: 'a null character in a value',
      body: { ...aBody, nameFr: 'a\0b' },
      status: 400,
      code: 'null-character',
    },
    { name: 'a null character in a name', body: '{"a\\u0000":1}', status: 400, code: 'null-character' },
    {
      name: 'a text that is not UTF-8 in a whole document',
      body: new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
      status: 400,
      code: 'malformed-json',
      headers: { 'content-type': 'application/json' },
    },
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
      expect(/corriger|lisible|attendu|accepté/.test(problem.title)).toBe(language === 'fr')
    }
  })

  test('what was sent is never echoed', async () => {
    const answer = await administrator.call('POST', '/api/bodies', { ...aBody, kind: 'secret-canary-4711' })
    expect(answer.text).not.toContain('secret-canary-4711')
  })

  test('a refusal stays small, and its pointers are JSON pointers', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${'n'.repeat(300)}${i}`, i]))
    const answer = await administrator.call('POST', '/api/bodies', { 'a/b~c': 1, ...aBody, ...many })
    const problem = answer.json as unknown as Problem
    expect(answer.text.length).toBeLessThan(30_000)
    expect(problem.errors.length).toBeLessThanOrEqual(100)
    const odd = await administrator.call('POST', '/api/bodies', { ...aBody, 'a/b~c': 1 })
    expect((odd.json as unknown as Problem).errors.map((one) => one.pointer)).toEqual(['/a~1b~0c'])
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
    { name: 'a sandboxed page', headers: { origin: 'null' } },
    { name: 'an origin that is no address', headers: { origin: 'garbage' } },
    {
      name: 'a password of another scheme beside the cookie',
      headers: { 'sec-fetch-site': 'cross-site', authorization: 'Basic eDp5' },
    },
  ])('$name is refused', async ({ headers }) => {
    const answer = await setup.app.request('http://arpent.test/api/bodies', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `arpent_session=${administrator.token}`, ...headers },
      body: JSON.stringify(aBody),
    })
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'cross-site-refused'])
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

describe('a key over a file', () => {
  const send = (key: string, query: string, content: string) =>
    setup.app.request(`http://arpent.test/api/imports?${query}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'sec-fetch-site': 'same-origin',
        'idempotency-key': key,
        cookie: `arpent_session=${manager}`,
      },
      body: content,
    })
  const query = 'body=MSC&fileName=a.csv'
  let manager = ''
  beforeAll(async () => {
    manager = (await setup.signedIn('portfolio-manager')).token
  })

  test('answers the same file again, and refuses another of the same length or another query', async () => {
    const first = await send('0193-file-one', query, 'Name,CPUs\nsrv1,2\n')
    expect(first.status).toBe(202)
    const again = await send('0193-file-one', query, 'Name,CPUs\nsrv1,2\n')
    expect([again.status, await again.text()]).toEqual([202, await first.text()])
    for (const [other, content] of [
      [query, 'Name,CPUs\nsrv2,2\n'],
      ['body=MSC&fileName=b.csv', 'Name,CPUs\nsrv1,2\n'],
    ] as const) {
      const refused = await send('0193-file-one', other, content)
      expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([422, 'idempotency-key-reused'])
    }
  })

  test('what is not sent as a file is refused for what it is', async () => {
    const person = await setup.signedIn('portfolio-manager')
    for (const body of [undefined, {}]) {
      const answer = await person.call('POST', `/api/imports?${query}`, body)
      expect([answer.status, (answer.json as unknown as Problem).code]).toEqual([415, 'file-expected'])
    }
  })

  test('of a wrong form is refused for what it is', async () => {
    const refused = await send('short', query, 'x')
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([400, 'idempotency-key-malformed'])
  })
})

describe.each(engines)('on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp(engine)
  })
  afterAll(() => app.close())

  test('a null character in an address is refused in words', async () => {
    const person = await app.signedIn('portfolio-manager')
    for (const path of ['/api/workloads/a%00b', '/api/workloads?body=%00', '/api/jobs/%00']) {
      const answer = await person.call('GET', path)
      expect([path, answer.status, (answer.json as unknown as Problem).code]).toEqual([path, 400, 'null-character'])
    }
  })

  test('the same creation asked many times at once happens once', async () => {
    const person = await app.signedIn('administrator', 'QC')
    const grants = [{ role: 'auditor', body: 'MSC' }]
    const both = [
      { path: '/api/users', body: { login: 'deux.fois', language: 'fr', grants } },
      { path: '/api/bodies', body: { ...aBody, code: 'TWICE' } },
    ]
    for (const { path, body } of both) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => person.call('POST', path, body)))
      expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409])
    }
  })

  test('a key is in progress until answered, forgotten by the next start, and kept a day', async () => {
    const person = await app.signedIn('administrator', 'QC')
    const key = { 'idempotency-key': '0193-key-abcd' }
    const ask = (code: string) => person.call('POST', '/api/bodies', { ...aBody, code }, key)
    const stopped = { user_id: person.id, route: '/api/bodies', key: key['idempotency-key'] }
    const created_at = app.clock.now().toISOString()
    await app.db
      .insertInto('idempotency_key')
      .values({ ...stopped, body_digest: '', status: 0, response: null, created_at })
      .execute()
    expect((await ask('KEPT')).text).toContain('idempotency-key-in-progress')
    await forgetUnanswered(app.db)
    expect((await ask('KEPT')).status).toBe(201)
    expect((await ask('KEPT')).headers.get('idempotent-replay')).toBe('true')
    const other = await app.signedIn('auditor')
    const disable = () => person.call('POST', `/api/users/${other.user}/disable`, undefined, key)
    expect([(await disable()).status, (await disable()).status]).toEqual([204, 204])
    app.clock.advance(25 * 3_600_000)
    const later = await app.signedIn('administrator', 'QC')
    await later.call('POST', '/api/bodies', { ...aBody, code: 'LATER' }, { 'idempotency-key': '0193-key-later' })
    const kept = await app.db.selectFrom('idempotency_key').select('key').execute()
    expect(kept).toEqual([{ key: '0193-key-later' }])
  })
})

test('over a real connection, a request without content needs no content type', async () => {
  const server = createServer((incoming, outgoing) => void getRequestListener(setup.app.fetch)(incoming, outgoing))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const headers = { cookie: `arpent_session=${administrator.token}`, 'sec-fetch-site': 'same-origin' }
  const asked = [
    ['DELETE', '/api/views/x', 403],
    ['POST', '/api/change-sets/x/undo', 403],
    ['DELETE', '/api/session', 204],
  ] as const
  for (const [method, path, status] of asked) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
    expect([path, answer.status]).toEqual([path, status])
  }
  expect((await fetch(`http://127.0.0.1:${port}/%E0%A4%A`)).status).not.toBe(500)
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  administrator = await setup.signedIn('administrator', 'QC')
})

test('a database that does not answer makes the service unready, in words', async () => {
  const broken = await testApp()
  await broken.close()
  const answer = await broken.visitor('GET', '/readyz')
  expect([answer.status, (answer.json as unknown as Problem).code]).toEqual([503, 'database-unready'])
})

test.each([
  ['', 'fr'],
  ['en-CA,fr;q=0.5', 'en'],
  ['fr;q=0.2, en;q=0.9', 'en'],
  ['de, en;q=0.8, fr;q=0.8', 'en'],
  ['en;q=0, fr', 'fr'],
  ['de', 'fr'],
  ['%%%;q=x', 'fr'],
])('Accept-Language « %s » reads as %s', (header, expected) => {
  expect(preferredLanguage(header)).toBe(expected)
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
