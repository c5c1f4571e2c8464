import type { MessagePort } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import { createSqliteClient, type SqliteClient } from './sqlite-client.ts'
import type { SqliteParameters } from './sqlite-protocol.ts'

export type SqlitePorts = { readonly writer: MessagePort; readonly readers: readonly MessagePort[] }

/** Kysely over SQLite threads: selects outside a transaction go to readers, all else to the one writer. */
export function createSqliteDialect(ports: SqlitePorts): Dialect {
  return {
    createAdapter: () => new ThreadsAdapter(),
    createDriver: () => new ThreadDriver(ports),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/**
 * Two things Kysely's adapter says of SQLite that are not so here. It does roll back schema changes: without it, half a migration would stay
 * behind. And there are several connections: without it, every read of this thread would wait for the write transaction of another request.
 */
class ThreadsAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class ThreadDriver implements Driver {
  readonly #writer: SqliteClient
  readonly #readers: readonly SqliteClient[]
  #next = 0

  constructor(ports: SqlitePorts) {
    this.#writer = createSqliteClient(ports.writer)
    this.#readers = ports.readers.map((port) => createSqliteClient(port))
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ThreadConnection> {
    this.#next += 1
    const reader = this.#readers[this.#next % Math.max(1, this.#readers.length)] ?? this.#writer
    return new ThreadConnection(this.#writer, reader)
  }

  async beginTransaction(connection: ThreadConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings.accessMode === 'read only')
  }

  async commitTransaction(connection: ThreadConnection): Promise<void> {
    await connection.end('commit')
  }

  async rollbackTransaction(connection: ThreadConnection): Promise<void> {
    await connection.end('rollback')
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#writer.close()
    for (const reader of this.#readers) reader.close()
  }
}

class ThreadConnection implements DatabaseConnection {
  readonly #writer: SqliteClient
  readonly #reader: SqliteClient
  #holder: SqliteClient | undefined

  constructor(writer: SqliteClient, reader: SqliteClient) {
    this.#writer = writer
    this.#reader = reader
  }

  /** A transaction that only reads is a snapshot of one reader: the writer goes on meanwhile. */
  async begin(isReadOnly: boolean): Promise<void> {
    const client = isReadOnly ? this.#reader : this.#writer
    await client.ask({ kind: 'begin' })
    this.#holder = client
  }

  async end(kind: 'commit' | 'rollback'): Promise<void> {
    const client = this.#holder ?? this.#writer
    this.#holder = undefined
    await client.ask({ kind })
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const free = query.query.kind === 'SelectQueryNode' ? this.#reader : this.#writer
    const client = this.#holder ?? free
    const reply = await client.ask({
      kind: 'run',
      sql: query.sql,
      parameters: query.parameters.map(sqliteValue) as SqliteParameters, // sqliteValue throws on anything else
      inTransaction: this.#holder !== undefined,
    })
    const rows = reply.rows as R[] // Kysely states the row type from the query; the driver cannot check it
    if (reply.lastInsertRowid === null) return { rows }
    return { rows, numAffectedRows: BigInt(reply.changes), insertId: BigInt(reply.lastInsertRowid) }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }
}

function sqliteValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === undefined) throw new TypeError('a parameter is undefined; absence is written null')
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('a number that is not finite cannot be stored')
  return value
}
