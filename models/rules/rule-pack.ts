import * as v from 'valibot'
import { known, type Known } from '../shared/outcome.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { factCatalogue, obligationCatalogue, parsedObligation } from './fact-catalogue.ts'

const operators = ['eq', 'ne', 'in', 'has', 'gt', 'gte', 'lt', 'missing'] as const
export type Operator = (typeof operators)[number]
export type ConditionValue = string | number | boolean | readonly string[]

export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'test'; readonly fact: string; readonly operator: Operator; readonly value: ConditionValue }

const text = v.pipe(v.string(), v.trim(), v.minLength(1))
const ruleSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Z]{2,4}-[A-Z]{2,5}-\d{2}$/)),
  when: v.unknown(),
  effect: v.picklist(['forbid', 'require', 'allow-with-mitigation']),
  then: v.array(text),
  force: v.picklist(['law', 'decree', 'orientation', 'benchmark', 'house']),
  source: text,
  status: v.picklist(['verified', 'press', 'estimate', 'unverified']),
  fr: text,
  en: text,
})
const packSchema = v.strictObject({
  pack: v.strictObject({
    id: text,
    version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
    asOf: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}(-\d{2})?$/)),
    unknown: v.literal('indetermine'),
    verified: v.boolean(),
  }),
  rules: v.pipe(v.array(ruleSchema), v.minLength(1), v.maxLength(500)),
})

export type Rule = Omit<v.InferOutput<typeof ruleSchema>, 'when' | 'then'> & {
  readonly when: Condition
  readonly then: readonly ReturnType<typeof parsedObligation>[]
}
export type RulePack = {
  readonly id: string
  readonly version: string
  readonly asOf: string
  readonly verified: boolean
  readonly rules: readonly Rule[]
}
export type RefusedPack = { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] }

/**
 * A pack from parsed YAML or JSON, or every reason why it does not load: a fact or obligation outside the catalogue, an operator
 * that does not fit the fact's type, a text missing in a language, a repeated id. Never throws.
 */
export function rulePack(parsed: unknown): Known<RulePack> | RefusedPack {
  const shape = v.safeParse(packSchema, parsed)
  if (!shape.success) return { kind: 'refused', problems: shape.issues.map(shapeProblem) }
  const problems: ProblemItem[] = []
  const seen = new Set<string>()
  const rules = shape.output.rules.map((rule, i): Rule => {
    const at = `/rules/${i}`
    if (seen.has(rule.id))
      problems.push(
        problem('rule-id-repeated', `${at}/id`, `La règle ${rule.id} est répétée.`, `Rule ${rule.id} is repeated.`),
      )
    seen.add(rule.id)
    const when = condition(rule.when, `${at}/when`, problems, 0)
    const then = rule.then.map((name, j) => obligation(name, `${at}/then/${j}`, problems))
    return { ...rule, when, then }
  })
  if (problems.length > 0) return { kind: 'refused', problems }
  const { id, version, asOf, verified } = shape.output.pack
  return known({ id, version, asOf, verified, rules })
}

function obligation(name: string, pointer: string, problems: ProblemItem[]): ReturnType<typeof parsedObligation> {
  const parsed = parsedObligation(name)
  for (const part of parsed.anyOf) {
    if (obligationCatalogue[part] === undefined)
      problems.push(
        problem(
          'obligation-unknown',
          pointer,
          `L’obligation ${part} n’est pas au catalogue.`,
          `The obligation ${part} is not in the catalogue.`,
        ),
      )
  }
  if (parsed.onlyIf !== undefined && factCatalogue[parsed.onlyIf] === undefined)
    problems.push(unknownFact(parsed.onlyIf, pointer))
  return parsed
}

/** Placeholder of a condition that was refused; a pack with one never leaves this file. */
const refused: Condition = { kind: 'all', of: [] }

function condition(raw: unknown, pointer: string, problems: ProblemItem[], depth: number): Condition {
  if (depth > 20 || typeof raw !== 'object' || raw === null || Array.isArray(raw)) return refuse(pointer, problems)
  const entries = Object.entries(raw as Record<string, unknown>) // an object, checked above
  const [first] = entries
  if (entries.length === 1 && first !== undefined && (first[0] === 'all' || first[0] === 'any')) {
    const [kind, parts] = first
    if (!Array.isArray(parts) || parts.length === 0) return refuse(pointer, problems)
    return { kind, of: parts.map((part, i) => condition(part, `${pointer}/${kind}/${i}`, problems, depth + 1)) }
  }
  return test(Object.fromEntries(entries), pointer, problems)
}

