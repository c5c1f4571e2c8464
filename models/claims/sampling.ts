import { isHeadline } from './claim-grade.ts'
import { drawnUnits } from './monetary-units.ts'
import type { ClaimGrade } from './claim.schemas.ts'

export type Sampled = {
  readonly code: string
  /** Hundredths; the size counts, whatever the sign. */
  readonly amount: number
  readonly grade: ClaimGrade
}
export type SamplePlan = {
  readonly seed: string
  /** How many are drawn beyond those always taken. */
  readonly size: number
  /** From this amount on a claim is always taken, hundredths; null: from the interval on. */
  readonly highValue: number | null
}
export type SampleLine = Sampled & { readonly because: 'high-value' | 'low-grade' | 'drawn' }
export type Sample = {
  readonly lines: readonly SampleLine[]
  /** Hundredths between two points of the draw; 0 when nothing is left to draw from. */
  readonly interval: number
  /** Where the first point falls, hundredths. */
  readonly start: number
  readonly population: number
}

/**
 * Claims to look at again: those of high value and those of grade C to E always; the others by monetary-unit sampling. Points fall every
 * `interval` = ⌈Σ amounts ÷ size⌉ hundredths from a seeded start, over the claims in order of number: the chance of a claim is in proportion
 * to its amount, one as large as the interval is always taken, and the same seed over the same claims gives the same sample
 * (benefits.md §6).
 */
export function auditSample(claims: readonly Sampled[], plan: SamplePlan): Sample {
  const ordered = claims.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  const always = (one: Sampled): SampleLine['because'] | undefined => {
    if (!isHeadline(one.grade)) return 'low-grade'
    return plan.highValue !== null && Math.abs(one.amount) >= plan.highValue ? 'high-value' : undefined
  }
  const rest = ordered.filter((one) => always(one) === undefined)
  const { interval, start, rows } = drawnUnits(
    rest.map(({ code, amount }) => ({ key: code, size: amount })),
    plan,
  )
  const drawn = new Set(rows.map(({ key }) => key))
  const lines = ordered.flatMap((one): SampleLine[] => {
    const because = always(one) ?? (drawn.has(one.code) ? 'drawn' : undefined)
    return because === undefined ? [] : [{ ...one, because }]
  })
  return { lines, interval, start, population: claims.length }
}
