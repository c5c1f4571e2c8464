import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type OpenDatabase } from '#server/database/database.ts'

export type Engine = 'sqlite' | 'postgres'
export const engines: readonly Engine[] = ['sqlite', 'postgres']

let count = 0

/** A fresh, migrated database of either engine, in a temporary file or a new PostgreSQL database. */
export async function testDatabase(engine: Engine): Promise<OpenDatabase & { readonly url: string }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'arpent-test-'))
    const url = `file:${join(folder, 'arpent.db')}`
    const database = await openDatabase(url)
    return {
      ...database,
      url,
      close: async () => {
        await database.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  }
  count += 1
  const base = new URL(inject('postgresUrl'))
  const name = `arpent_${process.pid}_${count}`
  const client = new pg.Client({ connectionString: base.href })
  await client.connect()
  await client.query(`create database ${name} template ${inject('postgresTemplate')}`)
  await client.end()
  base.pathname = `/${name}`
  return { ...(await openDatabase(base.href)), url: base.href }
}
