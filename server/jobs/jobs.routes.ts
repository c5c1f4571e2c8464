import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Jobs } from './jobs.usecases.ts'

export function jobsRoutes(jobs: Jobs) {
  return new Hono<AppEnv>()
    .get('/:id', policy('imports.read'), answers('One job: state and progress', 'Job'), async (c) =>
      c.json(await jobs.find(c.get('reach'), c.req.param('id'))),
    )
    .get(
      '/:id/events',
      policy('imports.read'),
      answers('The same, as server-sent events until it ends', 'Job', 200, { media: 'text/event-stream' }),
      async (c) => {
        const id = c.req.param('id')
        const reach = c.get('reach')
        await jobs.find(reach, id)
        return streamSSE(c, async (stream) => {
          while (!stream.aborted) {
            const job = await jobs.find(reach, id)
            await stream.writeSSE({ event: 'job', data: JSON.stringify(job) })
            if (job.endedAt !== null) return
            await jobs.news(id, 5_000)
          }
        })
      },
    )
    .delete('/:id', policy('imports.run'), answers('Asks the job to stop', 'Job'), async (c) =>
      c.json(await jobs.stop(c.get('reach'), c.req.param('id'))),
    )
}
