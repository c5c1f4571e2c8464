import { describeRoute, type DescribeRouteOptions } from 'hono-openapi'

type Described = {
  /** `If-Match` must name the ETag that was read. */
  readonly needsVersion?: true
  /** The body is a file, its bytes as they are. */
  readonly takesFile?: true
  /** What is answered when it is not JSON. */
  readonly media?: 'text/csv' | 'text/event-stream' | 'application/jsonl' | 'application/octet-stream'
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/**
 * Describes a route for `/api/openapi.json`: what it does, and the name of what it answers (`Body[]` is a list). Problems are the same
 * everywhere; what every operation has by its method or its path is added by `completed`.
 */
export function answers(
  summary: string,
  shape: string,
  status: 200 | 201 | 202 | 204 = 200,
  { needsVersion, takesFile, media }: Described = {},
) {
  const one = shape.replace('[]', '')
  const schema = shape.endsWith('[]')
    ? ({ type: 'array', items: { type: 'object', title: one } } as const)
    : ({ type: 'object', title: one } as const)
  const content =
    media === undefined ? { 'application/json': { schema } } : { [media]: { schema: { type: 'string' as const } } }
  const file = { 'application/octet-stream': { schema: {} } } // OpenAPI 3.1: raw bytes have an empty schema
  const route: DescribeRouteOptions = {
    summary,
    responses: {
      [status]: { description: shape, ...(status === 204 ? {} : { content }) },
      default: problem('Problem details (RFC 9457)'),
      ...(needsVersion === true
        ? { 412: problem('The record has changed meanwhile'), 428: problem('If-Match is missing') }
        : {}),
    },
    ...(takesFile === true ? { requestBody: { required: true, content: file } } : {}),
    ...(needsVersion === true ? { parameters: [{ $ref: '#/components/parameters/IfMatch' }] } : {}),
  }
  return describeRoute(route)
}
