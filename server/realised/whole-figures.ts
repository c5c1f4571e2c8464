import { recentPeriods, recentWeights } from '#models/realised/forecast.ts'
import { periodOf } from '#models/realised/benefit-status.ts'
import {
  type ForecastTerm,
  type MonthTerm,
  realisedFigure,
  type RunningTerm,
  type WholeTerm,
} from '#models/realised/realised-figure.ts'
import { isHeadline } from '#models/claims/claim-grade.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Month } from '#models/shared/month.ts'
import { claimFigure } from '#server/figures/figure-ids.ts'
import { sumOf } from './figure-sums.ts'
import { monthFigure, windowOf } from './month-figures.ts'
import type { StandingBenefit } from './statuses.ts'

/** When a figure was known, and the month that was running then. */
export type Moment = { readonly asKnownMs: number; readonly now: Month }

export const wholeLabels: Readonly<Record<WholeTerm, Bilingual>> = {
  realised: { fr: 'Économie réalisée, mois fermés', en: 'Realised saving, closed months' },
  reference: { fr: 'Référence, mois fermés', en: 'Baseline, closed months' },
  baseline: { fr: 'Référence ajustée, mois fermés', en: 'Adjusted baseline, closed months' },
  actual: { fr: 'Coût mesuré, mois fermés', en: 'Measured cost, closed months' },
  elsewhere: { fr: 'Nouveau coût ailleurs, mois fermés', en: 'New cost elsewhere, closed months' },
  'still-paid': { fr: 'Économisé sur papier, encore payé', en: 'Saved on paper, still paid' },
  promised: { fr: 'Engagement v1, jusqu’à l’horizon', en: 'Promise v1, up to the horizon' },
  plan: { fr: 'Plan en vigueur, jusqu’à l’horizon', en: 'Plan in force, up to the horizon' },
  'planned-to-date': { fr: 'Prévu à date', en: 'Planned to date' },
  validated: { fr: 'Validé par les finances', en: 'Validated by finance' },
  headline: { fr: 'Validé, cotes A et B', en: 'Validated, grades A and B' },
}

/** The months that count as realised: closed, and known. */
export const closedMonths = ({ series }: Pick<StandingBenefit, 'series'>) =>
  series.filter(({ realised, state }) => state === 'closed' && realised.kind === 'known')

/** A term of a benefit over its months, each opening further. */
export function wholeFigure(one: StandingBenefit, term: WholeTerm, moment: Moment): Derivation {
  const label = wholeLabels[term]
  switch (term) {
    case 'realised':
    case 'baseline':
    case 'actual':
    case 'elsewhere':
      return sumOf(
        term,
        label,
        monthsOf(
          one,
          closedMonths(one).map(({ month }) => month),
          term,
          moment,
        ),
      )
    case 'reference':
      return referenceOf(one, label)
    case 'still-paid':
      return sumOf(term, label, monthsOf(one, stillPaidMonths(one), term, moment))
    case 'promised':
      return sumOf(term, label, monthsOf(one, sorted(one.gathered.facts.firstPlan), 'promised', moment))
    case 'plan':
      return sumOf(term, label, monthsOf(one, sorted(one.gathered.facts.plan), 'plan', moment))
    case 'planned-to-date':
      return sumOf(
        term,
        label,
        monthsOf(
          one,
          sorted(one.plan).filter((month) => month <= moment.now),
          'expected',
          moment,
        ),
      )
    case 'validated':
    case 'headline':
      return sumOf(term, label, claimsOf(one, term, moment))
  }
}

/** What the months that are closed would have cost as in the window, before volumes, prices and events. */
function referenceOf(one: StandingBenefit, label: Bilingual): Derivation {
  const count = closedMonths(one).length
  const window = windowOf(one)
  return {
    name: 'reference',
    label,
    value: window.value === undefined ? undefined : Math.round(Number(window.value) * 100 * count) / 100,
    unit: 'CAD',
    formula: 'window * months',
    inputs: [
      window,
      {
        name: 'months',
        label: { fr: 'Mois fermés', en: 'Closed months' },
        value: count,
        unit: 'month',
        inputs: [],
        source: { kind: 'calculation', formula: 'closed months', version: one.gathered.benefit.code },
      },
    ],
  }
}

const runningLabels: Readonly<Record<RunningTerm, { readonly term: MonthTerm; readonly label: Bilingual }>> = {
  'promised-to': { term: 'promised', label: { fr: 'Engagement v1, cumulé', en: 'Promise v1, cumulative' } },
  'plan-to': { term: 'plan', label: { fr: 'Plan en vigueur, cumulé', en: 'Plan in force, cumulative' } },
  'realised-to': { term: 'realised', label: { fr: 'Réalisé, cumulé', en: 'Realised, cumulative' } },
}

/** Added up from the start to a month: a point of the curve. */
export function runningFigure(one: StandingBenefit, term: RunningTerm, to: Month, moment: Moment): Derivation {
  const { facts } = one.gathered
  const { label, term: monthly } = runningLabels[term]
  const months =
    term === 'realised-to'
      ? closedMonths(one).map(({ month }) => month)
      : sorted(term === 'plan-to' ? facts.plan : facts.firstPlan)
  const until = months.filter((month) => month <= to)
  return sumOf(term, { fr: `${label.fr}, ${to}`, en: `${label.en}, ${to}` }, monthsOf(one, until, monthly, moment))
}
const sorted = (plan: ReadonlyMap<Month, unknown>) => [...plan.keys()].toSorted()
const stillPaidMonths = ({ series }: StandingBenefit) =>
  series.flatMap(({ actual, month }) => (actual.kind === 'known' && actual.value.stillPaidCents !== 0 ? [month] : []))

