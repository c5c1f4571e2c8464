import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

export type BucketObject = { readonly body: Uint8Array | string; readonly modified?: string }
export type BucketBehaviour = {
  /** By key. */
  objects?: Readonly<Record<string, BucketObject>>
  /** So many requests are answered « SlowDown » first. */
  busy?: number
  /** The code of the refusal that every request gets. */
  refuses?: string
  /** The body of this key ends before its length. */
  cuts?: string
}

const keysPerPage = 1
const xml = { 'content-type': 'application/xml' }
const error = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`

/** A bucket of S3 on a loopback port, path style: lists of one key a page, objects, and its faults. */
export async function fakeBucket(name: string) {
  let now: BucketBehaviour = {}
  const asked: string[] = []
  const app = new Hono()
  app.get('/*', (c) => {
    const { pathname, searchParams } = new URL(c.req.url)
    asked.push(decodeURIComponent(pathname))
    if ((now.busy ?? 0) > 0) {
      now = { ...now, busy: (now.busy ?? 0) - 1 }
      return c.body(error('SlowDown'), 503, xml)
    }
    if (now.refuses !== undefined) return c.body(error(now.refuses), 403, xml)
    const objects = now.objects ?? {}
    const key = decodeURIComponent(pathname).slice(`/${name}/`.length)
    if (searchParams.get('list-type') === '2') return c.body(page(objects, searchParams), 200, xml)
    const found = objects[key]
    if (found === undefined) return c.body(error('NoSuchKey'), 404, xml)
    const bytes = Buffer.from(found.body)
    const isCut = now.cuts === key
    return new Response(isCut ? cut(bytes) : bytes, { headers: { 'content-length': String(bytes.length) } })
  })
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const one = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(one))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server has a port
    asked,
    behave(behaviour: BucketBehaviour) {
      now = behaviour
      asked.length = 0
    },
    close: async () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

function page(objects: Readonly<Record<string, BucketObject>>, asked: URLSearchParams): string {
  const prefix = asked.get('prefix') ?? ''
  const keys = Object.keys(objects).filter((key) => key.startsWith(prefix))
  const from = Number(asked.get('continuation-token') ?? '0')
  const shown = keys.slice(from, from + keysPerPage)
  const hasMore = from + keysPerPage < keys.length
  const contents = shown.map((key) => {
    const modified = objects[key]?.modified ?? '2026-10-03T04:00:00.000Z'
    return `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><Size>1</Size></Contents>`
  })
  const next = hasMore ? `<NextContinuationToken>${from + keysPerPage}</NextContinuationToken>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${hasMore}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`
}

/** Half of the bytes, then the connection breaks. */
function cut(bytes: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)))
      setTimeout(() => controller.error(new Error('cut')), 10)
    },
  })
}
