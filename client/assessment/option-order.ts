import type { OptionAssessment, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { isOpenVerdict, placementStanding, rankedOptions } from '#models/rules/ranking.ts'
import type { RuleOutcome } from '#models/rules/verdict.ts'
import { cellLook, saysSomething } from './cell-look.ts'

/** Best first, as the server ranks them: by where each stands, then by cost; an unknown cost comes after known ones. */
export function optionsBestFirst(assessment: WorkloadAssessment): readonly OptionAssessment[] {
  return rankedOptions(
    assessment.options.map((one) => ({
      one,
      option: one.option,
      standing: placementStanding(one.verdict),
      cost: one.annualCostCad,
    })),
  ).map(({ one }) => one)
}

export function isOpen(option: OptionAssessment): boolean {
  return isOpenVerdict(placementStanding(option.verdict))
}

const notOnBest = 9

export type RuleRow = {
  readonly rule: RuleOutcome
  readonly decides: boolean
  /** The outcome of this rule on each option, in the order of the options. */
  readonly cells: readonly (RuleOutcome | undefined)[]
}

/**
 * One row a rule, what decides first: what weighs on the best option, which is the first, then the strongest result, then how many
 * options it touches, then by name.
 */
export function ruleRows(options: readonly OptionAssessment[]): readonly RuleRow[] {
  const byOption = options.map((option) => new Map(option.verdict.rules.map((rule) => [rule.id, rule])))
  const ids = [...new Set(options.flatMap((option) => option.verdict.rules.map((rule) => rule.id)))]
  const rows = ids.flatMap((id) => {
    const cells = byOption.map((rules) => rules.get(id))
    const present = cells.filter((cell) => cell !== undefined)
    const rule = present[0]
    if (rule === undefined) return []
    const weight = Math.min(...present.map((cell) => cellLook(cell.result).rank))
    const touched = present.filter((cell) => saysSomething(cell.result)).length
    const onBest = cells[0] !== undefined && saysSomething(cells[0].result) ? cellLook(cells[0].result).rank : notOnBest
    return [{ rule, decides: touched > 0, cells, onBest, weight, touched }]
  })
  return rows.sort(
    (a, b) => a.onBest - b.onBest || a.weight - b.weight || b.touched - a.touched || a.rule.id.localeCompare(b.rule.id),
  )
}

/**
 * The rows to show at first. When every option is prohibited, rules that only wait for an unknown fact decide nothing yet: an
 * unclassified workload would otherwise open on a wall of questions, which the panel of missing information already asks.
 */
export function decidingRows(rows: readonly RuleRow[], options: readonly OptionAssessment[]): readonly RuleRow[] {
  const deciding = rows.filter((row) => row.decides)
  if (options.some((option) => option.verdict.verdict !== 'forbid')) return deciding
  return deciding.filter((row) =>
    row.cells.some((cell) => cell !== undefined && saysSomething(cell.result) && cell.result !== 'undetermined'),
  )
}
