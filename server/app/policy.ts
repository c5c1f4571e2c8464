import type { Context, Hono } from 'hono'
import type { Action } from '#models/access/access.schemas.ts'
import { actionRefused, notSignedIn } from '#server/access/access.problems.ts'
import { type Reach, reachOf } from '#server/access/reach.ts'
import type { AppEnv, AppMiddleware } from './http.ts'

export type Policy = Action | 'public' | 'signed-in'

const declared = new WeakMap<object, Policy>()

/** Says who may call a route; it must stand before anything that acts. A route without it stops the start. */
export function policy(asked: Policy): AppMiddleware {
  const check: AppMiddleware = async (c, next) => {
    if (asked !== 'public') c.set('reach', reachFor(asked, c.get('identity'), c.get('requestId'), c.get('language')))
    await next()
  }
  declared.set(check, asked)
  return check
}

/** The reach of another action than the route declares, where what is asked for tells which: refused as a route's own. */
export function reachOfAction(c: Context<AppEnv>, action: Action): Reach {
  return reachFor(action, c.get('identity'), c.get('requestId'), c.get('language'))
}

function reachFor(
  asked: Action | 'signed-in',
  identity: AppEnv['Variables']['identity'],
  requestId: string,
  language: 'fr' | 'en',
): Reach {
  if (identity === undefined) throw notSignedIn()
  const who = { actor: identity.actor, userId: identity.userId, requestId, language }
  if (asked === 'signed-in') {
    return reachOf({ ...who, action: 'bodies.read', bodies: identity.bodiesByAction.get('bodies.read') ?? [] })
  }
  const bodies = identity.bodiesByAction.get(asked)
  if (bodies === undefined || bodies.length === 0) throw actionRefused()
  return reachOf({ ...who, action: asked, bodies })
}

export type RoutePolicy = { readonly method: string; readonly path: string; readonly policy: Policy | undefined }

/** Every route of the app with what it declares, in the order they were mounted. */
export function routePolicies(app: Hono<AppEnv>): RoutePolicy[] {
  const found = new Map<string, RoutePolicy>()
  for (const route of app.routes) {
    if (route.method === 'ALL') continue // middleware mounted on a prefix, not a route
    const key = `${route.method} ${route.path}`
    const asked = declared.get(route.handler) ?? found.get(key)?.policy
    found.set(key, { method: route.method, path: route.path, policy: asked })
  }
  return [...found.values()]
}

/** Closed by default: the server does not start with a route that declares nothing. */
export function ensurePolicies(app: Hono<AppEnv>): void {
  const open = routePolicies(app).filter((route) => route.policy === undefined)
  if (open.length > 0)
    throw new Error(`routes without a policy: ${open.map((r) => `${r.method} ${r.path}`).join(', ')}`)
}
