import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import {
  linkTokenSchema,
  newBodySchema,
  newUserSchema,
  signInSchema,
  useLinkSchema,
} from '#models/access/access.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { sessionCookie } from '#server/app/security.ts'
import { jsonBody } from '#server/app/validate.ts'
import type { Context } from 'hono'
import { notSignedIn } from './access.problems.ts'
import {
  type AccountsDeps,
  createBody,
  disableUser,
  followLink,
  inspectLink,
  inviteUser,
  listBodies,
  listTokens,
  listUsers,
  recoveryLink,
  revokeToken,
} from './accounts.usecases.ts'
import {
  type AccessDeps,
  closeSession,
  identityOfSession,
  sessionLimits,
  sessionView,
  signIn,
} from './sessions.usecases.ts'

export type AccessRoutesDeps = AccountsDeps &
  AccessDeps & {
    readonly installation: () => Promise<{ isDemonstration: boolean; dataAsOf: string | null }>
  }

export function sessionRoutes(deps: AccessRoutesDeps) {
  const name = sessionCookie(deps.baseUrl)
  const open = async (c: Context<AppEnv>, token: string) => {
    setCookie(c, name, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: deps.baseUrl.startsWith('https:'),
      maxAge: sessionLimits.absoluteMs / 1000,
    })
    const identity = await identityOfSession(deps, token)
    if (identity === undefined) throw notSignedIn()
    return c.json(sessionView(identity, await deps.installation()))
  }
  return new Hono<AppEnv>()
    .get('/session', policy('signed-in'), answers('Who is signed in, and what they reach', 'Session'), async (c) => {
      const identity = c.get('identity')
      if (identity === undefined) throw notSignedIn()
      return c.json(sessionView(identity, await deps.installation()))
    })
    .post('/session', policy('public'), answers('Sign in', 'Session'), jsonBody(signInSchema), async (c) => {
      const { login, password } = c.req.valid('json')
      return open(c, await signIn(deps, login, password))
    })
    .delete('/session', policy('signed-in'), answers('Sign out', 'Nothing', 204), async (c) => {
      const token = getCookie(c, name)
      if (token !== undefined) await closeSession(deps, token)
      deleteCookie(c, name, { path: '/', secure: deps.baseUrl.startsWith('https:') })
      c.header('clear-site-data', '"cache", "storage"')
      return c.body(null, 204)
    })
    .post(
      '/links/inspect',
      policy('public'),
      answers('What a one-time link is for', 'Link'),
      jsonBody(linkTokenSchema),
      async (c) => c.json(await inspectLink(deps, c.req.valid('json').token)),
    )
    .post(
      '/links/use',
      policy('public'),
      answers('Use a one-time link', 'Session'),
      jsonBody(useLinkSchema),
      async (c) => open(c, await followLink(deps, c.req.valid('json'), c.get('requestId'))),
    )
}

export function accountsRoutes(deps: AccountsDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('accounts.manage'), answers('Accounts of the bodies in reach', 'User[]'), async (c) =>
      c.json(await listUsers(deps, c.get('reach'))),
    )
    .post(
      '/',
      policy('accounts.manage'),
      answers('Invite a person', 'Invitation', 201),
      jsonBody(newUserSchema),
      async (c) => c.json(await inviteUser(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/:user/disable',
      policy('accounts.manage'),
      answers('End an account and its sessions', 'Nothing', 204),
      async (c) => {
        await disableUser(deps, c.get('reach'), c.req.param('user'))
        return c.body(null, 204)
      },
    )
    .post('/:user/link', policy('accounts.manage'), answers('A one-time recovery link', 'Link', 201), async (c) =>
      c.json({ link: await recoveryLink(deps, c.get('reach'), c.req.param('user')) }, 201),
    )
}

export function tokensRoutes(deps: AccountsDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('accounts.manage'), answers('Tokens of programs, for the bodies in reach', 'Token[]'), async (c) =>
      c.json(await listTokens(deps, c.get('reach'))),
    )
    .delete('/:id', policy('accounts.manage'), answers('Ends a token at once', 'Nothing', 204), async (c) => {
      await revokeToken(deps, c.get('reach'), c.req.param('id'))
      return c.body(null, 204)
    })
}

export function bodiesRoutes(deps: AccountsDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('bodies.read'), answers('Bodies in reach', 'Body[]'), async (c) =>
      c.json(await listBodies(deps, c.get('reach'))),
    )
    .post('/', policy('bodies.manage'), answers('A new body', 'Body', 201), jsonBody(newBodySchema), async (c) => {
      await createBody(deps, c.get('reach'), c.req.valid('json'))
      return c.json(c.req.valid('json'), 201)
    })
}
