import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Action } from '#models/access/access.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Jobs } from './jobs.usecases.ts'

/** Who may start a job of a kind may stop it; others are imports. */
const startedBy: Readonly<Record<string, Action>> = {
  detection: 'classification.propose',
  'allocation-replay': 'allocation.approve',
  'bill-import': 'bills.import',
}

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
    .delete('/:id', policy('imports.read'), answers('Asks the job to stop', 'Job'), async (c) => {
      const reach = c.get('reach')
      const { id, kind } = await jobs.find(reach, c.req.param('id'))
      const mayRunIn = c.get('identity')?.bodiesByAction.get(startedBy[kind] ?? 'imports.run') ?? []
      return c.json(await jobs.stop(reach, id, mayRunIn))
    })
}
