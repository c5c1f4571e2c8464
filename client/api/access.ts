import { createSignal } from 'solid-js'
import type * as v from 'valibot'
import type { Action, newUserSchema, SessionView, UserView } from '#models/access/access.schemas.ts'
import { get, post, remove } from './http.ts'
import { forgetAll } from './load.ts'

const seenHereKey = 'arpent.seen-here'
const [session, setSession] = createSignal<SessionView | undefined>()
/** Who is signed in, or nobody. */
export { session, setSession }

/** Whether the person may do this somewhere; the server checks where. */
export function may(action: Action): boolean {
  return session()?.actions.includes(action) ?? false
}

export type LinkKind = 'first-administrator' | 'invitation' | 'recovery' | 'sign-in'
export type LinkView = { readonly kind: LinkKind; readonly needsPassword: boolean; readonly user: string | null }

/** Whether someone signed in with this browser and did not sign out: a public page asks who they are only then. */
export function wasSignedInHere(): boolean {
  return localStorage.getItem(seenHereKey) !== null
}

function opened(view: SessionView): SessionView {
  localStorage.setItem(seenHereKey, 'yes')
  return setSession(view)
}

export async function loadSession(): Promise<SessionView> {
  return opened(await get<SessionView>('/api/session'))
}

export async function signIn(login: string, password: string): Promise<SessionView> {
  return opened(await post<SessionView>('/api/session', { login, password }))
}

export async function signOut(): Promise<void> {
  await remove('/api/session')
  localStorage.removeItem(seenHereKey)
  forgetAll()
  setSession(undefined)
}

export async function inspectLink(token: string): Promise<LinkView> {
  return await post<LinkView>('/api/links/inspect', { token })
}

export async function openWithLink(use: { token: string; login?: string; password?: string }): Promise<SessionView> {
  return opened(await post<SessionView>('/api/links/use', use))
}

export const usersPath = '/api/users'

export async function users(signal: AbortSignal): Promise<readonly UserView[]> {
  return await get(usersPath, { signal })
}

export async function inviteUser(user: v.InferInput<typeof newUserSchema>): Promise<{ user: string; link: string }> {
  return await post(usersPath, user)
}

export async function disableUser(user: string): Promise<void> {
  await post(`${usersPath}/${encodeURIComponent(user)}/disable`)
}

export async function recoveryLink(user: string): Promise<{ link: string }> {
  return await post(`${usersPath}/${encodeURIComponent(user)}/link`)
}
