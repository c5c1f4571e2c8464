import type { SeriesMonth } from '#models/realised/benefit-series.ts'
import { confidenceIndex, amountsByGrade } from '#models/realised/confidence-index.ts'
import { adjustmentGap } from '#models/realised/adjusted-baseline.ts'
import type { Forecast } from '#models/realised/forecast.ts'
import { drawnForecast } from '#models/realised/portfolio-forecast.ts'
import { realisedFigure, type RealisedTerm, scopeOfBody } from '#models/realised/realised-figure.ts'
import { type Month, monthAfter, monthsFrom } from '#models/shared/month.ts'
import { dollarMeasure } from '#models/realised/register-facts.ts'
import type {
  AmountOrReason,
  AmountView,
  BenefitStatusView,
  CurveView,
  ForecastView,
  RealisedMonthView,
  RealisedPortfolio,
  ReferenceBars,
} from '#models/realised/realised.views.ts'
import { type CadCents, cadCents, centsToDecimal } from '#models/shared/money.ts'
import { known, type Outcome } from '#models/shared/outcome.ts'
import { bridgeOf, bridgeView } from './bridges.ts'
import type { StandingBenefit } from './statuses.ts'
import { closedMonths } from './whole-figures.ts'

export const decimal = (cents: number) => centsToDecimal(cadCents(cents + 0))
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const firstMonthOf = (plan: ReadonlyMap<Month, CadCents>) => [...plan.keys()].toSorted()[0]

export function amountView(amount: Outcome<number>, figure?: string): AmountView {
  const opened = figure === undefined ? {} : { figure }
  return amount.kind === 'known'
    ? { kind: 'known', cad: decimal(amount.value), ...opened }
    : { kind: 'unknown', reasons: amount.reasons, ...opened }
}
const numberView = (value: Outcome<number>): AmountOrReason =>
  value.kind === 'known' ? { kind: 'known', value: value.value } : { kind: 'unknown', reasons: value.reasons }

export function forecastView(forecast: Outcome<Forecast>): ForecastView {
  if (forecast.kind === 'unknown') return { kind: 'unknown', reasons: forecast.reasons }
  const { class: from, index, indexGap, p10, p50, p90 } = forecast.value
  return { kind: 'known', p10, p50, p90, class: from, index, indexGap, together: null }
}

/** A benefit as a line: what a page, a program and the command line read. */
export function statusView(one: StandingBenefit, asKnown: string): BenefitStatusView {
  const { gathered, plan, status } = one
  const { benefit, facts } = gathered
  const found = dollarMeasure(benefit)
  const isMoney = found !== undefined
  const figure = (term: RealisedTerm) =>
    realisedFigure({ scope: benefit.code, period: 'all', term, asKnownMs: Date.parse(asKnown) })
  const notMoney: AmountView = { kind: 'unknown', reasons: ['not-in-dollars'] }
  const total: Outcome<number> =
    status.total.closedMonths > 0 ? known(status.total.cents) : { kind: 'unknown', reasons: gapsOf(one.series) }
  const yearly: Outcome<number> =
    status.yearToDate.closedMonths > 0
      ? known(status.yearToDate.cents)
      : { kind: 'unknown', reasons: gapsOf(one.series) }
  return {
    benefit: benefit.code,
    body: benefit.body,
    title: benefit.profile.content.title,
    unit: isMoney ? 'CAD' : (benefit.measures.values().next().value?.content.unit ?? ''),
    promised: isMoney ? promisedView(one, 'first') : notMoney,
    current: isMoney ? promisedView(one, 'last') : notMoney,
    realised: isMoney ? amountView(total, figure('realised')) : notMoney,
    provisionalCad: decimal(status.total.provisionalCents),
    yearToDate: isMoney ? amountView(yearly) : notMoney,
    plannedCad: decimal(status.plannedClosedCents),
    plannedToDateCad: decimal(status.plannedToDateCents),
    validated: isMoney ? amountView(known(one.validatedCents), figure('validated')) : notMoney,
    cashableCad: decimal(one.cashable.cashableCents),
    stillPaidCad: decimal(one.stillPaidCents),
    forecast: isMoney ? forecastView(status.forecast) : { kind: 'unknown', reasons: ['not-in-dollars'] },
    horizon: [...plan.keys()].toSorted().at(-1) ?? null,
    promisedToHorizonCad: decimal(sumOf([...facts.firstPlan.values()])),
    currentToHorizonCad: decimal(sumOf([...facts.plan.values()])),
    grade: status.grade,
    gradeLimits: status.gradeLimits,
    colour: status.colour,
    colourRules: status.colourRules,
    realisationIndex: numberView(status.realisationIndex),
    timeVarianceMonths: numberView(status.timeVariance),
    monthsClosed: status.total.closedMonths,
    monthsProvisional: status.total.provisionalMonths,
    monthsUnknown: status.total.unknownMonths,
    lastMeasured: status.lastMeasured,
  }
}

