import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { SqliteOpened, SqliteReply, SqliteRequest, SqliteThreadOptions } from './sqlite-protocol.ts'

/** A refusal of the database, with its own code (`SQLITE_CONSTRAINT_UNIQUE`). */
export class SqliteError extends Error {
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.name = 'SqliteError'
    this.code = code
  }
}

export type SqliteThread = {
  /** A new port to this thread, to use here or to hand to another thread. */
  connect(): MessagePort
  close(): Promise<void>
}

/** Starts a thread that owns one connection; resolves once the file is open, rejects with the reason when it cannot be. */
export async function createSqliteThread(options: SqliteThreadOptions): Promise<SqliteThread> {
  const worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), { workerData: options })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', (opened: SqliteOpened) => {
      if (opened.ok) resolve()
      else reject(new SqliteError(opened.message, opened.code))
    })
    worker.once('error', reject)
  })
  worker.on('error', (error) => {
    // The database thread died: what was acknowledged is on disk, and nothing more can be. Stop rather than answer wrongly.
    process.stderr.write(`database thread stopped: ${error.message}\n`)
    process.exit(70)
  })
  worker.unref()
  return {
    connect() {
      const { port1, port2 } = new MessageChannel()
      worker.postMessage({ connect: port1 }, [port1])
      return port2
    },
    async close() {
      const closed = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.ref()
      worker.postMessage({ close: true })
      await closed
    },
  }
}

type Reply = Extract<SqliteReply, { ok: true }>
type Ask = SqliteRequest extends infer R ? (R extends SqliteRequest ? Omit<R, 'id'> : never) : never

export type SqliteClient = { ask(request: Ask): Promise<Reply>; close(): void }

/** Questions and answers over a port. */
export function createSqliteClient(port: MessagePort): SqliteClient {
  let lastId = 0
  const open = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>()
  port.on('message', (reply: SqliteReply) => {
    const asked = open.get(reply.id)
    open.delete(reply.id)
    if (open.size === 0) port.unref()
    if (reply.ok) asked?.resolve(reply)
    else asked?.reject(new SqliteError(reply.message, reply.code))
  })
  port.on('close', () => {
    for (const asked of open.values()) asked.reject(new SqliteError('the database is closed', 'CLOSED'))
    open.clear()
  })
  port.unref()
  return {
    ask(request) {
      lastId += 1
      const id = lastId
      port.ref()
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject })
        port.postMessage({ ...request, id })
      })
    },
    close: () => port.close(),
  }
}
