import type { CostChangeGap, WorkloadChange } from './pack-difference.ts'
import { verdictCodes } from './verdict-columns.ts'
import type { Verdict } from './verdict.ts'

/** Costs of the best options, CAD a year: what is added and what is saved never cancel out, what is unknown is counted. */
export type CostTotals = {
  readonly addedCad: number
  readonly savedCad: number
  /** Workloads whose change of cost cannot be given, by reason. */
  readonly unknown: Readonly<Record<CostChangeGap, number>>
}
type BodyTotals = CostTotals & {
  readonly body: string
  readonly judged: number
  readonly changed: number
  /** Workloads that lose their last open option, and that gain a first one. */
  readonly closed: number
  readonly opened: number
}
export type DifferenceTotals = CostTotals & {
  readonly judged: number
  readonly changed: number
  readonly closed: number
  readonly opened: number
  readonly placementsJudged: number
  readonly placementsChanged: number
  /**
   * Workloads that change, by the verdict of their first option: before (rows) and after, in the order of `verdictCodes`. On the diagonal,
   * those whose first option keeps its verdict while others change.
   */
  readonly workloadMatrix: readonly (readonly number[])[]
  readonly placementMatrix: readonly (readonly number[])[]
  readonly bodies: readonly BodyTotals[]
  /** Workloads in which a rule decides after and did not before on some option, or the other way round; most first. */
  readonly rules: readonly { readonly rule: string; readonly decides: number; readonly ceases: number }[]
}

type Counting = {
  judged: number
  changed: number
  closed: number
  opened: number
  addedCad: number
  savedCad: number
  unknown: Record<CostChangeGap, number>
}

const nothing = (): Counting => ({
  judged: 0,
  changed: 0,
  closed: 0,
  opened: 0,
  addedCad: 0,
  savedCad: 0,
  unknown: { 'no-open-option': 0, 'no-open-option-before': 0, 'no-price': 0 },
})

/** Counts the changes of a portfolio as they come. */
export function createDifferenceTotals(optionCount: number) {
  const all = nothing()
  const bodies = new Map<string, Counting>()
  const rules = new Map<string, { decides: number; ceases: number }>()
  const workloadMatrix = emptyMatrix()
  const placementMatrix = emptyMatrix()
  let placementsChanged = 0
  const ruleCount = (rule: string) => {
    const known = rules.get(rule) ?? { decides: 0, ceases: 0 }
    rules.set(rule, known)
    return known
  }
  return {
    /** One workload judged, with what changes for it if anything does. */
    add(body: string, change: WorkloadChange | undefined): void {
      const own = bodies.get(body) ?? nothing()
      bodies.set(body, own)
      for (const counting of [all, own]) count(counting, change)
      if (change === undefined) return
      note(workloadMatrix, change.bestBefore.verdict, change.bestAfter.verdict)
      placementsChanged += change.placements.length
      const decides = new Set<string>()
      const ceases = new Set<string>()
      for (const { before, after, decidingBefore, decidingAfter } of change.placements) {
        note(placementMatrix, before, after)
        if (decidingBefore === decidingAfter) continue
        for (const rule of decidingAfter) if (!decidingBefore.includes(rule)) decides.add(rule)
        for (const rule of decidingBefore) if (!decidingAfter.includes(rule)) ceases.add(rule)
      }
      for (const rule of decides) ruleCount(rule).decides += 1
      for (const rule of ceases) ruleCount(rule).ceases += 1
    },
    totals: (): DifferenceTotals => ({
      ...all,
      placementsJudged: all.judged * optionCount,
      placementsChanged,
      workloadMatrix,
      placementMatrix,
      bodies: [...bodies].map(([body, own]) => ({ body, ...own })).toSorted((a, b) => (a.body < b.body ? -1 : 1)),
      rules: [...rules]
        .map(([rule, counts]) => ({ rule, ...counts }))
        .toSorted((a, b) => b.decides + b.ceases - a.decides - a.ceases || (a.rule < b.rule ? -1 : 1)),
    }),
  }
}

function count(counting: Counting, change: WorkloadChange | undefined): void {
  counting.judged += 1
  if (change === undefined) return
  counting.changed += 1
  const [before, after] = [change.bestBefore.option, change.bestAfter.option]
  if (before !== null && after === null) counting.closed += 1
  if (before === null && after !== null) counting.opened += 1
  const cost = change.costChangeCad
  if (cost.kind === 'known') {
    if (cost.value > 0) counting.addedCad += cost.value
    else counting.savedCad -= cost.value
    return
  }
  // Nothing could be chosen and still nothing can: no cost moves, and none is missing.
  if (before === null && after === null) return
  for (const reason of cost.reasons) counting.unknown[reason] += 1
}

function emptyMatrix(): number[][] {
  return verdictCodes.map(() => verdictCodes.map(() => 0))
}

function note(matrix: number[][], before: Verdict, after: Verdict): void {
  const row = matrix[verdictCodes.indexOf(before)]
  const column = verdictCodes.indexOf(after)
  if (row !== undefined) row[column] = (row[column] ?? 0) + 1
}
