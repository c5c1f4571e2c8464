import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Database } from '#server/database/database.ts'
import { boardSnapshots, checkBoard } from './board.usecases.ts'

/** Board pages that were shown; each is recomputed on demand from the facts as they were known. */
export function boardRoutes({ db }: { readonly db: Database }) {
  return new Hono<AppEnv>()
    .get('/', policy('benefits.read'), answers('Board pages that were shown', 'BoardSnapshot[]'), async (c) =>
      c.json(await boardSnapshots(db, c.get('reach'))),
    )
    .get(
      '/:id/check',
      policy('benefits.read'),
      answers('The page recomputed from the facts as known then, against its digest', 'BoardCheck'),
      async (c) => c.json(await checkBoard(db, c.get('reach'), c.req.param('id'))),
    )
}
