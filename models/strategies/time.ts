import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type AnsweredQuestion, answerOf } from './answers.ts'
import type { Axis, Question } from './questionnaire.views.ts'

/** The four quadrants: business value × technical fit. The name of the high-high one (invest or innovate) is a setting. */
export const quadrants = ['tolerate', 'invest', 'migrate', 'eliminate'] as const
export type Quadrant = (typeof quadrants)[number]

export type TimeSettings = {
  /** Points of 100 from which business value, then technical fit, is high. */
  readonly valueThreshold: number
  readonly fitThreshold: number
  /** What the high-high quadrant is called. */
  readonly highHigh: 'invest' | 'innovate'
}
export const defaultTimeSettings: TimeSettings = { valueThreshold: 50, fitThreshold: 50, highHigh: 'invest' }

/** One question as it places a workload on an axis. */
export type AxisPart = {
  readonly question: string
  readonly weight: number
  /** Points of 100; null when nothing is known. */
  readonly score: number | null
  /** 0–1. */
  readonly confidence: number
  /** Standard deviation of the answer while it is sure, points. */
  readonly uncertaintyPoints: number
}
export type AxisScore = {
  /** Weighted mean, points of 100. */
  readonly mean: number
  /** Standard deviation of that mean, points. */
  readonly deviation: number
  /** Share of the weight that an answer holds, by its confidence, 0–1. */
  readonly answered: number
  readonly parts: readonly (AxisPart & { readonly mean: number; readonly variance: number })[]
}
export type TimeGap = 'no-value-answer' | 'no-fit-answer'
export type TimePosition = {
  readonly value: AxisScore
  readonly fit: AxisScore
  readonly quadrant: Quadrant
  /** In the order of `quadrants`; sums to 1. */
  readonly probabilities: readonly [number, number, number, number]
  /** Points to the nearest threshold, and the axis it is on: less is nearer another quadrant. */
  readonly margin: number
  readonly marginAxis: Axis
}

/** Mean and variance of what may be anything on the scale of 0–100: 50 and 100²/12. */
const anywhere = { mean: 50, variance: 10_000 / 12 } as const

/**
 * An axis out of its questions: the mean of what each is worth, by weight, and its standard deviation.
 *
 * A sure answer is worth its score with its own deviation. One that is sure to a degree c is its score with chance c and anywhere on the
 * scale with chance 1 − c: mean c·s + (1 − c)·50, variance c·(σ² + s²) + (1 − c)·(100²/12 + 50²) − mean². An answer that is missing or
 * unknown has c = 0 and spreads over the whole scale: it widens the score, and draws it to the middle, never to one side. Questions are
 * taken as independent. Unknown when no question of positive weight has an answer.
 */
export function axisScore(parts: readonly AxisPart[]): Outcome<AxisScore, 'no-answer'> {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0)
  const held = parts.reduce((sum, part) => sum + part.weight * surenessOf(part), 0)
  if (whole <= 0 || held <= 0) return unknownBecause('no-answer')
  const worth = parts.map((part) => ({ ...part, ...worthOf(part) }))
  const mean = worth.reduce((sum, part) => sum + part.weight * part.mean, 0) / whole
  const variance = worth.reduce((sum, part) => sum + part.weight ** 2 * part.variance, 0) / whole ** 2
  return known({ mean, deviation: Math.sqrt(variance), answered: held / whole, parts: worth })
}

const surenessOf = ({ score, confidence }: AxisPart) => (score === null ? 0 : Math.min(1, Math.max(0, confidence)))

function worthOf(part: AxisPart): { readonly mean: number; readonly variance: number } {
  const sure = surenessOf(part)
  const score = part.score ?? 0
  const mean = sure * score + (1 - sure) * anywhere.mean
  const square =
    sure * (part.uncertaintyPoints ** 2 + score ** 2) + (1 - sure) * (anywhere.variance + anywhere.mean ** 2)
  return { mean, variance: Math.max(0, square - mean ** 2) }
}

/** What each question of an axis is worth, from how it was answered. */
export function axisParts(questions: readonly Question[], answered: readonly AnsweredQuestion[]): AxisPart[] {
  const byKey = new Map(answered.map((one) => [one.question, one]))
  return questions.map((question) => {
    const one = byKey.get(question.key)
    const answer = one === undefined || one.confidence === 0 ? undefined : answerOf(question, one.answer)
    return {
      question: question.key,
      weight: question.weight,
      score: answer?.score ?? null,
      confidence: one?.confidence ?? 0,
      uncertaintyPoints: question.uncertaintyPoints,
    }
  })
}

/**
 * Where a workload stands: the quadrant of its two means, the chance of each quadrant and the distance to the nearest threshold.
 *
 * Each axis is taken as normal with its mean and deviation, and the two as independent: the chance of a quadrant is the product of the
 * chances of each side. A score on the threshold is high. Without one answer on an axis there is no position.
 */
export function timePosition(
  parts: { readonly value: readonly AxisPart[]; readonly fit: readonly AxisPart[] },
  settings: TimeSettings,
): Outcome<TimePosition, TimeGap> {
  const value = axisScore(parts.value)
  const fit = axisScore(parts.fit)
  if (value.kind === 'unknown')
    return fit.kind === 'unknown'
      ? unknownBecause('no-value-answer', 'no-fit-answer')
      : unknownBecause('no-value-answer')
  if (fit.kind === 'unknown') return unknownBecause('no-fit-answer')
  const isValuable = chanceFrom(settings.valueThreshold, value.value)
  const isFit = chanceFrom(settings.fitThreshold, fit.value)
  const margins = [
    { axis: 'business-value' as const, points: Math.abs(value.value.mean - settings.valueThreshold) },
    { axis: 'technical-fit' as const, points: Math.abs(fit.value.mean - settings.fitThreshold) },
  ].toSorted((a, b) => a.points - b.points)
  const [nearest] = margins
  return known({
    value: value.value,
    fit: fit.value,
    quadrant: quadrantOf(value.value.mean >= settings.valueThreshold, fit.value.mean >= settings.fitThreshold),
    probabilities: [
      (1 - isValuable) * isFit,
      isValuable * isFit,
      isValuable * (1 - isFit),
      (1 - isValuable) * (1 - isFit),
    ],
    margin: nearest?.points ?? 0,
    marginAxis: nearest?.axis ?? 'business-value',
  })
}

/** Tolerate: fit without value. Invest: both. Migrate: value without fit. Eliminate: neither (Gartner's TIME). */
function quadrantOf(isValuable: boolean, isFit: boolean): Quadrant {
  if (isValuable) return isFit ? 'invest' : 'migrate'
  return isFit ? 'tolerate' : 'eliminate'
}

function chanceFrom(threshold: number, { mean, deviation }: Pick<AxisScore, 'mean' | 'deviation'>): number {
  if (deviation === 0) return mean >= threshold ? 1 : 0
  return normalChanceBelow((mean - threshold) / deviation)
}

/**
 * Chance that a standard normal is under z: Φ(z) = (1 + erf(z/√2)) / 2, erf after Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 7.1.26 (error under 1.5e-7).
 */
export function normalChanceBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const erf = 1 - series * Math.exp(-x * x)
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2
}