function promisedView({ gathered: { benefit } }: StandingBenefit, which: 'first' | 'last'): AmountView {
  const found = dollarMeasure(benefit)
  const own = benefit.promises.filter(({ measure }) => measure === found?.key)
  const promise = which === 'first' ? own[0] : own.at(-1)
  if (promise === undefined || promise.annualCents === null) return { kind: 'unknown', reasons: ['not-promised'] }
  const sign = promise.proposedBy === null ? 1 : benefit.profile.content.sign
  return amountView(known(sign * promise.annualCents), promise.figure ?? undefined)
}

/** Why no month is closed, each reason once; a benefit whose plan has not begun has none to measure yet. */
function gapsOf(series: readonly SeriesMonth[]): readonly string[] {
  const reasons = new Set(series.flatMap(({ realised }) => (realised.kind === 'unknown' ? realised.reasons : [])))
  if (series.length === 0) return ['not-begun']
  return reasons.size === 0 ? ['no-closed-month'] : [...reasons].slice(0, 6)
}

export function monthView(month: SeriesMonth, code: string, asKnown: string): RealisedMonthView {
  const figure = (term: RealisedTerm) =>
    realisedFigure({ scope: code, period: month.month, term, asKnownMs: Date.parse(asKnown) })
  const actual = month.actual.kind === 'known' ? month.actual.value : undefined
  const text = (cents: CadCents | null | undefined) => (cents === null || cents === undefined ? null : decimal(cents))
  return {
    month: month.month,
    state: month.state,
    promisedCad: text(month.firstPlannedCents),
    plannedCad: text(month.plannedCents),
    baseline: amountView(centsOf(month.baseline), figure('baseline')),
    actual: amountView(centsOf(month.actual), figure('actual')),
    charges:
      month.actual.kind === 'known'
        ? { kind: 'known', cad: decimal(month.actual.value.chargesCents) }
        : { kind: 'unknown', reasons: month.actual.reasons },
    ledgerCad: text(actual?.ledgerCents),
    carriedCad: text(actual?.carriedCents),
    elsewhereCad: decimal(month.elsewhereCents),
    realised: amountView(month.realised, figure('realised')),
    ledgerView: amountView(month.ledgerView, figure('ledger-view')),
    avoidedView: amountView(month.avoidedView, figure('avoided-view')),
    stillPaidCad: decimal(actual?.stillPaidCents ?? 0),
  }
}
const centsOf = (one: Outcome<{ readonly cents: CadCents }>): Outcome<number> =>
  one.kind === 'known' ? known(one.value.cents) : one

/** Bars of the drawer over the closed months: they sum from the reference to the benefit, to the cent. */
export function referenceBars(one: StandingBenefit, asKnown: string): ReferenceBars {
  const { baseline, facts } = one.gathered
  const months = closedMonths(one)
  const sums = { baseline: 0, unindexed: 0, nonRoutine: 0, actual: 0, elsewhere: 0 }
  for (const month of months) {
    if (month.baseline.kind !== 'known' || month.actual.kind !== 'known') continue
    sums.baseline += month.baseline.value.cents
    sums.unindexed += month.baseline.value.unindexedCents
    sums.nonRoutine += month.baseline.value.nonRoutineCents
    sums.actual += month.actual.value.cents
    sums.elsewhere += month.elsewhereCents
  }
  const reference = (baseline?.windowCents ?? 0) * months.length
  const reasons = months.length === 0 ? gapsOf(one.series) : []
  const told = (cents: number, term: RealisedTerm): AmountView =>
    months.length === 0
      ? { kind: 'unknown', reasons }
      : amountView(
          known(cents),
          realisedFigure({ scope: one.gathered.benefit.code, period: 'all', term, asKnownMs: Date.parse(asKnown) }),
        )
  return {
    months: months.length,
    referenceCad: decimal(reference),
    volumeCad: decimal(months.length === 0 ? 0 : sums.unindexed - sums.nonRoutine - reference),
    indexationCad: decimal(sums.baseline - sums.unindexed),
    adjustments: facts.adjustments.map((adjustment) => {
      const gap = adjustmentGap(adjustment) ?? null
      const covered = months.filter(
        ({ month }) => adjustment.from <= month && (adjustment.to === null || month <= adjustment.to),
      ).length
      const { approvedBy, centsPerMonth, evidence, from, label } = adjustment
      return {
        label,
        cad: decimal(centsPerMonth * covered),
        monthlyCad: decimal(centsPerMonth),
        months: covered,
        approvedBy,
        from,
        evidence,
        counts: gap === null,
        gap,
      }
    }),
    adjusted: told(sums.baseline, 'baseline'),
    measured: told(sums.actual, 'actual'),
    elsewhereCad: decimal(sums.elsewhere),
    benefit: told(sums.baseline - sums.actual - sums.elsewhere, 'realised'),
  }
}

