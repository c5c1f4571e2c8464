import type { Strategy } from '../inventory/workload.views.ts'
import type { Truth } from '../rules/truth.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import {
  type FactOrigin,
  type FactValue,
  type KnownFacts,
  saidValue,
  strategyFacts,
  valueOf,
} from './strategy-facts.ts'
import { factsNamed, type StrategyRule, type StrategyRules, truthUnder } from './strategy-rules.ts'

/** A fact as a rule used it. */
export type StrategyFactUse = {
  readonly name: string
  readonly label: Bilingual
  readonly question: Bilingual
  readonly from: FactOrigin
  readonly value: FactValue | null
  readonly said: Bilingual | null
  readonly confidence: number
  readonly source: Bilingual | null
  /** What contradicting sources say; empty when none does. */
  readonly contested: readonly { readonly said: Bilingual; readonly source: Bilingual }[]
}

/** What one rule came to. `decides` is the highest that is true; one that is `waiting` could still decide instead. */
export type StrategyRuleOutcome = {
  readonly id: string
  readonly strategy: Strategy
  readonly result: 'decides' | 'waiting' | 'true' | 'false' | 'unknown'
  readonly reason: Bilingual
  readonly source: string
  readonly status: StrategyRule['status']
  readonly facts: readonly StrategyFactUse[]
}

/** A fact to establish, and how much of the rules' weight waits for it. */
export type StrategyQuestion = {
  readonly name: string
  readonly question: Bilingual
  readonly from: FactOrigin
  /** Share of the weight of every rule, 0–1, held by the rules above the deciding one that this fact leaves open. */
  readonly share: number
}

export type Recommendation = {
  readonly strategy: Strategy
  /** 0–1: see `confidenceIn`. */
  readonly confidence: number
  /** Every rule, the deciding one first, then those that wait, then the others by priority. */
  readonly trace: readonly StrategyRuleOutcome[]
  /** What to ask, the most telling first. */
  readonly questions: readonly StrategyQuestion[]
  readonly rules: { readonly id: string; readonly version: string }
}

/**
 * The strategy that the rules come to on what is known: that of the highest rule that is true. Unknown is never true and never false: a
 * higher rule that waits for a fact does not decide, and lowers the confidence.
 */
export function recommendation(rules: StrategyRules, facts: KnownFacts): Recommendation {
  const value = (name: string) => valueOf(facts, name)
  const truths = truthsUnder(rules, value)
  const at = decidingAt(truths)
  const deciding = ruleAt(rules, at)
  const outcomes = rules.rules.map((rule, i) => outcome(rule, truths[i], i, at, facts))
  const rank = { decides: 0, waiting: 1, true: 2, unknown: 2, false: 2 } as const
  return {
    strategy: deciding.strategy,
    confidence: confidenceIn(rules, facts),
    trace: outcomes.toSorted((a, b) => rank[a.result] - rank[b.result]),
    questions: questionsOf(rules, truths, at, value),
    rules: { id: rules.id, version: rules.version },
  }
}

/** The same in brief, for a list of thousands: which rule decides, how sure, and the first thing to ask. */
export function briefRecommendation(
  rules: StrategyRules,
  facts: KnownFacts,
): Pick<Recommendation, 'strategy' | 'confidence'> & { readonly rule: string; readonly question: string | null } {
  const value = (name: string) => valueOf(facts, name)
  const truths = truthsUnder(rules, value)
  const at = decidingAt(truths)
  const { id, strategy } = ruleAt(rules, at)
  const [question] = questionsOf(rules, truths, at, value)
  return { strategy, rule: id, confidence: confidenceIn(rules, facts), question: question?.name ?? null }
}

/** The strategy that the rules come to under these values, and nothing else. */
export function strategyUnder(rules: StrategyRules, value: (fact: string) => FactValue | undefined): Strategy {
  return (rules.rules.find((rule) => truthUnder(rule.when, value) === true) ?? ruleAt(rules, -1)).strategy
}

function truthsUnder(rules: StrategyRules, value: (fact: string) => FactValue | undefined): readonly Truth[] {
  return rules.rules.map((rule) => truthUnder(rule.when, value))
}

/** Place of the highest rule that is true; the lowest always is. */
function decidingAt(truths: readonly Truth[]): number {
  const at = truths.indexOf(true)
  return at < 0 ? truths.length - 1 : at
}

function ruleAt(rules: StrategyRules, at: number): StrategyRule {
  const found = rules.rules.at(at)
  if (found === undefined) throw new RangeError('rules of strategy: none')
  return found
}

function outcome(rule: StrategyRule, truth: Truth, i: number, at: number, facts: KnownFacts): StrategyRuleOutcome {
  const { id, strategy, reason, source, status } = rule
  const settled = truth === undefined ? 'unknown' : truth ? 'true' : 'false'
  return {
    id,
    strategy,
    result: i === at ? 'decides' : i < at && truth === undefined ? 'waiting' : settled,
    reason,
    source,
    status,
    facts: factsNamed(rule.when).map((name) => factUse(name, facts)),
  }
}

