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
const derivedSchema = v.strictObject({ when: v.unknown(), fr: text, en: text })
const packSchema = v.strictObject({
  pack: v.strictObject({
    id: text,
    version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
    asOf: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}(-\d{2})?$/)),
    unknown: v.literal('indetermine'),
    verified: v.boolean(),
  }),
  derived: v.optional(v.pipe(v.record(v.string(), derivedSchema), v.maxEntries(100)), {}),
  rules: v.pipe(v.array(ruleSchema), v.minLength(1), v.maxLength(500)),
})

export type Rule = Omit<v.InferOutput<typeof ruleSchema>, 'when' | 'then'> & {
  readonly when: Condition
  readonly then: readonly ReturnType<typeof parsedObligation>[]
}
/** A fact that the pack itself makes out of others: true, false, or unknown as its condition is. */
export type DerivedFact = { readonly name: string; readonly when: Condition; readonly fr: string; readonly en: string }
export type RulePack = {
  readonly id: string
  readonly version: string
  readonly asOf: string
  readonly verified: boolean
  /** In order: each is made only of the catalogue's facts and of those before it. */
  readonly derived: readonly DerivedFact[]
  readonly rules: readonly Rule[]
}
export type RefusedPack = { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] }

/** What a condition is read with: the facts that the pack adds to the catalogue, and where refusals go. */
type Reading = { readonly derived: ReadonlySet<string>; readonly problems: ProblemItem[] }

/**
 * A pack from parsed YAML or JSON, or every reason why it does not load: a fact or obligation outside the catalogue, derived facts
 * that define each other in a circle, an operator that does not fit the fact's type, a text missing in a language, a repeated id.
 * Never throws.
 */
export function rulePack(parsed: unknown): Known<RulePack> | RefusedPack {
  const shape = v.safeParse(packSchema, parsed)
  if (!shape.success) return { kind: 'refused', problems: shape.issues.map(shapeProblem) }
  const problems: ProblemItem[] = []
  const reading: Reading = { derived: new Set(Object.keys(shape.output.derived)), problems }
  const derived = Object.entries(shape.output.derived).map(([name, { when, fr, en }]): DerivedFact => {
    const at = `/derived/${name}`
    if (!derivedName.test(name)) problems.push(derivedNameRefused(name, at))
    return { name, when: condition(when, `${at}/when`, reading, 0), fr, en }
  })
  const seen = new Set<string>()
  const rules = shape.output.rules.map((rule, i): Rule => {
    const at = `/rules/${i}`
    if (seen.has(rule.id))
      problems.push(
        problem('rule-id-repeated', `${at}/id`, `La règle ${rule.id} est répétée.`, `Rule ${rule.id} is repeated.`),
      )
    seen.add(rule.id)
    const when = condition(rule.when, `${at}/when`, reading, 0)
    const then = rule.then.map((name, j) => obligation(name, `${at}/then/${j}`, reading))
    return { ...rule, when, then }
  })
  const ordered = inOrder(derived, problems)
  if (problems.length > 0) return { kind: 'refused', problems }
  const { id, version, asOf, verified } = shape.output.pack
  return known({ id, version, asOf, verified, derived: ordered, rules })
}

const derivedName = /^d\.[A-Za-z][A-Za-z0-9_.]{0,60}$/

/** Derived facts so that each comes after those it is made of; those that go round in a circle are named in a refusal. */
function inOrder(derived: readonly DerivedFact[], problems: ProblemItem[]): DerivedFact[] {
  const byName = new Map(derived.map((one) => [one.name, one]))
  const ordered: DerivedFact[] = []
  const settled = new Set<string>()
  const visit = (one: DerivedFact, path: readonly string[]): void => {
    if (settled.has(one.name)) return
    const start = path.indexOf(one.name)
    if (start >= 0) {
      problems.push(derivedCycle([...path.slice(start), one.name]))
      return
    }
    for (const name of factsOf(one.when)) {
      const under = byName.get(name)
      if (under !== undefined) visit(under, [...path, one.name])
    }
    settled.add(one.name)
    ordered.push(one)
  }
  for (const one of derived) visit(one, [])
  return ordered
}

function obligation(
  name: string,
  pointer: string,
  { derived, problems }: Reading,
): ReturnType<typeof parsedObligation> {
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
  if (parsed.onlyIf !== undefined && factCatalogue[parsed.onlyIf] === undefined && !derived.has(parsed.onlyIf))
    problems.push(unknownFact(parsed.onlyIf, pointer))
  return parsed
}

