import { gunzipSync } from 'node:zlib'
import type { Context } from 'hono'
import type { AppEnv } from './http.ts'

/** Answers with JSON that is already gzipped: as it is to who takes gzip, opened to who does not. */
export function packedJson(c: Context<AppEnv>, body: Uint8Array<ArrayBuffer>) {
  const type = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' }
  if (c.req.header('accept-encoding')?.includes('gzip') === true)
    return c.body(body, 200, { ...type, 'content-encoding': 'gzip' })
  return c.body(new Uint8Array(gunzipSync(body)), 200, type)
}
