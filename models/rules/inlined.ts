import type { Condition, RulePack } from './rule-pack.ts'

type Test = Extract<Condition, { kind: 'test' }>

/**
 * The same pack with the conditions of derived facts written where they are asked, so that a search over what rules read finds the
 * catalogue's facts. It judges every placement alike; a derived fact asked not to hold keeps its name where its contrary cannot be written.
 */
export function inlined(pack: RulePack): RulePack {
  if (pack.derived.length === 0) return pack
  const made = new Map<string, Condition>()
  for (const { name, when } of pack.derived) made.set(name, written(when, made))
  return { ...pack, rules: pack.rules.map((rule) => ({ ...rule, when: written(rule.when, made) })) }
}

function written(condition: Condition, made: ReadonlyMap<string, Condition>): Condition {
  if (condition.kind !== 'test') return { kind: condition.kind, of: condition.of.map((part) => written(part, made)) }
  const when = made.get(condition.fact)
  if (when === undefined || (condition.operator !== 'eq' && condition.operator !== 'ne')) return condition
  const isHeld = (condition.operator === 'eq') === condition.value
  return isHeld ? when : (contrary(when) ?? condition)
}

/** What holds exactly when a condition does not, and is unknown when it is; undefined when no operator says it. */
function contrary(condition: Condition): Condition | undefined {
  if (condition.kind === 'test') return contraryTest(condition)
  const parts = condition.of.map(contrary)
  const of = parts.filter((part) => part !== undefined)
  return of.length < parts.length ? undefined : { kind: condition.kind === 'all' ? 'any' : 'all', of }
}

function contraryTest(test: Test): Condition | undefined {
  const { fact, operator, value } = test
  const as = (other: Test['operator'], to: Test['value'] = value): Test => ({
    kind: 'test',
    fact,
    operator: other,
    value: to,
  })
  switch (operator) {
    case 'eq':
      return as('ne')
    case 'ne':
      return as('eq')
    case 'gte':
      return as('lt')
    case 'lt':
      return as('gte')
    case 'gt':
      return { kind: 'any', of: [as('lt'), as('eq')] }
    case 'in':
      return typeof value === 'object' ? { kind: 'all', of: value.map((one) => as('ne', one)) } : undefined
    case 'missing':
      return as('missing', value !== true)
    case 'has':
      return undefined
  }
}
