import * as v from 'valibot'
import { strategies, type Strategy } from '../inventory/workload.views.ts'
import { type Truth, allOf, anyOf } from '../rules/truth.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { type FactValue, strategyFacts } from './strategy-facts.ts'

// Rules of the seven strategies are data (`data/strategies/seven-r.json`), read here and checked against the catalogue of facts.

export type StrategyTest = {
  readonly kind: 'test'
  readonly fact: string
  readonly operator: 'eq' | 'in' | 'gte' | 'lt'
  readonly value: FactValue | readonly string[]
}
export type StrategyCondition =
  | { readonly kind: 'all'; readonly of: readonly StrategyCondition[] }
  | { readonly kind: 'any'; readonly of: readonly StrategyCondition[] }
  | StrategyTest

export type StrategyRule = {
  readonly id: string
  readonly strategy: Strategy
  /** The highest that is true decides. No two rules share one. */
  readonly priority: number
  /** What an unknown of this rule weighs in the confidence, above 0. */
  readonly weight: number
  readonly when: StrategyCondition
  readonly reason: Bilingual
  readonly source: string
  readonly status: 'verified' | 'press' | 'estimate' | 'unverified' | 'house'
}
export type StrategyRules = {
  readonly id: string
  readonly version: string
  /** By priority, the highest first; the last one always applies. */
  readonly rules: readonly StrategyRule[]
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1))
const bilingual = v.strictObject({ fr: text, en: text })
const rulesSchema = v.strictObject({
  id: text,
  version: text,
  rules: v.pipe(
    v.array(
      v.strictObject({
        id: text,
        strategy: v.picklist(strategies),
        priority: v.pipe(v.number(), v.integer()),
        weight: v.pipe(v.number(), v.gtValue(0), v.maxValue(100)),
        when: v.unknown(),
        reason: bilingual,
        source: text,
        status: v.picklist(['verified', 'press', 'estimate', 'unverified', 'house']),
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
})

/**
 * Rules from their parsed JSON. Throws RangeError with the first thing wrong: the file is ours and is checked at start. The lowest rule
 * must always apply (`"all": []`), so that every workload comes to a strategy.
 */
export function strategyRules(content: unknown): StrategyRules {
  const shape = v.safeParse(rulesSchema, content)
  if (!shape.success) throw new RangeError(`rules of strategy: ${shape.issues[0].message}`)
  const { id, version } = shape.output
  const rules = shape.output.rules
    .map((rule): StrategyRule => ({ ...rule, when: condition(rule.when, rule.id) }))
    .toSorted((a, b) => b.priority - a.priority)
  for (const [i, rule] of rules.entries()) {
    if (rules.some((other, j) => j !== i && (other.id === rule.id || other.priority === rule.priority)))
      throw new RangeError(`rules of strategy: ${rule.id} repeats an id or a priority`)
  }
  if (truthUnder(rules.at(-1)?.when ?? nothing, () => undefined) !== true)
    throw new RangeError('rules of strategy: the lowest rule must always apply')
  return { id, version, rules }
}

const nothing: StrategyCondition = { kind: 'any', of: [] }

function condition(raw: unknown, rule: string): StrategyCondition {
  if (typeof raw !== 'object' || raw === null) throw malformed(rule)
  const entries = Object.entries(raw)
  const [first] = entries
  if (entries.length === 1 && first !== undefined && (first[0] === 'all' || first[0] === 'any')) {
    const [kind, parts] = first as ['all' | 'any', unknown] // checked on the line above
    if (!Array.isArray(parts)) throw malformed(rule)
    return { kind, of: parts.map((part) => condition(part, rule)) }
  }
  return test(Object.fromEntries(entries), rule)
}

const operators = ['eq', 'in', 'gte', 'lt'] as const

function test({ fact, ...rest }: Readonly<Record<string, unknown>>, rule: string): StrategyTest {
  const [entry, ...others] = Object.entries(rest)
  const operator = operators.find((one) => one === entry?.[0])
  if (typeof fact !== 'string' || entry === undefined || operator === undefined || others.length > 0)
    throw malformed(rule)
  const known = strategyFacts[fact]
  if (known === undefined) throw new RangeError(`rules of strategy: ${rule} names ${fact}, not in the catalogue`)
  const [, value] = entry
  if (!fits(fact, operator, value))
    throw new RangeError(`rules of strategy: ${rule} compares ${fact} with what it is not`)
  return { kind: 'test', fact, operator, value }
}

/** Whether a value may be one of a fact's: its type, and its list when it is closed. */
export function isValueOf(name: string, value: unknown): value is FactValue {
  const known = strategyFacts[name]
  if (known === undefined || typeof value !== (known.type === 'text' ? 'string' : known.type)) return false
  if (typeof value === 'number') return Number.isFinite(value)
  return known.values === undefined || known.values.some((one) => one === value)
}

function fits(
  name: string,
  operator: StrategyTest['operator'],
  value: unknown,
): value is FactValue | readonly string[] {
  if (operator === 'in') return Array.isArray(value) && value.length > 0 && value.every((one) => isValueOf(name, one))
  if (operator === 'eq') return isValueOf(name, value)
  return strategyFacts[name]?.type === 'number' && isValueOf(name, value)
}

const malformed = (rule: string) => new RangeError(`rules of strategy: the condition of ${rule} is malformed`)

/** Three-valued truth of a condition: a comparison with an unknown fact is unknown. */
export function truthUnder(condition: StrategyCondition, value: (fact: string) => FactValue | undefined): Truth {
  if (condition.kind === 'all') return allOf(condition.of.map((part) => truthUnder(part, value)))
  if (condition.kind === 'any') return anyOf(condition.of.map((part) => truthUnder(part, value)))
  const found = value(condition.fact)
  if (found === undefined) return undefined
  switch (condition.operator) {
    case 'eq':
      return found === condition.value
    case 'in':
      return Array.isArray(condition.value) && condition.value.includes(String(found))
    case 'gte':
      return Number(found) >= Number(condition.value)
    case 'lt':
      return Number(found) < Number(condition.value)
  }
}

/** The tests of a condition, in their order. */
export function testsOf(condition: StrategyCondition): readonly StrategyTest[] {
  return condition.kind === 'test' ? [condition] : condition.of.flatMap((part) => testsOf(part))
}

const named = new WeakMap<StrategyCondition, readonly string[]>()

/** The facts that a condition names, each once. Found once for each condition. */
export function factsNamed(condition: StrategyCondition): readonly string[] {
  const known = named.get(condition)
  if (known !== undefined) return known
  const names = [...new Set(testsOf(condition).map(({ fact }) => fact))]
  named.set(condition, names)
  return names
}
