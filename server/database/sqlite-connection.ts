import Database from 'better-sqlite3'
import { applicationId } from './sqlite-protocol.ts'

/** Opens a connection as every connection must be: foreign keys, durable commits, no trust in the file's own functions. */
export function openSqlite(file: string, role: 'writer' | 'reader'): Database.Database {
  const connection = new Database(file, { readonly: role === 'reader', fileMustExist: role === 'reader' })
  connection.pragma('busy_timeout = 5000')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  if (role === 'writer') {
    connection.pragma('journal_mode = WAL')
    connection.pragma('journal_size_limit = 67108864')
    connection.pragma(`application_id = ${applicationId}`)
    ensureDurable(connection)
  }
  return connection
}

/**
 * better-sqlite3 is built so that `synchronous` falls back to NORMAL after the first write of a WAL file: it is set again here
 * and read back, because NORMAL loses acknowledged commits when the power fails.
 */
export function ensureDurable(connection: Database.Database): void {
  connection.pragma('synchronous = FULL')
  const level = connection.pragma('synchronous', { simple: true })
  const journal = connection.pragma('journal_mode', { simple: true })
  if (level !== 2) throw new Error(`synchronous is ${String(level)}, expected 2 (FULL)`)
  if (journal !== 'wal' && journal !== 'memory') throw new Error(`journal_mode is ${String(journal)}, expected wal`)
}