/** Cumulative curve of one benefit or of many; the forecast of many ends where they come drawn together. */
export function curveView(all: readonly StandingBenefit[]): CurveView {
  const starts = all.flatMap(({ gathered }) => firstMonthOf(gathered.facts.firstPlan) ?? [])
  const [first] = starts.toSorted()
  const ends = all.flatMap(
    ({ gathered, plan }) => [...plan.keys(), ...gathered.facts.firstPlan.keys()].toSorted().at(-1) ?? [],
  )
  const last = ends.toSorted().at(-1)
  const measured = all.flatMap(({ status }) => status.lastMeasured ?? []).toSorted()
  const lastMeasured = measured.at(-1) ?? null
  if (first === undefined || last === undefined)
    return {
      months: [],
      promised: [],
      plan: [],
      realised: [],
      forecast: [],
      forecastFrom: 0,
      lastMeasured,
      planned: 0,
      missing: 0,
    }
  const months = monthsFrom(first, last)
  const at = new Map(months.map((month, index) => [month, index]))
  const [promised, plan] = [months.map(() => 0), months.map(() => 0)]
  const realised: (number | null)[] = months.map(() => null)
  const bands = months.map(() => ({ p10: 0, p50: 0, p90: 0 }))
  let [planned, missing] = [0, 0]
  for (const one of all) {
    addMonths(promised, at, one.gathered.facts.firstPlan)
    addMonths(plan, at, one.gathered.facts.plan)
    for (const month of closedMonths(one)) {
      const index = at.get(month.month)
      if (index !== undefined && month.realised.kind === 'known')
        realised[index] = (realised[index] ?? 0) + month.realised.value / 100
    }
    addBands(bands, at, one, lastMeasured ?? monthAfter(first, -1))
    if (lastMeasured !== null && one.plan.has(lastMeasured)) {
      planned += 1
      if (!closedMonths(one).some(({ month }) => month === lastMeasured)) missing += 1
    }
  }
  const forecastFrom = lastMeasured === null ? 0 : (at.get(lastMeasured) ?? -1) + 1
  return {
    months,
    promised: cumulative(promised),
    plan: cumulative(plan),
    realised: cumulativeWithGaps(realised),
    forecast: drawnTogether(cumulativeBands(bands, sumOf(realised.map((value) => value ?? 0))), all).slice(
      forecastFrom,
    ),
    forecastFrom,
    lastMeasured,
    planned,
    missing,
  }
}

function addMonths(target: number[], at: ReadonlyMap<Month, number>, plan: ReadonlyMap<Month, CadCents>): void {
  for (const [month, cents] of plan) {
    const index = at.get(month)
    if (index !== undefined) target[index] = (target[index] ?? 0) + cents / 100
  }
}

type Band = { p10: number; p50: number; p90: number }
/** What is still to come by month: the plan after the last month measured × the factors of the forecast. */
function addBands(bands: Band[], at: ReadonlyMap<Month, number>, one: StandingBenefit, after: Month): void {
  const { forecast, lastMeasured } = one.status
  if (forecast.kind === 'unknown') return
  const { factors } = forecast.value
  for (const [month, cents] of one.plan) {
    const index = at.get(month)
    if (index === undefined || month <= (lastMeasured ?? '')) continue
    // Due and not measured yet: it comes with the first month of the forecast.
    const band = bands[Math.max(index, (at.get(after) ?? -1) + 1)]
    if (band === undefined) continue
    band.p10 += (cents / 100) * factors.p10
    band.p50 += (cents / 100) * factors.p50
    band.p90 += (cents / 100) * factors.p90
  }
}

function cumulative(values: readonly number[]): number[] {
  let running = 0
  return values.map((value) => (running += value))
}
/** A month that nothing is known of stays empty; the line takes up again at what is known. */
function cumulativeWithGaps(values: readonly (number | null)[]): (number | null)[] {
  let running = 0
  return values.map((value) => (value === null ? null : (running += value)))
}
function cumulativeBands(bands: readonly Band[], earned: number): Band[] {
  const running = { p10: earned, p50: earned, p90: earned }
  return bands.map(({ p10, p50, p90 }) => {
    running.p10 += p10
    running.p50 += p50
    running.p90 += p90
    return { ...running }
  })
}

