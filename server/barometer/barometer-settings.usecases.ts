import type { BarometerSettings } from '#models/barometer/barometer-settings.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import { ensureEtag, etagOfContent } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { findSetting, setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { barometerNeedsAllBodies } from './barometer.problems.ts'

const unsaid: BarometerSettings = { everyMonths: null, contact: null }

export async function barometerSettings(db: Database): Promise<BarometerSettings> {
  const kept = await findSetting(db, 'barometer-settings')
  return kept === undefined ? unsaid : (JSON.parse(kept) as BarometerSettings) // written below
}

/** Says how often the page is published, and where an error is told; `expected`: the ETag of the settings as they were read. */
export async function setBarometerSettings(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  expected: string,
  settings: BarometerSettings,
): Promise<BarometerSettings> {
  if (!(await reachesAllBodies(deps.db, reach))) throw barometerNeedsAllBodies()
  const before = await barometerSettings(deps.db)
  ensureEtag(etagOfContent(before), expected)
  await changing(deps, reach, async (work) => {
    await setSetting(work.tx, 'barometer-settings', canonicalJson(asJson(settings)))
    await work.record({
      bodyId: reach.bodies[0] ?? null,
      action: 'barometer.settings-changed',
      objectType: 'barometer',
      objectId: 'barometer-settings',
      before,
      after: settings,
    })
  })
  return settings
}
