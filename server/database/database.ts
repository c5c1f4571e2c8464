import { existsSync, mkdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { createSqliteThread, type SqliteThread } from './sqlite-client.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { migrationProvider, migrations, schemaVersion } from './migrations.ts'
import type { Schema } from './schema.ts'
import { applicationId } from './sqlite-protocol.ts'
import { databaseRefused, openingRefusal } from './database.problems.ts'

export type Database = Kysely<Schema>
export type DatabaseTransaction = Transaction<Schema>

/** What another thread needs to open the same database. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly writer: MessagePort; readonly readers: readonly MessagePort[] }
  | { readonly kind: 'postgres'; readonly url: string }

export type OpenDatabase = {
  readonly db: Database
  readonly engine: 'sqlite' | 'postgres'
  /** A way in for a worker thread; on SQLite the ports must be in the transfer list. */
  address(): DatabaseAddress
  close(): Promise<void>
}

/** Refuses an address where nothing is: a command that only reads would otherwise begin a new database beside the one meant. */
export function ensureThere(url: string): void {
  if (!url.startsWith('file:')) return
  const file = url.slice('file:'.length)
  if (!existsSync(file) && !existsSync(`${file}-wal`)) throw databaseRefused('database-absent', file)
}

/** Opens `file:…` or `postgres://…`, brings the schema up to date, and refuses in words what is not ours. */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  if (url.startsWith('file:')) {
    const file = url.slice('file:'.length)
    return openSqliteFile(file).catch((error: unknown) => {
      throw openingRefusal(error, file)
    })
  }
  throw databaseRefused('database-address-unknown', url)
}

/** The same database from another thread. */
export function databaseAt(address: DatabaseAddress): Database {
  if (address.kind === 'sqlite') return new Kysely<Schema>({ dialect: createSqliteDialect(address) })
  return new Kysely<Schema>({ dialect: postgresDialect(address.url) })
}

async function openSqliteFile(file: string): Promise<OpenDatabase> {
  await ensureOurs(file)
  mkdirSync(dirname(file), { recursive: true })
  const writer = await createSqliteThread({ file, role: 'writer' })
  const first = databaseAt({ kind: 'sqlite', writer: writer.connect(), readers: [] })
  await migrate(first)
  await sql.raw(`pragma user_version = ${schemaVersion}`).execute(first)
  // `ensureOurs` reads both marks in the header of the file: a command run beside a server just begun must find them there.
  await sql.raw('pragma wal_checkpoint(passive)').execute(first)
  const readers = await Promise.all([0, 1].map(() => createSqliteThread({ file, role: 'reader' })))
  const address = () =>
    ({ kind: 'sqlite', writer: writer.connect(), readers: readers.map((reader) => reader.connect()) }) as const
  const db = databaseAt(address())
  return {
    db,
    engine: 'sqlite',
    address,
    close: () => close(db, first, writer, readers),
  }
}

async function close(
  db: Database,
  first: Database,
  writer: SqliteThread,
  readers: readonly SqliteThread[],
): Promise<void> {
  await db.destroy()
  await first.destroy()
  await Promise.all(readers.map((reader) => reader.close()))
  await writer.close()
}

/**
 * Reads the header by hand before SQLite touches the file: an empty file would open as a new database, and a foreign one would be
 * migrated. The application id is at byte 68 and the user version at byte 60, big-endian (SQLite file format).
 */
async function ensureOurs(file: string): Promise<void> {
  if (!existsSync(file)) {
    if (existsSync(`${file}-wal`)) throw databaseRefused('database-file-missing', file)
    return
  }
  if (!statSync(file).isFile()) throw databaseRefused('database-not-a-file', file)
  const header = Buffer.alloc(100)
  const handle = await open(file, 'r')
  const { bytesRead } = await handle.read(header, 0, 100, 0)
  const { size } = await handle.stat()
  await handle.close()
  if (size === 0) throw databaseRefused('database-file-empty', file)
  const begins = 'SQLite format 3'.slice(0, bytesRead)
  if (header.toString('latin1', 0, begins.length) !== begins) throw databaseRefused('database-not-sqlite', file)
  if (bytesRead < 100) throw databaseRefused('database-file-truncated', file)
  if (header.readUInt32BE(68) !== applicationId) throw databaseRefused('database-not-ours', file)
  if (header.readUInt32BE(60) > schemaVersion) throw databaseRefused('database-newer', file)
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  if (!existsSync(`${file}-wal`) && size < pageSize * header.readUInt32BE(28)) {
    throw databaseRefused('database-file-truncated', file)
  }
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const db = new Kysely<Schema>({ dialect: postgresDialect(url) })
  const at = postgresName(url)
  try {
    await ensureOursOnPostgres(db, at)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    engine: 'postgres',
    address: () => ({ kind: 'postgres', url }),
    close: () => db.destroy(),
  }
}

/** Server and database, without the password. */
function postgresName(url: string): string {
  if (!URL.canParse(url)) throw databaseRefused('database-address-unknown', 'postgres://…')
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** As for a file: tables of another program, or migrations that this version does not know, refuse before anything is written. */
async function ensureOursOnPostgres(db: Database, at: string): Promise<void> {
  let tables: readonly string[]
  try {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()`.execute(db)
    tables = rows.map((row) => row.name)
  } catch (error) {
    const refusal = openingRefusal(error, at)
    throw refusal === error ? databaseRefused('database-unreachable', at) : refusal
  }
  if (tables.length === 0) return
  if (!tables.includes('kysely_migration')) throw databaseRefused('database-not-ours', at)
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  const [first] = rows
  if (first === undefined && tables.some((name) => !name.startsWith('kysely_')))
    throw databaseRefused('database-not-ours', at)
  if (first !== undefined && migrations[first.name] === undefined) throw databaseRefused('database-not-ours', at)
  if (rows.some((row) => migrations[row.name] === undefined)) throw databaseRefused('database-newer', at)
}

function postgresDialect(url: string): PostgresDialect {
  // int8 as a number, with a guard: amounts stay below 2^53 by construction, and a silent rounding must not pass.
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError(`integer past 2^53: ${text}`)
    return value
  })
  const pool = new pg.Pool({ connectionString: url, max: 10, types, statement_timeout: 60_000 })
  pool.on('error', () => undefined) // an idle connection lost is replaced at the next query, which reports its own failure
  return new PostgresDialect({ pool })
}

/** Brings the schema to the last migration; the first failure is thrown, with nothing of that migration left behind. */
export async function migrate(db: Database): Promise<void> {
  const { error } = await migratorOf(db).migrateToLatest()
  if (error !== undefined) throw error
}

export function migratorOf(db: Database): Migrator {
  return new Migrator({ db, provider: migrationProvider })
}
