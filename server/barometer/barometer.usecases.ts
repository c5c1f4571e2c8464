import type { BarometerView, IndicatorView } from '#models/barometer/barometer.views.ts'
import { withoutDisclosure } from '#models/barometer/disclosure.ts'
import { agedIndicator, indicator, signedCounts } from '#models/barometer/indicators.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { exemptionCounts } from '#server/exemptions/living-exemptions.usecases.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { indicatorDefinitions } from '#server/shared/datasets.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { installation } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { barometerNeedsAllBodies } from './barometer.problems.ts'
import { countsIn, insertPublication, lastPublication } from './barometer.repository.ts'

export { countsIn }

export type BarometerDeps = { readonly db: Database; readonly clock: Clock }

/** What the public reads: the last figures approved for it, and nothing else. */
export async function publicBarometer(deps: BarometerDeps): Promise<BarometerView> {
  const { isDemonstration } = await installation(deps.db)
  const last = await lastPublication(deps.db)
  if (last === undefined) return { asOf: null, approvedBy: null, isDemonstration, indicators: [] }
  const published = JSON.parse(last.indicators_json) as IndicatorView[] // written by publishBarometer
  const definitions = new Map(indicatorDefinitions().map((definition) => [definition.id, definition]))
  const ageDays = Math.round((Date.parse(todayOf(deps.clock)) - Date.parse(last.as_of)) / 86_400_000)
  const indicators = published.map((one) => agedIndicator(one, definitions.get(one.id), ageDays))
  return { asOf: last.as_of, approvedBy: last.approved_by, isDemonstration, indicators }
}

/** The figures as they would be published now, over the whole reach of whoever asks. */
export async function barometerPreview(deps: BarometerDeps, reach: Reach): Promise<BarometerView> {
  const [{ groups, ...counts }, exemptions, options, { isDemonstration }] = await Promise.all([
    countsIn(reach, deps.db),
    exemptionCounts(deps.db, reach, todayOf(deps.clock)),
    optionsInForce(deps.db),
    installation(deps.db),
  ])
  const given = { ...counts, ...exemptions, ...signedCounts(groups, options) }
  return {
    asOf: todayOf(deps.clock),
    approvedBy: null,
    isDemonstration,
    indicators: withoutDisclosure(
      indicatorDefinitions().map((definition) => indicator(definition, given)),
      given,
    ),
  }
}

/** The centre approves the figures of the day; the public page changes then, and the one before stays in the record. */
export async function publishBarometer(deps: BarometerDeps, reach: Reach): Promise<BarometerView> {
  if (!(await reachesAllBodies(deps.db, reach))) throw barometerNeedsAllBodies()
  const preview = await barometerPreview(deps, reach)
  const [bodyId = ''] = reach.bodies
  await changing(deps, reach, async (work) => {
    const content = canonicalJson(asJson(preview.indicators))
    const row = {
      id: newId(),
      body_id: bodyId,
      as_of: preview.asOf ?? '',
      indicators_json: content,
      approved_by: reach.actor,
      approved_at: work.at,
      digest: sha256(content),
    }
    await insertPublication(work.tx, row)
    await work.record({
      bodyId,
      action: 'barometer.published',
      objectType: 'barometer',
      objectId: row.id,
      after: { asOf: row.as_of, digest: row.digest },
    })
  })
  return publicBarometer(deps)
}
