import { createSignal, onCleanup } from 'solid-js'
import type { JobView } from '#models/imports/import.views.ts'
import { get, remove } from './http.ts'

function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`
}

export async function stopJob(id: string): Promise<void> {
  await remove(jobPath(id))
}

export function isOver(job: JobView): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

/**
 * Follows a running job by the server's events. When the stream breaks the browser opens it again by itself; the state is then
 * read once, so that an end that fell between the two is not missed.
 */
export function createJobWatch(whenOver: (job: JobView) => void) {
  const [job, setJob] = createSignal<JobView>()
  let stream: EventSource | undefined
  let watched: string | undefined

  function close(): void {
    stream?.close()
    stream = undefined
    watched = undefined
  }

  function take(next: JobView): void {
    if (next.id !== watched) return
    setJob(next)
    if (!isOver(next)) return
    close()
    whenOver(next)
  }

  function watch(id: string): void {
    close()
    watched = id
    stream = new EventSource(`${jobPath(id)}/events`)
    // The server writes each event from the same type.
    stream.addEventListener('job', (event: MessageEvent<string>) => take(JSON.parse(event.data) as JobView))
    stream.addEventListener('error', () => {
      void get<JobView>(jobPath(id)).then(take, () => undefined)
    })
  }
  onCleanup(close)
  return { job, watch, forget: () => setJob(undefined) }
}
