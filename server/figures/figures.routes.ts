import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { figureDerivation, type FiguresDeps } from './figures.usecases.ts'

export function figuresRoutes(deps: FiguresDeps) {
  return new Hono<AppEnv>().get(
    '/:id',
    policy('assessment.read'),
    answers('Where a figure comes from', 'Derivation'),
    async (c) => c.json(await figureDerivation(deps, c.get('reach'), c.req.param('id'))),
  )
}
