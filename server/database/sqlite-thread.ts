import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { ensureDurable, openSqlite } from './sqlite-connection.ts'
import type { SqliteOpened, SqliteReply, SqliteRequest, SqliteThreadOptions } from './sqlite-protocol.ts'

// One connection in one thread. Several threads may ask, each through its own port; a transaction belongs to one port, the others wait.

const options = workerData as SqliteThreadOptions // given by createSqliteThread, the only one that starts this file
const connection = opened()
const statements = new Map<string, Database.Statement>()
let holder: MessagePort | undefined
let waiting: { port: MessagePort; request: SqliteRequest }[] = []
let hasWritten = false

if (parentPort === null) throw new Error('this file runs in a worker thread')
parentPort.on('message', (message: { connect?: MessagePort; close?: boolean }) => {
  if (message.connect !== undefined) listen(message.connect)
  if (message.close === true) close()
})
parentPort.postMessage({ ok: true } satisfies SqliteOpened)

/** The connection; why not is told to who started this thread, which then ends. */
function opened(): Database.Database {
  try {
    return openSqlite(options.file, options.role)
  } catch (error) {
    parentPort?.postMessage({ ok: false, ...told(error) } satisfies SqliteOpened)
    throw error
  }
}

function listen(port: MessagePort): void {
  port.on('message', (request: SqliteRequest) => receive(port, request))
  port.on('close', () => {
    waiting = waiting.filter((item) => item.port !== port)
    if (holder === port) {
      connection.exec('ROLLBACK') // whoever asked is gone in the middle of a transaction: nothing of it stays
      release()
    }
  })
}

function receive(port: MessagePort, request: SqliteRequest): void {
  if (holder !== undefined && holder !== port) waiting.push({ port, request })
  else if (holder === port && request.kind === 'run' && !request.inTransaction) waiting.push({ port, request })
  else if (holder === port && request.kind === 'begin') waiting.push({ port, request })
  else serve(port, request)
}

function serve(port: MessagePort, request: SqliteRequest): void {
  try {
    port.postMessage(answer(port, request))
  } catch (error) {
    port.postMessage(failure(request.id, error))
  }
}

function answer(port: MessagePort, request: SqliteRequest): SqliteReply {
  switch (request.kind) {
    case 'begin':
      connection.exec(options.role === 'writer' ? 'BEGIN IMMEDIATE' : 'BEGIN')
      holder = port
      return reply(request.id, [], 0, null)
    case 'commit':
      connection.exec('COMMIT')
      release()
      if (!hasWritten && options.role === 'writer') {
        ensureDurable(connection)
        hasWritten = true
      }
      return reply(request.id, [], 0, null)
    case 'rollback':
      if (connection.inTransaction) connection.exec('ROLLBACK')
      release()
      return reply(request.id, [], 0, null)
    case 'run':
      return runOne(request.id, request.sql, request.parameters)
  }
}

function runOne(id: number, sql: string, parameters: readonly unknown[]): SqliteReply {
  const statement = prepared(sql)
  if (statement.reader) return reply(id, statement.all(...parameters), 0, null)
  const result = statement.run(...parameters)
  return reply(id, [], result.changes, String(result.lastInsertRowid))
}

/** Statements are compiled once; the store is emptied when it grows past what a server ever asks. */
function prepared(sql: string): Database.Statement {
  const known = statements.get(sql)
  if (known !== undefined) return known
  if (statements.size > 2_000) statements.clear()
  const statement = connection.prepare(sql)
  if (/^\s*(select|insert|update|delete|with)/i.test(sql)) statements.set(sql, statement)
  return statement
}

function release(): void {
  holder = undefined
  // Served in order of arrival, until one of them begins a transaction.
  while (holder === undefined) {
    const next = waiting.shift()
    if (next === undefined) return
    serve(next.port, next.request)
  }
}

function reply(id: number, rows: readonly unknown[], changes: number, lastInsertRowid: string | null): SqliteReply {
  return { id, ok: true, rows, changes, lastInsertRowid }
}

function failure(id: number, error: unknown): SqliteReply {
  return { id, ok: false, ...told(error) }
}

function told(error: unknown): { readonly message: string; readonly code: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { message: error instanceof Error ? error.message : String(error), code }
}

function close(): void {
  connection.close()
  process.exit(0)
}
