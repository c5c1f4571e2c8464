import { Hono } from 'hono'
import { reachOf } from '#server/access/reach.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { homeView, rememberedStanding } from './home.usecases.ts'
import type { HomeDeps, Reaches } from './inbox.usecases.ts'

export function homeRoutes(deps: HomeDeps) {
  const standingOf = rememberedStanding(deps)
  return new Hono<AppEnv>().get(
    '/',
    policy('signed-in'),
    answers('What awaits this person, and where the portfolio stands', 'Home'),
    async (c) => {
      const identity = c.get('identity')
      const reach = c.get('reach')
      const reaches: Reaches = (action) => {
        const bodies = identity?.bodiesByAction.get(action)
        return bodies === undefined || bodies.length === 0 ? undefined : reachOf({ ...reach, action, bodies })
      }
      return c.json(await homeView(deps, reaches, standingOf))
    },
  )
}
