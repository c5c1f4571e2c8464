import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import { keyInProgress, keyMalformed, keyReused } from './problems.ts'
import type { AppEnv, AppMiddleware } from './http.ts'

type KeptAnswer = { readonly body: string; readonly headers: Readonly<Record<string, string>> }
const keptHeaders = ['content-type', 'etag', 'location']
const keptMs = 24 * 60 * 60_000

/**
 * A creation asked twice with the same `Idempotency-Key` happens once and gets the same answer, for a day. The key belongs to the person
 * and the route; the same key with another body, file or query is refused (422), and while the first is running (409).
 */
export function repeatable(deps: { readonly db: Database; readonly clock: Clock }): AppMiddleware {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    const identity = c.get('identity')
    if (c.req.method !== 'POST' || key === undefined || identity === undefined) return next()
    if (!/^[\w-]{8,100}$/.test(key)) throw keyMalformed()
    const id = { user_id: identity.userId, route: c.req.path, key }
    const digest = await askedDigest(c)
    await deps.db
      .deleteFrom('idempotency_key')
      .where('created_at', '<', new Date(deps.clock.now().getTime() - keptMs).toISOString())
      .execute()
    const taken = await deps.db
      .insertInto('idempotency_key')
      .values({ ...id, body_digest: '', status: 0, response: null, created_at: instantOf(deps.clock) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const ours = deps.db.selectFrom('idempotency_key').selectAll()
    if (taken.numInsertedOrUpdatedRows === 0n) {
      const first = await ours.where((w) => w.and(id)).executeTakeFirst()
      if (first === undefined || first.response === null) throw keyInProgress()
      if (first.body_digest !== (await digest.whole())) throw keyReused()
      c.res = answerAgain(first.status, JSON.parse(first.response) as KeptAnswer) // written below
      return
    }
    await next()
    if (c.res.status >= 400 || isFile(c.res)) {
      // Nothing was created: the same key may try again. A file is a reading, made again as it was.
      await deps.db
        .deleteFrom('idempotency_key')
        .where((w) => w.and(id))
        .execute()
      return
    }
    const headers = keptHeaders.flatMap((name) => {
      const value = c.res.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    const answer: KeptAnswer = { body: await c.res.clone().text(), headers: Object.fromEntries(headers) }
    await deps.db
      .updateTable('idempotency_key')
      .set({ status: c.res.status, response: JSON.stringify(answer), body_digest: await digest.whole() })
      .where((w) => w.and(id))
      .execute()
  }
}

const isFile = (answer: Response) => answer.headers.has('content-disposition')

/** Keys whose first request a stopped process never answered: what it had not finished was not created, and may be asked again. */
export async function forgetUnanswered(db: Database): Promise<void> {
  await db.deleteFrom('idempotency_key').where('response', 'is', null).execute()
}

function answerAgain(status: number, kept: KeptAnswer): Response {
  const body = status === 204 ? null : kept.body // 204 may carry no body, not even an empty one
  return new Response(body, { status, headers: { ...kept.headers, 'idempotent-replay': 'true' } })
}

/**
 * Digest of the query and the body. A file is too large to be read before it is received: it is hashed as it passes, and what nobody read of
 * it (a repeated request is not received again) is read when the digest is asked for.
 */
async function askedDigest(c: Context<AppEnv>): Promise<{ whole(): Promise<string> }> {
  const query = sha256(new URL(c.req.url).search)
  const { body } = c.req.raw
  const isFile = c.req.header('content-type')?.startsWith('application/octet-stream') === true
  if (!isFile || body === null) {
    const digest = sha256(query + sha256(new Uint8Array(await c.req.arrayBuffer())))
    return { whole: () => Promise.resolve(digest) }
  }
  const hash = createHash('sha256')
  const passing = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        hash.update(chunk)
        out.enqueue(chunk)
      },
    }),
  )
  const streamed: RequestInit & { duplex: 'half' } = { body: passing, duplex: 'half' }
  c.req.raw = new Request(c.req.raw, streamed)
  return {
    async whole() {
      if (!c.req.raw.bodyUsed) await c.req.raw.body?.pipeTo(new WritableStream())
      return sha256(query + hash.digest('hex'))
    },
  }
}