/** Placeholder of a condition that was refused; a pack with one never leaves this file. */
const refused: Condition = { kind: 'all', of: [] }

function condition(raw: unknown, pointer: string, reading: Reading, depth: number): Condition {
  const { problems } = reading
  if (depth > 20 || typeof raw !== 'object' || raw === null || Array.isArray(raw)) return refuse(pointer, problems)
  const entries = Object.entries(raw as Record<string, unknown>) // an object, checked above
  const [first] = entries
  if (entries.length === 1 && first !== undefined && (first[0] === 'all' || first[0] === 'any')) {
    const [kind, parts] = first
    if (!Array.isArray(parts) || parts.length === 0) return refuse(pointer, problems)
    return { kind, of: parts.map((part, i) => condition(part, `${pointer}/${kind}/${i}`, reading, depth + 1)) }
  }
  return test(Object.fromEntries(entries), pointer, reading)
}

const derivedType = { type: 'boolean' } as const

function test(raw: Readonly<Record<string, unknown>>, pointer: string, { derived, problems }: Reading): Condition {
  const { f: name, ...rest } = raw
  const [entry, ...others] = Object.entries(rest)
  if (typeof name !== 'string' || entry === undefined || others.length > 0) return refuse(pointer, problems)
  const operator = operators.find((known) => known === entry[0])
  const listed = derived.has(name) ? derivedType : factCatalogue[name]
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

function derivedNameRefused(name: string, pointer: string): ProblemItem {
  return problem(
    'derived-name-refused',
    pointer,
    `Le nom ${name} ne convient pas : un fait dérivé s’écrit d.nom, en lettres et chiffres.`,
    `The name ${name} does not fit: a derived fact is written d.name, in letters and digits.`,
  )
}

function derivedCycle(path: readonly string[]): ProblemItem {
  const round = path.join(' → ')
  return problem(
    'derived-cycle',
    `/derived/${path[0] ?? ''}`,
    `Ces faits se définissent l’un par l’autre : ${round}. En retirer un du cercle.`,
    `These facts define each other: ${round}. Take one out of the circle.`,
  )
}

function shapeProblem(issue: v.BaseIssue<unknown>): ProblemItem {
  const keys = (issue.path ?? []).map((part) => String(part.key))
  const pointer = `/${keys.join('/')}`
  const [of] = keys
  const last = keys.at(-1)
  if ((of === 'rules' || of === 'derived') && keys.length === 3 && (last === 'fr' || last === 'en'))
    return problem(
      'text-missing',
      pointer,
      `Le texte ${last === 'fr' ? 'français' : 'anglais'} manque : les deux langues sont obligatoires.`,
      `The ${last === 'fr' ? 'French' : 'English'} text is missing: both languages are required.`,
    )
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return problem('field-unknown', pointer, `Champ inconnu : ${pointer}.`, `Unknown field: ${pointer}.`)
  if (pointer === '' || pointer === '/')
    return problem(
      'pack-malformed',
      pointer,
      'Le texte n’est pas un jeu de règles : il y faut `pack`, `rules` et, s’il y a lieu, `derived`.',
      'The text is not a rule pack: it takes `pack`, `rules` and, where needed, `derived`.',
    )
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

/** The catalogue's facts under a condition: in place of a derived fact, those it comes from; each once. */
export function catalogueFactsOf(pack: Pick<RulePack, 'derived'>, condition: Condition): readonly string[] {
  if (pack.derived.length === 0) return factsOf(condition)
  const under = derivedUnder(pack, condition)
  const names = [condition, ...under.map((one) => one.when)].flatMap(factsOf)
  return [...new Set(names)].filter((name) => !under.some((one) => one.name === name))
}

/** The derived facts that a condition rests on, those of its derived facts included, in the order of the pack. */
export function derivedUnder(pack: Pick<RulePack, 'derived'>, condition: Condition): DerivedFact[] {
  if (pack.derived.length === 0) return []
  const wanted = new Set(factsOf(condition))
  for (const one of pack.derived.toReversed()) {
    if (wanted.has(one.name)) for (const name of factsOf(one.when)) wanted.add(name)
  }
  return pack.derived.filter((one) => wanted.has(one.name))
}
