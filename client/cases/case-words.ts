import type { CaseContent, CaseResult, CaseVariant, VariantId } from '#models/cases/case.schemas.ts'
import type { PaybackGap } from '#models/finance/payback.ts'
import type { ModifiedRateGap, RateGap } from '#models/finance/rate-of-return.ts'
import type { AnnualGap, RatioGap } from '#models/finance/ratios.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { chancesWords } from '#client/ui/charts/interval-strip.tsx'
import type { Series } from '#client/ui/charts/cumulative-curve.tsx'
import type { ChartUnit } from '#client/ui/charts/units.ts'

type Named = Pick<CaseVariant, 'id' | 'label'>

export const seriesOf: Readonly<Record<VariantId, Series>> = { A: 'a', B: 'b', C: 'c' }

export function variantName({ id, label }: Named): string {
  return `${id}. ${label}`
}

/** `stay` or the id of a variant, in words. */
export function decisionName(decision: string, variants: readonly Named[]): string {
  const chosen = variants.find(({ id }) => id === decision)
  return chosen === undefined ? t('cases.stay') : variantName(chosen)
}

export function gainChances(probability: number): string {
  return chancesWords(probability, t('cases.goalGain'))
}

/** The best of those that no rule forbids, else of all: what the sentence speaks of when the case says to stay. */
function bestOf(result: CaseResult): CaseVariant | undefined {
  const open = result.variants.filter(({ places }) => places.every(({ forbidden }) => forbidden === 0))
  return (open.length > 0 ? open : result.variants).reduce<CaseVariant | undefined>(
    (best, one) => (best === undefined || one.indicators.npv > best.indicators.npv ? one : best),
    undefined,
  )
}

/** What the case decides, with its range and its chances, in one sentence. */
export function decisionSentence(result: CaseResult): string {
  const decided = result.variants.find(({ id }) => id === result.decision)
  const told = decided ?? bestOf(result)
  if (told === undefined) return t('cases.stay')
  const { npv, npvSpread, probabilityPositive } = told.indicators
  return t(decided === undefined ? 'cases.decidedStay' : 'cases.decidedMove', {
    variant: variantName(told),
    npv: fmt.compactMoney(npv),
    low: fmt.compactMoney(npvSpread.p10.value),
    high: fmt.compactMoney(npvSpread.p90.value),
    chances: lowerFirst(gainChances(probabilityPositive)),
  })
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`
}

const termText = { 'on-demand': 'cases.termOnDemand', '1y': 'cases.term1', '3y': 'cases.term3' } as const
export function termWords(term: CaseContent['variants'][number]['term']): string {
  return t(termText[term])
}

export function fiscalYearName(year: number): string {
  return `${year}-${year + 1}`
}

type Gap = RateGap | ModifiedRateGap | PaybackGap | RatioGap | AnnualGap | 'none-in-range' | 'not-in-order'

/** Every reason has its words: one added to the model without them does not compile. */
const gapText: Readonly<Record<Gap, TextKey>> = {
  'no-flows': 'cases.gapNoFlows',
  'not-finite': 'cases.gapNotFinite',
  'no-sign-change': 'cases.gapNoSignChange',
  'no-rate': 'cases.gapNoRate',
  'no-crossing': 'cases.gapNoCrossing',
  'several-rates': 'cases.gapSeveralRates',
  'out-of-range': 'cases.gapOutOfRange',
  'nothing-to-pay-back': 'cases.gapNothingToPayBack',
  never: 'cases.gapNever',
  'denominator-not-positive': 'cases.gapDenominator',
  'no-period': 'cases.gapNoFlows',
  'rate-at-or-below-minus-100-percent': 'cases.gapRate',
  'negative-ratio': 'cases.gapDenominator',
  'none-in-range': 'cases.gapNoneInRange',
  'not-in-order': 'cases.gapNotFinite',
}
const isGap = (text: string): text is Gap => Object.hasOwn(gapText, text)

/** Why there is no figure; a stored result may hold a reason that the model no longer gives: it is shown as it is. */
export function gapWordsOf(outcome: Outcome<unknown, string>): string {
  if (outcome.kind === 'known') return ''
  return fmt.list(
    outcome.reasons.map((reason) => {
      const code = reason.split(':')[0] ?? ''
      return isGap(code) ? t(gapText[code]) : reason
    }),
  )
}

export function yearsWords(outcome: Outcome<number, string>): string {
  if (outcome.kind === 'unknown') return `${unknownMark} ${gapWordsOf(outcome)}`
  return t('cases.years', { count: outcome.value, value: fmt.decimal(outcome.value, 1) })
}

/** One unit for a whole screen: millions when anything is that big, else thousands. */
export function moneyUnit(amounts: readonly number[]): { readonly name: 'k' | 'M'; readonly chart: ChartUnit } {
  const most = Math.max(0, ...amounts.map(Math.abs))
  const name = most >= 1e7 ? 'M' : 'k'
  const scale = name === 'M' ? 1e6 : 1e3
  const digits = most >= 1e5 && name === 'k' ? 0 : 1
  return {
    name,
    chart: {
      axis: (value) => fmt.decimal(value / scale, Math.abs(most / scale) < 4 ? 1 : 0),
      label: (value) => fmt.decimal(value / scale, digits),
      full: (value) => fmt.moneyIn(name, value),
    },
  }
}

/** « k$ courants » or « k$ de 2027 »: the unit and the basis of the figures, for subtitles. */
export function unitWords(name: 'k' | 'M', result: Pick<CaseResult, 'basis' | 'years'>): string {
  const year = result.years[0]?.startsOn.slice(0, 4) ?? ''
  return t(result.basis === 'nominal' ? 'cases.unitNominal' : 'cases.unitReal', { unit: `${name}$`, year })
}
