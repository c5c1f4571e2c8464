import type { BenefitBarName } from './bridge.ts'
import type { Grade } from './grade.ts'
import type { Month } from '../shared/month.ts'

/** Terms of one benefit in one month. `…-to`: added up from the start to that month. `expected`: the plan once what enables it slipped. */
export const monthTerms = [
  'realised',
  'baseline',
  'actual',
  'elsewhere',
  'still-paid',
  'ledger-view',
  'avoided-view',
  'promised',
  'plan',
  'expected',
] as const
export type MonthTerm = (typeof monthTerms)[number]
export const runningTerms = ['promised-to', 'plan-to', 'realised-to'] as const
export type RunningTerm = (typeof runningTerms)[number]

/** Terms of a benefit over its months. `reference`: the window, as many times as months are closed; `promised`, `plan`: to the horizon; `planned-to-date`: up to now. */
export const wholeTerms = [
  'realised',
  'reference',
  'baseline',
  'actual',
  'elsewhere',
  'still-paid',
  'promised',
  'plan',
  'planned-to-date',
  'validated',
  'headline',
] as const
export type WholeTerm = (typeof wholeTerms)[number]
export const forecastTerms = ['p10', 'p50', 'p90'] as const
export type ForecastTerm = (typeof forecastTerms)[number]

export type RealisedTerm =
  | MonthTerm
  | RunningTerm
  | WholeTerm
  | ForecastTerm
  | `bridge-${BenefitBarName | 'from' | 'to'}`
  | `grade-${Grade}`

/** One benefit by its code, all of a body (`*MEF`), or all in reach (`*`). */
export type RealisedScope = string
export const scopeOfBody = (body: string | undefined): RealisedScope => `*${body ?? ''}`

export type RealisedFigure = {
  readonly scope: RealisedScope
  /** A month, or `all` of them. */
  readonly period: Month
  readonly term: RealisedTerm
  /** What was known at this instant, milliseconds. */
  readonly asKnownMs: number
}

/** Id under which a term of realised savings opens: what of whom, when, as known when. */
export const realisedFigure = ({ asKnownMs, period, scope, term }: RealisedFigure): string =>
  `f_realised~${scope}~${period}~${term}~${asKnownMs}`

const form = /^f_realised~(\*(?:[A-Z][A-Z0-9-]{1,11})?|B-\d{4,9})~(all|\d{4}-\d{2})~([a-zA-E0-9-]{2,40})~(\d{1,15})$/

/** The same read back; the term may be one that does not exist. */
export type ParsedRealisedFigure = Omit<RealisedFigure, 'term'> & { readonly term: string }

/** Undefined for what is not the id of such a figure. */
export function parsedRealisedFigure(id: string): ParsedRealisedFigure | undefined {
  const [, scope = '', period = '', term = '', asKnown = ''] = form.exec(id) ?? []
  return scope === '' ? undefined : { scope, period, term, asKnownMs: Number(asKnown) }
}
