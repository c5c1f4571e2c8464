import { factCatalogue, obligationText, type ParsedObligation, valueWords } from './fact-catalogue.ts'
import type { PlacementFacts } from './facts.ts'
import { type Condition, type ConditionValue, factsOf, type Operator, type Rule, type RulePack } from './rule-pack.ts'
import { allOf, anyOf, type Truth } from './truth.ts'
import {
  type FactUse,
  type FactValue,
  isExemptible,
  type ObligationState,
  type ObligationUse,
  type PlacementVerdict,
  type RuleExemption,
  type RuleMode,
  type RuleOutcome,
  type RuleResult,
  type Verdict,
} from './verdict.ts'

/** The rules set aside for one workload today, by id. */
export type ExemptedRules = ReadonlyMap<string, RuleExemption>

/** How a body applies a pack: modes by rule (enforce when absent), and the rules exempted for this workload today. */
export type RuleSettings = { readonly modes: ReadonlyMap<string, RuleMode>; readonly exempted: ExemptedRules }

export const enforceAll: RuleSettings = { modes: new Map(), exempted: new Map() }

/**
 * What a placement comes to under a pack (domain rules README §3-4): every rule is evaluated, none stops another; the verdict is the
 * strongest result reached: forbid > open require > open mitigation > undetermined > allow. An unknown fact leaves its rule undetermined
 * and blocks allow; an obligation that is not known to be met is open. Audit and off rules never change the verdict; a law or a decree
 * is never exempted. Deciding rules come first, the others after in pack order of strength.
 */
export function placementVerdict(pack: RulePack, placement: PlacementFacts, settings: RuleSettings): PlacementVerdict {
  const outcomes = pack.rules.map((rule) => ruleOutcome(rule, placement, settings))
  const { id, version, asOf, verified } = pack
  return {
    verdict: strongest(outcomes.map((outcome) => outcome.result)),
    rules: outcomes.toSorted((a, b) => rankOf[a.result] - rankOf[b.result]),
    pack: { id, version, asOf, verified },
  }
}

const rankOf: Readonly<Record<RuleResult, number>> = {
  forbid: 0,
  'open-require': 1,
  'open-mitigation': 2,
  undetermined: 3,
  exempted: 4,
  audit: 5,
  met: 6,
  off: 7,
  pass: 8,
}

const verdictOf: Readonly<Partial<Record<RuleResult, Verdict>>> = {
  forbid: 'forbid',
  'open-require': 'require',
  'open-mitigation': 'allow-with-mitigation',
  undetermined: 'undetermined',
}

/** The verdict that a set of rule results comes to; `allow` when nothing is open. */
export function strongest(results: readonly RuleResult[]): Verdict {
  const first = [...results].sort((a, b) => rankOf[a] - rankOf[b])[0]
  return (first === undefined ? undefined : verdictOf[first]) ?? 'allow'
}

/** Whether an exemption is what makes a verdict lighter: one that sets aside a rule outweighed by another changes nothing. */
export function restsOnExemption({ verdict, rules }: Pick<PlacementVerdict, 'verdict' | 'rules'>): boolean {
  return (
    verdict !== strongest(rules.map((rule) => (rule.result === 'exempted' ? (rule.shadow ?? 'pass') : rule.result)))
  )
}

function ruleOutcome(rule: Rule, placement: PlacementFacts, settings: RuleSettings): RuleOutcome {
  const obligations = rule.then
    .filter((parsed) => binds(parsed, placement))
    .map((parsed) => obligationUse(parsed, placement))
  const result = enforcedResult(rule, truthOf(rule.when, placement), obligations)
  const mode = settings.modes.get(rule.id) ?? 'enforce'
  const { id, effect, force, status, source, fr, en } = rule
  const told = {
    id,
    effect,
    force,
    status,
    source,
    text: { fr, en },
    facts: factsOf(rule.when).map((name) => factUse(name, placement)),
    obligations: result === 'pass' ? [] : obligations,
  }
  if (mode === 'off') return { ...told, result: 'off' }
  if (result === 'pass' || result === 'met') return { ...told, result }
  if (mode === 'audit') return { ...told, result: 'audit', shadow: result }
  const exemption = settings.exempted.get(id)
  if (exemption !== undefined && isExemptible(force)) return { ...told, result: 'exempted', shadow: result, exemption }
  return { ...told, result }
}

function enforcedResult(rule: Rule, applies: Truth, obligations: readonly ObligationUse[]): RuleResult {
  if (applies === false) return 'pass'
  if (applies === undefined) return 'undetermined'
  if (rule.effect === 'forbid') return 'forbid'
  if (obligations.every((use) => use.state === 'met')) return 'met'
  return rule.effect === 'require' ? 'open-require' : 'open-mitigation'
}

/** `X_if_C` binds unless C is known to be false: an unknown condition does not release anyone. */
function binds(parsed: ParsedObligation, { facts }: PlacementFacts): boolean {
  return parsed.onlyIf === undefined || facts.get(parsed.onlyIf)?.value !== false
}

function obligationUse(parsed: ParsedObligation, { obligations }: PlacementFacts): ObligationUse {
  const states = parsed.anyOf.map((part) => obligations.get(part))
  const state: ObligationState = states.includes(true) ? 'met' : states.includes(undefined) ? 'unknown' : 'open'
  return { name: parsed.name, state, ...obligationText(parsed) }
}

function factUse(name: string, { facts }: PlacementFacts): FactUse {
  const fact = facts.get(name)
  const listed = factCatalogue[name]
  if (listed === undefined) throw new Error(`fact outside the catalogue: ${name}`) // rulePack refuses such a pack
  const words = listed.values === undefined ? undefined : valueWords[String(fact?.value)]
  const use = {
    name,
    value: fact?.value,
    provenance: fact?.provenance,
    label: listed.label,
    question: listed.question,
    ...(words === undefined ? {} : { said: words }),
  }
  return fact?.because === undefined ? use : { ...use, because: fact.because }
}

/** Whether a condition holds on these facts; unknown when that depends on a fact that is not known. */
export function truthOf(condition: Condition, placement: PlacementFacts): Truth {
  if (condition.kind === 'all') return allOf(condition.of.map((part) => truthOf(part, placement)))
  if (condition.kind === 'any') return anyOf(condition.of.map((part) => truthOf(part, placement)))
  return testTruth(condition.operator, placement.facts.get(condition.fact)?.value, condition.value)
}

/** A comparison with an unknown fact is unknown, `ne` included; only `missing` tells absence. */
function testTruth(operator: Operator, fact: FactValue | undefined, value: ConditionValue): Truth {
  if (operator === 'missing') return (fact === undefined) === value
  if (fact === undefined) return undefined
  switch (operator) {
    case 'eq':
      return fact === value
    case 'ne':
      return fact !== value
    case 'in':
      return Array.isArray(value) && value.includes(fact)
    case 'has':
      return Array.isArray(fact) && fact.includes(value)
    case 'gt':
      return Number(fact) > Number(value)
    case 'gte':
      return Number(fact) >= Number(value)
    case 'lt':
      return Number(fact) < Number(value)
  }
}
