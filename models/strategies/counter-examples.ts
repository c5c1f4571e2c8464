import { strategies, type Strategy } from '../inventory/workload.views.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { type FactValue, type KnownFacts, saidValue, strategyFacts, valueOf } from './strategy-facts.ts'
import { strategyUnder } from './seven-r.ts'
import { factsNamed, type StrategyRule, type StrategyRules, testsOf, truthUnder } from './strategy-rules.ts'

/** One fact that would be otherwise: established, when it is unknown today; changed, when it is known. */
export type FactChange = {
  readonly name: string
  readonly kind: 'establish' | 'change'
  readonly label: Bilingual
  readonly today: Bilingual | null
  readonly value: FactValue
  readonly said: Bilingual
  /** For a number that is known: by how much it would move, in the fact's unit, signed. */
  readonly by: number | null
}

/** « Would be replatform if… »: the fewest facts that would have to be otherwise, together, for that strategy. */
export type CounterExample = { readonly strategy: Strategy; readonly changes: readonly FactChange[] }

const changesAtMost = 3

type Candidate = {
  readonly name: string
  readonly value: FactValue
  readonly weight: number
  readonly by: number | null
}

/**
 * For each other strategy, the smallest set of facts (three at most) under which the rules would come to it: the fewest facts, then the
 * lightest (an unknown established weighs 1, a known fact changed 2), then the smallest move of numbers. What the workload is (its
 * technology, its environment) is established, never changed. Nearest strategy first; one that no such set reaches is left out. Exact over
 * the facts of that strategy's rules and of the rules that would stand above them.
 */
export function counterExamples(rules: StrategyRules, facts: KnownFacts): readonly CounterExample[] {
  const value = (name: string) => valueOf(facts, name)
  const today = strategyUnder(rules, value)
  const found = strategies
    .filter((strategy) => strategy !== today)
    .flatMap((strategy) => {
      const set = smallestSet(rules, value, strategy)
      return set === undefined ? [] : [{ strategy, set }]
    })
  return found
    .toSorted((a, b) => a.set.length - b.set.length || weightOf(a.set) - weightOf(b.set))
    .map(({ strategy, set }) => ({ strategy, changes: set.map((one) => told(one, value)) }))
}

type Value = (name: string) => FactValue | undefined

function smallestSet(rules: StrategyRules, value: Value, strategy: Strategy): readonly Candidate[] | undefined {
  const near = rules.rules
    .filter((rule) => rule.strategy === strategy)
    .map((rule) => ({ rule, all: candidates(rules, factsAround(rules, rule, value), value) }))
  for (let size = 1; size <= changesAtMost; size += 1) {
    let best: readonly Candidate[] | undefined
    for (const { rule, all } of near) {
      for (const set of setsOf(all, size)) {
        if (best !== undefined && compareSets(set, best) >= 0) continue
        const after = under(set, value)
        if (truthUnder(rule.when, after) === true && strategyUnder(rules, after) === strategy) best = set
      }
    }
    if (best !== undefined) return best
  }
  return undefined
}

/** The facts of a rule, and of those above it that are true today or share a fact with it. */
function factsAround(rules: StrategyRules, rule: StrategyRule, value: Value): readonly string[] {
  const own = factsNamed(rule.when)
  const above = rules.rules.filter((other) => other.priority > rule.priority && truthUnder(other.when, value) === true)
  return [...new Set([...own, ...above.flatMap((other) => factsNamed(other.when))])]
}

/** Every value that a test tells from the others, for each of these facts, but the one that stands today. */
function candidates(rules: StrategyRules, names: readonly string[], value: Value): Candidate[] {
  return names.flatMap((name) => {
    const listed = strategyFacts[name]
    const now = value(name)
    if (listed === undefined || (now !== undefined && !listed.mayChange)) return []
    return valuesOf(rules, name)
      .filter((one) => one !== now)
      .map((one) => ({
        name,
        value: one,
        weight: now === undefined ? 1 : 2,
        by: typeof one === 'number' && typeof now === 'number' ? one - now : null,
      }))
  })
}

function valuesOf(rules: StrategyRules, name: string): readonly FactValue[] {
  const listed = strategyFacts[name]
  if (listed?.type === 'boolean') return [true, false]
  if (listed?.type === 'text') return listed.values ?? []
  const thresholds = rules.rules
    .flatMap((rule) => testsOf(rule.when))
    .flatMap((test) => (test.fact === name && typeof test.value === 'number' ? [test.value] : []))
  // The threshold itself, and the nearest whole number under it.
  return [...new Set(thresholds.flatMap((threshold) => [threshold, threshold - 1]))].filter((one) => one >= 0)
}

function* setsOf(all: readonly Candidate[], size: number, from = 0): Generator<readonly Candidate[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i < all.length; i += 1) {
    const one = all[i]
    if (one === undefined) continue
    for (const rest of setsOf(all, size - 1, i + 1))
      if (rest.every(({ name }) => name !== one.name)) yield [one, ...rest]
  }
}

function under(set: readonly Candidate[], value: Value): Value {
  return (name) => {
    const changed = set.find((one) => one.name === name)
    return changed === undefined ? value(name) : changed.value
  }
}

const weightOf = (set: readonly Candidate[]) => set.reduce((sum, { weight }) => sum + weight, 0)
const moveOf = (set: readonly Candidate[]) => set.reduce((sum, { by }) => sum + Math.abs(by ?? 0), 0)

function compareSets(a: readonly Candidate[], b: readonly Candidate[]): number {
  return weightOf(a) - weightOf(b) || moveOf(a) - moveOf(b)
}

function told({ name, value, by }: Candidate, known: Value): FactChange {
  const now = known(name)
  return {
    name,
    kind: now === undefined ? 'establish' : 'change',
    label: strategyFacts[name]?.label ?? { fr: name, en: name },
    today: now === undefined ? null : saidValue(name, now),
    value,
    said: saidValue(name, value),
    by,
  }
}