/** A fact of the catalogue as it is known. */
export function factUse(name: string, facts: KnownFacts): StrategyFactUse {
  const listed = strategyFacts[name]
  const found = facts.get(name)
  const value = valueOf(facts, name) ?? null
  return {
    name,
    label: listed?.label ?? { fr: name, en: name },
    question: listed?.question ?? { fr: name, en: name },
    from: listed?.from ?? 'answers',
    value,
    said: value === null ? null : saidValue(name, value),
    confidence: value === null ? 0 : (found?.confidence ?? 0),
    source: value === null ? null : (found?.source ?? null),
    contested: (found?.contested ?? []).map((one) => ({ said: saidValue(name, one.value), source: one.source })),
  }
}

/** Weight of the rules above the deciding one that an unknown fact keeps open: what could still decide otherwise. */
function openWeight(rules: StrategyRules, value: (fact: string) => FactValue | undefined): number {
  let open = 0
  for (const rule of rules.rules) {
    const truth = truthUnder(rule.when, value)
    if (truth === true) return open
    if (truth === undefined) open += rule.weight
  }
  return open
}

function wholeWeight(rules: StrategyRules): number {
  return rules.rules.reduce((sum, rule) => sum + rule.weight, 0)
}

/**
 * How sure the strategy is, 0–1: one minus the share of the rules' weight that could still decide otherwise.
 *
 * With every fact sure or unknown, that share is the weight of the rules above the deciding one that are unknown, over the weight of
 * all. With facts that are sure to a degree, it is the mean of that over a threshold t drawn evenly in 0–1, facts less sure than t being
 * taken as unknown (a Choquet integral). Learning a fact can only remove rules from those that are open, since three-valued logic never
 * takes back a settled truth: so the confidence never falls when a fact becomes known or surer, and an unknown never scores above a known
 * answer, whatever the answer is and whatever strategy it leads to.
 */
export function confidenceIn(rules: StrategyRules, facts: KnownFacts): number {
  const whole = wholeWeight(rules)
  const mean = thresholdsIn(rules, facts).reduce((sum, { width, open }) => sum + width * (1 - open / whole), 0)
  return Math.min(1, Math.max(0, mean))
}

/** The stretches of the threshold on which the same facts are taken as known, from 0 to 1: how wide, and what weight stays open there. */
function thresholdsIn(
  rules: StrategyRules,
  facts: KnownFacts,
): readonly { readonly to: number; readonly width: number; readonly open: number }[] {
  const sureness = (name: string) => {
    const found = facts.get(name)
    return found === undefined || found.contested !== undefined ? 0 : Math.min(1, Math.max(0, found.confidence))
  }
  const named = new Set(rules.rules.flatMap((rule) => factsNamed(rule.when)))
  const levels = new Set([...[...named].map(sureness).filter((level) => level > 0), 1])
  const sorted = [...levels].toSorted((a, b) => a - b)
  return sorted.map((to, i) => ({
    to,
    width: to - (sorted[i - 1] ?? 0),
    open: openWeight(rules, (name) => (sureness(name) >= to ? valueOf(facts, name) : undefined)),
  }))
}

/** How a confidence was obtained: evaluating the formula gives it again. */
export function confidenceDerivation(rules: StrategyRules, facts: KnownFacts): Derivation {
  const stretches = thresholdsIn(rules, facts)
  const source = { kind: 'calculation', formula: 'open weight', version: `${rules.id} ${rules.version}` } as const
  const leaf = (name: string, label: Bilingual, value: number): Derivation => ({
    name,
    label,
    value,
    unit: '',
    inputs: [],
    source,
  })
  const percent = (value: number) => Math.round(100 * value)
  return {
    name: 'confidence',
    label: { fr: 'Confiance', en: 'Confidence' },
    value: confidenceIn(rules, facts),
    unit: '',
    formula: stretches.map((_, i) => `d${i + 1} * (1 - o${i + 1} / w)`).join(' + '),
    inputs: [
      leaf('w', { fr: 'Poids de toutes les règles', en: 'Weight of all rules' }, wholeWeight(rules)),
      ...stretches.flatMap(({ to, width, open }, i) => [
        leaf(
          `d${i + 1}`,
          { fr: `Étendue de confiance, jusqu’à ${percent(to)} %`, en: `Stretch of confidence, up to ${percent(to)}%` },
          width,
        ),
        leaf(
          `o${i + 1}`,
          {
            fr: `Poids des règles en attente, faits sûrs à ${percent(to)} % ou plus`,
            en: `Weight of waiting rules, facts at least ${percent(to)}% sure`,
          },
          open,
        ),
      ]),
    ],
    note: {
      fr: 'Une réponse vieillie ne compte que jusqu’à ce qu’il lui reste de confiance.',
      en: 'An aged answer counts only up to the confidence it has left.',
    },
  }
}

function questionsOf(
  rules: StrategyRules,
  truths: readonly Truth[],
  at: number,
  value: (fact: string) => FactValue | undefined,
): StrategyQuestion[] {
  const whole = wholeWeight(rules)
  const shares = new Map<string, number>()
  for (const [i, rule] of rules.rules.entries()) {
    if (i >= at) break
    if (truths[i] !== undefined) continue
    for (const name of factsNamed(rule.when))
      if (value(name) === undefined) shares.set(name, (shares.get(name) ?? 0) + rule.weight / whole)
  }
  return [...shares]
    .map(([name, share]) => {
      const { question, from } = strategyFacts[name] ?? { question: { fr: name, en: name }, from: 'answers' as const }
      return { name, question, from, share }
    })
    .toSorted((a, b) => b.share - a.share || a.name.localeCompare(b.name, 'en'))
}
