import type { HomeView } from '#models/home/home.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { lastAuditEvent } from '#server/audit/audit.usecases.ts'
import { alertsOf } from './alerts.usecases.ts'
import { cadastreOf } from './cadastre.usecases.ts'
import { type HomeDeps, inboxOf, type Reaches } from './inbox.usecases.ts'
import { progressOf } from './progress.usecases.ts'

type Standing = Omit<HomeView, 'inbox'>
/** Where a portfolio stands and what holds it, for a reach. */
export type StandingOf = (reach: Reach) => Promise<Standing>

/**
 * What awaits this person, where the portfolio stands, and what holds it. Each part is read with the reach of the action it serves, so
 * that nobody is shown what they may not settle, and an administrator sees no business figure.
 */
export async function homeView(deps: HomeDeps, reaches: Reaches, standingOf: StandingOf): Promise<HomeView> {
  const reading = reaches('inventory.read')
  const [inbox, standing] = await Promise.all([
    inboxOf(deps, reaches),
    reading === undefined ? { progress: [], cadastre: [], alerts: [] } : standingOf(reading),
  ])
  return { inbox, ...standing }
}

/** Reads the whole portfolio of a reach. */
export async function portfolioStanding(deps: HomeDeps, reach: Reach): Promise<Standing> {
  const [progress, cadastre, alerts] = await Promise.all([
    progressOf(deps, reach),
    cadastreOf(deps, reach),
    alertsOf(deps, reach),
  ])
  return { progress, cadastre, alerts }
}

/** Verdicts are brought up to date just after the change that is audited: what is remembered is read again after this long. */
const rememberedMs = 30_000
const mostRemembered = 50

/**
 * The same, remembered as long as nothing was changed: every change of a business row is an event of the audit, so its last number says
 * whether anything moved. People who open the page together share one reading.
 */
export function rememberedStanding(deps: HomeDeps): StandingOf {
  const kept = new Map<string, { readonly key: string; readonly at: number; readonly standing: Promise<Standing> }>()
  return async (reach) => {
    const scope = [...reach.bodies].toSorted().join()
    const key = String(await lastAuditEvent(deps.db))
    const now = deps.clock.now().getTime()
    const known = kept.get(scope)
    if (known !== undefined && known.key === key && now - known.at < rememberedMs) return known.standing
    if (kept.size >= mostRemembered) kept.clear()
    const standing = portfolioStanding(deps, reach)
    kept.set(scope, { key, at: now, standing })
    standing.catch(() => kept.delete(scope)) // whoever waits for it gets the failure; the next one reads again
    return standing
  }
}