function test(raw: Readonly<Record<string, unknown>>, pointer: string, problems: ProblemItem[]): Condition {
  const { f: name, ...rest } = raw
  const [entry, ...others] = Object.entries(rest)
  if (typeof name !== 'string' || entry === undefined || others.length > 0) return refuse(pointer, problems)
  const operator = operators.find((known) => known === entry[0])
  const listed = factCatalogue[name]
  if (listed === undefined) {
    problems.push(unknownFact(name, `${pointer}/f`))
    return refused
  }
  if (operator === undefined) {
    problems.push(
      problem(
        'operator-unknown',
        pointer,
        `L’opérateur ${entry[0]} n’existe pas.`,
        `There is no operator ${entry[0]}.`,
      ),
    )
    return refused
  }
  const value = conditionValue(entry[1])
  if (value === undefined || !fits(listed, operator, value)) {
    problems.push(
      problem(
        'value-does-not-fit',
        pointer,
        `La comparaison ${operator} ne convient pas au fait ${name} (${listed.type}).`,
        `The comparison ${operator} does not fit the fact ${name} (${listed.type}).`,
      ),
    )
    return refused
  }
  return { kind: 'test', fact: name, operator, value }
}

function conditionValue(raw: unknown): ConditionValue | undefined {
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw
  if (typeof raw === 'number' && Number.isFinite(raw)) return raw
  if (Array.isArray(raw) && raw.length > 0 && raw.every((item) => typeof item === 'string')) return raw
  return undefined
}

function fits(
  fact: { readonly type: string; readonly values?: readonly string[] },
  operator: Operator,
  value: ConditionValue,
): boolean {
  if (operator === 'missing') return value === true || value === false
  const isListed = (text: unknown) =>
    typeof text === 'string' && (fact.values === undefined || fact.values.includes(text))
  switch (fact.type) {
    case 'boolean':
      return (operator === 'eq' || operator === 'ne') && typeof value === 'boolean'
    case 'number':
      return ['eq', 'ne', 'gt', 'gte', 'lt'].includes(operator) && typeof value === 'number'
    case 'text':
      if (operator === 'in') return Array.isArray(value) && value.every(isListed)
      return (operator === 'eq' || operator === 'ne') && isListed(value)
    case 'list':
      return operator === 'has' && typeof value === 'string'
    default:
      return false
  }
}

function refuse(pointer: string, problems: ProblemItem[]): Condition {
  problems.push(
    problem(
      'condition-malformed',
      pointer,
      'La condition n’a pas la forme attendue.',
      'The condition does not have the expected form.',
    ),
  )
  return refused
}

function unknownFact(name: string, pointer: string): ProblemItem {
  return problem(
    'fact-unknown',
    pointer,
    `Le fait ${name} n’est pas au catalogue.`,
    `The fact ${name} is not in the catalogue.`,
  )
}

function shapeProblem(issue: v.BaseIssue<unknown>): ProblemItem {
  const pointer = `/${(issue.path ?? []).map((part) => String(part.key)).join('/')}`
  return problem(
    'pack-malformed',
    pointer,
    `Champ absent ou d’une autre forme : ${pointer}.`,
    `Field missing or of another form: ${pointer}.`,
  )
}

function problem(code: string, pointer: string, fr: string, en: string): ProblemItem {
  return { code, pointer, detail: { fr, en } }
}

const factsRead = new WeakMap<Condition, readonly string[]>()

/** Names of the facts a condition reads, each once, in order. Found once for each condition of a loaded pack. */
export function factsOf(condition: Condition): readonly string[] {
  const known = factsRead.get(condition)
  if (known !== undefined) return known
  const names =
    condition.kind === 'test' ? [condition.fact] : [...new Set(condition.of.flatMap((part) => factsOf(part)))]
  factsRead.set(condition, names)
  return names
}
