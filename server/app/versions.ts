import type { Context } from 'hono'
import { versionNeeded, versionStale } from './problems.ts'
import type { AppEnv } from './http.ts'

/** Strong ETag of a row's version. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** The version a change was made on, from `If-Match`; 428 when it is not said. */
export function expectedVersion(c: Context<AppEnv>): number {
  const match = /^"(\d+)"$/.exec(c.req.header('if-match') ?? '')
  if (match === null) throw versionNeeded()
  return Number(match[1])
}

/** 412 with the current version when someone else was faster. */
export function ensureVersion(current: number, expected: number): void {
  if (current !== expected) throw versionStale(etagOf(current))
}
