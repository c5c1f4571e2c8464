import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { type HomeDeps, homeView } from './home.usecases.ts'

export function homeRoutes(deps: HomeDeps) {
  return new Hono<AppEnv>().get(
    '/',
    policy('signed-in'),
    answers('What awaits this person, and where the portfolio stands', 'Home'),
    async (c) => {
      const identity = c.get('identity')
      return c.json(await homeView(deps, c.get('reach'), (action) => identity?.bodiesByAction.has(action) === true))
    },
  )
}
