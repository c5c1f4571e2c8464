import type { Context } from 'hono'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { versionNeeded, versionStale } from './problems.ts'
import type { AppEnv } from './http.ts'

/** Strong ETag of a row's version. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** Strong ETag of what is versioned by its content alone: a setting that stands once. */
export function etagOfContent(content: unknown): string {
  return `"${digestOf(asJson(content)).slice(0, 16)}"`
}

/** The version a change was made on, from `If-Match`; 428 when it is not said. */
export function expectedVersion(c: Context<AppEnv>): number {
  const match = /^"(\d+)"$/.exec(c.req.header('if-match') ?? '')
  if (match === null) throw versionNeeded()
  return Number(match[1])
}

/** The same for what is versioned by its content: the ETag as it was read. */
export function expectedEtag(c: Context<AppEnv>): string {
  const match = c.req.header('if-match') ?? ''
  if (!/^"[^"]+"$/.test(match)) throw versionNeeded()
  return match
}

/** 412 with the current version when someone else was faster. */
export function ensureVersion(current: number, expected: number): void {
  ensureEtag(etagOf(current), etagOf(expected))
}

export function ensureEtag(current: string, expected: string): void {
  if (current !== expected) throw versionStale(current)
}
