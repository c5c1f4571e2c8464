import { rangeDraws } from '../assumptions/draws.ts'
import type { Derivation } from '../shared/derivation.ts'
import { formula } from '../shared/formula.ts'
import { known, mapKnown, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { percentilesOf } from './percentiles.ts'

export type ReEvaluationGap = 'unknown-figure' | 'formula-refused' | 'value-missing'

/**
 * Computes a figure again from its derivation alone, from the leaves up: formulas through the formula reader, simulated percentiles by
 * drawing again, with the ranges and seeds that the derivation itself carries. Equal to the figure within 1e-9 relative, or the derivation
 * is wrong.
 */
export function reEvaluated(node: Derivation): Outcome<number, ReEvaluationGap> {
  if (node.value === undefined) return unknownBecause('unknown-figure')
  const closure = closureOf(node, fixed)
  if (closure.kind === 'unknown') return closure
  const value = closure.value(0)
  return Number.isNaN(value) ? unknownBecause('value-missing') : known(value)
}

type Closure = (draw: number) => number
type LeafReader = (leaf: Derivation) => Outcome<Closure, ReEvaluationGap>

const fixed: LeafReader = ({ value }) =>
  typeof value === 'number' ? known(() => value) : unknownBecause('value-missing')

function drawnAgain(node: Derivation): Outcome<number, ReEvaluationGap> {
  const likely = node.inputs.find((input) => input.name === 'likely')
  const draws = node.inputs.find((input) => input.name === 'draws')?.value
  if (likely === undefined || typeof draws !== 'number') return unknownBecause('value-missing')
  const columns = new Map<string, Float64Array>()
  const drawn: LeafReader = (leaf) => {
    if (leaf.source?.kind !== 'assumption' || leaf.source.seed === undefined) return fixed(leaf)
    const { seed } = leaf.source
    const column = columns.get(seed) ?? rangeDraws(leaf.source, draws, seed)
    columns.set(seed, column)
    return known((draw) => column[draw] ?? Number.NaN)
  }
  return mapKnown(
    closureOf(likely, drawn),
    (value) => percentilesOf(Float64Array.from({ length: draws }, (_, i) => value(i))).p50,
  )
}

function closureOf(node: Derivation, leaf: LeafReader): Outcome<Closure, ReEvaluationGap> {
  if (node.formula === undefined) return leaf(node)
  if (node.formula.startsWith('p50(')) return mapKnown(drawnAgain(node), (value) => () => value)
  const parsed = formula(node.formula)
  if (parsed.kind === 'refused') return unknownBecause('formula-refused')
  const parts: (readonly [string, Closure])[] = []
  for (const input of node.inputs) {
    if (!parsed.names.includes(input.name)) continue
    const part = closureOf(input, leaf)
    if (part.kind === 'unknown' && part.reasons.includes('formula-refused')) return part
    // An unknown matters only when the value hangs on it: the branch not taken of a conditional may hold one.
    parts.push([input.name, part.kind === 'known' ? part.value : () => Number.NaN])
  }
  if (parsed.names.some((name) => parts.every(([own]) => own !== name))) return unknownBecause('value-missing')
  return known((draw) => parsed.evaluate(Object.fromEntries(parts.map(([name, part]) => [name, part(draw)]))))
}
