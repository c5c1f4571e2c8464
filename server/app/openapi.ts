import { describeRoute } from 'hono-openapi'

/** Describes a route for `/api/openapi.json`: what it does, and the name of what it answers. Problems are the same everywhere. */
export function answers(summary: string, shape: string, status: 200 | 201 | 202 | 204 = 200) {
  const content =
    status === 204 ? {} : { content: { 'application/json': { schema: { type: 'object' as const, title: shape } } } }
  return describeRoute({
    summary,
    responses: {
      [status]: { description: shape, ...content },
      default: {
        description: 'Problem details (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  })
}
