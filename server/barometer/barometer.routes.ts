import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { type BarometerDeps, barometerPreview, publicBarometer, publishBarometer } from './barometer.usecases.ts'

export function barometerRoutes(deps: BarometerDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('public'), answers('Approved figures, for everyone', 'Barometer'), async (c) =>
      c.json(await publicBarometer(deps)),
    )
    .get(
      '/preview',
      policy('barometer.publish'),
      answers('The figures as they would be published now', 'Barometer'),
      async (c) => c.json(await barometerPreview(deps, c.get('reach'))),
    )
    .post(
      '/publications',
      policy('barometer.publish'),
      answers('Approves the figures for the public', 'Barometer', 201),
      async (c) => c.json(await publishBarometer(deps, c.get('reach')), 201),
    )
}
