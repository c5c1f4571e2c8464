import { gunzipSync } from 'node:zlib'
import type { PublishedContent } from '#models/barometer/barometer.views.ts'
import { withoutDisclosure } from '#models/barometer/disclosure.ts'
import { indicator, signedCounts } from '#models/barometer/indicators.ts'
import type { NamedCounts } from '#models/barometer/named-counts.ts'
import {
  bodyResults,
  categoryBenefits,
  centresStated,
  cuts,
  plannedCents,
  type SliceFacts,
  yearBenefits,
  yearShares,
} from '#models/barometer/slices.ts'
import { yearsAfter } from '#models/shared/day.ts'
import type { StrategyList } from '#models/strategies/strategies.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { headlineClaims, waitingClaims } from '#server/claims/accepted-totals.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { exemptionCounts } from '#server/exemptions/living-exemptions.usecases.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { strategyList } from '#server/strategies/strategies.usecases.ts'
import { bodyCounts, countsIn, decidedGroups, recordCounts, standingPromises } from './barometer.repository.ts'
import { definitionsInForce } from './indicator-versions.usecases.ts'

/** Years during which an approved classification is fresh (domain rules.md §6: 36 months, house choice). */
const freshYears = 3
const earliest = '1900-01-01'

/**
 * Everything that the barometer would say of a reach today, before it is approved: indicators, then slices, each withheld where it would
 * reveal one workload. Long on a whole portfolio: made in the report thread, or where one is alone.
 */
export async function barometerContent(
  db: Database,
  reach: Reach,
  { today, at }: { readonly today: string; readonly at: string },
): Promise<PublishedContent> {
  const [definitions, counted, records, exemptions, options, groups, bodies, promises, claims, waiting, health] =
    await Promise.all([
      definitionsInForce(db),
      countsIn(reach, db),
      recordCounts(reach, db, yearsAfter(today, -freshYears)),
      exemptionCounts(db, reach, today),
      optionsInForce(db),
      decidedGroups(reach, db),
      bodyCounts(reach, db),
      standingPromises(reach, db),
      headlineClaims(db, reach),
      waitingClaims(db, reach),
      healthCounts(db, reach, at),
    ])
  const facts: SliceFacts = { today, options, groups, bodies, promises, claims }
  const sum = (of: readonly { readonly cents: number }[]) => of.reduce((all, { cents }) => all + cents, 0)
  const counts: NamedCounts = {
    workloads: counted.workloads,
    signed: counted.signed,
    approved: counted.approved,
    done: counted.assessmentsDone,
    needed: counted.assessmentsNeeded,
    bodies: counted.bodies,
    completed: counted.bodiesCompleted,
    promised: counted.promisedCents,
    promises: counted.promises,
    living: exemptions.exemptionsLiving,
    ended: exemptions.exemptionsEnded,
    ...records,
    ...signedCounts(groups, options),
    signedValue: sum(groups),
    valued: groups.reduce((all, group) => all + group.valued, 0),
    plannedToDate: plannedCents(promises, earliest, today),
    realised: claims.length === 0 ? null : sum(claims),
    acceptedClaims: claims.length,
    claimed: waiting.cents,
    waitingClaims: waiting.count,
    ...health,
  }
  const indicators = withoutDisclosure(
    definitions.map((definition) => indicator(definition, counts, today)),
    counts,
  )
  return {
    format: 2,
    indicators,
    bodies: bodyResults(facts, indicators),
    years: yearShares(facts, indicators),
    benefitYears: yearBenefits(facts),
    benefitCategories: categoryBenefits(claims),
    forecast: null,
    cuts: cuts(facts, indicators),
    centres: centresStated(definitions),
  }
}

/** Where T.I.M.E. places the workloads of a reach. */
async function healthCounts(db: Database, reach: Reach, at: string): Promise<NamedCounts> {
  const packed = await strategyList(db, reach, at)
  const { items } = JSON.parse(new TextDecoder().decode(gunzipSync(packed))) as StrategyList // written by strategyList
  const of = (quadrant: string) => items.filter((item) => item.time?.quadrant === quadrant).length
  return {
    positioned: items.filter((item) => item.time !== null).length,
    invest: of('invest'),
    eliminate: of('eliminate'),
  }
}
