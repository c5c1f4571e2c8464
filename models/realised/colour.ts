import type { Outcome } from '../shared/outcome.ts'
import type { Grade } from './grade.ts'

export const colours = ['green', 'amber', 'red', 'grey'] as const
export type Colour = (typeof colours)[number]

/** The rule by its version: a colour says which one gave it. */
export const colourRuleVersion = '1'
/** Limits of BRI = EB / PB (benefits §7); a benefit's own may be tighter, never looser. */
export const colourLimits = { green: 0.9, amber: 0.75, latePeriods: 1 } as const

export type ColourGrounds = {
  readonly sign: 1 | -1
  /** EB / PB over the closed periods. */
  readonly realisationIndex: Outcome<number>
  /** Whole periods by which the latest value is late, its usual delay allowed for. */
  readonly periodsLate: number
  readonly grade: Grade | null
  readonly hasOwner: boolean
  readonly hasBaseline: boolean
  readonly hasValidator: boolean
  readonly limits?: { readonly green?: number; readonly amber?: number; readonly latePeriods?: number }
}
export type ColourRule =
  | 'no-owner'
  | 'no-baseline'
  | 'no-validator'
  | 'late'
  | 'unknown'
  | 'below-amber'
  | 'below-green'
  | 'grade-below-b'
  | 'on-plan'

/**
 * Colour of a benefit and the rules that gave it (benefits §7, DECISIONS 11). Red without owner, baseline or finance counterpart, whatever the
 * figures; then grey when late beyond tolerance or unknown: amber and red speak of performance only. A dis-benefit is judged on 2 − BRI.
 */
export function colourOf(grounds: ColourGrounds): { readonly colour: Colour; readonly rules: readonly ColourRule[] } {
  const missing: ColourRule[] = [
    ...(grounds.hasOwner ? [] : (['no-owner'] as const)),
    ...(grounds.hasBaseline ? [] : (['no-baseline'] as const)),
    ...(grounds.hasValidator ? [] : (['no-validator'] as const)),
  ]
  if (missing.length > 0) return { colour: 'red', rules: missing }
  const { realisationIndex: index } = grounds
  const latest = Math.min(colourLimits.latePeriods, grounds.limits?.latePeriods ?? colourLimits.latePeriods)
  if (grounds.periodsLate > latest) return { colour: 'grey', rules: ['late'] }
  if (index.kind === 'unknown' || !Number.isFinite(index.value)) return { colour: 'grey', rules: ['unknown'] }
  const green = Math.max(colourLimits.green, grounds.limits?.green ?? 0)
  const amber = Math.max(colourLimits.amber, grounds.limits?.amber ?? 0)
  const judged = Number((grounds.sign === -1 ? 2 - index.value : index.value).toFixed(9)) // 2 − 1.1 is 0.9, not a hair under
  if (judged < amber) return { colour: 'red', rules: ['below-amber'] }
  if (judged < green) return { colour: 'amber', rules: ['below-green'] }
  const isWeak = grounds.grade !== null && grounds.grade > 'B'
  return isWeak ? { colour: 'amber', rules: ['grade-below-b'] } : { colour: 'green', rules: ['on-plan'] }
}
