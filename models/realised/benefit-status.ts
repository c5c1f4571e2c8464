import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { SeriesMonth } from './benefit-series.ts'
import { type Colour, colourOf, type ColourRule } from './colour.ts'
import { type BenefitPeriod, realisationIndex, timeVariance } from './earned-benefit.ts'
import { type Forecast, type ForecastGap, forecastOf, type PublishedClass } from './forecast.ts'
import { type Grade, type GradeGrounds, type GradeLimit, gradeOf } from './grade.ts'
import { type Month, monthNumber } from '../shared/month.ts'
import { realisedTotal, type RealisedTotal, yearToDate } from './realised.ts'

export type StatusGrounds = {
  readonly sign: 1 | -1
  /** From the first planned month to the month now, included. */
  readonly series: readonly SeriesMonth[]
  /** Plan in force, whole. */
  readonly plan: ReadonlyMap<Month, CadCents>
  readonly now: Month
  /** Months between a period and the day its value is known. */
  readonly lagMonths: number
  readonly grade: Omit<GradeGrounds, 'isLate'>
  readonly ownRatios: readonly number[]
  readonly published: PublishedClass | null
  readonly hasOwner: boolean
  readonly hasBaseline: boolean
  readonly hasValidator: boolean
}
export type BenefitStatus = {
  readonly total: RealisedTotal
  readonly yearToDate: RealisedTotal
  /** Planned over the months that are closed and known, and over every month up to now. */
  readonly plannedClosedCents: CadCents
  readonly plannedToDateCents: CadCents
  readonly lastMeasured: Month | null
  readonly realisationIndex: Outcome<number>
  readonly timeVariance: Outcome<number>
  readonly forecast: Outcome<Forecast, ForecastGap>
  readonly grade: Grade | null
  readonly gradeLimits: readonly GradeLimit[]
  readonly colour: Colour
  readonly colourRules: readonly ColourRule[]
}

/** A month as a period of the plan: realised only when it is closed and known. */
export function periodOf(month: SeriesMonth): BenefitPeriod {
  return {
    plannedCents: month.plannedCents ?? cadCents(0),
    realisedCents: month.state === 'closed' && month.realised.kind === 'known' ? month.realised.value : null,
  }
}

/**
 * Where a benefit stands: totals of closed months, index, forecast, grade and colour. A month is late once its usual delay is over and it has no
 * closed figure; months of the transition are never late. A benefit whose plan has not begun is unknown, not late.
 */
export function benefitStatus(grounds: StatusGrounds): BenefitStatus {
  const { now, plan, series } = grounds
  const measured = series.filter(({ realised, state }) => state === 'closed' && realised.kind === 'known')
  const lastMeasured = measured.at(-1)?.month ?? null
  const due = series.filter(({ state }) => state !== 'transition').map(({ month }) => month)
  const periodsLate = latePeriods(due, { lastMeasured, now, lagMonths: grounds.lagMonths })
  const periods = series.map(periodOf)
  const index = realisationIndex(periods)
  const total = realisedTotal(series)
  const planned = [...plan].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const upTo = lastMeasured === null ? series.length : series.findIndex(({ month }) => month === lastMeasured) + 1
  const { grade, limits } =
    measured.length === 0
      ? { grade: null, limits: [] as readonly GradeLimit[] }
      : gradeOf({ ...grounds.grade, isLate: periodsLate > 1 })
  const { colour, rules } = colourOf({
    sign: grounds.sign,
    realisationIndex: index,
    periodsLate,
    grade,
    hasOwner: grounds.hasOwner,
    hasBaseline: grounds.hasBaseline,
    hasValidator: grounds.hasValidator,
  })
  return {
    total,
    yearToDate: realisedTotal(yearToDate(series, now)),
    plannedClosedCents: sum(measured.map(({ plannedCents }) => plannedCents ?? 0)),
    plannedToDateCents: sum(planned.filter(([month]) => month <= now).map(([, cents]) => cents)),
    lastMeasured,
    realisationIndex: index,
    timeVariance:
      measured.length === 0
        ? unknownBecause('nothing-measured')
        : timeVariance(
            planned.filter(([month]) => month >= (series[0]?.month ?? '')).map(([, cents]) => cents),
            total.cents,
            upTo,
          ),
    forecast: forecastOf({
      periods: periods.slice(0, upTo),
      remaining: planned.filter(([month]) => lastMeasured === null || month > lastMeasured).map(([, cents]) => cents),
      ownRatios: grounds.ownRatios,
      published: grounds.published,
    }),
    grade,
    gradeLimits: limits,
    colour,
    colourRules: rules,
  }
}

const sum = (values: readonly number[]): CadCents => cadCents(values.reduce((total, value) => total + value, 0))

/** Periods due since the last one measured, beyond the usual delay: the month now is not over, so it is not due. */
function latePeriods(
  due: readonly Month[],
  {
    lagMonths,
    lastMeasured,
    now,
  }: { readonly lastMeasured: Month | null; readonly now: Month; readonly lagMonths: number },
): number {
  const last = monthNumber(now) - 1 - lagMonths
  return due.filter((month) => monthNumber(month) <= last && (lastMeasured === null || month > lastMeasured)).length
}

/** Realised / planned of a closed benefit, what the reference class is made of; unknown when it cannot be compared. */
export function closedRatio(series: readonly SeriesMonth[]): Outcome<number> {
  const index = realisationIndex(series.map(periodOf))
  return index.kind === 'known' ? known(index.value) : index
}
