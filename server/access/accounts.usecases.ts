import { hash } from '@node-rs/argon2'
import type { BodyView, Role, TokenView, UserView } from '#models/access/access.schemas.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newId, newSecret } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  accountWider,
  bodyCodeTaken,
  bodyNotFound,
  credentialsNeeded,
  lastAdministrator,
  linkRefused,
  loginTaken,
  tokenNotFound,
  userNotFound,
} from './access.problems.ts'
import {
  countUsers,
  endSessionsOf,
  findLink,
  findUser,
  findUserByCode,
  findUserByLogin,
  grantsOn,
  insertGrant,
  insertLink,
  insertToken,
  insertUser,
  revokeTokenAt,
  tokensIn,
  updateUser,
  useLink,
  usersOf,
  voidLinks,
} from './accounts.repository.ts'
import { bodyTree, type BodyTree, insertBody } from './bodies.repository.ts'
import { type Reach, systemReach } from './reach.ts'
import { openSession } from './sessions.usecases.ts'

export type AccountsDeps = { readonly db: Database; readonly clock: Clock; readonly baseUrl: string }
export type LinkKind = 'first-administrator' | 'invitation' | 'recovery' | 'sign-in'

const day = 24 * 60 * 60_000
/** argon2id, 19 MiB, 2 passes: OWASP's floor of 2025 for interactive sign-in. */
const hashing = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The address to hand over: the token stands after `#`, so that no server or log ever sees it in a path. */
export function linkAddress(baseUrl: string, token: string): string {
  return `${baseUrl}/lien#${token}`
}

/** A first-administrator link when nobody has an account yet; each start voids the one before. */
export async function firstAdministratorLink(deps: AccountsDeps): Promise<string | undefined> {
  if ((await countUsers(deps.db)) > 0) return undefined
  const at = instantOf(deps.clock)
  await voidLinks(deps.db, 'first-administrator', at)
  return newLink(deps, 'first-administrator', null)
}

async function newLink(deps: AccountsDeps, kind: LinkKind, userId: string | null): Promise<string> {
  const token = newSecret()
  const now = deps.clock.now()
  await insertLink(deps.db, {
    token_sha256: sha256(token),
    kind,
    user_id: userId,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 7 * day).toISOString(),
    used_at: null,
  })
  return linkAddress(deps.baseUrl, token)
}

/** A link that signs in once without a password: the demonstration prints one a role. */
export async function demonstrationLink(deps: AccountsDeps, userId: string): Promise<string> {
  return newLink(deps, 'sign-in', userId)
}

async function openLink(deps: AccountsDeps, token: string) {
  const link = await findLink(deps.db, sha256(token))
  if (link === undefined || link.used_at !== null || instantOf(deps.clock) >= link.expires_at) throw linkRefused()
  if (link.kind === 'first-administrator' && (await countUsers(deps.db)) > 0) throw linkRefused()
  const user = link.user_id === null ? undefined : await findUser(deps.db, link.user_id)
  if (link.user_id !== null && (user === undefined || user.status === 'disabled')) throw linkRefused()
  return { link, user, kind: link.kind as LinkKind } // written by newLink only
}

export async function inspectLink(deps: AccountsDeps, token: string) {
  const { kind, user } = await openLink(deps, token)
  return { kind, needsPassword: kind !== 'sign-in', user: user?.code ?? null }
}

/** Uses a link: makes the first administrator, sets a password, or just signs in. Returns the new session's token. */
export async function followLink(
  deps: AccountsDeps,
  given: { readonly token: string; readonly login?: string | undefined; readonly password?: string | undefined },
  requestId: string,
): Promise<string> {
  const { kind, user } = await openLink(deps, given.token)
  const needsPassword = kind !== 'sign-in'
  if (needsPassword && (given.password === undefined || (user === undefined && given.login === undefined))) {
    throw credentialsNeeded()
  }
  const passwordHash = given.password === undefined || !needsPassword ? undefined : await hash(given.password, hashing)
  const reach = systemReach({ bodies: [], requestId, actor: user?.code ?? 'system' })
  const userId = await changing(deps, reach, async (work) => {
    if (!(await useLink(work.tx, sha256(given.token), work.at))) throw linkRefused()
    if (user === undefined) return makeFirstAdministrator(deps, work, given.login ?? '', passwordHash ?? '')
    if (passwordHash !== undefined) {
      await updateUser(work.tx, user.id, { password_hash: passwordHash, status: 'active' })
      await endSessionsOf(work.tx, user.id, work.at)
    }
    await work.record({
      bodyId: null,
      action: `account.${kind}`,
      objectType: 'user',
      objectId: user.id,
      after: { user: user.code },
    })
    return user.id
  })
  return openSession(deps, userId)
}

