import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { problemIn } from './http.ts'

/** What a page knows of what it asked for. While it asks again, or after a failure, the last value stays on screen. */
export type Loaded<T> =
  | { readonly kind: 'loading'; readonly last: T | undefined }
  | { readonly kind: 'ready'; readonly last: T }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly last: T | undefined }

export type Load<T> = {
  readonly state: Accessor<Loaded<T>>
  /** The last value known, current or not. */
  readonly value: Accessor<T | undefined>
  readonly reload: () => Promise<void>
  /** Puts a value that an act has just answered, without asking again. */
  readonly put: (value: T) => void
}

const kept = new Map<string, unknown>()
const live = new Map<string, Set<() => Promise<void>>>()

/** Everything kept of the person who was signed in is forgotten. */
export function forgetAll(): void {
  kept.clear()
}

/** Asks again for every load on screen whose key starts so, and forgets the others: called after an act. */
export async function refresh(prefix: string): Promise<void> {
  for (const key of kept.keys()) if (key.startsWith(prefix) && !live.has(key)) kept.delete(key)
  const reloads = [...live].filter(([key]) => key.startsWith(prefix)).flatMap(([, those]) => [...those])
  await Promise.all(reloads.map((reload) => reload()))
}

/**
 * Reads from the server for as long as the part lives. `key` names what is asked (usually its path) and may change;
 * `undefined` asks nothing yet. The same key read again later shows the last value at once while it asks.
 */
export function createLoad<T>(
  key: () => string | undefined,
  read: (key: string, signal: AbortSignal) => Promise<T>,
): Load<T> {
  const [state, setState] = createSignal<Loaded<T>>({ kind: 'loading', last: undefined })
  let asked: AbortController | undefined

  async function ask(name: string): Promise<void> {
    asked?.abort()
    const mine = new AbortController()
    asked = mine
    // Each key is written by one kind of read only: what is kept under it has that read's type.
    const last = kept.get(name) as T | undefined
    setState({ kind: 'loading', last })
    try {
      const value = await read(name, mine.signal)
      if (mine.signal.aborted) return
      kept.set(name, value)
      setState({ kind: 'ready', last: value })
    } catch (error) {
      if (mine.signal.aborted) return
      setState({ kind: 'problem', problem: problemIn(error), last })
    }
  }

  async function reload(): Promise<void> {
    const name = untrack(key)
    if (name !== undefined) await ask(name)
  }

  createEffect(
    on(key, (name) => {
      if (name === undefined) return
      const those = live.get(name) ?? new Set()
      live.set(name, those.add(reload))
      onCleanup(() => {
        those.delete(reload)
        if (those.size === 0) live.delete(name)
      })
      void ask(name)
    }),
  )
  onCleanup(() => asked?.abort())

  return {
    state,
    value: () => state().last,
    reload,
    put: (value) => {
      const name = untrack(key)
      if (name !== undefined) kept.set(name, value)
      setState({ kind: 'ready', last: value })
    },
  }
}
