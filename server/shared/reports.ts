import { Worker } from 'node:worker_threads'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import type { ReportReply, ReportRequest } from './report-protocol.ts'

export type Reports = ReturnType<typeof createReports>

/** Long reads in a thread of their own, so that a whole portfolio never holds up somebody else's answer. */
export function createReports(database: OpenDatabase, thread: URL) {
  let worker: Worker | undefined
  let lastId = 0
  const open = new Map<number, { resolve: (body: Uint8Array<ArrayBuffer>) => void; reject: (error: Error) => void }>()

  function start(): Worker {
    const address = database.address()
    const transferList = address.kind === 'sqlite' ? [address.writer, ...address.readers] : []
    const started = new Worker(thread, { workerData: { address }, transferList })
    started.on('message', (reply: ReportReply) => {
      const asked = open.get(reply.id)
      open.delete(reply.id)
      if (open.size === 0) started.unref()
      if (reply.ok) asked?.resolve(reply.body)
      else asked?.reject(Object.assign(new Error(reply.message), { stack: reply.stack }))
    })
    started.on('error', (error) => {
      worker = undefined
      for (const asked of open.values()) asked.reject(error)
      open.clear()
    })
    started.unref()
    return started
  }

  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

  return {
    /** The same bytes for the same version: made once, kept while among the last few asked for. */
    remembered(report: string, version: string, reach: Reach, input: Json = {}): Promise<Uint8Array<ArrayBuffer>> {
      const key = `${report} ${version}`
      const known = kept.get(key)
      if (known !== undefined) return known
      const made = this.make(report, reach, input)
      made.catch(() => kept.delete(key)) // a failure is told to who asked, and asked again next time
      kept.set(key, made)
      for (const old of [...kept.keys()].slice(0, -4)) kept.delete(old)
      return made
    },
    /** Bytes of a report, gzipped JSON unless the report says otherwise. */
    make(report: string, reach: Reach, input: Json): Promise<Uint8Array<ArrayBuffer>> {
      worker ??= start()
      worker.ref()
      lastId += 1
      const id = lastId
      const request: ReportRequest = { id, report, input, reach }
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject })
        worker?.postMessage(request)
      })
    },
    async close(): Promise<void> {
      await worker?.terminate()
    },
  }
}
