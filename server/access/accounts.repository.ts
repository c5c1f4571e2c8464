import type { Role } from '#models/access/access.schemas.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { Reach } from './reach.ts'
import type { ApiTokenRow, OneTimeLinkRow, RoleGrantRow, SessionRow, UserAccountRow } from '#server/database/schema.ts'

// Accounts belong to the installation, not to a body: these tables are read before there is a reach, in order to make one.

export type Grant = { readonly role: Role; readonly bodyId: string }

export async function findUserByLogin(
  db: Database | DatabaseTransaction,
  login: string,
): Promise<UserAccountRow | undefined> {
  return db.selectFrom('user_account').selectAll().where('login', '=', login).executeTakeFirst()
}
export async function findUser(db: Database | DatabaseTransaction, id: string): Promise<UserAccountRow | undefined> {
  return db.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst()
}
export async function findUserByCode(
  db: Database | DatabaseTransaction,
  code: string,
): Promise<UserAccountRow | undefined> {
  return db.selectFrom('user_account').selectAll().where('code', '=', code).executeTakeFirst()
}
export async function usersOf(db: Database | DatabaseTransaction): Promise<UserAccountRow[]> {
  return db.selectFrom('user_account').selectAll().orderBy('code').execute()
}
export async function countUsers(db: Database): Promise<number> {
  const row = await db
    .selectFrom('user_account')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
export async function insertUser(tx: DatabaseTransaction, row: UserAccountRow): Promise<void> {
  await tx.insertInto('user_account').values(row).execute()
}
export async function updateUser(
  tx: DatabaseTransaction,
  id: string,
  set: Partial<Pick<UserAccountRow, 'login' | 'password_hash' | 'status' | 'language'>>,
): Promise<void> {
  await tx.updateTable('user_account').set(set).where('id', '=', id).execute()
}

export async function insertGrant(tx: DatabaseTransaction, row: RoleGrantRow): Promise<void> {
  await tx.insertInto('role_grant').values(row).execute()
}
export async function grantsOn(
  db: Database | DatabaseTransaction,
  day: string,
  userId?: string,
): Promise<RoleGrantRow[]> {
  let query = db
    .selectFrom('role_grant')
    .selectAll()
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .orderBy('id')
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  return query.execute()
}

export async function insertSession(db: Database, row: SessionRow): Promise<void> {
  await db.insertInto('session').values(row).execute()
}
export async function findSession(
  db: Database,
  tokenSha256: string,
): Promise<(SessionRow & UserAccountRow) | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('user_account', 'user_account.id', 'session.user_id')
    .selectAll('user_account')
    .select(['session.token_sha256', 'session.user_id', 'session.expires_at', 'session.ended_at'])
    .select('session.last_seen_at as last_seen_at')
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst()
}
export async function touchSession(db: Database, tokenSha256: string, userId: string, at: string): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('token_sha256', '=', tokenSha256).execute()
  await db.updateTable('user_account').set({ last_seen_at: at }).where('id', '=', userId).execute()
}
export async function endSession(db: Database, tokenSha256: string, at: string): Promise<void> {
  await db.updateTable('session').set({ ended_at: at }).where('token_sha256', '=', tokenSha256).execute()
}
export async function endSessionsOf(tx: DatabaseTransaction, userId: string, at: string): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function insertLink(tx: DatabaseTransaction | Database, row: OneTimeLinkRow): Promise<void> {
  await tx.insertInto('one_time_link').values(row).execute()
}
export async function findLink(
  db: Database | DatabaseTransaction,
  tokenSha256: string,
): Promise<OneTimeLinkRow | undefined> {
  return db.selectFrom('one_time_link').selectAll().where('token_sha256', '=', tokenSha256).executeTakeFirst()
}
/** True for the one caller that used it; false when it was used in between. */
export async function useLink(tx: DatabaseTransaction, tokenSha256: string, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('token_sha256', '=', tokenSha256)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
export async function voidLinks(tx: DatabaseTransaction | Database, kind: string, at: string): Promise<void> {
  await tx
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .execute()
}

export async function insertToken(tx: DatabaseTransaction, row: ApiTokenRow): Promise<void> {
  await tx.insertInto('api_token').values(row).execute()
}
export async function findToken(db: Database, tokenSha256: string): Promise<ApiTokenRow | undefined> {
  return db.selectFrom('api_token').selectAll().where('token_sha256', '=', tokenSha256).executeTakeFirst()
}
/** Tokens of the bodies in reach, oldest first. */
export async function tokensIn(reach: Reach, db: Database): Promise<ApiTokenRow[]> {
  return db
    .selectFrom('api_token')
    .selectAll()
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('id')
    .execute()
}
export async function revokeTokenAt(tx: DatabaseTransaction, id: string, at: string): Promise<void> {
  await tx.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).execute()
}
