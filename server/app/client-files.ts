import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { sha256 } from '#server/shared/digest.ts'
import type { AppEnv } from './http.ts'
import { policy } from './policy.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
}

type ClientFile = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer> | undefined
  readonly type: string
  readonly etag: string
}

/** The built client, read whole at start (a few hundred kilobytes) and served from memory; any other path is the page itself. */
export function clientFiles(folder: string) {
  const files = existsSync(folder) ? readFolder(folder) : new Map<string, ClientFile>()
  const serve = (path: string, accepts: string, known: string | undefined): Response => {
    const file = files.get(path) ?? files.get('index.html')
    if (file === undefined) return new Response('client not built', { status: 503 })
    const isAsset = path.startsWith('assets/') && files.has(path)
    const headers: Record<string, string> = {
      'content-type': file.type,
      etag: file.etag,
      vary: 'accept-encoding',
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
    if (known === file.etag) return new Response(null, { status: 304, headers })
    if (file.gzip !== undefined && accepts.includes('gzip')) {
      return new Response(file.gzip, { headers: { ...headers, 'content-encoding': 'gzip' } })
    }
    return new Response(file.body, { headers })
  }
  return new Hono<AppEnv>().get('/*', policy('public'), (c) =>
    serve(c.req.path.slice(1), c.req.header('accept-encoding') ?? '', c.req.header('if-none-match')),
  )
}

function readFolder(folder: string): Map<string, ClientFile> {
  const paths = readdirSync(folder, { recursive: true }).map(String)
  const files = paths.filter((path) => statSync(join(folder, path)).isFile())
  return new Map(
    files.map((path) => {
      const body = new Uint8Array(readFileSync(join(folder, path)))
      const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
      const gzip = /text|json|svg/.test(type) ? new Uint8Array(gzipSync(body)) : undefined
      return [relative('.', path).replaceAll('\\', '/'), { body, gzip, type, etag: `"${sha256(body).slice(0, 32)}"` }]
    }),
  )
}
