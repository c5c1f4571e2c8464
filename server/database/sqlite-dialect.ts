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
} from 'kysely'
import { createSqliteClient, type SqliteClient } from './sqlite-client.ts'
import type { SqliteParameters } from './sqlite-protocol.ts'

export type SqlitePorts = { readonly writer: MessagePort; readonly readers: readonly MessagePort[] }

/** Kysely over SQLite threads: selects outside a transaction go to readers, all else to the one writer. */
export function createSqliteDialect(ports: SqlitePorts): Dialect {
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new ThreadDriver(ports),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** SQLite does roll back schema changes; Kysely's adapter says otherwise, and would leave half a migration behind. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
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

  async beginTransaction(connection: ThreadConnection): Promise<void> {
    await connection.begin()
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
  #isInTransaction = false

  constructor(writer: SqliteClient, reader: SqliteClient) {
    this.#writer = writer
    this.#reader = reader
  }

  async begin(): Promise<void> {
    await this.#writer.ask({ kind: 'begin' })
    this.#isInTransaction = true
  }

  async end(kind: 'commit' | 'rollback'): Promise<void> {
    this.#isInTransaction = false
    await this.#writer.ask({ kind })
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const goesToReader = !this.#isInTransaction && query.query.kind === 'SelectQueryNode'
    const client = goesToReader ? this.#reader : this.#writer
    const reply = await client.ask({
      kind: 'run',
      sql: query.sql,
      parameters: query.parameters.map(sqliteValue) as SqliteParameters, // sqliteValue throws on anything else
      inTransaction: this.#isInTransaction,
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