/**
 * Bands that were added month by month, brought to the percentiles of the benefits drawn together: at each month by the part of the spread
 * that has come by then, so that the curve ends on the forecast that is told.
 */
function drawnTogether(added: readonly Band[], all: readonly StandingBenefit[]): readonly Band[] {
  const drawn = drawnForecast(
    all.flatMap(({ status: { forecast } }) => (forecast.kind === 'known' ? [forecast.value] : [])),
  )
  const end = added.at(-1)
  if (drawn.kind === 'unknown' || drawn.value.count < 2 || end === undefined || end.p90 === end.p10) return added
  const { p10, p50, p90 } = drawn.value
  return added.map((band) => {
    const part = (band.p90 - band.p10) / (end.p90 - end.p10)
    const [low = 0, middle = 0, high = 0] = [
      band.p10 + part * (p10 - end.p10),
      band.p50 + part * (p50 - end.p50),
      band.p90 + part * (p90 - end.p90),
    ].toSorted((a, b) => a - b)
    return { p10: low, p50: middle, p90: high }
  })
}

export type PortfolioOf = {
  readonly asKnown: string
  readonly isPast: boolean
  /** Code of the body that the benefits are of; every body in reach when absent. */
  readonly body?: string | undefined
}

export function portfolioView(
  all: readonly StandingBenefit[],
  { asKnown, body, isPast }: PortfolioOf,
): RealisedPortfolio {
  const money = all.filter(({ gathered }) => dollarMeasure(gathered.benefit) !== undefined)
  const measured = money.filter(({ status }) => status.total.closedMonths > 0)
  const scope = scopeOfBody(body)
  const totalFigure = (term: RealisedTerm) =>
    realisedFigure({ scope, period: 'all', term, asKnownMs: Date.parse(asKnown) })
  const graded = measured.flatMap(({ status }) =>
    status.grade === null ? [] : [{ grade: status.grade, cents: status.total.cents }],
  )
  const index = confidenceIndex(graded)
  const whole = (of: (one: StandingBenefit) => number) => sumOf(money.map(of))
  return {
    asKnown,
    isPast,
    scope,
    totals: {
      plannedToDate: amountView(
        known(whole(({ status }) => status.plannedToDateCents)),
        totalFigure('planned-to-date'),
      ),
      realised:
        measured.length === 0
          ? { kind: 'unknown', reasons: ['nothing-measured'] }
          : amountView(known(whole(({ status }) => status.total.cents)), totalFigure('realised')),
      provisionalCad: decimal(whole(({ status }) => status.total.provisionalCents)),
      validated: amountView(known(whole(({ validatedCents }) => validatedCents)), totalFigure('validated')),
      headline: amountView(known(whole(({ headlineCents }) => headlineCents)), totalFigure('headline')),
      stillPaidCad: decimal(whole(({ stillPaidCents }) => stillPaidCents)),
      forecast: forecastTogether(money),
      promisedToHorizonCad: decimal(whole(({ gathered }) => sumOf([...gathered.facts.firstPlan.values()]))),
      currentToHorizonCad: decimal(whole(({ gathered }) => sumOf([...gathered.facts.plan.values()]))),
      byGrade: amountsByGrade(graded).map(({ cents, grade }) => ({ grade, cad: decimal(cents) })),
      confidenceIndex: numberView(index),
    },
    curve: curveView(money),
    bridge: bridgeView(money.map(bridgeOf)),
    benefits: all.map((one) => statusView(one, asKnown)),
  }
}

/** Benefits drawn together, part of their variance in common; the class is the weakest of theirs. */
function forecastTogether(all: readonly StandingBenefit[]): ForecastView {
  const some = all.flatMap(({ status }) => (status.forecast.kind === 'known' ? [status.forecast.value] : []))
  const drawn = drawnForecast(some)
  const [first] = some
  if (first === undefined || drawn.kind === 'unknown') return { kind: 'unknown', reasons: ['no-plan'] }
  const cold = some.find((one) => one.class.kind === 'published')
  const { correlation, draws, p10, p50, p90 } = drawn.value
  return {
    kind: 'known',
    p10,
    p50,
    p90,
    class: cold?.class ?? first.class,
    index: null,
    indexGap: null,
    together: some.length > 1 ? { correlation, draws, count: some.length } : null,
  }
}
