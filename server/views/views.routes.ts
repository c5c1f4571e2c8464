import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody } from '#server/app/validate.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { listViews, newViewSchema, removeView, saveView } from './views.usecases.ts'

export function viewsRoutes(deps: { readonly db: Database; readonly clock: Clock }) {
  return new Hono<AppEnv>()
    .get('/', policy('inventory.read'), answers('Saved views', 'View[]'), async (c) =>
      c.json(await listViews(deps, c.get('reach'))),
    )
    .post('/', policy('views.edit'), answers('Saves a view', 'View', 201), jsonBody(newViewSchema), async (c) =>
      c.json(await saveView(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .delete('/:id', policy('views.edit'), answers('Removes one’s own view', 'Nothing', 204), async (c) => {
      await removeView(deps, c.get('reach'), c.req.param('id'))
      return c.body(null, 204)
    })
}
