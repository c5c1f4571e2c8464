import type { Handler, MiddlewareHandler } from 'hono'
import type { Language } from '#models/shared/bilingual.ts'
import type { Identity } from '#server/access/sessions.usecases.ts'
import type { Reach } from '#server/access/reach.ts'

/** What travels with a request once it is known who asks. */
export type AppEnv = {
  Variables: {
    requestId: string
    language: Language
    identity: Identity | undefined
    reach: Reach
  }
}
export type AppHandler = Handler<AppEnv>
export type AppMiddleware = MiddlewareHandler<AppEnv>
