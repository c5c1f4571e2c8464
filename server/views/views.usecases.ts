import * as v from 'valibot'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { deleteView, findView, insertView, viewsFor } from './views.repository.ts'

export const newViewSchema = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  query: v.pipe(v.string(), v.maxLength(2000)),
  shared: v.boolean(),
})
export type SavedView = v.InferOutput<typeof newViewSchema> & { readonly id: string }

type ViewsDeps = { readonly db: Database; readonly clock: Clock }

const viewNotFound = () =>
  new ProblemError({
    code: 'view-not-found',
    status: 404,
    title: { fr: 'Vue introuvable', en: 'View not found' },
    detail: { fr: 'Cette vue n’existe pas ou n’est pas la vôtre.', en: 'This view does not exist or is not yours.' },
  })

/** One's own views, and those shared within reach. */
export async function listViews(deps: ViewsDeps, reach: Reach): Promise<SavedView[]> {
  return (await viewsFor(reach, deps.db)).map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    shared: row.is_shared === 1,
  }))
}

export async function saveView(deps: ViewsDeps, reach: Reach, view: Omit<SavedView, 'id'>): Promise<SavedView> {
  const [bodyId = ''] = reach.bodies
  const id = newId()
  await changing(deps, reach, async (work) => {
    await insertView(work.tx, {
      id,
      body_id: bodyId,
      user_id: reach.userId,
      name: view.name,
      query: view.query,
      is_shared: view.shared ? 1 : 0,
      created_at: work.at,
    })
    await work.record({ bodyId, action: 'view.saved', objectType: 'view', objectId: id, after: view })
  })
  return { id, ...view }
}

export async function removeView(deps: ViewsDeps, reach: Reach, id: string): Promise<void> {
  const view = await findView(reach, deps.db, id)
  if (view === undefined || view.user_id !== reach.userId) throw viewNotFound()
  await changing(deps, reach, async (work) => {
    await deleteView(work.tx, id)
    await work.record({
      bodyId: view.body_id,
      action: 'view.removed',
      objectType: 'view',
      objectId: id,
      before: { name: view.name, query: view.query },
    })
  })
}