async function makeFirstAdministrator(
  deps: AccountsDeps,
  work: Parameters<Parameters<typeof changing>[2]>[0],
  login: string,
  passwordHash: string,
): Promise<string> {
  const today = todayOf(deps.clock)
  const tree = await bodyTree(work.tx, today)
  let rootId = [...tree.byId.values()].find((body) => body.parent === null)?.id
  if (rootId === undefined) {
    rootId = newId()
    const root = { code: 'ARPENT', nameFr: 'Ensemble des organismes', nameEn: 'All bodies', kind: 'centre' } as const
    await insertBody(work.tx, { id: rootId, ...root, parentId: null, at: work.at, day: today })
    await work.record({ bodyId: rootId, action: 'body.created', objectType: 'body', objectId: rootId, after: root })
  }
  const [code = ''] = await nextCodes(work.tx, 'user', 1)
  const userId = newId()
  await insertUser(
    work.tx,
    userRow({ id: userId, code, login, passwordHash, language: 'fr', status: 'active', at: work.at }),
  )
  for (const role of ['administrator', 'portfolio-manager'] as const) {
    await insertGrant(work.tx, grantRow({ userId, role, bodyId: rootId, from: today, by: 'system' }))
  }
  await work.record({
    bodyId: rootId,
    action: 'account.first-administrator',
    objectType: 'user',
    objectId: userId,
    after: { user: code, roles: ['administrator', 'portfolio-manager'] },
  })
  return userId
}

function userRow(user: {
  id: string
  code: string
  login: string
  passwordHash: string | null
  language: Language
  status: 'invited' | 'active'
  at: string
}) {
  const { id, code, login, language, status } = user
  return {
    id,
    code,
    login,
    language,
    status,
    password_hash: user.passwordHash,
    created_at: user.at,
    last_seen_at: null,
  }
}

function grantRow(grant: { userId: string; role: Role; bodyId: string; from: string; by: string }) {
  const { role } = grant
  return {
    id: newId(),
    user_id: grant.userId,
    role,
    body_id: grant.bodyId,
    valid_from: grant.from,
    valid_to: null,
    granted_by: grant.by,
  }
}

export type NewUser = {
  readonly login: string
  readonly language: Language
  readonly grants: readonly { readonly role: Role; readonly body: string }[]
}

/** Invites a person: an account without a password, and the link that sets it. */
export async function inviteUser(
  deps: AccountsDeps,
  reach: Reach,
  user: NewUser,
): Promise<{ user: string; link: string }> {
  const made = await createUser(deps, reach, user, 'invited')
  return { user: made.code, link: await newLink(deps, 'invitation', made.id) }
}

export async function createUser(
  deps: AccountsDeps,
  reach: Reach,
  user: NewUser,
  status: 'invited' | 'active',
): Promise<{ id: string; code: string }> {
  const today = todayOf(deps.clock)
  return changing(deps, reach, async (work) => {
    const tree = await bodyTree(work.tx, today)
    const grants = user.grants.map((grant) => ({ role: grant.role, bodyId: ensureReached(reach, tree, grant.body) }))
    const [code = ''] = await nextCodes(work.tx, 'user', 1) // held until the end: two invitations of one login come one after the other
    if ((await findUserByLogin(work.tx, user.login)) !== undefined) throw loginTaken()
    const id = newId()
    await insertUser(
      work.tx,
      userRow({ id, code, login: user.login, passwordHash: null, language: user.language, status, at: work.at }),
    )
    for (const grant of grants) {
      await insertGrant(work.tx, grantRow({ userId: id, ...grant, from: today, by: reach.actor }))
    }
    await work.record({
      bodyId: grants[0]?.bodyId ?? null,
      action: 'account.invited',
      objectType: 'user',
      objectId: id,
      after: { user: code, grants: user.grants },
    })
    return { id, code }
  })
}

function ensureReached(reach: Reach, tree: BodyTree, code: string): string {
  const body = tree.byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw bodyNotFound(code)
  return body.id
}

/** The body of this code, when it is within reach for the action; a foreign one is not found. */
export async function bodyInReach(
  deps: Pick<AccountsDeps, 'db' | 'clock'>,
  reach: Reach,
  code: string,
): Promise<{ id: string; code: string }> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  return { id: ensureReached(reach, tree, code), code }
}

export async function listUsers(deps: AccountsDeps, reach: Reach): Promise<UserView[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  const grants = await grantsOn(deps.db, todayOf(deps.clock))
  const users = await usersOf(deps.db)
  return users
    .map((user) => ({
      user,
      own: grants.filter((grant) => grant.user_id === user.id && reach.bodies.includes(grant.body_id)),
    }))
    .filter(({ own }) => own.length > 0)
    .map(({ user, own }) => ({
      user: user.code,
      login: user.login,
      language: user.language === 'en' ? 'en' : 'fr',
      status: user.status as UserView['status'], // written by this file only
      grants: own.map((grant) => ({ role: grant.role as Role, body: tree.byId.get(grant.body_id)?.code ?? '' })), // checked on the way in
      lastSeenAt: user.last_seen_at,
    }))
}

/**
 * An account whose roles all lie within reach. One that also has a role elsewhere is refused: whoever ends or recovers it holds every right
 * it has, there too.
 */
