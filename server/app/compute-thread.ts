import { parentPort, workerData } from 'node:worker_threads'
import { ProblemError } from '#models/shared/problem.ts'
import { type DatabaseAddress, databaseAt } from '#server/database/database.ts'
import type { FromComputeThread, ToComputeThread } from '#server/jobs/job-protocol.ts'
import { systemClock } from '#server/shared/clock.ts'
import { giveWay } from '#server/shared/priority.ts'
import { jobHandlers } from './job-handlers.ts'

// Heavy work, away from the thread that answers people. One job at a time; a stop is seen between two steps of the job.

if (parentPort === null) throw new Error('this file runs in a worker thread')
const port = parentPort
giveWay()
const { address } = workerData as { readonly address: DatabaseAddress } // given by createJobs, the only one that starts this file
const db = databaseAt(address)
const stops = new Map<string, AbortController>()
const post = (message: FromComputeThread) => port.postMessage(message)

port.on('message', (message: ToComputeThread) => {
  if (message.kind === 'stop') stops.get(message.id)?.abort()
  else void run(message)
})
post({ kind: 'ready' })

async function run(message: Extract<ToComputeThread, { kind: 'run' }>): Promise<void> {
  const { id, job, input, reach } = message
  const stop = new AbortController()
  stops.set(id, stop)
  try {
    const handler = jobHandlers[job]
    if (handler === undefined) throw new Error(`no job of kind ${job}`)
    const result = await handler(
      {
        db,
        clock: systemClock,
        reach,
        signal: stop.signal,
        progress: (done, total, step) => post({ kind: 'progress', id, done, total, step }),
      },
      input,
    )
    post({ kind: 'done', id, result })
  } catch (error) {
    if (stop.signal.aborted) post({ kind: 'cancelled', id })
    else post({ kind: 'failed', id, ...told(error) })
  } finally {
    stops.delete(id)
  }
}

function told(error: unknown): Pick<Extract<FromComputeThread, { kind: 'failed' }>, 'problem' | 'unexpected'> {
  if (error instanceof ProblemError) {
    const row = error.errors.find((one) => one.row !== undefined)?.row
    return {
      problem: { code: error.code, detail: error.detail, ...(row === undefined ? {} : { row }) },
      unexpected: null,
    }
  }
  return {
    problem: {
      code: 'unexpected',
      detail: {
        fr: 'Une erreur est survenue de notre côté. Rien n’a été publié. Réessayer.',
        en: 'Something failed on our side. Nothing was published. Try again.',
      },
    },
    unexpected: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}
