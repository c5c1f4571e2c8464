import { sameInBoth } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import type { ScoreValue, ScoreView } from './strategies.views.ts'
import { strategyFacts } from './strategy-facts.ts'

/** How a score that people wrote was obtained: their expression over the values it names. */
export function scoreDerivation(
  score: Pick<ScoreView, 'name' | 'expression' | 'statedBy'>,
  { value, inputs }: ScoreValue,
): Derivation {
  return {
    name: 'score',
    label: score.name,
    value,
    unit: 'points',
    formula: score.expression,
    inputs: inputs.map((input) => ({
      name: input.name,
      label: strategyFacts[input.name]?.label ?? sameInBoth(input.name),
      value: input.value,
      unit: strategyFacts[input.name]?.unit ?? 'points',
      inputs: [],
      source: { kind: 'calculation', formula: input.name, version: score.statedBy },
    })),
  }
}
