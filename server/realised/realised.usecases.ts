import { calibrationOf, type ScoredForecast } from '#models/realised/calibration.ts'
import { type Month, monthAfter } from '#models/shared/month.ts'
import type {
  BenefitStatusView,
  CalibrationView,
  RealisedBenefit,
  RealisedPortfolio,
  RealisedWorkload,
} from '#models/realised/realised.views.ts'
import { known, type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitNotFound } from '#server/benefits/benefits.problems.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { instantOf, todayOf } from '#server/shared/clock.ts'
import { gathered, type RealisedDeps } from './gathering.usecases.ts'
import { asKnownInFuture } from './realised.problems.ts'
import { bridgeOf, bridgeView } from './bridges.ts'
import { curveView, monthView, portfolioView, referenceBars, statusView } from './realised-views.ts'
import { halfWidthCents, type StandingBenefit, standings } from './statuses.ts'

/** The instant up to which something is known: the end of the day named, now when none is. */
export function knownAt(
  { clock }: Pick<RealisedDeps, 'clock'>,
  day: string | undefined,
): { readonly at: string; readonly isPast: boolean } {
  const today = todayOf(clock)
  if (day === undefined || day === today) return { at: instantOf(clock), isPast: false }
  if (day > today) throw asKnownInFuture(day)
  return { at: `${day}T23:59:59.999Z`, isPast: true }
}

export type PortfolioRequest = {
  readonly at: string
  readonly isPast: boolean
  readonly of?: { readonly id: string; readonly code: string } | undefined
}

/** Every benefit in reach: totals, curve, bridge, lines. Made in the report thread. */
export async function realisedPortfolio(
  db: Database,
  reach: Reach,
  { at, isPast, of }: PortfolioRequest,
): Promise<RealisedPortfolio> {
  const all = standings(await gathered(db, reach, { asKnown: at, bodyId: of?.id }))
  return portfolioView(all, { asKnown: at, isPast, body: of?.code })
}

/** The lines of the command line and of other programs. */
export async function benefitStatuses(
  deps: RealisedDeps,
  reach: Reach,
  asKnownDay: string | undefined,
): Promise<readonly BenefitStatusView[]> {
  const { at } = knownAt(deps, asKnownDay)
  return standings(await gathered(deps.db, reach, { asKnown: at })).map((one) => statusView(one, at))
}

/** One benefit with its months, bars, curve, bridge and cross-check. */
export async function realisedBenefit(
  db: Database,
  reach: Reach,
  asked: { readonly code: string; readonly at: string; readonly bodyId: string },
): Promise<RealisedBenefit> {
  const found = await findRealisedBenefit(db, reach, asked)
  if (found === undefined) throw benefitNotFound(asked.code)
  return found
}

/** The same; undefined for a benefit of which the register said nothing yet. */
export async function findRealisedBenefit(
  db: Database,
  reach: Reach,
  asked: { readonly code: string; readonly at: string; readonly bodyId: string },
): Promise<RealisedBenefit | undefined> {
  const all = standings(await gathered(db, reach, { asKnown: asked.at, bodyId: asked.bodyId }))
  const found = all.find(({ gathered: { benefit } }) => benefit.code === asked.code)
  return found === undefined ? undefined : benefitDetail(found, asked.at)
}

/** The benefits of a workload: promise, adjusted baseline, bill and realised saving, month by month. */
export async function realisedWorkload(
  db: Database,
  reach: Reach,
  asked: { readonly workload: string; readonly at: string },
): Promise<RealisedWorkload> {
  const all = standings(await gathered(db, reach, { asKnown: asked.at, workload: asked.workload }))
  const own = all.filter(({ gathered: { benefit } }) => benefit.profile.content.workloads.includes(asked.workload))
  return { workload: asked.workload, benefits: own.map((one) => benefitDetail(one, asked.at)) }
}

