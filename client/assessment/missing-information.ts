import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import type { OptionAssessment } from '#models/inventory/workload.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { gapCode } from './gap-words.ts'

/** A question whose answer would settle options: a fact or an obligation of a rule, or what a cost waits for. */
export type Missing = {
  readonly key: string
  readonly kind: 'fact' | 'obligation' | 'cost'
  readonly name: string
  readonly label: Bilingual | CostGapCode
  readonly question: Bilingual | undefined
  readonly rules: readonly string[]
  readonly options: readonly OptionAssessment[]
  /** How many options wait for this answer and nothing else. */
  readonly settles: number
}

const kindRank: Readonly<Record<Missing['kind'], number>> = { fact: 0, cost: 1, obligation: 2 }

type Gathered = Omit<Missing, 'rules' | 'options' | 'settles'> & {
  readonly rules: Set<string>
  readonly options: Set<OptionAssessment>
}

function verdictQuestions(option: OptionAssessment): readonly (Omit<Missing, 'rules' | 'options' | 'settles'> & {
  readonly rule: string
})[] {
  return option.verdict.rules
    .filter((rule) => ['undetermined', 'forbid', 'open-require', 'open-mitigation'].includes(rule.result))
    .flatMap((rule) => [
      ...rule.facts
        .filter((fact) => ['undetermined', 'forbid'].includes(rule.result) && fact.value === undefined)
        .map((fact) => ({
          key: `fact ${fact.name}`,
          kind: 'fact' as const,
          name: fact.name,
          label: fact.label,
          question: fact.question,
          rule: rule.id,
        })),
      ...rule.obligations
        .filter((one) => one.state === 'unknown')
        .map((one) => ({
          key: `obligation ${one.name}`,
          kind: 'obligation' as const,
          name: one.name,
          label: one.label,
          question: one.question,
          rule: rule.id,
        })),
    ])
}

/** Whether facts that are known prohibit the option. A prohibition that comes from what is unknown may yet be lifted by an answer. */
function isSettled(option: OptionAssessment): boolean {
  if (option.verdict.verdict !== 'forbid') return false
  const forbidding = option.verdict.rules.filter((rule) => rule.result === 'forbid')
  return forbidding.length === 0 || forbidding.some((rule) => rule.facts.every((fact) => fact.value !== undefined))
}

/**
 * What is unknown across all options, the answers that the most options wait for first; among equals, those that settle options
 * alone, then facts before costs before obligations. An option prohibited by known facts waits for nothing.
 */
export function missingInformation(options: readonly OptionAssessment[]): readonly Missing[] {
  const gathered = new Map<string, Gathered>()
  const alone = new Map<string, number>()
  for (const option of options.filter((one) => !isSettled(one))) {
    const questions = verdictQuestions(option)
    for (const { rule, ...question } of questions) {
      const one = gathered.get(question.key) ?? { ...question, rules: new Set(), options: new Set() }
      one.rules.add(rule)
      one.options.add(option)
      gathered.set(question.key, one)
    }
    const keys = new Set(questions.map((question) => question.key))
    if (keys.size === 1) for (const key of keys) alone.set(key, (alone.get(key) ?? 0) + 1)
    if (option.annualCostCad.kind === 'known') continue
    const codes = new Set(option.annualCostCad.reasons.map(gapCode))
    for (const code of codes) {
      const key = `cost ${code}`
      const one = gathered.get(key) ?? {
        key,
        kind: 'cost',
        name: code,
        label: code,
        question: undefined,
        rules: new Set(),
        options: new Set(),
      }
      one.options.add(option)
      gathered.set(key, one)
      if (codes.size === 1) alone.set(key, (alone.get(key) ?? 0) + 1)
    }
  }
  return [...gathered.values()]
    .map((one) => ({ ...one, rules: [...one.rules], options: [...one.options], settles: alone.get(one.key) ?? 0 }))
    .sort(
      (a, b) =>
        b.options.length - a.options.length ||
        b.settles - a.settles ||
        kindRank[a.kind] - kindRank[b.kind] ||
        a.key.localeCompare(b.key),
    )
}

/** Until a workload is classified every other question waits: what it asks, and the questions its classification answers too. */
export const classificationKey = 'fact w.dic'

export type MissingGroup = { readonly who: string; readonly missing: readonly Missing[] }

/** The same questions by who can answer; the person of the first question first. */
export function groupedByWhom(missing: readonly Missing[], who: (one: Missing) => string): readonly MissingGroup[] {
  const groups = new Map<string, Missing[]>()
  for (const one of missing) {
    const asked = who(one)
    groups.set(asked, [...(groups.get(asked) ?? []), one])
  }
  return [...groups].map(([asked, questions]) => ({ who: asked, missing: questions }))
}
