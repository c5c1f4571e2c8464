import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import { keyInProgress, keyReused } from './problems.ts'
import type { AppMiddleware } from './http.ts'

/**
 * A creation asked twice with the same `Idempotency-Key` happens once and gets the same answer. The key belongs to the person and
 * the route; the same key with another body is refused (422), and while the first is running (409).
 */
export function repeatable(deps: { readonly db: Database; readonly clock: Clock }): AppMiddleware {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (c.req.method !== 'POST' || key === undefined || c.get('identity') === undefined) return next()
    if (!/^[\w-]{8,100}$/.test(key)) throw keyReused()
    const type = c.req.header('content-type') ?? ''
    const digest = type.startsWith('application/json')
      ? sha256(await c.req.text())
      : sha256(c.req.header('content-length') ?? '')
    const id = { user_id: c.get('identity')?.userId ?? '', route: c.req.path, key }
    const taken = await deps.db
      .insertInto('idempotency_key')
      .values({ ...id, body_digest: digest, status: 0, response: null, created_at: instantOf(deps.clock) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const find = () =>
      deps.db
        .selectFrom('idempotency_key')
        .selectAll()
        .where((w) => w.and(id))
    if (taken.numInsertedOrUpdatedRows === 0n) {
      const first = await find().executeTakeFirstOrThrow()
      if (first.body_digest !== digest) throw keyReused()
      if (first.response === null) throw keyInProgress()
      c.res = new Response(first.response, {
        status: first.status,
        headers: { 'content-type': 'application/json; charset=UTF-8', 'idempotent-replay': 'true' },
      })
      return
    }
    const forget = () =>
      deps.db
        .deleteFrom('idempotency_key')
        .where((w) => w.and(id))
        .execute()
    try {
      await next()
    } catch (error) {
      await forget()
      throw error
    }
    if (c.res.status >= 400) await forget() // nothing was created: the same key may try again
    else {
      const response = await c.res.clone().text()
      await deps.db
        .updateTable('idempotency_key')
        .set({ status: c.res.status, response })
        .where((w) => w.and(id))
        .execute()
    }
  }
}