/** The same term of each month, opening further. */
export function monthsOf(
  one: StandingBenefit,
  months: readonly Month[],
  term: MonthTerm,
  { asKnownMs }: Moment,
): readonly Derivation[] {
  return months.flatMap((month, at): Derivation[] => {
    const whole = monthFigure(one, month, term)
    if (whole === undefined) return []
    const figure = whole.figure ?? realisedFigure({ scope: one.gathered.benefit.code, period: month, term, asKnownMs })
    return [{ ...whole, name: `m${at + 1}`, figure }]
  })
}

/** Claims that finance accepted, in dollars, each opening to its rows. */
function claimsOf(one: StandingBenefit, term: 'validated' | 'headline', { asKnownMs }: Moment): readonly Derivation[] {
  return one.gathered.accepted
    .filter(({ grade, nature }) => nature !== 'other-unit' && (term === 'validated' || isHeadline(grade)))
    .map(({ accepted, code, from, grade, to }, at): Derivation => ({
      name: `claim_${at + 1}`,
      label: { fr: `${code}, ${from} à ${to}, cote ${grade}`, en: `${code}, ${from} to ${to}, grade ${grade}` },
      value: accepted / 100,
      unit: 'CAD',
      inputs: [],
      figure: claimFigure(code, 'accepted', asKnownMs),
      source: { kind: 'calculation', formula: 'accepted', version: code },
    }))
}

const forecastLabels: Readonly<Record<ForecastTerm, Bilingual>> = {
  p10: { fr: 'Prévision P10', en: 'Forecast P10' },
  p50: { fr: 'Prévision P50', en: 'Forecast P50' },
  p90: { fr: 'Prévision P90', en: 'Forecast P90' },
}
export const forecastLabel = (term: ForecastTerm) => forecastLabels[term]

/** Forecast of a benefit at its horizon: earned + what is left of the plan × factor (methods §9). Undefined when there is none. */
export function forecastFigure(one: StandingBenefit, term: ForecastTerm, moment: Moment): Derivation | undefined {
  const { forecast, lastMeasured } = one.status
  if (forecast.kind === 'unknown') return undefined
  const { earnedCad, factors, leftCad } = forecast.value
  const left = sorted(one.plan).filter((month) => lastMeasured === null || month > lastMeasured)
  const earned = wholeFigure(one, 'realised', moment)
  return {
    name: term,
    label: forecastLabels[term],
    value: forecast.value[term],
    unit: 'CAD',
    formula: 'earned + left * factor',
    inputs: [
      { ...earned, name: 'earned', value: earnedCad },
      {
        ...sumOf(
          'left',
          { fr: 'Plan qui reste', en: 'What is left of the plan' },
          monthsOf(one, left, 'expected', moment),
        ),
        value: leftCad,
      },
      factorOf(one, term, factors[term]),
    ],
  }
}

/** What a percentile multiplies the rest of the plan by: the recent index spread as the class is, or the class alone. */
function factorOf(one: StandingBenefit, term: ForecastTerm, value: number): Derivation {
  const { forecast } = one.status
  const shared = {
    name: 'factor',
    label: { fr: 'Part du plan qui se réalise', en: 'Share of the plan that comes' },
    value,
    unit: '',
  }
  if (forecast.kind === 'unknown') return { ...shared, inputs: [] }
  const { class: from, index, ratios } = forecast.value
  const ratio = (name: string, of: ForecastTerm): Derivation => ({
    name,
    label: {
      fr: `Réalisé sur prévu de la classe, ${of.toUpperCase()}`,
      en: `Realised on planned of the class, ${of.toUpperCase()}`,
    },
    value: ratios[of],
    unit: '',
    inputs: [],
    source:
      from.kind === 'published'
        ? { kind: 'data', file: 'reference-classes/benefits.json', reference: from.id }
        : {
            kind: 'calculation',
            formula: 'quantile of realised / planned of closed benefits',
            version: one.gathered.benefit.body,
          },
  })
  if (index === null) return { ...shared, formula: 'ratio', inputs: [ratio('ratio', term)] }
  return {
    ...shared,
    formula: 'index + (ratio - median) * max(1, abs(index))',
    inputs: [recentIndexOf(one, index), ratio('ratio', term), ratio('median', 'p50')],
  }
}

/** Realised / planned of the last periods, the latest weighing most. */
function recentIndexOf(one: StandingBenefit, value: number): Derivation {
  const { lastMeasured } = one.status
  const periods = one.series
    .filter(({ month }) => lastMeasured === null || month <= lastMeasured)
    .map((month) => ({ month: month.month, ...periodOf(month) }))
  const recent = recentPeriods(periods).map((period, at) => ({ ...period, weight: recentWeights[at] ?? 0, at: at + 1 }))
  const weighed = (name: 'r' | 'p') => recent.map(({ at, weight }) => `${weight} * ${name}${at}`).join(' + ')
  const cad = (name: string, label: Bilingual, cents: number): Derivation => ({
    name,
    label,
    value: cents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'calculation', formula: 'realised', version: one.gathered.benefit.code },
  })
  return {
    name: 'index',
    label: { fr: 'Indice récent, réalisé sur prévu', en: 'Recent index, realised on planned' },
    value,
    unit: '',
    formula: `(${weighed('r')}) / (${weighed('p')})`,
    inputs: recent.flatMap(({ at, month, plannedCents, realisedCents }) => [
      cad(`r${at}`, { fr: `Réalisé, ${month}`, en: `Realised, ${month}` }, realisedCents ?? 0),
      cad(`p${at}`, { fr: `Prévu, ${month}`, en: `Planned, ${month}` }, plannedCents),
    ]),
  }
}
