import { formula } from '../shared/formula.ts'
import { known, type Outcome } from '../shared/outcome.ts'
import type { ScoreGap, ScoreValue } from './strategies.views.ts'

// Scores that people write in mathjs notation over answers and facts. Read by the server only: the page never loads the formula reader.

/** What may be named in a score: each name with its value, undefined when it is not known for this workload. */
export type Nameable = ReadonlyMap<string, number | undefined>

/** Why a text cannot be a score: not a formula, or a name that means nothing here. */
export type ScoreRefusal =
  | { readonly kind: 'formula'; readonly reason: string }
  | { readonly kind: 'names'; readonly names: readonly string[] }

export function scoreRefusal(expression: string, names: ReadonlySet<string>): ScoreRefusal | undefined {
  const read = formula(expression)
  if (read.kind === 'refused') return { kind: 'formula', reason: read.reason }
  const unknown = read.names.filter((name) => !names.has(name))
  return unknown.length === 0 ? undefined : { kind: 'names', names: unknown }
}

/**
 * A score for one workload, points of 0–100. A name without a value leaves it unknown and is told; so do a result that is not a number
 * (a division by zero) and one out of the scale: nothing is cut to fit.
 */
export function scoreValue(expression: string, values: Nameable): Outcome<ScoreValue, ScoreGap> {
  const read = formula(expression)
  if (read.kind === 'refused') return { kind: 'unknown', reasons: ['formula-refused'] }
  const missing = read.names.filter((name) => values.get(name) === undefined)
  if (missing.length > 0) return { kind: 'unknown', reasons: missing.map((name): ScoreGap => `missing:${name}`) }
  const used = Object.fromEntries(read.names.map((name) => [name, values.get(name) ?? Number.NaN]))
  const value = read.evaluate(used)
  if (!Number.isFinite(value)) return { kind: 'unknown', reasons: ['not-a-number'] }
  if (value < 0 || value > 100) return { kind: 'unknown', reasons: ['out-of-scale'] }
  return known({ value, inputs: read.names.map((name) => ({ name, value: used[name] ?? Number.NaN })) })
}
