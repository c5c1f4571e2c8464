import type { GenerateSpecOptions } from 'hono-openapi'

/** The parts of `/api/openapi.json` that no route carries by itself. */
export function openApiDocument(baseUrl: string): Partial<GenerateSpecOptions> {
  return {
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Arpent',
        version: '1',
        description:
          'Lists take a cursor and a limit. Changes ask for If-Match with the ETag that was read (428 without, 412 when stale); creations may carry an Idempotency-Key. Refusals are problem details (RFC 9457) in the language of Accept-Language.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: baseUrl }],
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
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
      security: [{ bearer: [] }],
    },
  }
}
