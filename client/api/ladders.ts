import type { ChangeLadder, LadderView } from '#models/classification/ladder.ts'
import { setLadders } from '#client/i18n/level-names.ts'
import { may } from './access.ts'
import { get, put } from './http.ts'

export const laddersPath = '/api/ladders'

/** The names of the levels, body by body; every place that says a level follows. */
export async function laddersInForce(path: string, signal?: AbortSignal): Promise<readonly LadderView[]> {
  return setLadders(await get<readonly LadderView[]>(path, { signal }))
}

export async function loadLadders(): Promise<void> {
  if (may('classification.read')) await laddersInForce(laddersPath)
}

export async function changeLadder(view: LadderView, change: ChangeLadder): Promise<LadderView> {
  return await put(`${laddersPath}/${encodeURIComponent(view.body)}`, change, { ifMatch: view.etag })
}
