import type { Hono } from 'hono'
import { type GenerateSpecOptions, generateSpecs } from 'hono-openapi'
import type { AppEnv } from './http.ts'
import { type RoutePolicy, routePolicies } from './policy.ts'
import { sessionCookie } from './security.ts'

type Operation = { readonly responses?: Readonly<Record<string, unknown>>; readonly parameters?: readonly unknown[] }
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

/**
 * The whole description of the API. What follows from a route's policy and method is added here, for all alike: who may call it, the
 * language and repetition headers, and the statuses that refuse.
 */
export async function openApiDocument(app: Hono<AppEnv>, baseUrl: string) {
  const document = await generateSpecs(app, parts(baseUrl))
  const policies = routePolicies(app)
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = methods.flatMap((method) => {
      const operation: Operation | undefined = item?.[method]
      return operation === undefined ? [] : [[method, completed(operation, routeOf(policies, method, path))] as const]
    })
    return [path, Object.fromEntries(operations)] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function routeOf(policies: readonly RoutePolicy[], method: string, path: string): RoutePolicy {
  const mounted = path.replace(/\{([^}]+)\}/g, ':$1')
  const found = policies.find((one) => one.method === method.toUpperCase() && one.path === mounted)
  if (found === undefined) throw new Error(`described but not mounted: ${method} ${path}`)
  return found
}

function completed(operation: Operation, { method, policy }: RoutePolicy) {
  const isPublic = policy === 'public'
  const refused = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  const headers = method === 'POST' && !isPublic ? ['AcceptLanguage', 'IdempotencyKey'] : ['AcceptLanguage']
  return {
    ...operation,
    parameters: [
      ...(operation.parameters ?? []),
      ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    responses: {
      ...operation.responses,
      ...(isPublic ? {} : { 401: refused('Not signed in'), 403: refused('The roles do not allow it') }),
      ...('requestBody' in operation ? { 422: refused('Fields to correct, each named') } : {}),
    },
    ...(isPublic ? { security: [] } : {}),
    'x-policy': policy,
  }
}

/** The parts that no route carries by itself. */
function parts(baseUrl: string): Partial<GenerateSpecOptions> {
  return {
    excludeStaticFile: false, // its own address ends in .json
    defaultValidationErrorResponse: false, // ours is 422, with problem details
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Arpent',
        version: '1',
        description:
          'Lists take a cursor and a limit. Changes ask for If-Match with the ETag that was read (428 without, 412 when stale); creations may carry an Idempotency-Key. Refusals are problem details (RFC 9457) in the language of Accept-Language. `x-policy` names the action a role must allow.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: baseUrl }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie(baseUrl) },
        },
        parameters: {
          AcceptLanguage: {
            name: 'Accept-Language',
            in: 'header',
            description: 'fr (default) or en: the language of refusals',
            schema: { type: 'string' },
          },
          IdempotencyKey: {
            name: 'Idempotency-Key',
            in: 'header',
            description: 'The same key with the same request happens once and gets the same answer, for a day',
            schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,100}$' },
          },
          IfMatch: {
            name: 'If-Match',
            in: 'header',
            required: true,
            description: 'The ETag of the record as it was read',
            schema: { type: 'string', pattern: '^"[0-9]+"$' },
          },
        },
        schemas: {
          Problem: {
            type: 'object',
            required: ['type', 'code', 'title', 'status', 'detail', 'requestId', 'errors'],
            properties: {
              type: { type: 'string' },
              code: { type: 'string' },
              title: { type: 'string' },
              status: { type: 'integer' },
              detail: { type: 'string' },
              requestId: { type: 'string' },
              errors: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['code', 'detail'],
                  properties: {
                    code: { type: 'string' },
                    detail: { type: 'string' },
                    pointer: { type: 'string' },
                    row: { type: 'integer', description: 'Physical line of the file, header = 1' },
                    column: { type: 'string', description: 'The header as written' },
                  },
                },
              },
            },
          },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
  }
}
