import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routePolicies } from '#server/app/policy.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

type Operation = {
  readonly operationId?: string
  readonly summary?: string
  readonly parameters?: readonly { readonly $ref?: string; readonly in?: string; readonly name?: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
  readonly security?: readonly unknown[]
}
type Description = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

describe('the description of the API', () => {
  let setup: TestApp
  let document: Description
  beforeAll(async () => {
    setup = await testApp()
    document = (await setup.visitor('GET', '/api/openapi.json')).json as unknown as Description
  })
  afterAll(() => setup.close())

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
  const operationAt = (name: string) => {
    const found = operations().find(({ path, method }) => `${method} ${path}` === name)
    if (found === undefined) throw new Error(`not described: ${name}`)
    return found.operation
  }

  test('holds every route and no other, under OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0')
    const mounted = routePolicies(setup.app)
      .filter((route) => route.path !== '/*')
      .map((route) => `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
    expect(
      operations()
        .map(({ path, method }) => `${method} ${path}`)
        .toSorted(),
    ).toEqual(mounted.toSorted())
  })

  test('points nowhere that does not exist', () => {
    const targets = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(targets.length).toBeGreaterThan(100)
    const found = (target: string) =>
      target.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document) // plain JSON, walked by name
    expect([...new Set(targets)].filter((target) => found(target) === undefined)).toEqual([])
  })

  test('says of each operation what it does, its answer, its refusals and its place in the address', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, method, operation } of operations()) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const given = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name)
      const statuses = Object.keys(operation.responses)
      expect({ method, path, summary: typeof operation.summary, given }).toEqual({
        method,
        path,
        summary: 'string',
        given: names,
      })
      expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
      for (const [status, { content }] of Object.entries(operation.responses)) {
        if (!status.startsWith('2')) expect(Object.keys(content ?? {})).toEqual(['application/problem+json'])
      }
      expect(statuses).toContain('default')
      if (operation.requestBody?.content['application/json'] !== undefined) expect(statuses).toContain('422')
    }
  })

  test('says who may call: public routes ask for nothing, the others answer 401 and 403', () => {
    const policies = new Map(
      routePolicies(setup.app).map((one) => [`${one.method} ${one.path.replace(/:(\w+)/g, '{$1}')}`, one.policy]),
    )
    for (const { path, method, operation } of operations()) {
      const isPublic = policies.get(`${method.toUpperCase()} ${path}`) === 'public'
      const { security, responses } = operation
      expect([path, security, '401' in responses, '403' in responses]).toEqual([
        path,
        isPublic ? [] : undefined,
        !isPublic,
        !isPublic,
      ])
    }
  })

  test('tells lists, files, streams and versions as they are', () => {
    const answerOf = (name: string) => operationAt(name).responses['200']?.content
    expect(answerOf('get /api/bodies')).toMatchObject({ 'application/json': { schema: { type: 'array' } } })
    expect(answerOf('get /api/session')).toMatchObject({ 'application/json': { schema: { type: 'object' } } })
    expect(Object.keys(answerOf('get /api/workloads/export') ?? {})).toEqual(['text/csv'])
    expect(Object.keys(answerOf('get /api/jobs/{id}/events') ?? {})).toEqual(['text/event-stream'])
    expect(operationAt('post /api/imports').requestBody?.content).toEqual({
      'application/octet-stream': { schema: {} },
    })
    const headers = (name: string) => operationAt(name).parameters?.flatMap((one) => one.$ref?.split('/').at(-1) ?? [])
    expect(headers('patch /api/workloads/{code}')).toEqual(['IfMatch', 'AcceptLanguage'])
    expect(headers('post /api/decisions/{id}/sign')).toEqual(['IfMatch', 'AcceptLanguage', 'IdempotencyKey'])
  })

  test.each([
    ['patch', '/api/workloads/{code}', {}],
    ['post', '/api/classifications/{id}/approve', undefined],
    ['post', '/api/decisions/{id}/sign', undefined],
  ] as const)('%s %s really asks for the version it says', async (method, path, body) => {
    const person = await setup.signedIn(['portfolio-manager', 'security-officer'])
    const answer = await person.call(method.toUpperCase(), path.replace(/\{\w+\}/, 'x'), body)
    expect([answer.status, answer.text.includes('version-needed')]).toEqual([428, true])
  })
})
