import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { JobView } from '#models/imports/import.views.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { actionRefused } from '#server/access/access.problems.ts'
import type { Reach } from '#server/access/reach.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import type { Log } from '#server/shared/log.ts'
import type { FromComputeThread, ToComputeThread } from './job-protocol.ts'
import { jobNotFound } from './jobs.problems.ts'
import { findJob, insertJob, jobView, latestJob, markRunning, unfinishedJobs, updateJob } from './jobs.repository.ts'

export type Jobs = Awaited<ReturnType<typeof createJobs>>
export type JobsDeps = {
  readonly database: OpenDatabase
  readonly clock: Clock
  readonly log: Log
  readonly computeThread: URL
}

type NewJob = {
  readonly kind: string
  readonly bodyId: string
  readonly input: Json
  /** Runs when the job is over, however it ended, even before it began. */
  readonly whenOver?: () => Promise<void>
}

const queuedStep: Bilingual = { fr: 'En attente', en: 'Waiting' }
const unexpectedProblem = {
  code: 'unexpected',
  detail: {
    fr: 'Une erreur est survenue de notre côté. Rien n’a été publié. Réessayer.',
    en: 'Something failed on our side. Nothing was published. Try again.',
  },
}

/** The queue of long work: one compute thread, kept warm, one job at a time; progress and stop for each. */
export async function createJobs({ database, clock, log, computeThread }: JobsDeps) {
  const { db } = database
  const changes = new EventEmitter().setMaxListeners(0)
  const live = new Map<string, NewJob & { readonly reach: Reach }>()
  const queue: string[] = []
  let running: string | undefined
  let thread: Worker | undefined
  const lastWritten = new Map<string, number>()

  for (const left of await unfinishedJobs(db)) {
    // The process stopped in the middle: what it had not published does not exist. Said, not hidden.
    await updateJob(db, left.id, {
      state: 'failed',
      ended_at: instantOf(clock),
      problem_json: JSON.stringify(interrupted),
    })
  }

  function startThread(): Worker {
    const address = database.address()
    const transfer = address.kind === 'sqlite' ? [address.writer, ...address.readers] : []
    const worker = new Worker(computeThread, { workerData: { address }, transferList: transfer })
    worker.on(
      'message',
      (message: FromComputeThread) =>
        void receive(message).catch((error: unknown) => log.error({ err: String(error) }, 'job note not written')),
    )
    worker.on('error', (error) => {
      log.error({ err: { name: error.name, stack: error.stack } }, 'compute thread stopped')
      thread = undefined
      if (running !== undefined)
        void receive({ kind: 'failed', id: running, problem: unexpectedProblem, unexpected: error.message })
    })
    worker.unref()
    return worker
  }

  function next(): void {
    if (running !== undefined) return
    const id = queue.shift()
    const job = id === undefined ? undefined : live.get(id)
    if (id === undefined || job === undefined) return
    running = id
    thread ??= startThread()
    thread.ref()
    thread.postMessage({ kind: 'run', id, job: job.kind, input: job.input, reach: job.reach } satisfies ToComputeThread)
    markRunning(db, id).catch((error: unknown) => log.error({ err: String(error) }, 'job note not written'))
  }

  async function receive(message: FromComputeThread): Promise<void> {
    if (message.kind === 'ready') return
    if (message.kind === 'progress') {
      const { id, done, total, step } = message
      const now = Date.now()
      if (now - (lastWritten.get(id) ?? 0) < 250) return
      lastWritten.set(id, now)
      await updateJob(db, id, { progress_json: JSON.stringify({ done, total, step }) })
      changes.emit(id)
      return
    }
    await end(message)
  }

  async function end(message: Exclude<FromComputeThread, { kind: 'ready' | 'progress' }>): Promise<void> {
    const { id, kind } = message
    if (message.kind === 'failed' && message.unexpected !== null)
      log.error({ job: id, err: message.unexpected }, 'job failed')
    running = running === id ? undefined : running
    if (running === undefined) thread?.unref()
    await live
      .get(id)
      ?.whenOver?.()
      .catch((error: unknown) => log.error({ job: id, err: String(error) }, 'job not cleared'))
    live.delete(id)
    lastWritten.delete(id)
    await updateJob(db, id, {
      state: kind,
      ended_at: instantOf(clock),
      ...(message.kind === 'done' ? { result: message.result } : {}),
      ...(message.kind === 'failed' ? { problem_json: JSON.stringify(message.problem) } : {}),
    })
    changes.emit(id)
    next()
  }

  return {
    /** Queues a job of a body and answers at once. */
    async start(reach: Reach, job: NewJob): Promise<JobView> {
      const id = newId()
      const row = {
        id,
        body_id: job.bodyId,
        kind: job.kind,
        state: 'queued',
        input_json: JSON.stringify(job.input),
        progress_json: JSON.stringify({ done: 0, total: null, step: queuedStep }),
        result: null,
        problem_json: null,
        created_by: reach.actor,
        created_at: instantOf(clock),
        ended_at: null,
      }
      await insertJob(db, row)
      live.set(id, { ...job, reach })
      queue.push(id)
      next()
      return jobView(row)
    },
    async find(reach: Reach, id: string): Promise<JobView> {
      const row = await findJob(reach, db, id)
      if (row === undefined) throw jobNotFound()
      return jobView(row)
    },
    /** The last job of a kind that the installation started, whoever asked. */
    async latest(kind: string): Promise<JobView | undefined> {
      const row = await latestJob(db, kind)
      return row === undefined ? undefined : jobView(row)
    },
    /** Asks a job to stop: whoever started it, or who may run such work in its body. What it had not published does not exist. */
    async stop(reach: Reach, id: string, mayRunIn: readonly string[]): Promise<JobView> {
      const row = await findJob(reach, db, id)
      if (row === undefined) throw jobNotFound()
      if (row.created_by !== reach.actor && !mayRunIn.includes(row.body_id)) throw actionRefused()
      const job = jobView(row)
      const waiting = queue.indexOf(id)
      if (waiting >= 0) {
        queue.splice(waiting, 1)
        await end({ kind: 'cancelled', id })
      } else if (running === id) thread?.postMessage({ kind: 'stop', id } satisfies ToComputeThread)
      return job
    },
    /** Resolves when the job has news, or after `ms`. */
    news: (id: string, ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(done, ms)
        function done() {
          clearTimeout(timer)
          changes.off(id, done)
          resolve()
        }
        changes.once(id, done)
      }),
    async close(): Promise<void> {
      await thread?.terminate()
    },
  }
}

const interrupted = {
  code: 'job-interrupted',
  detail: {
    fr: 'Le service s’est arrêté pendant ce travail. Rien n’a été publié. Le relancer.',
    en: 'The service stopped during this work. Nothing was published. Start it again.',
  },
}
