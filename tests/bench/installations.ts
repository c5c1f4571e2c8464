import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBody } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { type OpenDatabase, openDatabase } from '#server/database/database.ts'
import { systemClock } from '#server/shared/clock.ts'

/** A fresh folder of the bench's own, removed when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export type Installation = {
  readonly database: OpenDatabase
  readonly url: string
  readonly body: { readonly id: string; readonly code: string }
  readonly reach: Reach
}

/** A fresh SQLite installation with one body in it. */
export async function newInstallation(folder: string): Promise<Installation> {
  const url = `file:${join(folder, 'arpent.db')}`
  const database = await openDatabase(url)
  const made = { code: 'MSC', nameFr: 'Services', nameEn: 'Services', kind: 'body', parent: null } as const
  const accounts = { db: database.db, clock: systemClock }
  const body = await createBody(accounts, systemReach({ bodies: [], requestId: 'bench' }), made)
  return { database, url, body, reach: systemReach({ bodies: [body.id], requestId: 'bench' }) }
}
