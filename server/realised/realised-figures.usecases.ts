import { barLabels } from '#models/realised/bridge-labels.ts'
import { type Grade, grades } from '#models/realised/grade.ts'
import { drawnForecast } from '#models/realised/portfolio-forecast.ts'
import {
  type ForecastTerm,
  forecastTerms,
  monthTerms,
  type ParsedRealisedFigure,
  realisedFigure,
  type RealisedTerm,
  runningTerms,
  wholeTerms,
} from '#models/realised/realised-figure.ts'
import { dollarMeasure } from '#models/realised/register-facts.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { parsedFigureId } from '#server/figures/figure-ids.ts'
import { barFigure, barMonthFigure, barOf, endFigure, isEnd } from './bridge-figures.ts'
import { sumOf } from './figure-sums.ts'
import { gathered } from './gathering.usecases.ts'
import { monthFigure } from './month-figures.ts'
import { type StandingBenefit, standings } from './statuses.ts'
import { forecastFigure, forecastLabel, type Moment, runningFigure, wholeFigure } from './whole-figures.ts'

/**
 * Where a term of realised savings comes from, as it was known at the instant in its id: of a benefit, of a body or of all in reach, of a
 * month or of all. Undefined when there is no such figure within reach.
 */
export async function realisedDerivation(db: Database, reach: Reach, figure: string): Promise<Derivation | undefined> {
  const id = parsedFigureId(figure)
  if (id?.kind !== 'realised') return undefined
  const asKnown = new Date(id.asKnownMs).toISOString()
  const isOne = !id.scope.startsWith('*')
  const all = standings(await gathered(db, reach, { asKnown, benefit: isOne ? id.scope : undefined }))
  const moment = { asKnownMs: id.asKnownMs, now: asKnown.slice(0, 7) }
  if (!isOne) return ofMany(id, inScope(all, id.scope.slice(1)), moment)
  const one = all.find(({ gathered: { benefit } }) => benefit.code === id.scope)
  return one === undefined ? undefined : ofOne(one, id, moment)
}

const inScope = (all: readonly StandingBenefit[], body: string) =>
  all.filter(
    ({ gathered: { benefit } }) => dollarMeasure(benefit) !== undefined && (body === '' || benefit.body === body),
  )

const oneOf = <T extends string>(list: readonly T[], term: string): T | undefined => list.find((one) => one === term)

function ofOne(one: StandingBenefit, { period, term }: ParsedRealisedFigure, moment: Moment): Derivation | undefined {
  const bar = barOf(term)
  if (period === 'all') {
    if (isEnd(term)) return endFigure(one, term, moment)
    if (bar !== undefined) return barFigure(one, bar, moment)
    const whole = oneOf(wholeTerms, term)
    if (whole !== undefined) return wholeFigure(one, whole, moment)
    const percentile = oneOf(forecastTerms, term)
    return percentile === undefined ? undefined : forecastFigure(one, percentile, moment)
  }
  if (bar !== undefined) return barMonthFigure(one, bar, period)
  const running = oneOf(runningTerms, term)
  if (running !== undefined) return runningFigure(one, running, period, moment)
  const monthly = oneOf(monthTerms, term)
  return monthly === undefined ? undefined : monthFigure(one, period, monthly)
}

/** A total: the same term of each benefit, which opens by itself. */
function ofMany(
  { period, scope, term }: ParsedRealisedFigure,
  all: readonly StandingBenefit[],
  moment: Moment,
): Derivation | undefined {
  if (scope !== '*' && all.length === 0) return undefined
  const percentile = oneOf(forecastTerms, term)
  if (percentile !== undefined) return period === 'all' ? forecastOfMany(all, percentile, moment) : undefined
  const grade = oneOf(grades, term.replace(/^grade-/, ''))
  const [some, own] = grade === undefined ? [all, term] : [ofGrade(all, grade), 'realised']
  const parts = some.flatMap((one, at): Derivation[] => {
    const whole = ofOne(one, { scope, period, term: own, asKnownMs: moment.asKnownMs }, moment)
    return whole === undefined || whole.value === 0 ? [] : [partOf(one, whole, { at, period, term: own, moment })]
  })
  const label = totalLabel(all, { period, term, grade }, moment)
  return label === undefined ? undefined : sumOf('total', label, parts)
}

const ofGrade = (all: readonly StandingBenefit[], grade: Grade) =>
  all.filter(({ status }) => status.total.closedMonths > 0 && status.grade === grade)

/** What one benefit brings to a total: its value alone, behind the figure that opens it. */
function partOf(
  one: StandingBenefit,
  whole: Derivation,
  {
    at,
    moment,
    period,
    term,
  }: { readonly at: number; readonly moment: Moment; readonly period: string; readonly term: string },
): Derivation {
  const { code, profile } = one.gathered.benefit
  return {
    name: `b${at + 1}`,
    label: profile.content.title,
    value: whole.value,
    unit: whole.unit,
    inputs: [],
    // The term was found among those that exist.
    figure: realisedFigure({ scope: code, period, term: term as RealisedTerm, asKnownMs: moment.asKnownMs }),
    source: { kind: 'calculation', formula: term, version: code },
  }
}

/** A total is called as its parts are; undefined for a term that does not exist. */
function totalLabel(
  all: readonly StandingBenefit[],
  { grade, period, term }: { readonly grade: Grade | undefined; readonly period: string; readonly term: string },
  moment: Moment,
): Bilingual | undefined {
  if (grade !== undefined) return { fr: `Réalisé, cote ${grade}`, en: `Realised, grade ${grade}` }
  const bar = barOf(term)
  if (bar !== undefined && period === 'all') return barLabels[bar]
  const [first] = all
  return first === undefined
    ? { fr: 'Aucun bénéfice en dollars', en: 'No benefit in dollars' }
    : ofOne(first, { scope: '', period, term, asKnownMs: moment.asKnownMs }, moment)?.label
}

/** Benefits drawn together: the inputs, the seed and the number of draws give the same percentile again. */
function forecastOfMany(all: readonly StandingBenefit[], term: ForecastTerm, moment: Moment): Derivation | undefined {
  const some = all.flatMap((one) =>
    one.status.forecast.kind === 'known' ? [{ one, forecast: one.status.forecast.value }] : [],
  )
  const drawn = drawnForecast(some.map(({ forecast }) => forecast))
  if (drawn.kind === 'unknown') return undefined
  const { correlation, draws, seed } = drawn.value
  const inputs = some.map(({ forecast, one }, at) =>
    partOf(
      one,
      { name: term, label: forecastLabel(term), value: forecast[term], unit: 'CAD', inputs: [] },
      { at, moment, period: 'all', term },
    ),
  )
  const [only] = inputs
  const shared = { name: term, label: forecastLabel(term), value: drawn.value[term], unit: 'CAD', inputs }
  if (only !== undefined && inputs.length === 1) return { ...shared, formula: only.name }
  return {
    ...shared,
    source: { kind: 'calculation', formula: 'drawnForecast', version: `${seed}, ${draws}, ρ = ${correlation}` },
    note: {
      fr: `${draws} tirages des bénéfices ensemble ; chacun a ses propres percentiles, et une part de ${correlation} de leur variance est commune. Les P10 ou les P90 ne s’ajoutent pas.`,
      en: `${draws} draws of the benefits together; each keeps its own percentiles, and ${correlation} of their variance is common. P10s or P90s do not add up.`,
    },
  }
}