function benefitDetail(one: StandingBenefit, at: string): RealisedBenefit {
  const { baseline, benefit, observed } = one.gathered
  const half = halfWidthCents(one)
  return {
    asKnown: at,
    status: statusView(one, at),
    model: {
      kind: baseline?.model.kind ?? (observed === null ? 'none' : 'observed'),
      refused: baseline?.refused ?? [],
      cvRmse: baseline?.fit?.cvRmse ?? null,
      nmbe: baseline?.fit?.nmbe ?? null,
      outliers: baseline?.outliers ?? [],
    },
    uncertainty:
      one.uncertainty.kind === 'known'
        ? { kind: 'known', value: one.uncertainty.value }
        : { kind: 'unknown', reasons: one.uncertainty.reasons },
    // Without a fitted model nothing says how far off the baseline may be: no interval rather than one of no width.
    interval:
      half === null || baseline === undefined || baseline.fit === null || one.status.total.closedMonths === 0
        ? null
        : { lowCad: (one.status.total.cents - half) / 100, highCad: (one.status.total.cents + half) / 100 },
    crossCheck: one.crossCheck,
    bars: referenceBars(one, at),
    months: one.series.map((month) => monthView(month, benefit.code, at)),
    curve: curveView([one]),
    bridge: bridgeView([bridgeOf(one)]),
  }
}

/** What a claim of these months is held against: the realised amount, its interval, the cross-check. */
export async function measuredRealised(
  deps: RealisedDeps,
  reach: Reach,
  asked: { readonly benefit: string; readonly from: Month; readonly to: Month },
): Promise<
  Outcome<{
    readonly cents: number
    readonly lowCents: number | null
    readonly highCents: number | null
    readonly uncertainty: number | null
    readonly isCrossChecked: boolean
  }>
> {
  const { bodyId } = await benefitAsOf(deps, reach, asked.benefit)
  const all = standings(await gathered(deps.db, reach, { asKnown: instantOf(deps.clock), bodyId }))
  const one = all.find(({ gathered: { benefit } }) => benefit.code === asked.benefit)
  if (one === undefined) return unknownBecause('no-benefit')
  const months = one.series.filter(({ month }) => asked.from <= month && month <= asked.to)
  if (months.length === 0) return unknownBecause('not-begun')
  let cents = 0
  for (const { realised, state } of months) {
    if (realised.kind === 'unknown') return unknownBecause(realised.reasons[0] ?? 'unknown')
    if (state === 'provisional') return unknownBecause('period-open')
    cents += realised.value
  }
  const uncertainty = one.uncertainty.kind === 'known' ? one.uncertainty.value : null
  const half = uncertainty === null ? null : Math.round(Math.abs(uncertainty * cents))
  return known({
    cents,
    lowCents: half === null ? null : cents - half,
    highCents: half === null ? null : cents + half,
    uncertainty: one.gathered.baseline?.fit === null ? null : uncertainty,
    isCrossChecked: !(one.crossCheck.kind === 'known' && one.crossCheck.disagrees),
  })
}

/** Quarters looked back on: forecasts are made again as they would have been then, on what was known then. */
const quartersBack = [3, 6, 9, 12] as const

/** Past forecasts of what is closed today, made on what was known at the end of past quarters, against what came. */
export async function forecastCalibration(db: Database, reach: Reach, now: string): Promise<CalibrationView> {
  const today = standings(await gathered(db, reach, { asKnown: now }))
  const scored: ScoredForecast[] = []
  for (const back of quartersBack) {
    const month = monthAfter(now.slice(0, 7), -back)
    const then = standings(await gathered(db, reach, { asKnown: `${month}-01T00:00:00.000Z` }))
    for (const past of then) {
      const { forecast, lastMeasured } = past.status
      const present = today.find(({ gathered: { benefit } }) => benefit.code === past.gathered.benefit.code)
      const last = present?.status.lastMeasured ?? null
      if (present === undefined || last === null || forecast.kind === 'unknown') continue
      if (lastMeasured !== null && last <= lastMeasured) continue
      const left = [...past.plan].filter(([at]) => at <= last && (lastMeasured === null || at > lastMeasured))
      const planned = left.reduce((sum, [, cents]) => sum + cents, 0) / 100
      const earned = past.status.total.cents / 100
      const { factors } = forecast.value
      const ends = [factors.p10, factors.p50, factors.p90].map((factor) => earned + planned * factor)
      const [p10 = 0, p50 = 0, p90 = 0] = ends.toSorted((a, b) => a - b)
      scored.push({ p10, p50, p90, realised: present.status.total.cents / 100 })
    }
  }
  const result = calibrationOf(scored)
  return result.kind === 'known' ? { kind: 'known', ...result.value } : { kind: 'unknown', reasons: result.reasons }
}
