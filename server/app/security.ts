import { getCookie } from 'hono/cookie'
import type { Language } from '#models/shared/bilingual.ts'
import { crossSiteRefused } from '#server/access/access.problems.ts'
import { identityOfSession, identityOfToken } from '#server/access/sessions.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import type { AppMiddleware } from './http.ts'

/** `__Host-` binds the cookie to this host over TLS; a plain local address cannot carry that prefix. */
export function sessionCookie(baseUrl: string): string {
  return baseUrl.startsWith('https:') ? '__Host-arpent' : 'arpent_session'
}

/** What a page may load: only what this server serves. */
export const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
}

/** Headers of every answer; nothing under /api is ever kept by a cache that does not ask again. */
export const securityHeaders: AppMiddleware = async (c, next) => {
  await next()
  // A printed paper states a narrower policy of its own.
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'content-security-policy' || !c.res.headers.has(name)) c.res.headers.set(name, value)
  }
  if (c.req.path.startsWith('/api') && !c.res.headers.has('cache-control'))
    c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-request-id', c.get('requestId'))
}

/** Who asks, in which language, under which request number. */
export function identify(deps: { readonly db: Database; readonly clock: Clock }, baseUrl: string): AppMiddleware {
  return async (c, next) => {
    c.set('requestId', newId())
    c.set('identity', undefined)
    c.set('language', preferredLanguage(c.req.header('accept-language') ?? ''))
    const authorization = c.req.header('authorization')
    const cookie = getCookie(c, sessionCookie(baseUrl))
    if (isBearer(authorization)) {
      const token = /^bearer ([\w-]{20,200})$/i.exec(authorization)?.[1]
      if (token !== undefined) c.set('identity', await identityOfToken(deps, token))
    } else if (cookie !== undefined && cookie.length < 200) c.set('identity', await identityOfSession(deps, cookie))
    await next()
  }
}

/**
 * Refuses a change asked from another site. Hono's own `csrf` lets a cross-site JSON POST through, since it only looks at form
 * types: here every unsafe request that carries a cookie must say it comes from our own pages.
 */
export function sameSiteOnly(baseUrl: string): AppMiddleware {
  const { origin: ours, host } = new URL(baseUrl)
  return async (c, next) => {
    const isUnsafe = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (isUnsafe && !isBearer(c.req.header('authorization'))) {
      const site = c.req.header('sec-fetch-site')
      const origin = c.req.header('origin')
      const sameSite = site !== undefined ? site === 'same-origin' : origin === ours || hostOf(origin) === host
      if (!sameSite) throw crossSiteRefused()
    }
    await next()
  }
}

/** A request under a token: its cookies say nothing of who asks, so no other site can borrow them. */
function isBearer(authorization: string | undefined): authorization is string {
  return authorization !== undefined && /^bearer( |$)/i.test(authorization)
}

/** `Origin` may be `null` (a sandboxed page) or anything at all. */
function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined
}

/** The first of our two languages by the weights of `Accept-Language` (RFC 9110 §12.5.4); French when it says neither. */
export function preferredLanguage(header: string): Language {
  const wanted = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined)
    return { language: tag.trim().split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const best = wanted
    .filter(({ language, weight }) => (language === 'fr' || language === 'en') && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)[0]
  return best?.language === 'en' ? 'en' : 'fr'
}
