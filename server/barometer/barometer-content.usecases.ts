import { gunzipSync } from 'node:zlib'
import type { PublishedContent } from '#models/barometer/barometer.views.ts'
import { withoutDisclosure } from '#models/barometer/disclosure.ts'
import { indicator, isSmall, signedCounts } from '#models/barometer/indicators.ts'
import type { NamedCounts } from '#models/barometer/named-counts.ts'
import {
  bodyResults,
  categoryBenefits,
  centresStated,
  cuts,
  type PlannedFacts,
  type SliceFacts,
  yearBenefits,
  yearShares,
} from '#models/barometer/slices.ts'
import { yearsAfter } from '#models/shared/day.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { StrategyList } from '#models/strategies/strategies.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { headlineClaims, waitingClaims } from '#server/claims/accepted-totals.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { exemptionCounts } from '#server/exemptions/living-exemptions.usecases.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { type Outlook, portfolioOutlook } from '#server/realised/outlook.usecases.ts'
import { strategyList } from '#server/strategies/strategies.usecases.ts'
import { bodyCounts, countsIn, decidedGroups, recordCounts } from './barometer.repository.ts'
import { definitionsInForce } from './indicator-versions.usecases.ts'

/** Years during which an approved classification is fresh (domain rules.md §6: 36 months, house choice). */
const freshYears = 3

/**
 * Everything that the barometer would say of a reach today, before it is approved: indicators, then slices, each withheld where it would
 * reveal one workload. `proposed` is a version of an indicator taken as if it were approved. Long on a whole portfolio: made in the report thread, or where one is alone.
 */
export async function barometerContent(
  db: Database,
  reach: Reach,
  asked: { readonly today: string; readonly at: string; readonly proposed?: string },
): Promise<PublishedContent> {
  const { today, at, proposed } = asked
  const [definitions, counted, records, exemptions, options, groups, bodies, outlook, claims, waiting, health] =
    await Promise.all([
      definitionsInForce(db, proposed),
      countsIn(reach, db),
      recordCounts(reach, db, yearsAfter(today, -freshYears)),
      exemptionCounts(db, reach, today),
      optionsInForce(db),
      decidedGroups(reach, db),
      bodyCounts(reach, db),
      portfolioOutlook({ db }, reach, { asKnown: at }),
      headlineClaims(db, reach),
      waitingClaims(db, reach),
      healthCounts(db, reach, at),
    ])
  const planned = plannedFacts(outlook)
  const facts: SliceFacts = { today, options, groups, bodies, planned, claims }
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
    plannedToDate: sum(planned.years),
    plans: planned.benefits,
    ...outlookCounts(outlook),
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
    forecast: forecastShown(outlook),
    cuts: cuts(facts, indicators),
    centres: centresStated(definitions),
  }
}

function plannedFacts({ years, bodies }: Outlook): PlannedFacts {
  return {
    benefits: bodies.reduce((sum, { benefits }) => sum + benefits, 0),
    years: years.flatMap(({ fiscalYear, plannedToDateCents }) =>
      plannedToDateCents === 0 ? [] : [{ year: fiscalYear, cents: plannedToDateCents }],
    ),
    bodies: bodies.map(({ bodyId, plannedToDateCents, benefits }) => ({
      body: bodyId,
      cents: plannedToDateCents,
      benefits,
    })),
  }
}

/** Median of the forecast at term, in cents, and median delay, with how many benefits each stands on. */
function outlookCounts({ forecast, slippage }: Outlook): NamedCounts {
  return {
    forecast: forecast.kind === 'known' ? Math.round(forecast.value.p50 * 100) : null,
    forecasts: forecast.kind === 'known' ? forecast.value.count : null,
    lateMonths: slippage.kind === 'known' ? slippage.value.months : null,
    dated: slippage.kind === 'known' ? slippage.value.count : null,
  }
}

/** Eight chances out of ten: from the tenth to the ninetieth percentile, and the plan of the same benefits; none on one or two of them. */
function forecastShown({ forecast }: Outlook): PublishedContent['forecast'] {
  if (forecast.kind === 'unknown' || isSmall(forecast.value.count)) return null
  const { p10, p50, p90, planCents, until } = forecast.value
  const money = (cad: number) => centsToDecimal(cadCents(Math.round(cad * 100)))
  return { p10: money(p10), p50: money(p50), p90: money(p90), plan: money(planCents / 100), until: until.slice(0, 4) }
}

/** Where T.I.M.E. places the workloads of a reach. */
async function healthCounts(db: Database, reach: Reach, at: string): Promise<NamedCounts> {
  const packed = await strategyList(db, reach, at)
  const { items } = JSON.parse(new TextDecoder().decode(gunzipSync(packed))) as StrategyList // written by strategyList
  const of = (quadrant: string) => items.filter((item) => item.time?.quadrant === quadrant).length
  return {
    positioned: items.filter((item) => item.time !== null).length,
    invest: of('invest'),
    tolerate: of('tolerate'),
    migrate: of('migrate'),
    eliminate: of('eliminate'),
  }
}
