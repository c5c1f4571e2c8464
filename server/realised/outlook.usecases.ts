import type { Profile } from '#models/benefits/register.schemas.ts'
import type { Month } from '#models/shared/month.ts'
import { drawnForecast, type PortfolioForecast } from '#models/realised/portfolio-forecast.ts'
import { dollarMeasure } from '#models/realised/register-facts.ts'
import { medianSlippage, slippageOf } from '#models/realised/slippage.ts'
import { mapKnown, type Outcome } from '#models/shared/outcome.ts'
import { fiscalYearOf } from '#models/waves/fiscal-year.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { gathered } from './gathering.usecases.ts'
import { type StandingBenefit, standings } from './statuses.ts'

type Asked = {
  /** Instant, ISO: what was known then. */
  readonly asKnown: string
}
type OutlookDeps = { readonly db: Database }

/** A fiscal year of the benefits told in dollars, whole cents of CAD. */
export type OutlookYear = {
  /** `2026-2027`. */
  readonly fiscalYear: string
  /** Planned by the trajectories in force: the whole year, and its months up to the instant. */
  readonly plannedCents: number
  readonly plannedToDateCents: number
  /** Measured in closed months, accepted or not. */
  readonly realisedCents: number
}
export type OutlookCategory = {
  readonly type: Profile['type']
  readonly benefits: number
  readonly realisedCents: number
}
/** What one body planned up to the instant, by the trajectories in force. */
export type OutlookBody = {
  readonly bodyId: string
  readonly plannedToDateCents: number
  /** Benefits whose plan has begun. */
  readonly benefits: number
}
export type Outlook = {
  /** At the horizon of each plan, CAD, with the plan in force to the same horizon. */
  readonly forecast: Outcome<PortfolioForecast & { readonly planCents: number; readonly until: Month }>
  /** Median months between the day first promised and the day in force, and over how many benefits. */
  readonly slippage: Outcome<{ readonly months: number; readonly count: number }>
  readonly years: readonly OutlookYear[]
  readonly categories: readonly OutlookCategory[]
  readonly bodies: readonly OutlookBody[]
}

/** What is to come of the benefits in reach, and what came, by year and by type: gathered once. */
export async function portfolioOutlook(deps: OutlookDeps, reach: Reach, { asKnown }: Asked): Promise<Outlook> {
  const all = standings(await gathered(deps.db, reach, { asKnown })).filter(
    ({ gathered: { benefit } }) => dollarMeasure(benefit) !== undefined,
  )
  return {
    forecast: forecastIn(all),
    slippage: slippageIn(all),
    years: yearsOf(all, asKnown.slice(0, 7)),
    categories: categoriesOf(all),
    bodies: bodiesOf(all, asKnown.slice(0, 7)),
  }
}

/** Forecast of every benefit in reach at its horizon, drawn together with a seed. */
export async function portfolioForecast(deps: OutlookDeps, reach: Reach, asked: Asked): Promise<Outlook['forecast']> {
  return (await portfolioOutlook(deps, reach, asked)).forecast
}

/** Median delay of the benefits in reach, months. */
export async function slippageMonths(deps: OutlookDeps, reach: Reach, asked: Asked): Promise<Outlook['slippage']> {
  return (await portfolioOutlook(deps, reach, asked)).slippage
}

function forecastIn(all: readonly StandingBenefit[]): Outlook['forecast'] {
  const some = all.filter(({ status }) => status.forecast.kind === 'known')
  const drawn = drawnForecast(
    some.flatMap(({ status: { forecast } }) => (forecast.kind === 'known' ? [forecast.value] : [])),
  )
  const plans = some.flatMap(({ gathered: { facts } }) => [...facts.plan])
  return mapKnown(drawn, (value) => ({
    ...value,
    planCents: plans.reduce((sum, [, cents]) => sum + cents, 0),
    until: plans.reduce((last, [month]) => (month > last ? month : last), ''),
  }))
}

function slippageIn(all: readonly StandingBenefit[]): Outlook['slippage'] {
  const known = all.flatMap(({ gathered: { facts }, plan }) => {
    const slippage = slippageOf(facts.firstPlan, plan)
    return slippage.kind === 'known' ? [slippage.value] : []
  })
  return mapKnown(medianSlippage(known), (months) => ({ months, count: known.length }))
}

function yearsOf(all: readonly StandingBenefit[], now: Month): OutlookYear[] {
  const years = new Map<string, { plannedCents: number; plannedToDateCents: number; realisedCents: number }>()
  const yearOf = (month: Month) => {
    const name = fiscalYearOf(month).label
    const year = years.get(name) ?? { plannedCents: 0, plannedToDateCents: 0, realisedCents: 0 }
    years.set(name, year)
    return year
  }
  for (const {
    gathered: { facts },
    series,
  } of all) {
    for (const [month, cents] of facts.plan) {
      const year = yearOf(month)
      year.plannedCents += cents
      if (month <= now) year.plannedToDateCents += cents
    }
    for (const { month, realised, state } of series)
      if (state === 'closed' && realised.kind === 'known') yearOf(month).realisedCents += realised.value
  }
  return [...years]
    .map(([fiscalYear, sums]) => ({ fiscalYear, ...sums }))
    .toSorted((a, b) => a.fiscalYear.localeCompare(b.fiscalYear))
}

function categoriesOf(all: readonly StandingBenefit[]): OutlookCategory[] {
  const byType = Map.groupBy(
    all.filter(({ status }) => status.total.closedMonths > 0),
    ({ gathered: { benefit } }) => benefit.profile.content.type,
  )
  return [...byType].map(([type, some]) => ({
    type,
    benefits: some.length,
    realisedCents: some.reduce((sum, { status }) => sum + status.total.cents, 0),
  }))
}

function bodiesOf(all: readonly StandingBenefit[], now: Month): OutlookBody[] {
  const begun = all.flatMap(({ gathered: { benefit, facts } }) => {
    const months = [...facts.plan].filter(([month]) => month <= now)
    const cents = months.reduce((sum, [, planned]) => sum + planned, 0)
    return months.length === 0 ? [] : [{ bodyId: benefit.bodyId, cents }]
  })
  return [...Map.groupBy(begun, ({ bodyId }) => bodyId)].map(([bodyId, own]) => ({
    bodyId,
    plannedToDateCents: own.reduce((sum, { cents }) => sum + cents, 0),
    benefits: own.length,
  }))
}
