import type { Migration, MigrationProvider } from 'kysely/migration'
import * as house from './migrations/0001-house.ts'
import * as securityDesk from './migrations/0002-security-desk.ts'
import * as usage from './migrations/0005-usage.ts'

/** The list, oldest first; a name never changes once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-house': house,
  '0002-security-desk': securityDesk,
  '0005-usage': usage,
}

/** Written in SQLite's `user_version`: a file with a higher one comes from a newer Arpent. */
export const schemaVersion = Object.keys(migrations).length

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
}
