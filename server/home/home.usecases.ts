import type { HomeView } from '#models/home/home.views.ts'
import { alertsOf } from './alerts.usecases.ts'
import { cadastreOf } from './cadastre.usecases.ts'
import { type HomeDeps, inboxOf, type Reaches } from './inbox.usecases.ts'
import { progressOf } from './progress.usecases.ts'

/**
 * What awaits this person, where the portfolio stands, and what holds it. Each part is read with the reach of the action it serves, so
 * that nobody is shown what they may not settle, and an administrator sees no business figure.
 */
export async function homeView(deps: HomeDeps, reaches: Reaches): Promise<HomeView> {
  const reading = reaches('inventory.read')
  const [inbox, progress, cadastre, alerts] = await Promise.all([
    inboxOf(deps, reaches),
    reading === undefined ? [] : progressOf(deps, reading),
    reading === undefined ? [] : cadastreOf(deps, reading),
    reading === undefined ? [] : alertsOf(deps, reading),
  ])
  return { inbox, progress, cadastre, alerts }
}