async function ensureUser(deps: AccountsDeps, reach: Reach, code: string) {
  const user = await findUserByCode(deps.db, code)
  const grants = user === undefined ? [] : await grantsOn(deps.db, todayOf(deps.clock), user.id)
  const within = grants.filter((grant) => reach.bodies.includes(grant.body_id))
  if (user === undefined || within.length === 0) throw userNotFound(code)
  if (within.length < grants.length) throw accountWider()
  return user
}

/** Ends an account and its sessions at once. */
export async function disableUser(deps: AccountsDeps, reach: Reach, code: string): Promise<void> {
  const user = await ensureUser(deps, reach, code)
  await changing(deps, reach, async (work) => {
    // Recorded first: the audit's lock makes two administrators who end each other come one after the other.
    await work.record({
      bodyId: null,
      action: 'account.disabled',
      objectType: 'user',
      objectId: user.id,
      before: { status: user.status },
      after: { status: 'disabled' },
    })
    const administrators = new Set(
      (await grantsOn(work.tx, todayOf(deps.clock))).filter((g) => g.role === 'administrator').map((g) => g.user_id),
    )
    const others = (await usersOf(work.tx)).filter(
      (u) => u.id !== user.id && u.status === 'active' && administrators.has(u.id),
    )
    if (administrators.has(user.id) && others.length === 0) throw lastAdministrator()
    await updateUser(work.tx, user.id, { status: 'disabled' })
    await endSessionsOf(work.tx, user.id, work.at)
  })
}

export async function recoveryLink(deps: AccountsDeps, reach: Reach, code: string): Promise<string> {
  const user = await ensureUser(deps, reach, code)
  if (user.status === 'disabled') throw userNotFound(code)
  await changing(deps, reach, async (work) => {
    await work.record({
      bodyId: null,
      action: 'account.recovery-link',
      objectType: 'user',
      objectId: user.id,
      after: { user: user.code },
    })
  })
  return newLink(deps, user.status === 'invited' ? 'invitation' : 'recovery', user.id)
}

/** A token for programs: shown once, kept as its digest only, good for a year. */
export async function createToken(
  deps: AccountsDeps,
  reach: Reach,
  grant: { role: Role; bodyId: string },
): Promise<string> {
  const token = `arp_${newSecret()}`
  await changing(deps, reach, async (work) => {
    const id = newId()
    await insertToken(work.tx, {
      id,
      token_sha256: sha256(token),
      role: grant.role,
      body_id: grant.bodyId,
      created_at: work.at,
      expires_at: new Date(deps.clock.now().getTime() + 365 * day).toISOString(),
      revoked_at: null,
      created_by: reach.actor,
    })
    await work.record({
      bodyId: grant.bodyId,
      action: 'token.created',
      objectType: 'token',
      objectId: id,
      after: { role: grant.role },
    })
  })
  return token
}

/** The tokens of the bodies in reach, without what opens: their digests stay here. */
export async function listTokens(deps: AccountsDeps, reach: Reach): Promise<TokenView[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  return (await tokensIn(reach, deps.db)).map((row) => ({
    id: row.id,
    role: row.role as Role, // checked on the way in
    body: tree.byId.get(row.body_id)?.code ?? '',
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }))
}

/** Ends a token at once; ending it twice changes nothing. */
export async function revokeToken(deps: AccountsDeps, reach: Reach, id: string): Promise<void> {
  const token = (await tokensIn(reach, deps.db)).find((row) => row.id === id)
  if (token === undefined) throw tokenNotFound()
  if (token.revoked_at !== null) return
  await changing(deps, reach, async (work) => {
    await revokeTokenAt(work.tx, id, work.at)
    await work.record({
      bodyId: token.body_id,
      action: 'token.revoked',
      objectType: 'token',
      objectId: id,
      before: { role: token.role },
    })
  })
}

export async function listBodies(deps: Pick<AccountsDeps, 'db' | 'clock'>, reach: Reach): Promise<BodyView[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  return [...tree.byId.values()]
    .filter((body) => reach.bodies.includes(body.id))
    .map(({ code, nameFr, nameEn, kind, parent }) => ({ code, nameFr, nameEn, kind, parent }))
}

/** A new body under one within reach (or a root, for the installation itself). */
export async function createBody(
  deps: Pick<AccountsDeps, 'db' | 'clock'>,
  reach: Reach,
  body: BodyView,
): Promise<{ id: string; code: string }> {
  const today = todayOf(deps.clock)
  return changing(deps, reach, async (work) => {
    const tree = await bodyTree(work.tx, today)
    if (tree.byCode.has(body.code)) throw bodyCodeTaken(body.code)
    if (body.parent === null && reach.action !== 'system') throw bodyNotFound('')
    const parentId = body.parent === null ? null : ensureReached(reach, tree, body.parent)
    const id = newId()
    await insertBody(work.tx, { id, ...body, parentId, at: work.at, day: today })
    await work.record({ bodyId: id, action: 'body.created', objectType: 'body', objectId: id, after: body })
    return { id, code: body.code }
  })
}
