import type { AnnualCostOutcome } from '../cost/cost.schemas.ts'
import type { PlacementVerdict } from '../rules/verdict.ts'
import type { Bilingual } from '../shared/bilingual.ts'

/** What a decision rests on, frozen the day it is proposed and held against the day it is signed. */
export type DecisionSnapshot = {
  /** Null when the strategy names no option. */
  readonly verdict: PlacementVerdict | null
  readonly cost: AnnualCostOutcome | null
  /** Obligations still to be met on that day, by catalogue name: the decision is taken under these conditions. */
  readonly conditions: readonly string[]
  /** Version of the approved classification; null when none was in force. */
  readonly classification: number | null
  /** `id@version`. */
  readonly pack: string
  /** Digest. */
  readonly priceBook: string
  readonly assumptionSet: string
  readonly exchangeRate: { readonly cadPerUsd: number; readonly date: string } | null
}

/** Obligations of a verdict that are not known to be met, each once, in the order of the deciding rules. */
export function openConditions(verdict: PlacementVerdict): string[] {
  const open = verdict.rules
    .filter((rule) => rule.result === 'open-require' || rule.result === 'open-mitigation')
    .flatMap((rule) => rule.obligations.filter((use) => use.state !== 'met').map((use) => use.name))
  return [...new Set(open)]
}

export type DecisionChange =
  | 'classification'
  | 'verdict'
  | 'conditions'
  | 'cost'
  | 'rule-pack'
  | 'price-book'
  | 'assumptions'
  | 'exchange-rate'

/**
 * What moved between two snapshots of one decision, the most telling first; empty when what was proposed still holds. Rules are compared
 * by what each comes to, not by their facts: an age that grows by a month changes nothing until a rule says otherwise.
 */
export function decisionChanges(before: DecisionSnapshot, now: DecisionSnapshot): DecisionChange[] {
  const changed: Readonly<Record<DecisionChange, boolean>> = {
    classification: before.classification !== now.classification,
    verdict: resultsOf(before.verdict) !== resultsOf(now.verdict),
    conditions: before.conditions.join() !== now.conditions.join(),
    cost: costText(before.cost) !== costText(now.cost),
    'rule-pack': before.pack !== now.pack,
    'price-book': before.priceBook !== now.priceBook,
    assumptions: before.assumptionSet !== now.assumptionSet,
    'exchange-rate':
      before.exchangeRate?.cadPerUsd !== now.exchangeRate?.cadPerUsd ||
      before.exchangeRate?.date !== now.exchangeRate?.date,
  }
  return decisionChangeKinds.filter((kind) => changed[kind])
}

const decisionChangeKinds = [
  'classification',
  'verdict',
  'conditions',
  'cost',
  'rule-pack',
  'price-book',
  'assumptions',
  'exchange-rate',
] as const

function resultsOf(verdict: PlacementVerdict | null): string {
  if (verdict === null) return ''
  const rules = verdict.rules.map((rule) => `${rule.id}=${rule.result}`).toSorted()
  return [verdict.verdict, ...rules].join()
}

function costText(cost: AnnualCostOutcome | null): string {
  if (cost === null) return ''
  return cost.kind === 'known' ? [cost.value.p10, cost.value.p50, cost.value.p90].join() : cost.reasons.join()
}

/** What each kind of change is called. */
export const decisionChangeText: Readonly<Record<DecisionChange, Bilingual>> = {
  classification: { fr: 'La catégorisation en vigueur a changé.', en: 'The classification in force changed.' },
  verdict: { fr: 'Le verdict d’au moins une règle a changé.', en: 'What at least one rule says changed.' },
  conditions: { fr: 'Les obligations à remplir ont changé.', en: 'The obligations to meet changed.' },
  cost: { fr: 'Le coût prévu a changé.', en: 'The planned cost changed.' },
  'rule-pack': { fr: 'Le jeu de règles a changé.', en: 'The rule pack changed.' },
  'price-book': { fr: 'La grille tarifaire a changé.', en: 'The price book changed.' },
  assumptions: { fr: 'Les hypothèses ont changé.', en: 'The assumptions changed.' },
  'exchange-rate': { fr: 'Le taux de change a changé.', en: 'The exchange rate changed.' },
}
