import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** Limits on monthly data (ASHRAE Guideline 14 values, as quoted; methods §8.2 3): shares of the mean cost. */
export const fitLimits = { cvRmse: 0.15, cvRmseGradeC: 0.25, nmbe: 0.05 } as const

export type Fit = {
  /** sqrt(Σ (C − Ĉ)² / (P − c)) / mean C, a share. */
  readonly cvRmse: number
  /** Σ (C − Ĉ) / ((P − c) · mean C), a share; positive when the model says too little. */
  readonly nmbe: number
  readonly months: number
  /** Correlation of each error with the one before, in [−1, 1]; 0 when errors are all nil. */
  readonly lagOne: number
}

/** How well a model gives back the months of its own window; `parameters` is c, what it was free to choose. */
export function fitOf(
  actual: readonly number[],
  modelled: readonly number[],
  parameters: number,
): Outcome<Fit, 'too-few-months' | 'no-cost'> {
  const months = actual.length
  if (months <= parameters) return unknownBecause('too-few-months')
  const mean = actual.reduce((sum, value) => sum + value, 0) / months
  if (!(mean > 0)) return unknownBecause('no-cost')
  const errors = actual.map((value, at) => value - (modelled[at] ?? Number.NaN))
  const squares = errors.reduce((sum, error) => sum + error * error, 0)
  const following = errors.slice(1).reduce((sum, error, at) => sum + error * (errors[at] ?? 0), 0)
  return known({
    cvRmse: Math.sqrt(squares / (months - parameters)) / mean,
    nmbe: errors.reduce((sum, error) => sum + error, 0) / ((months - parameters) * mean),
    months,
    lagOne: squares === 0 ? 0 : following / squares,
  })
}
