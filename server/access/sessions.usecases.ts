import { verify } from '@node-rs/argon2'
import { type Action, actionsOfRole, roles, type Role, type SessionView } from '#models/access/access.schemas.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf, todayOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newSecret } from '#server/shared/ids.ts'
import { signInRefused, tooManyAttempts } from './access.problems.ts'
import {
  endSession,
  findSession,
  findToken,
  findUserByLogin,
  grantsOn,
  insertSession,
  touchSession,
} from './accounts.repository.ts'
import { bodyTree, type BodyTree, withDescendants } from './bodies.repository.ts'

export type AccessDeps = { readonly db: Database; readonly clock: Clock; readonly attempts: Attempts }

/** Who is there, and in which bodies each action is theirs. */
export type Identity = {
  readonly actor: string
  readonly userId: string
  readonly language: Language
  readonly grants: readonly { readonly role: Role; readonly body: string }[]
  readonly bodiesByAction: ReadonlyMap<Action, readonly string[]>
  readonly tree: BodyTree
  readonly via: 'session' | 'token'
}

const minute = 60_000
/** Idle 30 minutes: a shared office. Absolute 10 hours: one working day. (ASVS V7.3) */
export const sessionLimits = { idleMs: 30 * minute, absoluteMs: 600 * minute } as const

/** Opens a session for a login and password; the same refusal and the same time whether the login exists or not. */
export async function signIn(deps: AccessDeps, login: string, password: string): Promise<string> {
  if (!deps.attempts.begin(login, deps.clock.now().getTime())) throw tooManyAttempts()
  const user = await findUserByLogin(deps.db, login)
  const matches = await verify(user?.password_hash ?? absentHash, password)
  if (user === undefined || user.status !== 'active' || user.password_hash === null || !matches) throw signInRefused()
  deps.attempts.succeeded(login)
  return openSession(deps, user.id)
}

/** A well-formed hash that no password opens: an unknown login costs as much time as a known one. */
const absentHash = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$ZWRjYmE5ODc2NTQzMjEwZWRjYmE5ODc2NTQzMjEw'

export async function openSession(deps: Pick<AccessDeps, 'db' | 'clock'>, userId: string): Promise<string> {
  const token = newSecret()
  const now = deps.clock.now()
  await insertSession(deps.db, {
    token_sha256: sha256(token),
    user_id: userId,
    created_at: now.toISOString(),
    last_seen_at: now.toISOString(),
    expires_at: new Date(now.getTime() + sessionLimits.absoluteMs).toISOString(),
    ended_at: null,
  })
  return token
}

export async function closeSession(deps: Pick<AccessDeps, 'db' | 'clock'>, token: string): Promise<void> {
  await endSession(deps.db, sha256(token), instantOf(deps.clock))
}

/** The person behind a session cookie; undefined when it ended, expired, idled out or the account was disabled. */
export async function identityOfSession(
  deps: Pick<AccessDeps, 'db' | 'clock'>,
  token: string,
): Promise<Identity | undefined> {
  const session = await findSession(deps.db, sha256(token))
  const now = deps.clock.now()
  if (session === undefined || session.ended_at !== null || session.status !== 'active') return undefined
  if (now.toISOString() >= session.expires_at) return undefined
  const lastSeen = new Date(session.last_seen_at ?? session.created_at).getTime()
  if (now.getTime() - lastSeen > sessionLimits.idleMs) return undefined
  if (now.getTime() - lastSeen > minute)
    await touchSession(deps.db, session.token_sha256, session.user_id, now.toISOString())
  const day = todayOf(deps.clock)
  const grants = await grantsOn(deps.db, day, session.user_id)
  return identity(await bodyTree(deps.db, day), {
    actor: session.code,
    userId: session.user_id,
    language: session.language === 'en' ? 'en' : 'fr',
    grants: grants.map((grant) => ({ role: roleOf(grant.role), bodyId: grant.body_id })),
    via: 'session',
  })
}

/** The program behind a bearer token. */
export async function identityOfToken(
  deps: Pick<AccessDeps, 'db' | 'clock'>,
  token: string,
): Promise<Identity | undefined> {
  const row = await findToken(deps.db, sha256(token))
  const now = instantOf(deps.clock)
  if (row === undefined || row.revoked_at !== null || now >= row.expires_at) return undefined
  return identity(await bodyTree(deps.db, todayOf(deps.clock)), {
    actor: `token:${row.id.slice(-8)}`,
    userId: row.id,
    language: 'fr',
    grants: [{ role: roleOf(row.role), bodyId: row.body_id }],
    via: 'token',
  })
}

function roleOf(text: string): Role {
  const role = roles.find((known) => known === text)
  if (role === undefined) throw new Error(`unknown role in the database: ${text}`)
  return role
}

function identity(
  tree: BodyTree,
  who: Omit<Identity, 'tree' | 'bodiesByAction' | 'grants'> & {
    readonly grants: readonly { role: Role; bodyId: string }[]
  },
): Identity {
  const bodiesByAction = new Map<Action, Set<string>>()
  for (const grant of who.grants) {
    const bodies = withDescendants(tree, grant.bodyId)
    for (const action of actionsOfRole[grant.role]) {
      const reached = bodiesByAction.get(action) ?? new Set()
      for (const body of bodies) reached.add(body)
      bodiesByAction.set(action, reached)
    }
  }
  return {
    ...who,
    grants: who.grants.map((grant) => ({ role: grant.role, body: tree.byId.get(grant.bodyId)?.code ?? '' })),
    bodiesByAction: new Map([...bodiesByAction].map(([action, bodies]) => [action, [...bodies]])),
    tree,
  }
}

/** What the page shows of the person and of what they reach. */
export function sessionView(
  identity: Identity,
  installation: { isDemonstration: boolean; dataAsOf: string | null },
): SessionView {
  const reached = new Set([...identity.bodiesByAction.values()].flat())
  return {
    user: identity.actor,
    language: identity.language,
    grants: identity.grants,
    actions: [...identity.bodiesByAction.keys()],
    bodies: [...identity.tree.byId.values()]
      .filter((body) => reached.has(body.id))
      .map(({ code, nameFr, nameEn, kind, parent }) => ({ code, nameFr, nameEn, kind, parent })),
    ...installation,
  }
}

export type Attempts = ReturnType<typeof createAttempts>

/**
 * Ten failures a login in fifteen minutes, then refusal. An attempt counts when it begins, so that many at once are not all let in before the
 * first has failed; a success wipes the slate. Kept in memory, bounded: one process serves the embedded default.
 */
export function createAttempts(most = 10, windowMs = 15 * minute, mostLogins = 10_000) {
  const begun = new Map<string, readonly number[]>()
  return {
    /** Counts an attempt; false when there were too many already. */
    begin(login: string, now: number): boolean {
      const recent = (begun.get(login) ?? []).filter((at) => now - at < windowMs)
      if (recent.length >= most) return false
      begun.delete(login) // set again below, as the youngest
      begun.set(login, [...recent, now])
      const [oldest] = begun.size > mostLogins ? begun.keys() : []
      if (oldest !== undefined) begun.delete(oldest)
      return true
    },
    succeeded: (login: string) => void begun.delete(login),
  }
}
