import type { PlacementFacts } from './facts.ts'
import { truthOf } from './placement-verdict.ts'
import type { Condition } from './rule-pack.ts'

/** Where a fact was stated: the classification in force, the inventory, the option's entry, the broker's catalogue, or places of both. */
export type FactOrigin = 'classification' | 'inventory' | 'option' | 'catalogue' | 'places'

export function originOf(fact: string): FactOrigin {
  if (fact === 'w.env' || fact === 'w.isNewPlacement') return 'inventory'
  if (fact.startsWith('w.')) return 'classification'
  if (fact.startsWith('t.catalogue') || fact.startsWith('alt.')) return 'catalogue'
  return fact === 'outQc' || fact.startsWith('p.') ? 'places' : 'option'
}

/**
 * The facts by which a condition is true, or not known to be false: while they stay, whatever the others become, one that is true stays
 * true and one that is unknown does not become false. Of an `any` that is true, its smallest true part, the first among equals; of one
 * that is unknown, every unknown part, since each is a question. Empty for a condition that is false: it decides nothing.
 */
export function decidingFacts(condition: Condition, placement: PlacementFacts): readonly string[] {
  const truth = truthOf(condition, placement)
  if (truth === false) return []
  if (condition.kind === 'test') return [condition.fact]
  const parts = condition.of.map((part) => ({
    truth: truthOf(part, placement),
    facts: decidingFacts(part, placement),
  }))
  if (condition.kind === 'all') return [...new Set(parts.flatMap((part) => part.facts))]
  const same = parts.filter((part) => part.truth === truth)
  if (truth === undefined) return [...new Set(same.flatMap((part) => part.facts))]
  return same.reduce((least, part) => (part.facts.length < least.facts.length ? part : least)).facts
}
